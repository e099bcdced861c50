"""A brief in the browser, kept true while it is typed.

Building: `watch` knows what a build reads, `snapshot` whether that changed, `saves` when the change
is whole; `compiled` builds in memory, `pages` finds the lines that differ, and `session` joins them
for one brief.

Paper: `proofs` has it made by one of the `printers` that all briefs share (`printer`, `draw`), in
the order that `attention` gives.

A folder: `shelf` keeps the `rows` of its briefs. `hub` has all that is under preview.

The browser: `serve` takes a port (`listen`), `server` answers, `hosts` refuses whom it doesn't
know, and `events` tells the news (`news`).

From a click to the line: `opening` takes the question, `origins` has all that can be read,
`inverse_search` looks in it (`pointed` reads the words on paper), `moved` follows a line through
edits, and `editor` opens it.
"""
