"""Tell whether a date or a time of a source is the one that was typed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from briefgen.claims.dates.calendar import is_date
from briefgen.claims.dates.languages import is_known
from briefgen.claims.mention import Agreement, Clock, Day

# How many minutes `about 2 pm` may be off.
ABOUT = 15
Key = tuple[str, int | None, int | None]


def agreement(typed: Day | Clock, read: Day | Clock) -> Agreement | None:
    """Tell whether a source's date is the typed one, or a more exact one.

    What is typed may say less than the source, never more: May 2019 agrees with 14 May 2019, not
    the other way round. A year that the source leaves out may be typed where the source can mean
    it. A year agrees with both financial years that it has a part in. Times are equal to the
    minute; a hedged one may be a quarter of an hour off, and is then rounded.
    """
    if isinstance(typed, Clock):
        return _clocks(typed, read) if isinstance(read, Clock) else None
    if isinstance(read, Clock):
        return None
    if typed.weekday is not None:
        return "found" if typed.weekday in _weekdays(read) else None
    if typed.part:
        return "found" if _parts(typed, read) else None
    if read.part:
        return "found" if _within(typed, read) else None
    return "found" if _days(typed, read) else None


def can_tell(typed: Day | Clock, language: str) -> bool:
    """Tell whether that a text in a language doesn't have a date or a time means anything.

    In languages without a file here nobody knows how they say noon, the third quarter or the
    nineties; dates with a month or a year, and times with minutes, are known in all.
    """
    if is_known(language):
        return True
    if isinstance(typed, Clock):
        return not typed.is_either and typed.minutes % 60 != 0
    # Many languages inflect the name of a month without a day, as the CLDR doesn't have it.
    is_month = typed.month is not None and typed.day is None
    return typed.weekday is None and not is_month and typed.part in ("", "financial")


def typed_keys(typed: Day) -> Iterator[Key]:
    """List the keys by which what may agree with a typed date is found: see `read_keys`."""
    if typed.weekday is not None:
        yield "weekday", typed.weekday, None
    elif typed.part in ("decade", "century"):
        yield "age", (typed.year or 0) % 100, None
    elif typed.part == "financial":
        yield from (("financial", year, None) for year in sorted(_covered(typed)))
        if typed.number is None:
            yield "year", typed.year, None
    elif typed.part:
        yield typed.part, typed.number, None
    elif typed.day or typed.month:
        yield ("day" if typed.day else "month"), typed.month, typed.day
    else:
        yield "year", typed.year, None


def read_keys(read: Day) -> Iterator[Key]:
    """List the keys of a source's date; one that agrees with a typed one has a key of that."""
    if read.part in ("decade", "century"):
        yield "age", (read.year or 0) % 100, None
        return
    years = _covered(read) if read.part == "financial" else {read.year} if read.year else read.years
    yield from (("year", year, None) for year in sorted(years))
    if read.part == "financial":
        yield from (("financial", year, None) for year in sorted(years))
    elif read.part:
        yield read.part, read.number, None
    elif read.month:
        yield "month", read.month, None
        if read.day:
            yield "day", read.month, read.day
    yield from (("weekday", day, None) for day in sorted(_weekdays(read)))


def _clocks(typed: Clock, read: Clock) -> Agreement | None:
    apart = abs(typed.minutes - read.minutes)
    apart = min(apart, 1440 - apart)
    if typed.is_either or read.is_either:
        apart = min(apart % 720, 720 - apart % 720)
    if not apart:
        return "found"
    return "rounded" if typed.is_about and apart <= ABOUT else None


def _weekdays(read: Day) -> set[int]:
    """List the days of the week that a source's date can be; all where the year isn't known."""
    if read.weekday is not None:
        return {read.weekday}
    if not read.month or not read.day:
        return set()
    years = {read.year} if read.year else read.years
    if not years:
        return set(range(7))
    days = ((year, read.month, read.day) for year in years)
    return {date(*day).weekday() for day in days if is_date(*day)}


def _days(typed: Day, read: Day) -> bool:
    if typed.day is not None and typed.day != read.day:
        return False
    if typed.month is not None and typed.month != read.month:
        return False
    if typed.month is None and read.year is None:
        return typed.year in read.years
    return _may_be(typed.year, read)


def _may_be(year: int | None, read: Day) -> bool:
    """Tell whether a source's date is of a year, or leaves it out and can mean it."""
    if year is None or read.year == year:
        return True
    if read.year is not None:
        return False
    return year in read.years or not read.years


def _parts(typed: Day, read: Day) -> bool:
    """Tell whether a decade, a quarter or the like is the same."""
    if typed.part == "financial":
        if not read.part:
            return typed.number is None and read.year == typed.year
        if typed.number and read.number:
            return read.part == typed.part and read.year == typed.year
        # FY2019 may be 2018/19 or 2019/20.
        return read.part == typed.part and bool(_covered(typed) & _covered(read))
    if typed.part in ("decade", "century"):
        return _ages(typed, read)
    same = (typed.part, typed.number) == (read.part, read.number)
    return same and _may_be(typed.year, read)


def _covered(day: Day) -> set[int]:
    """List the years that a financial year has a part in."""
    return {year for year in (day.year, day.number) if year is not None}


def _ages(typed: Day, read: Day) -> bool:
    if typed.year is None or read.year is None or read.part not in ("decade", "century"):
        return False
    # The nineties and the 90s may be those of any century.
    if typed.year < 100 or read.year < 100:
        return typed.part == read.part and typed.year % 100 == read.year % 100
    # The 1800s are a decade or a century.
    return typed.year == read.year and (typed.part == read.part or typed.year % 100 == 0)


def _within(typed: Day, read: Day) -> bool:
    """Tell whether a typed year is that of a source's quarter, half or financial year."""
    if typed.month is not None or read.part in ("decade", "century"):
        return False
    return typed.year in (_covered(read) if read.part == "financial" else {read.year})
