"""The lines of a text, with their places."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from briefgen.evidence.folding import Change
from briefgen.ground.records import record
from briefgen.ground.regexes import regex

# A form feed starts a page, and ends the line before it.
LINE = regex(r"[^\n\f]*(?:\n|\f|\Z)")
# A text with more lines isn't looked through. A book has 40,000.
MOST_LINES = 200_000


@record
class Line:
    """A line: its text with the spaces at its start, and its offsets in the whole text.

    `starts_page` says that a form feed stands before it.
    """

    text: str
    start: int
    end: int
    starts_page: bool = False

    @property
    def words(self) -> str:
        """The text without the spaces around it."""
        return self.text.strip()


def lines_of(text: str) -> list[Line]:
    """List the lines of a text; the list is empty if the text has too many."""
    if text.count("\n") + text.count("\f") > MOST_LINES:
        return []
    found = []
    starts_page = False
    for line in LINE.finditer(text):
        if line.end() > line.start():
            found.append(Line(line[0].rstrip("\n\f"), line.start(), line.end(), starts_page))
        starts_page = line[0].endswith("\f")
    return found


def broken_at_slash(lines: list[Line]) -> Iterator[Change]:
    """Find the line ends that stand inside `and/or`: a printed line may break behind its slash."""
    for line, following in pairwise(lines):
        if line.text[-2:-1].isalnum() and line.text.endswith("/") and following.text[:1].isalnum():
            yield line.end - 1, line.end, ""
