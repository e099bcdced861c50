"""Converts positions in a file between lines and columns, for people, and offsets, for programs.

A span has lines and columns, both counted from 1. Editors and other programs count offsets: code
points from the start of the file's text, from 0; a byte order mark isn't part of the text. A brief
has thousands of spans and few that are shown, so that they hold no offsets. Those are computed when
needed, from the offsets at which the lines start.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from briefgen.ground.span import Span


def offsets_of(span: Span, starts: Sequence[int]) -> tuple[int, int] | None:
    """Find a span's offsets: of its first character, and of the one behind its last.

    `starts` are the offsets at which the lines of its file start. None if the span is on a line
    that the file doesn't have.
    """
    if not (0 < span.line <= len(starts) and 0 < span.end_line <= len(starts)):
        return None
    start = starts[span.line - 1] + span.column - 1
    return start, max(start, starts[span.end_line - 1] + span.end_column - 1)


def line_and_column(offset: int, starts: Sequence[int]) -> tuple[int, int]:
    """Find an offset's line and column, both counted from 1."""
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


def span_of(file: str, starts: Sequence[int], start: int, end: int, path: str = "") -> Span:
    """Make the span of the characters from offset `start` up to, and without, offset `end`.

    Without any characters, its start and end are the same place.
    """
    line, column = line_and_column(start, starts)
    if end <= start:
        return Span(file, line, column, line, column, path)
    # A span that holds a whole line ends on that line, not at column 1 of the next.
    end_line, end_column = line_and_column(end - 1, starts)
    return Span(file, line, column, end_line, end_column + 1, path)
