"""Finds tables that are printed as text, as their first row and line of dashes don't fit.

GFM wants as many columns in both (section 4.10); else the dashes and bars are printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from briefgen.ground.regexes import regex
from briefgen.markdown.conserved.walk import Misprint

LINE = regex(r"^.*$", re.MULTILINE)
# The line below the first row of a table, which says how its columns are set.
COLUMNS = regex(r"\|?:?-{2,}:?(?:\|:?-{2,}:?)*\|?")
WHITE = regex(r"[ \t>]+")
COLUMN = regex(r"(?<!\\)\|")
LAST = regex(r"(?<!\\)\|\Z")


def heads_without_columns(text: str, html: str) -> Iterator[Misprint]:
    """Find lines of dashes that have more or fewer columns than the row above them."""
    if "|" not in text or "<pre>" in html:
        return
    for row, line in pairwise(LINE.finditer(text)):
        is_below = "|" in line[0] and COLUMNS.fullmatch(WHITE.sub("", line[0]))
        if is_below and _columns(row[0]) not in (1, _columns(line[0])):
            start = line.end() - len(line[0].lstrip(" \t>"))
            yield Misprint("head", start, start + len(line[0][start - line.start() :].rstrip()))


def _columns(row: str) -> int:
    """Count the cells of a row, with or without a bar at its start and its end."""
    inside = row.strip(" \t>").removeprefix("|")
    return len(COLUMN.split(inside)) - bool(LAST.search(inside))
