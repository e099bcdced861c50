"""Read the dates and times of a text, in order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from operator import attrgetter

from briefgen.claims.dates.languages import words_of
from briefgen.claims.dates.relative import relative
from briefgen.claims.dates.stretches import filled, wholes, years_ended
from briefgen.claims.dates.tokens import tokens
from briefgen.claims.dates.units import Unit, units
from briefgen.claims.mention import Day, Mention


def dates_in(
    text: str, language: str, about: date | None = None, *, is_source: bool = False
) -> list[Mention]:
    """List the dates and times of a text, in order. `about` is the date of the text, if known.

    What is typed is read in one way. A source is read in each way that it can mean, so that several
    mentions may stand at one place, and words such as yesterday count from `about`. Dates that
    aren't `sure` may be figures instead, and mustn't be kept from being read as such.
    """
    words = words_of(language)
    cut = tokens(text, words, is_source=is_source)
    found: list[Mention] = []
    for group, joins in units(text, cut, words, is_source=is_source):
        whole = filled(group, joins) if joins else [unit for unit in group if unit.kind != "day"]
        found += _mentions(whole)
        if is_source:
            found += _mentions(years_ended(text, whole, words))
        if is_source and joins:
            found += _mentions(wholes(whole))
    if not is_source:
        return found
    found += relative(cut, about)
    found.sort(key=attrgetter("start", "end"))
    return list(_with_years(found, about))


def _mentions(units: list[Unit]) -> list[Mention]:
    return [Mention(value, unit.start, unit.end) for unit in units for value in unit.given]


def _with_years(mentions: list[Mention], about: date | None) -> Iterator[Mention]:
    """Say of dates without a year which years they can be of.

    That of the same day elsewhere in the text, or else the year before or after its date; for one
    further back the text has to name the year.
    """
    same: defaultdict[tuple[int | None, int | None], set[int]] = defaultdict(set)
    named: set[int] = set()
    for mention in mentions:
        day = mention.value
        if isinstance(day, Day) and day.year:
            named.add(day.year)
            if not day.part and day.month:
                same[day.month, day.day].add(day.year)
    known: dict[Day, Day] = {}
    for mention in mentions:
        day = mention.value
        if not isinstance(day, Day) or day.year or day.part or not day.month:
            yield mention
            continue
        if day not in known:
            at = (day.month, day.day)
            # A month alone may be that of another year than the one named beside it elsewhere.
            near = set() if day.day and same[at] else _near(day, named, about)
            years = near | same[at] if near or day.day else set()
            known[day] = replace(day, years=frozenset(years))
        yield Mention(known[day], mention.start, mention.end)


def _near(day: Day, named: set[int], about: date | None) -> set[int]:
    if not about:
        return set()
    is_past = (day.month or 1, day.day or 1) <= (about.month, about.day)
    past = about.year if is_past else about.year - 1
    years = {past} | {past - 1} & named
    # What is to come is seldom more than half a year off.
    ahead = (past + 1 - about.year) * 12 + (day.month or 1) - about.month
    return years | {past + 1} if ahead <= 6 else years
