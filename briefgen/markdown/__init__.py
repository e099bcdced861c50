"""Read the Markdown of a brief, make HTML of it, and check that no word of it is lost.

`reading` finds headings, links and citations for the checks. `markup` makes HTML, with the
exceptions to CommonMark in `sentences` and `lines`. `curling` sets quotation marks, `links` tells
which links are safe, and `conserved` compares the HTML with the text.
"""
