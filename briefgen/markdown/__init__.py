"""The Markdown of a brief: what may be typed, how it becomes HTML, and that nothing is lost.

`reading` finds what rules look at, `markup` makes HTML, with the exceptions to CommonMark that are
in `sentences` and `lines`; `curling` sets quotation marks, `links` says what a link may be, and
`conserved` compares what comes out with what went in.
"""
