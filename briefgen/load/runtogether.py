"""Finds entries of a list that YAML reads as one text, because a dash or a space is missing.

Apart from the explanations of errors, because YAML takes such a file without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Spaces that YAML takes for letters: it knows the ordinary one and the tab.
HARD_SPACE = "\u00a0\u2000-\u200b\u202f\u3000\ufeff"
BULLET = "[•·▪◦‣∙●○■□]"
# What a text starts with that was to be an entry of a list. Some of it can stand in a text as well,
# so that it counts only where the text stands alone on its line, or on a line further down.
DASH = re.compile(rf"-(?:[^\W\d]|[{HARD_SPACE}\"“'‘*\[])")
ENTRY = re.compile(rf"{BULLET}|[–—]\s|\d{{1,2}}[.)]\s")
NEXT_ENTRY = re.compile(rf"^[ ]+(-(?:[^\W\d]|[ {HARD_SPACE}])|{BULLET})", re.MULTILINE)
START = "Start it with `- `. If it is text, put the whole text in quotation marks."
OWN_LINE = "Put it on a line of its own, below the field, and start it with `- `."


@dataclass(frozen=True, slots=True)
class Lost:
    """Where an entry starts that isn't one, how many characters to underline, and the way out."""

    start: int
    width: int
    hint: str


def lost_entries(text: str, start: int, end: int, before: str) -> Iterator[Lost]:
    """Find where an unquoted text starts, or goes on, as an entry of a list would.

    `before` is what stands before the text on its line, without the spaces around it.
    """
    found = DASH.match(text, start, end) or ENTRY.match(text, start, end)
    if found and (found.re is DASH or not before):
        yield Lost(start, 1 if found.re is DASH else len(found[0].rstrip()), START)
        return
    if "\n" not in text[start:end]:  # most texts: nothing further down
        return
    for found in NEXT_ENTRY.finditer(text, start, end):
        if found[1] != "- ":
            yield Lost(found.start(1), 1, START)
        elif not before:  # this one is right, and the first isn't
            yield Lost(start, 1, "Start it with `- `.")
            return
        elif before.endswith("-"):
            yield Lost(found.start(1), 1, "Start it in the column of the dash above.")
        else:
            yield Lost(start, 1, OWN_LINE)
            return
