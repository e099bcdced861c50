"""Tell which days and hours the office sets itself, so that no source need have them."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.claims.dates import agreement
from briefgen.claims.mention import Clock, Day
from briefgen.model import Brief


def own_times(brief: Brief) -> Iterator[Day | Clock]:
    """List the day up to which a brief is written, and the days and hours of its meetings."""
    days = [brief.as_of, *(each.date for each in brief.programme)]
    days += [each.date for each in brief.agenda if each.date]
    yield from (Day(day.year, day.month, day.day) for day in days)
    for meeting in brief.programme:
        for hour in (meeting.start, meeting.end):
            if hour:
                yield Clock(hour.hour * 60 + hour.minute)


def is_own(typed: Day | Clock, brief: Brief) -> bool:
    """Tell whether a day or an hour agrees with one of the brief's own.

    A month or a year is too little to tell: it may be meant to be the source's.
    """
    if isinstance(typed, Day) and typed.day is None and typed.weekday is None:
        return False
    return any(agreement(typed, each) for each in own_times(brief))
