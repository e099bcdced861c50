"""Times of day as the brief's language writes them: on 24 hours, or on 12 where CLDR says so."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_time
from markupsafe import Markup, escape

from briefgen.model import Meeting
from briefgen.view.label import NOTHING, Label
from briefgen.view.labels import ENGLISH, labels_of
from briefgen.view.stretches import NARROW_NO_BREAK, THIN, Pattern
from briefgen.view.words import NO_BREAK, locale_of

# The fields of a pattern that say which half of the day it is, or which part.
HALVES = {"a", "b", "B"}


def clock(at: time, language: str) -> str:
    """Write a time of day: 14:00, or 2:00 PM."""
    return _kept_together(format_time(at, "short", locale=locale_of(language)))


def span_of_time(start: time | None, end_minutes: int | None, language: str) -> str:
    """Write 10:00, or 10:00–10:20 where the end is known, in minutes after midnight."""
    if start is None:
        return ""
    if end_minutes is None:
        return clock(start, language)
    hours, minutes = divmod(end_minutes % 1440, 60)
    return _span(start, time(hours, minutes), locale_of(language))


def zone_name(when: datetime, language: str = ENGLISH) -> Label:
    """Name the offset of a time with a zone, such as UTC+3 or UTC+5:30."""
    labels = labels_of(language)
    offset = when.utcoffset()
    if not offset:
        return labels.say("programme.zone", offset="")
    minutes = int(offset.total_seconds() // 60)
    plus, hours, rest = "+" if minutes > 0 else "−", abs(minutes) // 60, abs(minutes) % 60
    minute = f":{rest:02}" if rest else ""
    return labels.say("programme.zone", offset=f"{plus}{hours}{minute}")


def zones_of(meeting: Meeting, home: str | None, language: str) -> tuple[Label, Markup]:
    """Name the offset of a meeting's zone, and its start at home where the clocks differ."""
    if not meeting.start or not meeting.zone:
        return NOTHING, Markup()
    when = datetime.combine(meeting.date, meeting.start, ZoneInfo(meeting.zone))
    zone = zone_names(when, meeting.minutes, meeting.ends_at(home), language)
    there = abroad(when, home) if home else None
    if there is None or there.utcoffset() == when.utcoffset():
        return zone, Markup()
    return zone, home_time(when, there, language)


def zone_names(
    start: datetime, minutes: int | None, end_minutes: int | None, language: str = ENGLISH
) -> Label:
    """Name the offset of a start, and that of the end where the clocks change in between.

    A length goes before `end_minutes`, which count from midnight: only a length is exact in a night
    in which an hour is left out or repeated.
    """
    first = zone_name(start, language)
    try:
        last = zone_name(_end(start, minutes, end_minutes), language)
    except OverflowError:  # at the ends of Python's calendar
        return first
    if first == last:
        return first
    return labels_of(language).say("programme.zones", first=first, last=last)


def _end(start: datetime, minutes: int | None, end_minutes: int | None) -> datetime:
    if minutes is not None:
        return (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(start.tzinfo)
    if end_minutes is None:
        return start
    return datetime.combine(start.date(), time(), start.tzinfo) + timedelta(minutes=end_minutes)


def abroad(when: datetime, zone: str) -> datetime | None:
    """Find the same moment on the clocks of another zone; None at the ends of Python's calendar."""
    try:
        return when.astimezone(ZoneInfo(zone))
    except OverflowError:
        return None


def home_time(when: datetime, there: datetime, language: str) -> Markup:
    """Tell the time at home: 03:00, or 23:00 the day before."""
    time_there = clock(there.time(), language)
    days_apart = (there.date() - when.date()).days
    key = {-1: "programme.day-before", 1: "programme.day-after"}.get(days_apart)
    return labels_of(language).marked(key, time=time_there) if key else escape(time_there)


def _span(start: time, end: time, locale: Locale) -> str:
    """Two times in CLDR's pattern for both, by the first field in which they differ.

    Babel's `format_interval` does the same, but returns one text, in which nothing tells the sign
    between the times from other signs; it has to be set as below.
    """
    differing = "H" if start.hour != end.hour else "m"
    alone = Pattern.of(str(locale.time_formats["short"].pattern))
    skeleton = "Hm" if {"H", "k"} & set(alone.fields) else "hm"
    if skeleton == "hm":
        halves = start.hour // 12, end.hour // 12
        differing = "a" if halves[0] != halves[1] else differing.lower()
    first, last = map(Pattern.of, locale.interval_formats[skeleton][differing])
    return _kept_together(_ended(first, locale).text(start, locale) + last.text(end, locale))


def _ended(first: Pattern, locale: Locale) -> Pattern:
    """The pattern of the first time with the sign at its end as it is printed."""
    last, spaced = first.between[-1], bool(HALVES & set(first.fields))
    if locale.language == "en":
        last = " – " if spaced else "–"
    last = last.replace(THIN, " " if spaced else NARROW_NO_BREAK)
    return Pattern(first.typed, (*first.between[:-1], last))


def _kept_together(text: str) -> str:
    """The text with each time on one line; between two a line may end."""
    return text.replace(" ", NO_BREAK).replace(f"{NO_BREAK}–{NO_BREAK}", " – ")
