"""Reads a YAML file, the first stage: its values, each with its place in the file."""
