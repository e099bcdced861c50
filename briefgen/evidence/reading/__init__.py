"""Share between the readers of captures: the text that they give, bounds, archives, web pages.

This isn't in `formats/`, because each module there is taken for a format.
"""
