"""Makes the edit of lines that are indented with tabs: the column that was meant is that of others.

An editor shows a tab two, four or eight columns wide, so that its width tells little. The fields
above and the line below leave most lines one column only.
"""

from __future__ import annotations

from itertools import takewhile

from briefgen.ground.diagnostics import Edit
from briefgen.ground.regexes import regex
from briefgen.ground.span import Span
from briefgen.load.columns import lines_to, open_columns
from briefgen.load.names import FIELDS
from briefgen.load.slip import LINE, Slip

# The indentation of a line, with a tab in it.
TABBED = regex(r"[ ]*\t[ \t]*(?=\S)")
# The most lines whose tabs one edit replaces: a longer edit couldn't be seen at a glance. The lines
# below them get an edit of their own when the brief is next checked.
MOST_TABBED = 200
WIDTHS = (2, 4, 8)
# A field without a value, or with the sign of a block: what belongs to it stands below.
OPENING = regex(r"\s*(?:-\s+)*[\w-]+:\s*(?:[|>][-+\d]*\s*)?(?:#.*)?\Z")


def without_tabs(slip: Slip) -> Edit | None:
    """Make the edit that replaces the tabs of this line, and of the lines with tabs right below it.

    All these lines are one slip: with only the first one mended, libyaml would give up at the next.
    None where the lines may have been meant for more than one column.
    """
    indents = [TABBED.match(line) for line in slip.lines[slip.line - 1 :][:MOST_TABBED]]
    tabbed = [found for found in takewhile(bool, indents) if found]
    if not tabbed:  # nothing else is on the line
        return Edit(Span(slip.file, slip.line, 1, slip.line, len(slip.text) + 1), "")
    found = _column_meant(slip, tabbed[0][0], [each[0] for each in tabbed])
    if found is None:
        return None
    width, by = found
    lines = [
        " " * max(0, _wide(each[0], width) + by) + each.string[each.end() :] for each in tabbed
    ]
    return lines_to(slip, slip.line, lines)


def _column_meant(slip: Slip, first: str, indents: list[str]) -> tuple[int, int] | None:
    """Find how wide a tab was meant, and by how many columns the lines are to be moved then."""
    columns = _columns(slip)
    if len(set(indents)) == 1:
        columns = _not_before_below(slip, columns, len(indents))
    fitting = {width: _wide(first, width) for width in WIDTHS if _wide(first, width) in columns}
    if len(columns) == 1:
        (column,) = columns
        width = next(iter(fitting), WIDTHS[0])
        return (width, column - _wide(first, width))
    return (min(fitting), 0) if len(fitting) == 1 else None


def _columns(slip: Slip) -> set[int]:
    """List the columns in which what stands above allows the line, none of them the first."""
    line = LINE.match(slip.text.lstrip())
    above = slip.above(slip.line)
    if line is None or not above:
        return set()
    before = slip.lines[above - 1]
    found = LINE.match(before)
    if OPENING.match(before):
        return {found.start("key") + 2} if found and found["key"] else set()
    if not (line["dash"] or line["key"]):  # it goes on with a text
        return set() if found and found["key"] else {len(before) - len(before.lstrip())}
    is_dash, is_field = bool(line["dash"]), line["key"] in FIELDS
    return {
        column
        for column, key in open_columns(slip, slip.line, dashes=is_dash)
        if column and (is_dash or (key in FIELDS) == is_field)
    }


def _not_before_below(slip: Slip, columns: set[int], count: int) -> set[int]:
    """Leave out the columns to the left of which the line below would belong to nothing."""
    last = slip.line + count - 1
    at = slip.below(last)
    if not at or OPENING.match(slip.lines[last - 1]):
        return columns
    line, under = LINE.match(slip.lines[last - 1].lstrip()), slip.lines[at - 1]
    inside = line.start("key") if line and line["key"] else 0
    indent = len(under) - len(under.lstrip())
    return {column for column in columns if column + inside >= indent}


def _wide(indent: str, width: int) -> int:
    """Count the columns of an indentation, with tabs of some width."""
    return len(indent.replace("\t", " " * width))
