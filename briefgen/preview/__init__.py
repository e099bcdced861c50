"""A brief in the browser, kept true while it is typed.

`watch` knows what a build reads and sees it change, `compiled` builds in memory, `session` joins
them for one brief. `proofs` has its paper made, by one of the `printers` that all briefs share
(`paper`, `draw`), in the order that `attention` gives. `shelf` lists the briefs of a folder;
`server` answers the browser, and `events` tells it the news. `editor` opens the line that was
clicked, and `listen` finds the port.
"""
