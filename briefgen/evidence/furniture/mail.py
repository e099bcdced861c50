"""The marks that mail puts before each line of an earlier message (RFC 3676, section 4.5)."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.evidence.folding import Change
from briefgen.evidence.furniture.lines import Line
from briefgen.ground.regexes import regex

MARKS = regex(r"[ \t]{0,3}>(?:[ \t]?>)*[ \t]?")


def quoting_marks(lines: list[Line]) -> Iterator[Change]:
    """Find the `>` before each line that follows a line with as many of them.

    Where their number changes, somebody else speaks: the marks of that first line stay. So does a
    mark in one line alone, because it may compare: `> 50 per cent`.
    """
    before, had_figure = 0, False
    for line in lines:
        found = MARKS.match(line.text)
        depth = found[0].count(">") if found else 0
        has_figure = found is not None and line.text[found.end() :][:1].isdigit()
        if found and depth == before and not (has_figure and had_figure):
            yield line.start + found.start(), line.start + found.end(), ""
        before, had_figure = depth, has_figure
