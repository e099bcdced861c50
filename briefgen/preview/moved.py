"""Compares two states of a text line by line: what changed, and where an old line is now.

One pass over the lines from each end, and no diff: between two saves one place changes as a rule,
and a diff of a long text takes longer than its build.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.ground.span import Span


def ends_in_common(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """Count the lines in common at the start and at the end of two texts; no line counts twice."""
    start = _start_in_common(old, new)
    # `a, a` and `a` have one line in common, though they start and end alike.
    end = min(_start_in_common(old[::-1], new[::-1]), len(old) - start, len(new) - start)
    return start, end


def _start_in_common(one: Sequence[str], other: Sequence[str]) -> int:
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def line_now(old: Sequence[str], new: Sequence[str], line: int) -> int:
    """Find the number of an old line in the new text; lines count from 1.

    If the line is gone, that is the number of the line in its place.
    """
    start, end = ends_in_common(old, new)
    if line <= start:
        return line
    if line > len(old) - end:
        return line + len(new) - len(old)
    among = range(start + 1, len(new) - end + 1)
    same = [at for at in among if new[at - 1] == old[line - 1]]
    if same:
        return min(same, key=lambda at: abs(at - line))
    return max(1, min(line, len(new) - end))


def span_now(span: Span, old: Sequence[str], new: Sequence[str]) -> Span:
    """Find where a span of the old text starts in the new one; it is one column wide.

    If the line is shorter now, the new span is at the line's end.
    """
    # A file of Windows that was split at `\n` keeps a `\r` at the end of each line.
    old, new = [each.rstrip("\r") for each in old], [each.rstrip("\r") for each in new]
    line = line_now(old, new, span.line)
    column = min(span.column, len(new[line - 1]) + 1) if line <= len(new) else 1
    return replace(span, line=line, column=column, end_line=line, end_column=column + 1)
