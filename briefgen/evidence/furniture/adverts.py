"""Lines that say that an advertisement stands there."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.evidence.folding import Change
from briefgen.evidence.furniture.lines import Line
from briefgen.evidence.furniture.word_lists import words_in

LIST, LONGEST = "adverts.txt", 40


def adverts(lines: list[Line]) -> Iterator[Change]:
    """The lines that hold nothing but such a word."""
    for line in lines:
        if len(line.text) <= LONGEST and line.words.strip("-–— []()").casefold() in words_in(LIST):
            yield line.start, line.end, "\n"
