"""Writes English dates in the style of a house, where that isn't the style of the language."""

from __future__ import annotations

from datetime import date

from babel import Locale
from babel.dates import format_date

# For each style, as a kind of paper names it: a day, with its weekday, and what of it a range of
# days within a month, and within a year, begins and ends with (CLDR's patterns).
PATTERNS: dict[str, tuple[str, str, tuple[str, str], tuple[str, str]]] = {
    "31 January 2003": (
        "d MMMM y", "EEEE d MMMM y", ("d", "d MMMM y"), ("d MMMM", "d MMMM y"),
    ),
    "January 31, 2003": (
        "MMMM d, y", "EEEE, MMMM d, y", ("MMMM d", "d, y"), ("MMMM d", "MMMM d, y"),
    ),
    "31 Jan 2003": ("d MMM y", "EEE d MMM y", ("d", "d MMM y"), ("d MMM", "d MMM y")),
    "31 JAN 03": ("dd MMM yy", "EEE dd MMM yy", ("dd", "dd MMM yy"), ("dd MMM", "dd MMM yy")),
}  # fmt: skip


def is_short(style: str) -> bool:
    """Tell whether a style abbreviates the month; it is empty for the style of the language."""
    return bool(style) and "MMMM" not in PATTERNS[style][0]


def styled(when: date, style: str, locale: Locale, *, weekday: bool = False) -> str:
    """Write a date in a style, in the words of a variety of English."""
    day, with_weekday, _, _ = PATTERNS[style]
    return _written(when, with_weekday if weekday else day, style, locale)


def styled_range(first: date, last: date, style: str, locale: Locale) -> str:
    """Write the days from one date to another in a style: 13–14 May 2019."""
    day, _, in_month, in_year = PATTERNS[style]
    begins, ends, dash = day, day, " – "
    if first.year == last.year:
        begins, ends = in_year
        if first.month == last.month:
            (begins, ends), dash = in_month, "–"
    return dash.join((_written(first, begins, style, locale), _written(last, ends, style, locale)))


def _written(when: date, pattern: str, style: str, locale: Locale) -> str:
    text = format_date(when, pattern, locale)
    return text.upper() if style.upper() == style else text
