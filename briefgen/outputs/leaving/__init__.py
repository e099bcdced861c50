"""The exit: what leaves is searched for every name that may not stand in it (`search`).

The other modules say what of a page, a PDF or a text can carry a name, which names may stand where
they do, and where one came from.
"""
