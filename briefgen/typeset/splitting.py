"""A table too wide for any type is set as several, each below the other with its first column."""

from __future__ import annotations

import math
from copy import deepcopy
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

# Columns differ in width, and the first one is set again: the parts get so much room to spare.
SPARE = 1.15
LEAST_COLUMNS = 3


def parts_of(table: Any, factor: float) -> int:
    """Tell into how many a table is split that is too wide by a factor; 1 where it can't be.

    It can't be with two columns, nor where a cell spans others.
    """
    columns = _columns(table)
    return min(math.ceil(factor * SPARE), columns - 1) if columns >= LEAST_COLUMNS else 1


def split(table: Any, parent: Any, parts: int) -> None:
    """Put the parts of a table in its place."""
    columns = _columns(table)
    bounds = [1 + (columns - 1) * at // parts for at in range(parts + 1)]
    made = [_part(table, first, end) for first, end in pairwise(bounds)]
    made[-1].tail = table.tail  # the words behind it, which ElementTree keeps at the element
    at = list(parent).index(table)
    parent[at : at + 1] = made


def _columns(table: Any) -> int:
    """The number of columns; none where rows differ, or a cell spans others."""
    rows = list(table.iter("tr"))
    spans = any(cell.get("colspan") or cell.get("rowspan") for row in rows for cell in row)
    lengths = {len(row) for row in rows}
    return lengths.pop() if len(lengths) == 1 and not spans else 0


def _part(element: Any, first: int, end: int) -> Any:
    """A table, or what holds its rows, with the first column and those from `first` to `end`."""
    made = Element(element.tag, dict(element.attrib))
    if element.tag == "tr":
        head = element[0] if first == 1 else deepcopy(element[0])
        if first != 1:
            for inside in head.iter():
                _without_id(inside)
        made.extend([head, *element[first:end]])
    else:
        made.extend([_part(kid, first, end) for kid in element])
    return made if first == 1 else _without_id(made)


def _without_id(element: Any) -> Any:
    # Only one element of a page may have an id (HTML, 3.2.6), and links lead to the first.
    element.attrib.pop("id", None)
    return element
