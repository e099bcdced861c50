"""What every room stands on: spans, findings, errors, suggestions, files, bounds."""
