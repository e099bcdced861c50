"""What all rooms stand on: spans and positions, rules and findings, errors, files, bounds."""
