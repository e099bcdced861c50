"""Line numbers down the side of a page, as transcripts of courts and bills have them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.evidence.folding import Change
from briefgen.evidence.furniture.lines import Line
from briefgen.ground.records import record
from briefgen.ground.regexes import regex

NUMBERED = regex(r"[ \t]*(\d{1,5})(?:([ \t]+)(?=\S)|[ \t]*\Z)")
# How many characters at a line's end are searched for a number on the right side of the page. With
# more, a line of nothing but spaces would take time that grows with the square of its length.
TAIL = 120
AT_END = regex(r"(?<=\S)[ \t]{3,}(\d{1,5})[ \t]*\Z")
# The fewest numbers of a run: with one space behind each, fewer may be a list; for numbers far from
# the text, two are enough.
LEAST, LEAST_APART = 5, 2
# The most lines from one number to the next: often only every fifth or tenth line has one.
WIDEST = 10
# The number with which a page may start again.
FIRST = 1


@record
class LineNumber:
    """A number and its place; `is_apart` is None where the line holds nothing else."""

    number: int
    start: int
    end: int
    is_apart: bool | None


def line_numbers(lines: list[Line]) -> Iterator[Change]:
    """Find the numbers at the start of lines, or at their end, that number the lines."""
    for pattern in (NUMBERED, AT_END):
        run: list[LineNumber] = []
        distance = 0
        for line in lines:
            found = _number(pattern, line)
            distance += bool(line.text) and not line.text.isspace()
            if found is None and distance <= WIDEST:
                continue
            if found is None or not (run and _counts_on(found.number, run[-1].number, distance)):
                yield from _numbers(run)
                run = []
            if found is not None:
                run.append(found)
                distance = 0
        yield from _numbers(run)


def _counts_on(number: int, last: int, distance: int) -> bool:
    """Whether `number` fits `distance` lines behind `last`: it goes on, or is 1 on a new page."""
    return number - last == distance or number == FIRST < last


def _number(pattern: re.Pattern[str], line: Line) -> LineNumber | None:
    """The number that a line starts or ends with."""
    if pattern is AT_END:
        found = AT_END.search(line.text[-TAIL:])
        shift = line.start + max(0, len(line.text) - TAIL)
        if found is None:
            return None
        return LineNumber(int(found[1]), shift + found.start(), shift + found.end(), is_apart=True)
    found = NUMBERED.match(line.text)
    if found is None:
        return None
    # Numbers like 01 are set apart by their zero: no list of a speech has them.
    gap = found[2]
    is_apart = None if gap is None else len(gap) > 1 or gap == "\t" or found[1].startswith("0")
    return LineNumber(int(found[1]), line.start + found.start(), line.start + found.end(), is_apart)


def _numbers(run: list[LineNumber]) -> Iterator[Change]:
    """Give the numbers of a run if it is too long to be a list in a speech."""
    apart = [each.is_apart for each in run if each.is_apart is not None]
    if len(run) >= (LEAST_APART if apart and all(apart) else LEAST):
        yield from ((each.start, each.end, "") for each in run)
