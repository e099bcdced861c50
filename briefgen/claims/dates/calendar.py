"""Which days there are."""

from __future__ import annotations

# A number without anything else is a year only from the one to the other.
FIRST_YEAR, LAST_YEAR = 1500, 2099
FIRST_CENTURY = 1000


def whole_year(year: int) -> int:
    """Get the year that two digits stand for, from 1950 to 2049."""
    return year + (2000 if year < 50 else 1900)


def is_date(year: int, month: int, day: int) -> bool:
    """Tell whether there is such a day in the calendar."""
    if not (1 <= month <= 12 and 1 <= day <= 31 and FIRST_YEAR <= year <= LAST_YEAR):
        return False
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return day <= (30 if month in (4, 6, 9, 11) else 28 + leap if month == 2 else 31)
