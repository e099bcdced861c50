"""Makes the edits of lines that start in a wrong column.

An edit is made only where one column is near in which the line goes on what stands above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import inf

from briefgen.ground.diagnostics import Edit
from briefgen.ground.span import Span
from briefgen.load.names import FIELDS, are_of_one_group
from briefgen.load.slip import LINE, Slip

MOST_LINES = 2_000


def aligned(slip: Slip, number: int) -> Edit | None:
    """Make the edit of a line that is off the column to which it belongs, by one or two.

    Only where one column is near, and what stands in it is of a kind: fields of the format, ids of
    the writer, or dashes. Lines in the same wrong column below it belong to the same slip.
    """
    found = LINE.match(slip.lines[number - 1])
    if found is None or not (found["dash"] or found["key"]):
        return None
    column, is_dash = len(found["indent"]), bool(found["dash"])
    is_field = found["key"] in FIELDS
    open_ = open_columns(slip, number, dashes=is_dash)
    near = {
        at
        for at, key in open_
        if abs(at - column) == 1 and (is_dash or (key in FIELDS) == is_field)
    }
    if not near:
        near = {
            at
            for at, _ in open_
            if abs(at - column) == 2 and (_is_entry_of if is_dash else _goes_on)(slip, number, at)
        }
    return _moved(slip, number, column, near.pop()) if len(near) == 1 else None


def _is_entry_of(slip: Slip, number: int, column: int) -> bool:
    """Tell whether an entry stands above or below this line that starts in a column."""
    above, below = slip.above(number), slip.below(number)
    if not above or _column_of(slip.lines[above - 1]) < column:
        return False
    beside = [slip.lines[at - 1] for at in (above, below) if at]
    return any(_column_of(line) == column and _has_dash(line) for line in beside)


def _has_dash(line: str) -> bool:
    return line.lstrip().startswith("- ")


def _goes_on(slip: Slip, number: int, column: int) -> bool:
    """Tell whether the field of a line can stand in the group whose fields start in a column.

    That group doesn't have it yet, neither above the line nor below it.
    """
    found = LINE.match(slip.lines[number - 1])
    return found is not None and is_missing(slip, number, column, found["key"] or "")


def is_missing(slip: Slip, number: int, column: int, key: str) -> bool:
    """Tell whether the group around a line whose fields start in a column can take one more."""
    beside = list(_beside(slip, number, column))
    return key in FIELDS and key not in beside and bool(beside) and are_of_one_group([key, *beside])


def _beside(slip: Slip, number: int, column: int) -> Iterator[str]:
    """List the fields above and below a line of the group whose fields start in a column."""
    own = LINE.match(slip.lines[number - 1])
    is_first = bool(own and own["dash"] and own.start("key") == column)
    for at in range(number - 1, number if is_first else 0, -1)[:MOST_LINES]:
        found = _field_line(slip, at)
        if found and found["key"] and found.start("key") == column:
            yield found["key"]
        if found and len(found["indent"]) < column:
            break
    wrong = _column_of(slip.lines[number - 1])
    for at in range(number + 1, min(len(slip.lines), number + MOST_LINES) + 1):
        found = _field_line(slip, at)
        indent = len(found["indent"]) if found else column
        if found and found["key"] and indent == column and not found["dash"]:
            yield found["key"]
        # Fields below in the same wrong column belong to the same slip.
        elif indent < column and (indent != wrong or (found and found["dash"])):
            break


def _field_line(slip: Slip, number: int) -> re.Match[str] | None:
    """Match a line that isn't empty or a comment."""
    line = slip.lines[number - 1]
    return LINE.match(line) if line.strip() and line.lstrip()[0] != "#" else None


def _column_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _moved(slip: Slip, number: int, column: int, to: int) -> Edit:
    """Move a line to a column, with the lines below it that stand in the same wrong column.

    What is further in moves along where it stands one step behind the wrong column.
    """
    if abs(to - column) > 1:
        return _moved_by_two(slip, number, column, to)
    last = number
    lines = []
    for at in range(number, min(len(slip.lines), number + MOST_LINES) + 1):
        line = slip.lines[at - 1]
        indent = _column_of(line)
        if line.strip() and (indent < column or (indent == to and at > number)):
            break
        if line.strip() and indent == column:
            last = at
    for at in range(number, last + 1):
        line = slip.lines[at - 1]
        is_off = line.strip() and _column_of(line) == column
        lines.append(" " * to + line.lstrip(" ") if is_off else line)
    return lines_to(slip, number, lines)


def _moved_by_two(slip: Slip, number: int, column: int, to: int) -> Edit:
    is_entry = _has_dash(slip.lines[number - 1])
    lines: list[str] = []
    kept = 0  # the lines up to the last that is moved
    moves_inner = False
    for at in range(number, min(len(slip.lines), number + MOST_LINES) + 1):
        line = slip.lines[at - 1]
        indent = _column_of(line)
        is_own = bool(line.strip()) and indent == column and _has_dash(line) == is_entry
        is_inner = indent > column or (indent == column and not is_entry and _has_dash(line))
        if is_own:
            moves_inner = _is_step(slip, at, column, is_entry=is_entry)
        elif line.strip() and (not is_inner or _is_back(line, column, to)):
            break
        is_moved = is_own or (bool(line.strip()) and moves_inner)
        lines.append(" " * (indent + to - column) + line.lstrip(" ") if is_moved else line)
        kept = len(lines) if is_moved else kept
    return lines_to(slip, number, lines[:kept])


def _is_back(line: str, column: int, to: int) -> bool:
    """Tell whether a line is a field in the right column, so that nothing wrong goes on there."""
    found = LINE.match(line)
    return bool(column < to == _column_of(line) and found and found["key"] in FIELDS)


def _is_step(slip: Slip, number: int, column: int, *, is_entry: bool) -> bool:
    """Tell whether what a line holds stands one step behind it on the lines below."""
    at = slip.below(number)
    line, under = slip.lines[number - 1].rstrip(), slip.lines[at - 1] if at else ""
    if not is_entry and not line.endswith((":", "|", ">")):
        return False
    return _column_of(under) == column + 2 or (_column_of(under) == column and _has_dash(under))


def lines_to(slip: Slip, number: int, lines: list[str]) -> Edit:
    """Make the edit that indents lines from a number on as those given.

    It ends with the indentation of the last, so that what is wrong behind it is told apart.
    """
    last = number + len(lines) - 1
    before, after = slip.lines[last - 1], lines[-1]
    behind = len(after.lstrip())
    span = Span(slip.file, number, 1, last, len(before) - behind + 1)
    typed = slip.line_end.join(lines)
    return Edit(span, typed[: len(typed) - behind])


def open_columns(slip: Slip, number: int, *, dashes: bool) -> list[tuple[int, str]]:
    """List the columns in which a line may go on what stands above it, with a field's name each.

    With `dashes`, those of the dashes above it, else those of the fields.
    """
    found: list[tuple[int, str]] = []
    bound = inf
    for at in range(number - 1, max(0, number - MOST_LINES), -1):
        line = slip.lines[at - 1]
        match = LINE.match(line)
        if not line.strip() or line.lstrip()[0] == "#" or match is None:
            continue
        indent = len(match["indent"])
        if indent >= bound or not (match["key"] or match["dash"]):
            continue
        if match["dash"] and dashes:
            found.append((indent, match["key"] or ""))
        if match["key"] and not dashes and match.start("key") < bound:
            found.append((match.start("key"), match["key"]))
        bound = indent
    return found
