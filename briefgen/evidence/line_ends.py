"""Tell words that were cut at a line's end from words that have a hyphen there anyway.

A file doesn't say which of the two a hyphen is, and no list of words has all names. So a hyphen
that may come from the line's end gets a sign of its own. In a comparison that sign equals a hyphen,
and it equals no hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.ground.regexes import regex

# Stands for a hyphen at a line's end until hyphens are counted; the same character is a space
# in any text, so that none is left by then.
LINE_END = "\x1f"
BROKEN = regex(r"-(?:\ *\n\s*)(?=\w)")
# `short- and long-term` at the end of a line: the hyphen stands for a word that comes later.
SUSPENDED = regex(r"(?:and|or|nor|und|oder|bis|et|ou)\b")
# Names that have a capital inside wherever they stand, as `McNeil`.
NAME = regex(r"(?:Mc|Mac|Fitz|Le|La|De|Di|Van)[A-Z]")
# Other names have a capital inside if the text has them uncut somewhere.
INNER_CAPITAL = regex("(?<=[a-z])[A-Z]")
# The most letters of a word that is put together to look for it elsewhere in the text.
LONGEST = 40


def line_ends(text: str) -> Iterator[tuple[int, int, str]]:
    """Find the hyphens at line ends, with what replaces each: `LINE_END` if it may cut a word."""
    joined: set[str] | None = None
    for found in BROKEN.finditer(text):
        before, after = text[found.start() - 1 : found.start()], text[found.end()]
        if SUSPENDED.match(text, found.end()):
            yield *found.span(), "- "
        elif not (before.isalpha() and after.isalpha()):
            if not before.isspace():
                yield *found.span(), "-"
        elif after.isupper() and (before.islower() or text[found.end() + 1 :][:1].islower()):
            # A capital starts a new name, as in `Franco-` and `German`, unless the name has one
            # inside. Among capitals alone any word may have been cut.
            if joined is None:
                inner = (capital.start() for capital in INNER_CAPITAL.finditer(text))
                joined = {_ending(text, at) + _beginning(text, at) for at in inner}
            word = _ending(text, found.start()) + _beginning(text, found.end())
            yield *found.span(), LINE_END if word in joined or NAME.match(word) else "-"
        else:
            yield *found.span(), LINE_END


def _ending(text: str, at: int) -> str:
    """Give the letters just before an offset."""
    found = re.search(r"[^\W\d_]+$", text[max(0, at - LONGEST) : at])
    return found[0] if found else ""


def _beginning(text: str, at: int) -> str:
    """Give the letters from an offset on."""
    found = re.match(r"[^\W\d_]+", text[at : at + LONGEST])
    return found[0] if found else ""
