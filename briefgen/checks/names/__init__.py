"""Check names that must not be told: typed in a brief, drawn in a picture, kept in its file.

`naming/` answers whether a text names somebody. The rules here ask it about each place of a brief.
"""
