"""The first stage: a file of YAML is read, and each of its values keeps its place."""
