"""What every other package builds on: spans, rules, findings, errors, files and bounds on work."""
