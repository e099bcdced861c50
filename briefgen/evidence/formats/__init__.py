"""Formats of captures: each module in this folder defines one or two, and is found by itself.

A module defines `FORMATS`, whose fields `reading/format.py` explains; for a new format nothing else
has to be changed. All modules are imported as soon as a brief has a capture, so they import slow
libraries only inside the functions that read. What several modules share is in `reading/`.
"""
