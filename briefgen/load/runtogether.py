"""Entries of a list that YAML runs together into one text, since a dash or a space isn't there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

HARD_SPACE = "\u00a0\u2000-\u200b\u202f\u3000\ufeff"
BULLET = "[•·▪◦‣∙●○■□]"
# A text that was to be an entry of a list; one that stands alone on its line; a line further down.
DASH = re.compile(rf"-(?:[^\W\d]|[{HARD_SPACE}\"“'‘*\[])")
ENTRY = re.compile(rf"{BULLET}|[–—]\s|\d{{1,2}}[.)]\s")
NEXT_ENTRY = re.compile(rf"^[ ]+(-(?:[^\W\d]|[ {HARD_SPACE}])|{BULLET})", re.MULTILINE)
START = "Start it with `- `. If it is text, put the whole text in quotation marks."
OWN_LINE = "Put it on a line of its own, below the field, and start it with `- `."


@dataclass(frozen=True, slots=True)
class Lost:
    """Where an entry starts that isn't one, how much of it to underline, and the way out."""

    start: int
    width: int
    hint: str


def lost_entries(text: str, start: int, end: int, before: str) -> Iterator[Lost]:
    """Where an unquoted text starts, or goes on, as an entry of a list would.

    `before` is what stands before the text on its line, without the spaces around it.
    """
    found = DASH.match(text, start, end) or ENTRY.match(text, start, end)
    if found and (found.re is DASH or not before):
        yield Lost(start, 1 if found.re is DASH else len(found[0].rstrip()), START)
        return
    if "\n" not in text[start:end]:
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
