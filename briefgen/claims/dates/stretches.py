"""Fill in what the dates of a stretch or a list share: 13 to 14 May, from March to June 2018."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from briefgen.claims.dates.calendar import is_date
from briefgen.claims.dates.units import Unit
from briefgen.claims.dates.words import Words, ends_with
from briefgen.claims.mention import Clock, Day

_QUARTERS = {(3 * number - 2, 3 * number): number for number in (1, 2, 3, 4)}
_HALVES = {(1, 6): 1, (7, 12): 2}


def filled(group: Sequence[Unit], joins: str) -> list[Unit]:
    """Give each unit of a stretch the month and year that it shares with those beside it.

    `joins` are the signs between them. What stays without a month is left out.
    """
    found = list(group)
    for at in range(1, len(found)):
        if joins[at - 1] in "-t&/":
            found[at] = _after(found[at - 1], found[at])
    for at in range(len(found) - 2, -1, -1):
        found[at] = _before(found[at], found[at + 1], joins[at])
    downward = {
        at + back for at in range(1, len(found)) for back in (-1, 0) if _falls(found, at, joins)
    }
    return [unit for at, unit in enumerate(found) if not _is_open(unit) and at not in downward]


def _falls(group: Sequence[Unit], at: int, joins: str) -> bool:
    """Tell whether two years run backward, and so are numbers: down from 1870 to 1812."""
    if joins[at - 1] not in "-t":
        return False
    first, last = group[at - 1].day, group[at].day
    if not first or not last or first.month or last.month or first.weekday or last.weekday:
        return False
    return bool(first.year and last.year and first.year > last.year)


def _is_open(unit: Unit) -> bool:
    day = unit.day
    return day is not None and day.day is not None and day.month is None


def _after(before: Unit, unit: Unit) -> Unit:
    """May 14–16, 2019: the later day has the month of the one before it."""
    first, day = before.day, unit.day
    if before.kind != "mdy" or not day or unit.kind not in ("day", "dy") or not first:
        return unit
    if not first.day or not day.day or day.day <= first.day:
        return unit
    return unit._replace(kind="mdy", given=(replace(day, month=first.month),))


def _before(unit: Unit, after: Unit, join: str) -> Unit:
    """13 to 14 May 2019: the earlier day has the month and year of the one behind it."""
    value, later = unit.given[0], after.given[0]
    if isinstance(later, Clock):
        return _hour(unit, later, join)
    if isinstance(value, Clock) or len(after.given) > 1 or len(unit.given) > 1 or value.year:
        return unit
    return unit._replace(given=(_shared(value, later, join),))


def _shared(value: Day, later: Day, join: str) -> Day:
    if value.part in ("quarter", "half") and value.part == later.part:
        return replace(value, year=later.year)
    if value.part or later.part or not later.month:
        return value
    if value.day and not value.month:
        full = replace(value, month=later.month, year=later.year)
        fits = later.day and is_date(later.year or 2000, later.month, value.day)
        return full if fits else value
    if not value.month or not later.year:
        return value
    # December to February 2019 starts the year before.
    return replace(value, year=later.year - (value.month > later.month and join in "-t"))


def _hour(unit: Unit, later: Clock, join: str) -> Unit:
    """Read 2 to 4 pm: the earlier hour is in the same half of the day, unless it were later."""
    day = unit.day
    if unit.kind != "day" or not day or not day.day or day.day > 24 or join not in "-t&":
        return unit
    hour = day.day
    # 9 to 11 am, 2 to 4 pm, but 11 am in 11 to 2 pm; 14 to 16 is as it is.
    if hour <= 12 and later.minutes >= 720 and hour % 12 * 60 + 720 < later.minutes:
        hour = hour % 12 + 12
    return unit._replace(given=(replace(later, minutes=hour % 24 * 60),))


def wholes(group: Sequence[Unit]) -> list[Unit]:
    """List the quarters, halves and financial years that the stretches of a source make up."""
    found = []
    for unit, after in pairwise(group):
        first, last = unit.day, after.day
        if not first or not last or first.day or last.day:
            continue
        if day := _whole(first, last):
            found.append(unit._replace(given=(day,), end=after.end))
    return found


def years_ended(text: str, group: Sequence[Unit], words: Words) -> list[Unit]:
    """List the financial years of which a source has the last day: year ended 31 March 2022."""
    return [
        unit._replace(given=(Day(day.year - 1, part="financial", number=day.year),))
        for unit in group
        if (day := unit.day) and day.year and day.day and (day.month or 12) < 12
        if ends_with(text, unit.start, words.year_ends)
    ]


def _whole(first: Day, last: Day) -> Day | None:
    if not first.month and not last.month and first.year and last.year == first.year + 1:
        return Day(first.year, part="financial", number=last.year)
    if first.month and last.month and first.year == last.year:
        ends = (first.month, last.month)
        if ends in _QUARTERS:
            return Day(first.year, part="quarter", number=_QUARTERS[ends])
        if ends in _HALVES:
            return Day(first.year, part="half", number=_HALVES[ends])
    return None
