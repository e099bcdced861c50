"""Whether a text comes out as it was typed: each letter, digit and sign, less the markup.

Goes along the page and along the text at once, and asks of each tag for the marks that make it.
Knows nothing of the parser and the renderer, so that a fault of theirs doesn't hide itself.
"""
