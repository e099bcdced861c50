"""Dates, times and lists as the brief's language writes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list

from briefgen.view.data import Day

NO_BREAK = "\u00a0"


@cache
def locale_of(language: str) -> Locale:
    """The locale of a language tag, or of the nearest that is known; at last British English."""
    parts = language.split("-")
    for length in range(len(parts), 0, -1):
        try:
            return Locale.parse("_".join(parts[:length]))
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en_GB")


def day(when: date | None, language: str, *, weekday: bool = False) -> Day:
    """A date in words: 13 May 2019, or Monday 13 May 2019. Day and month stay on one line."""
    if when is None:
        return Day()
    text = format_date(when, "full" if weekday else "long", locale_of(language))
    if weekday and language.startswith("en"):
        text = text.replace(",", "", 1) if language != "en-US" else text
    return Day(_kept_together(text), when.isoformat())


def days(dates: Sequence[date], language: str) -> str:
    """The stretch from the first date to the last: 13–14 May 2019."""
    if not dates:
        return ""
    first, last = min(dates), max(dates)
    text = day(last, language).text
    if first == last:
        return text
    if (first.year, first.month) == (last.year, last.month):
        return text.replace(str(last.day), f"{first.day}–{last.day}", 1)
    start = day(first, language).text
    if first.year == last.year:
        start = _kept_together(format_skeleton("MMMMd", first, locale=locale_of(language)))
    return f"{start} – {text}"


def span_of_time(start: time | None, end_minutes: int | None) -> str:
    """10:00, or 10:00–10:20 where the end is known (in minutes after midnight)."""
    if start is None:
        return ""
    if end_minutes is None:
        return start.strftime("%H:%M")
    return f"{start:%H:%M}–{end_minutes // 60 % 24:02}:{end_minutes % 60:02}"


def zone_name(when: datetime) -> str:
    """The offset of a time with a zone, such as UTC+3 or UTC+5:30."""
    offset = when.utcoffset()
    if not offset:
        return "UTC"
    minutes = int(offset.total_seconds() // 60)
    sign, hours, rest = "+" if minutes > 0 else "−", abs(minutes) // 60, abs(minutes) % 60
    return f"UTC{sign}{hours}{f':{rest:02}' if rest else ''}"


def home_time(when: datetime, home: str) -> str:
    """The time at home: 03:00, or 23:00 the day before."""
    there = when.astimezone(ZoneInfo(home))
    days_apart = (there.date() - when.date()).days
    apart = {-1: " the day before", 1: " the day after"}.get(days_apart, "")
    return f"{there:%H:%M}{apart}"


def listed(names: Sequence[str], language: str) -> str:
    """Names in a sentence: Moscow and Sochi."""
    return format_list(list(names), locale=locale_of(language)) if names else ""


def language_name(tag: str, language: str) -> str:
    """The name of a language in the brief's: Russian."""
    if not tag:
        return ""
    return locale_of(tag).get_language_name(locale_of(language)) or tag


def _kept_together(text: str) -> str:
    """The text with the day and the month on one line."""
    parts = text.split(" ")
    out = parts[0]
    for before, word in pairwise(parts):
        joined = before[-1:].isdigit() or (word.rstrip(",.").isdigit() and len(word) < 4)
        out += (NO_BREAK if joined else " ") + word
    return out
