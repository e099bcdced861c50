"""Work out yesterday, on Thursday and last year from the date of a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from briefgen.claims.dates.token import Token
from briefgen.claims.mention import Day, Mention

WEEK = 7


def relative(tokens: Sequence[Token], about: date) -> Iterator[Mention]:
    """List what the relative words of a text of a date can mean.

    A weekday is the day itself, the one within the week before, or within the week after.
    """
    around = _weekdays(about)
    for token in tokens:
        if token.sign == "W":
            for day in around[token.value]:
                yield Mention(day, token.start, token.end)
        elif token.sign == "R":
            yield Mention(_shifted(about, token.value), token.start, token.end)


def _weekdays(about: date) -> list[list[Day]]:
    found: list[list[Day]] = [[] for _ in range(WEEK)]
    for shift in range(-WEEK, WEEK + 1):
        if date(1500, 1, 1) < about < date(2099, 12, 1):
            when = about + timedelta(shift)
            found[when.weekday()].append(Day(when.year, when.month, when.day))
    return found


def _shifted(about: date, shift: int | str) -> Day:
    if isinstance(shift, int):
        when = about + timedelta(shift)
        return Day(when.year, when.month, when.day)
    unit, by = shift[:-2], int(shift[-2:])
    if unit == "year":
        return Day(about.year + by)
    months = about.year * 12 + about.month - 1 + by
    return Day(months // 12, months % 12 + 1)
