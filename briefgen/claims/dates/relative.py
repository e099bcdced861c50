"""Work out yesterday, on Thursday and last year from the date of a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from briefgen.claims.dates.calendar import FIRST_YEAR, LAST_YEAR
from briefgen.claims.dates.token import Token
from briefgen.claims.mention import Day, Mention

WEEK = 7
# How far in front of `the year before` the year may stand from which it counts, in characters.
NEAR = 300


def relative(tokens: Sequence[Token], about: date | None) -> Iterator[Mention]:
    """List what the relative words of a text can mean, by its date.

    A weekday is the day itself, the one within the week before, or within the week after. The year
    before counts from a year that stands in front of it, or from the date. Where the date isn't
    known, yesterday can be any day, and the last quarter is the fourth.
    """
    if about and not FIRST_YEAR < about.year < LAST_YEAR:
        about = None
    around = _weekdays(about)
    named: Token | None = None
    for token in tokens:
        if token.sign == "Y":
            named = token
        elif token.sign == "W":
            for day in (Day(weekday=token.value), *around[token.value]):
                yield Mention(day, token.start, token.end)
        elif token.sign == "R":
            if named and token.start - named.end > NEAR:
                named = None
            for day in _shifted(about, token.value, named and named.value):
                yield Mention(day, token.start, token.end)


def _weekdays(about: date | None) -> list[list[Day]]:
    found: list[list[Day]] = [[] for _ in range(WEEK)]
    if about is None:
        return found
    for shift in range(-WEEK, WEEK + 1):
        when = about + timedelta(shift)
        found[when.weekday()].append(Day(when.year, when.month, when.day))
    return found


def _shifted(about: date | None, shift: int | str, named: int | None) -> Iterator[Day]:
    """Work out one phrase: a number of days, or of years, months or quarters.

    `named` is the year in front of it, if there is one.
    """
    if isinstance(shift, int):
        if about:
            when = about + timedelta(shift)
            yield Day(when.year, when.month, when.day)
        else:
            yield from (Day(weekday=day) for day in range(WEEK))
        return
    unit, by = shift[:-2], int(shift[-2:])
    if unit == "quarter":
        # The one before, or the last of the year.
        yield Day(part="quarter", number=4)
        if about:
            quarters = about.year * 4 + (about.month - 1) // 3 + by
            yield Day(quarters // 4, part="quarter", number=quarters % 4 + 1)
    elif unit in ("year", "beside"):
        beside = named if unit == "beside" else None
        yield from (Day(year + by) for year in (beside, about and about.year) if year)
    elif about:
        months = about.year * 12 + about.month - 1 + by
        yield Day(months // 12, months % 12 + 1)
