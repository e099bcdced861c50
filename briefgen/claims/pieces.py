"""Cut a stretch of a capture into its sentences and the rows of its tables."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from briefgen.claims.sentences import sentences
from briefgen.ground.regexes import regex

Stretch = tuple[int, int]
# Ends of paragraphs, and of rows that have bars.
BREAK = regex(r"\n[ \t]*\n\s*|(?<=\|)\n|\n(?=\|)")
# A line that may be the row of a table in a text or a PDF, where blanks alone part its cells.
LINE = regex(r"[^\n]+\n?")
# The least numbers that such a row has, also as a share of what stands in it.
NUMBERS, MOSTLY = 2, 0.5
# How far a piece may reach beyond the stretch; a longer one is cut.
REACH = 280


def pieces(text: str, start: int, end: int, language: str) -> list[Stretch]:
    """List the sentences and rows at a stretch of a text, in order."""
    left, right = max(0, start - REACH), min(len(text), end + REACH)
    return [
        sentence
        for paragraph in pairwise(sorted({left, *_breaks(text, left, right), right}))
        for sentence in sentences(text, *paragraph, language)
        if sentence[0] < end and sentence[1] > start
    ]


def _breaks(text: str, left: int, right: int) -> Iterator[int]:
    """List where a paragraph or a row ends, and where a row starts behind a line of words."""
    for each in BREAK.finditer(text, left, right):
        yield each.end()
    for line in LINE.finditer(text, left, right):
        if is_row(line[0]):
            yield line.start()
            yield line.end()


def is_row(words: str) -> bool:
    """Tell whether a line has several numbers and little else."""
    cells = words.split()
    numbers = sum(any(map(str.isdigit, each)) for each in cells)
    return numbers >= NUMBERS and numbers >= MOSTLY * len(cells)
