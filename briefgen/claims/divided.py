"""Join the words that a PDF divides at the ends of lines, so that `mil-` `lion` is read."""

from __future__ import annotations

import re

from briefgen.ground.regexes import regex

# A hyphen at the end of a line, with the halves of the word. What is behind it starts small, as
# the second half of a word does.
DIVIDED = regex(r"(?<![^\W_])([^\W\d_]{2,20})([\xad\-\u2010][ \t]?\n)([^\W\d_]{2,20})(?![^\W_])")


def joined(text: str) -> str:
    """Join each divided word that stands undivided elsewhere; every offset stays.

    The second half moves up to the first, and blanks take its place: `mil-⏎lion` becomes
    `million  `. Others stay as they are: `three-⏎year` is two words.
    """
    if not DIVIDED.search(text):
        return text
    # Parted at blanks alone, which is quick: a word stands somewhere without a comma behind it.
    whole = set(text.lower().split())

    def join(found: re.Match[str]) -> str:
        word = found[1] + found[3]
        is_word = found[3].islower() and word.lower() in whole
        return word + " " * len(found[2]) if is_word else found[0]

    return DIVIDED.sub(join, text)
