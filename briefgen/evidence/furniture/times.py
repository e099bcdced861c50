"""The times of a recording, between the words that were said in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.evidence.folding import Change
from briefgen.evidence.formats.subtitles import TIMES
from briefgen.evidence.furniture.lines import Line
from briefgen.ground.regexes import regex

CLOCK = r"\d{1,2}:[0-5]\d(?::[0-5]\d)?(?:[.,]\d{1,3})?"
# A time with hours and seconds. No time of day in a sentence has seconds.
LONG = r"\d{1,2}:[0-5]\d:[0-5]\d(?:[.,]\d{1,3})?"
IN_BRACKETS = regex(
    rf"[\[{{](?:{CLOCK})(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s?(?:-->|[-–—])\s?(?:{CLOCK}))?[\]}}]|\({LONG}(?:\s?[-–—]\s?{LONG})?\)"
)
AT_START = regex(rf"[ \t]*({LONG})(?:[ \t]*(?:-->|[-–—])[ \t]*{LONG})?[ \t]+(?=\S)")
SHORT_AT_START = regex(rf"[ \t]*({CLOCK})[ \t]+(?=\S)")
ALONE = regex(rf"[ \t]*({CLOCK})[ \t]*")
# The fewest times, each no earlier than the one before, that are taken for those of a recording.
LEAST = 2


def times(lines: list[Line]) -> Iterator[Change]:
    """Find times in brackets, cues, and those at the start of lines or alone that never go back."""
    for before, line in zip([None, *lines], lines, strict=False):
        if "-->" in line.text and TIMES.match(line.text):
            # The line before a cue's times is its number.
            is_number = before is not None and before.words.isdecimal()
            yield (before.start if before and is_number else line.start), line.end, "\n"
    for line in lines:
        if ":" in line.text and any(sign in line.text for sign in "[({"):
            for found in IN_BRACKETS.finditer(line.text):
                yield line.start + found.start(), line.start + found.end(), ""
    yield from _running(lines, AT_START)
    yield from _running(lines, ALONE)
    yield from _running(lines, SHORT_AT_START)


def _running(lines: list[Line], pattern: re.Pattern[str]) -> Iterator[Change]:
    """Find the times of a pattern, if none of them is earlier than the one before."""
    is_alone = pattern is ALONE
    found = [
        (line, time)
        for line in lines
        if ":" in line.text[:20]
        and (time := pattern.fullmatch(line.text) if is_alone else pattern.match(line.text))
    ]
    seconds = [_seconds(time[1]) for _, time in found]
    # A schedule has times of the day before some of its lines.
    if pattern is SHORT_AT_START and len(found) * 2 < sum(bool(line.words) for line in lines):
        return
    if len(found) >= LEAST and seconds == sorted(seconds) and seconds[0] < seconds[-1]:
        for line, time in found:
            yield line.start, line.end if is_alone else line.start + time.end(), ""


def _seconds(clock: str) -> float:
    total = 0.0
    for part in clock.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total
