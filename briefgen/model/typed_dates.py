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
LONG_DASH = regex(r"(?<=\d)[‐‑‒–—−](?=\d)")
# A time of midnight, as programs add it, says nothing. Any other time would be lost.
OTHER_TIME = regex(r"\d{4}[-/.]\d\d?[-/.]\d\d?[T ](?!00:00(?::00)?(?:\.0+)?Z?\Z)")
DOTTED = regex(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d\d)\Z")
# Russian and Ukrainian write the word for year behind it: 6 мая 2026 г.
YEAR_WORD = regex(r"(?<=\d)\s?(?:г|года|р|року)\.?\Z")
AMERICAN = regex(r"(?i)[-_]US\b|american")
# Day and month; in the United States, month and day.
SLASHED = regex(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})\Z")
WRITTEN = regex(
    r"(?:(?P<day>(?!the )[^\W\d]+)\.?,? )?(?:the )?"
    r"(?:(?P<d>\d{1,2})(?:\.|st|nd|rd|th|er|º)?[ /-]?(?:de |of )?"
    r"(?P<m>(?!(?:st|nd|rd|th)\b)[^\W\d]+)\.?"
    r"|(?P<m2>[^\W\d]+)\.? (?P<d2>\d{1,2})(?:st|nd|rd|th)?),?[ /-]?(?:de )?(?P<y>\d{4})\.?\Z"
)
# 2026 May 13, and 2026-May-13.
YEAR_AND_MONTH = regex(r"(?P<y>\d{4})[ /-](?P<m>[^\W\d]+)\.?[ /-](?P<d>\d{1,2})\Z")
# The names of the days, Monday first: English, German, French, Spanish, Italian, Norwegian.
DAYS = (
    ["mon", "monday", "mo", "montag", "lundi", "lunes", "lunedì", "mandag"],
    ["tue", "tues", "tuesday", "di", "dienstag", "mardi", "martes", "martedì", "tirsdag"],
    ["wed", "weds", "wednesday", "mi", "mittwoch", "mercredi", "miércoles", "mercoledì", "onsdag"],
    ["thu", "thurs", "thursday", "do", "donnerstag", "jeudi", "jueves", "giovedì", "torsdag"],
    ["fri", "friday", "fr", "freitag", "vendredi", "viernes", "venerdì", "fredag"],
    ["sat", "saturday", "sa", "samstag", "sonnabend", "samedi", "sábado", "sabato", "lørdag"],
    ["sun", "sunday", "so", "sonntag", "dimanche", "domingo", "domenica", "søndag"],
)


def meant_dates(value: str) -> list[str]:
    """List the days that may be meant, as YYYY-MM-DD: none, one, or two for `3/4/2026`."""
    value = LONG_DASH.sub("-", " ".join(normalize("NFC", value).split()))
    if len(value) > LONGEST:
        return []
    value = YEAR_WORD.sub("", value.rstrip(" .,;"))
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
    elif found := YEAR_AND_MONTH.match(value):
        read = [(found["y"], str(_months().get(found["m"].casefold(), 0)), found["d"])]
    else:
        return []
    days: dict[str, None] = {}
    for numbers in read:
        with suppress(ValueError):  # the calendar has no such day
            days[date(*map(int, numbers)).isoformat()] = None
    return list(days)


def certain_date(value: str) -> str:
    """Give the day that alone can be meant, as YYYY-MM-DD; else an empty text.

    With two digits for the year, `13.05.26` may be a day of 2013. A day of the week has to be that
    of the date, and a time would be lost. `5.6.2026` is left to `dotted_date`.
    """
    meant = meant_dates(value)
    value = " ".join(value.split())
    if len(meant) != 1 or OTHER_TIME.match(value):
        return ""
    found = DOTTED.match(value.rstrip(" .,;"))
    if found and (len(found[3]) == 2 or (int(found[1]) <= 12 and found[1] != found[2])):
        return ""
    written = WRITTEN.match(YEAR_WORD.sub("", value))
    if written and written["day"]:
        names = DAYS[date.fromisoformat(meant[0]).weekday()]
        return meant[0] if written["day"].casefold() in names else ""
    return meant[0]


def dotted_date(value: str, language: str) -> str:
    """Give the day of `5.6.2026` in a brief of that language, as YYYY-MM-DD; else an empty text.

    No language of CLDR puts the month first before a dot. Americans, who put it first before a
    slash, may do so before a dot as well.
    """
    found = DOTTED.match(" ".join(value.split()).rstrip(" .,;"))
    if found is None or len(found[3]) == 2 or AMERICAN.search(language):
        return ""
    return "".join(meant_dates(value))


@cache
def _months() -> dict[str, int]:
    """Read the number of each month (1 to 12) by its names."""
    lines = pathlib.Path(__file__).with_name("months.txt").read_text("utf-8").splitlines()
    months = [line.split() for line in lines if line[:1] != "#"]
    return {name: number for number, names in enumerate(months, start=1) for name in names}
