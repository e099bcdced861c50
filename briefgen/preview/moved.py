"""Where a line of a file is after it was edited; it is found in one pass over the lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.ground.span import Span


def in_common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines two texts begin with in common."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def line_now(old: Sequence[str], new: Sequence[str], line: int) -> int:
    """The line of the new text that was that line of the old one.

    Where it is there no more, the one in its place.
    """
    start = in_common(old, new)
    end = min(in_common(old[::-1], new[::-1]), len(old) - start, len(new) - start)
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
    """Where a stretch of the old text starts in the new one; from the end of a shorter line."""
    old, new = [each.rstrip("\r") for each in old], [each.rstrip("\r") for each in new]
    line = line_now(old, new, span.line)
    column = min(span.column, len(new[line - 1]) + 1) if line <= len(new) else 1
    return replace(span, line=line, column=column, end_line=line, end_column=column + 1)
