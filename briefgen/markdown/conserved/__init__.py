"""Check that a text is printed as it was typed: every letter, digit and sign but the markup.

Markdown drops what it takes for a mark: the `3` of `3. May`, the `>` of `> 50 per cent`. The
rules in `sentences` keep some of these, but can't know all. So the HTML is compared with the text:
both are followed at the same time, and for each tag in the HTML the text has to have the marks that
make it. The parser and the renderer aren't used here, so that their faults are found as well.
"""
