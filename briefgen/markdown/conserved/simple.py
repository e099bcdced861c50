"""Finds texts that are surely printed as typed, because all their marks are simple.

Most texts are simple, and `briefgen check` needn't load the parser for them.
"""

from __future__ import annotations

import re

from briefgen.ground.regexes import regex

# Marks whose meaning is beyond doubt: a citation, a link, bold and emphasised words.
PLAIN = regex(
    r"\[\^[\w-]+\]|\[[\w ,.’-]+\]\([^\s()<>\\&*_`]+\)"
    r"|(?<![\w*])(\*{1,2})(?=\w)[\w ,.’-]*\w\1(?![\w*])"
    r"|(?<=[^\W_])_(?=[^\W_])"
)
# In a text of several lines also: items of a list, and headings, that start with a word.
PLAIN_START = regex(r"^[ ]{0,3}(?:[-*]|\#{3,6})[ ](?=[^\W\d_])", re.MULTILINE)
MARKS = regex(r"[`\\&<*_\[\]]")
STARTS = regex(r"^[ ]*(?:[-+*>#=~]|\d+[.)](?:\s|\Z))|\||\#[ ]*$", re.MULTILINE)


def is_simple(text: str) -> bool:
    """Tell whether a text has no sign that the parser might take for a mark by mistake."""
    rest = PLAIN.sub("", text)
    if "\n" in text:
        rest = PLAIN_START.sub("", rest)
        if STARTS.search(rest):
            return False
    return MARKS.search(rest) is None
