"""The rules on names that must not be told: typed in a brief, drawn in a picture, kept in its file.

`naming/` answers whether a text names somebody. Here it is asked about each place of a brief.
"""
