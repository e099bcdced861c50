"""The outputs there are: one a module, found by being in this folder (`outputs/registry.py`)."""
