"""Words that were cut at a line's end, and hyphens that stand there as their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Stands for a hyphen at a line's end until hyphens are counted; the same character is a space
# in any text, so that none is left by then.
LINE_END = "\x1f"
BROKEN = re.compile(r"-(?:\ *\n\s*)(?=\w)")
# `short- and long-term` at the end of a line: the hyphen stands for a word that comes later.
SUSPENDED = re.compile(r"(?:and|or|nor|und|oder|bis|et|ou)\b")
# Names that have a capital inside wherever they stand, as `McNeil`.
NAME = re.compile(r"(?:Mc|Mac|Fitz|Le|La|De|Di|Van)[A-Z]")
# No longer word is put together to be looked for.
LONGEST = 40


def line_ends(text: str) -> Iterator[tuple[int, int, str]]:
    """Each hyphen at a line's end, and what is put for it: `LINE_END` where a word may be cut."""
    joined: set[str] | None = None
    for found in BROKEN.finditer(text):
        before, after = text[found.start() - 1 : found.start()], text[found.end()]
        if SUSPENDED.match(text, found.end()):
            yield *found.span(), "- "
        elif not (before.isalpha() and after.isalpha()):
            if not before.isspace():
                yield *found.span(), "-"
        elif _is_name(text, before, found.end()):
            joined = _with_inner_capital(text) if joined is None else joined
            word = _ending(text, found.start()) + _beginning(text, found.end())
            yield *found.span(), LINE_END if word in joined or NAME.match(word) else "-"
        else:
            yield *found.span(), LINE_END


def _is_name(text: str, before: str, at: int) -> bool:
    """Whether a capital starts a new name behind a line's end, as in `Franco-` and `German`.

    Among capitals alone any word may have been cut.
    """
    return text[at].isupper() and (before.islower() or text[at + 1 : at + 2].islower())


def _with_inner_capital(text: str) -> set[str]:
    """The words of a text with a capital inside: they may be cut before it, as any word."""
    places = (found.start() for found in re.finditer("(?<=[a-z])[A-Z]", text))
    return {_ending(text, at) + _beginning(text, at) for at in places}


def _ending(text: str, at: int) -> str:
    """The letters just before an offset."""
    found = re.search(r"[^\W\d_]+$", text[max(0, at - LONGEST) : at])
    return found[0] if found else ""


def _beginning(text: str, at: int) -> str:
    """The letters from an offset on."""
    found = re.match(r"[^\W\d_]+", text[at : at + LONGEST])
    return found[0] if found else ""
