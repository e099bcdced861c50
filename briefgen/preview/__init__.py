"""A brief in the browser, kept true while it is typed.

`inputs` says what a build reads and watches it, `compiled` builds in memory, `paper` typesets in
the background, `session` joins them for one brief, `shelf` lists the briefs of a folder, `server`
answers the browser, `editor` opens the line that was clicked.
"""
