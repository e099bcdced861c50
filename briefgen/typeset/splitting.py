"""Split a table that is too wide for any type into several, which all repeat its first column."""

from __future__ import annotations

import math
from copy import deepcopy
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

# The room that the parts get on top of the width of the table: columns differ in width, and the
# first one is repeated in each part.
SPARE = 1.15
# The first column, and two that can be parted.
LEAST_COLUMNS = 3


def parts_of(table: Any, factor: float) -> int:
    """Give the number of parts for a table that is too wide by `factor`; 1 if it can't be split.

    A table can't be split if it has fewer than three columns, or a cell that spans others.
    """
    columns = _columns(table)
    return min(math.ceil(factor * SPARE), columns - 1) if columns >= LEAST_COLUMNS else 1


def split(table: Any, parent: Any, parts: int) -> None:
    """Replace a table by its parts, in `parent`."""
    columns = _columns(table)
    bounds = [1 + (columns - 1) * at // parts for at in range(parts + 1)]
    made = [_part(table, first, end) for first, end in pairwise(bounds)]
    # ElementTree keeps the words after an element at the element itself.
    made[-1].tail = table.tail
    at = list(parent).index(table)
    parent[at : at + 1] = made


def _columns(table: Any) -> int:
    """Count the columns of a table; 0 if its rows differ, or a cell spans others."""
    rows = list(table.iter("tr"))
    spans = any(cell.get("colspan") or cell.get("rowspan") for row in rows for cell in row)
    lengths = {len(row) for row in rows}
    return lengths.pop() if len(lengths) == 1 and not spans else 0


def _part(element: Any, first: int, end: int) -> Any:
    """Copy a table with its first column and the columns from `first` up to but not with `end`.

    It calls itself for the parts of a table (`thead`, `tr`, …). What is in the cells isn't copied,
    but moved, except for the first column, which is copied for all parts but the first.
    """
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
    # An id must be unique in a page (HTML, 3.2.6): the first part keeps it, and links lead there.
    element.attrib.pop("id", None)
    return element
