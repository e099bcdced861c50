"""Reads a file of YAML: its values, and the place of each."""
