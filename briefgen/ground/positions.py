"""Positions in a file, as people count them and as programs do.

A span says line and column, both from 1. Editors and other programs count offsets: the code points
from the start of the file's text, from 0. A byte order mark is no part of the text. Offsets are
worked out of the starts of the lines when they are asked for: a brief has thousands of spans.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from briefgen.ground.span import Span


def offsets_of(span: Span, starts: Sequence[int]) -> tuple[int, int] | None:
    """Find the offset of a span's first character, and of the one behind its last.

    `starts` are the offsets at which the lines of its file start. None where it isn't on them.
    """
    if not (0 < span.line <= len(starts) and 0 < span.end_line <= len(starts)):
        return None
    start = starts[span.line - 1] + span.column - 1
    return start, max(start, starts[span.end_line - 1] + span.end_column - 1)


def line_and_column(offset: int, starts: Sequence[int]) -> tuple[int, int]:
    """Find the line and the column of an offset, both counted from 1."""
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


def span_of(file: str, starts: Sequence[int], start: int, end: int, path: str = "") -> Span:
    """Find the span of the characters from one offset up to another, which it doesn't hold.

    A stretch without characters has the span of the place between two.
    """
    line, column = line_and_column(start, starts)
    if end <= start:
        return Span(file, line, column, line, column, path)
    # The end is on the line of the last character: the end of a line is not the start of the next.
    end_line, end_column = line_and_column(end - 1, starts)
    return Span(file, line, column, end_line, end_column + 1, path)
