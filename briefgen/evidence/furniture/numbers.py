"""Line numbers down the side of a page, as transcripts of courts and bills have them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.evidence.formats.reading import Change
from briefgen.evidence.furniture.lines import Line

NUMBERED = re.compile(r"[ \t]*(\d{1,5})(?:([ \t]+)(?=\S)|[ \t]*\Z)")
# With one space behind each, as few lines may be a list; far apart from the text, two are enough.
LEAST, LEAST_APART = 5, 2
# Only each fifth or tenth line may be numbered.
WIDEST = 10
# On each page they may start again.
FIRST = 1


def line_numbers(lines: list[Line]) -> Iterator[Change]:
    """The numbers at the start of lines that count the lines."""
    run: list[tuple[Line, re.Match[str]]] = []
    last = distance = 0
    for line in lines:
        found = NUMBERED.match(line.text)
        distance += bool(line.words)
        number = int(found[1]) if found else -1
        if found and run and (number - last == distance or (number == FIRST and last > FIRST)):
            run.append((line, found))
        elif found:
            yield from _numbers(run)
            run = [(line, found)]
        if found:
            last, distance = number, 0
        elif distance > WIDEST:
            yield from _numbers(run)
            run = []
    yield from _numbers(run)


def _numbers(run: list[tuple[Line, re.Match[str]]]) -> Iterator[Change]:
    gaps = [found[2] for _, found in run if found[2]]
    is_apart = bool(gaps) and all(len(gap) > 1 or gap == "\t" for gap in gaps)
    if len(run) >= (LEAST_APART if is_apart else LEAST):
        for line, found in run:
            yield line.start + found.start(), line.start + found.end(), ""
