"""A brief in the browser, kept true while it is typed.

`watch` knows what a build reads and sees it change, `compiled` builds in memory, `paper` typesets
in the background, `session` joins them for one brief, `shelf` lists the briefs of a folder,
`server` answers the browser, `editor` opens the line that was clicked.
"""
