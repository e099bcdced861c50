"""The pages of the documentation, found by topic and laid out for a terminal: `briefgen help`.

The pages are the files of `docs/` themselves. A library for this (rich, say) would be the largest
of all that briefgen needs at run time, for one command; the parser is needed for briefs anyway.
"""
