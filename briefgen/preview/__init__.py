"""Show a brief in the browser, and keep the page up to date while the brief is edited.

Building: `watch` lists the files that a build reads, `snapshot` tells whether they changed, and
`saves` when they are written completely. `compiled` builds in memory, `pages` finds the lines that
differ, and `session` does all this for one brief.

Paper, that is the PDFs and pictures of their pages: `proofs` borrows one of the `printers` that all
briefs share (`printer`, `draw`), in the order of their `attention`.

A folder: `shelf` keeps an index with one of the `rows` for each brief. `hub` holds all sessions.

The browser: `serve` takes a port (`listen`), `server` answers, `hosts` refuses requests of other
sites, and `events` sends the `news`.

From a click to the line: `opening` takes the request, `origins` lists all words of the page with
their places in the brief, `inverse_search` finds the clicked ones (`pointed` reads them from a
PDF), `moved` follows a line through edits, and `editor` opens it.

From the number of a note to what its sentence rests on: `references` knows the text behind each
number, and `passages` tells what its sources have.
"""
