"""Read dates that are typed in another way: `13 May 2019`, `13.5.2019`, `3. März`.

The names of months in a dozen languages are data that few briefs need, so `scalars` imports this
only for a date that it can't read.
"""

from __future__ import annotations

import pathlib
from contextlib import suppress
from datetime import date
from functools import cache
from unicodedata import normalize

from briefgen.ground.regexes import regex

# Longer texts are no dates (in code points). The patterns would search a pasted page several times.
LONGEST = 60
YEAR_FIRST = regex(r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?|(\d\d)(\d\d))\Z")
DOTTED = regex(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d\d)\Z")
# Day and month; in the United States, month and day.
SLASHED = regex(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})\Z")
WRITTEN = regex(
    r"(?:[^\W\d]+\.?,? )?(?:(?P<d>\d{1,2})(?:\.|st|nd|rd|th|er|º)? (?:de )?(?P<m>[^\W\d]+)\.?"
    r"|(?P<m2>[^\W\d]+)\.? (?P<d2>\d{1,2})(?:st|nd|rd|th)?),? (?:de )?(?P<y>\d{4})\.?\Z"
)


def meant_dates(value: str) -> list[str]:
    """List the days that may be meant, as YYYY-MM-DD: none, one, or two for `3/4/2026`."""
    value = " ".join(normalize("NFC", value).split())
    if len(value) > LONGEST:
        return []
    if found := YEAR_FIRST.match(value):
        read = [(found[1], found[2] or found[4], found[3] or found[5])]
    elif found := DOTTED.match(value):
        # Years of two digits are of this century.
        read = [(found[3] if len(found[3]) == 4 else f"20{found[3]}", found[2], found[1])]
    elif found := SLASHED.match(value):
        read = [(found[3], found[2], found[1]), (found[3], found[1], found[2])]
    elif found := WRITTEN.match(value):
        month = _months().get((found["m"] or found["m2"]).casefold(), 0)
        read = [(found["y"], str(month), found["d"] or found["d2"])]
    else:
        return []
    days: dict[str, None] = {}
    for numbers in read:
        with suppress(ValueError):  # the calendar has no such day
            days[date(*map(int, numbers)).isoformat()] = None
    return list(days)


@cache
def _months() -> dict[str, int]:
    """Read the number of each month (1 to 12) by its names."""
    lines = pathlib.Path(__file__).with_name("months.txt").read_text("utf-8").splitlines()
    months = [line.split() for line in lines if line[:1] != "#"]
    return {name: number for number, names in enumerate(months, start=1) for name in names}
