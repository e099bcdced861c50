"""Whether a text is printed as it was typed: each letter, digit and sign, less the markup.

Markdown drops what it takes for a mark: the `3` of `3. May`, the `>` of `> 50 per cent`. Rules that
keep those (`sentences`) can't know all of them, so what comes out is compared with what went in.
That goes along the page and along the text at once, and asks for each tag that the marks which make
it be typed there. Nothing here knows the parser and the renderer, so that a fault of theirs doesn't
hide itself.
"""
