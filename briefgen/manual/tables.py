"""Lays a table out in columns of text, or row below row where columns would be too narrow."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

GAP = 2
# Below this many characters a column of sentences is no pleasure to read.
NARROW = 24

Rows = Sequence[Sequence[str]]


def table(rows: Rows, width: int) -> list[str]:
    """Give the lines of a table whose first row is its head, no line longer than `width`."""
    # A column without a word in it, such as one of signs that a terminal lacks, is left out.
    columns = [column for column in zip(*rows, strict=True) if any(column[1:])]
    rows = list(zip(*columns, strict=True))
    widths = _widths(columns, width)
    if widths is None:
        return _stacked(rows, width)
    lines = [line for row in rows[1:] for line in _row(row, widths)]
    head = _row(rows[0], widths)
    if not any(rows[0]):
        return lines
    return [*head, (" " * GAP).join("-" * each for each in widths), *lines]


def _widths(columns: Rows, width: int) -> list[int] | None:
    """Share the width between columns; None where one of them would be too narrow.

    A column of short words has what it needs. What is left is shared by the others, each as it has
    more to say.
    """
    needed = [max(map(len, column)) for column in columns]
    free = width - GAP * (len(columns) - 1)
    if sum(needed) <= free:
        return needed
    least = [
        max(_longest_word(column), min(need, NARROW))
        for column, need in zip(columns, needed, strict=True)
    ]
    left = free - sum(least)
    if left < 0:
        return None
    asked = sum(needed) - sum(least)
    return [low + left * (need - low) // asked for low, need in zip(least, needed, strict=True)]


def _longest_word(column: Sequence[str]) -> int:
    return max((len(word) for cell in column for word in cell.split()), default=0)


def _row(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    """Give the lines of one row, its cells wrapped side by side."""
    wrapped = [
        wrap(cell, width, break_on_hyphens=False) or [""]
        for cell, width in zip(cells, widths, strict=True)
    ]
    height = max(map(len, wrapped))
    lines = zip(*(cell + [""] * (height - len(cell)) for cell in wrapped), strict=True)
    gap = " " * GAP
    return [
        gap.join(part.ljust(width) for part, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]


def _stacked(rows: Rows, width: int) -> list[str]:
    """Give each row as a block: its first cell, and below it the others, each behind its head."""
    lines: list[str] = []
    for first, *others in rows[1:]:
        if lines:
            lines.append("")
        lines += wrap(first, width, break_on_hyphens=False)
        for head, cell in zip(rows[0][1:], others, strict=True):
            told = f"{head}: {cell}" if head and head != rows[0][1] else cell
            if cell:
                lines += wrap(
                    told,
                    width,
                    initial_indent="    ",
                    subsequent_indent="    ",
                    break_on_hyphens=False,
                )
    return lines
