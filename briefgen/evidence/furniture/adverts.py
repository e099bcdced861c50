"""Lines that say that an advertisement stands there."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.evidence.folding import Change
from briefgen.evidence.furniture.lines import Line
from briefgen.evidence.furniture.word_lists import words_in

# The most characters of such a line. Few lines of a book are short enough to be looked at.
LONGEST = 40


def adverts(lines: list[Line]) -> Iterator[Change]:
    """Find the lines that hold nothing but a word such as `Advertisement`."""
    known = words_in("adverts.txt")
    for line in lines:
        if len(line.text) <= LONGEST and line.words.strip("-–— []()").casefold() in known:
            yield line.start, line.end, "\n"
