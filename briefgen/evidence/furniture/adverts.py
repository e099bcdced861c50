"""Lines that say that an advertisement stands there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from briefgen.evidence.formats.reading import Change
from briefgen.evidence.furniture.lines import Line

LONGEST = 40


def adverts(lines: list[Line]) -> Iterator[Change]:
    """The lines that hold nothing but such a word."""
    for line in lines:
        if len(line.text) <= LONGEST and line.words.strip("-–— []()").casefold() in _words():
            yield line.start, line.end, "\n"


@cache
def _words() -> frozenset[str]:
    text = files("briefgen.evidence.furniture").joinpath("adverts.txt").read_text("utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))
