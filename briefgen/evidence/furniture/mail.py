"""The marks that mail puts before each line of an earlier message (RFC 3676, section 4.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.evidence.folding import Change
from briefgen.evidence.furniture.lines import Line

MARKS = re.compile(r"[ \t]{0,3}>(?:[ \t]?>)*[ \t]?")


def quoting_marks(lines: list[Line]) -> Iterator[Change]:
    """Find the marks of lines that follow a line of the same message.

    Where the number of marks changes somebody else speaks, and the first line has its own; and a
    mark that stands alone among other lines may be a sign (`> 50 per cent`).
    """
    before, had_figure = 0, False
    for line in lines:
        found = MARKS.match(line.text)
        depth = found[0].count(">") if found else 0
        has_figure = found is not None and line.text[found.end() :][:1].isdigit()
        if found and depth == before and not (has_figure and had_figure):
            yield line.start + found.start(), line.start + found.end(), ""
        before, had_figure = depth, has_figure
