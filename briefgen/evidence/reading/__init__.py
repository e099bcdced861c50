"""What the readers of captures share: the text that they give, its bounds, archives and pages.

Apart from `formats/`, where each file is a format and nothing else stands.
"""
