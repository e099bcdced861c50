"""The outputs, one in each module of this folder, where `outputs/registry.py` finds them."""
