"""Writes times of day as the brief's language does, on the 24-hour or the 12-hour clock (CLDR)."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_time
from markupsafe import Markup, escape

from briefgen.ground.regexes import regex
from briefgen.model import Meeting
from briefgen.view.label import NOTHING, Label
from briefgen.view.labels import ENGLISH, labels_of
from briefgen.view.stretches import NARROW_NO_BREAK, THIN, Pattern
from briefgen.view.words import NO_BREAK, locale_of

# CLDR's fields for the half of the day (AM, PM; noon) and the part of it ("in the morning").
HALVES = {"a", "b", "B"}
# What stands behind the first of two times: a unit, such as `น.`, and the sign of the range.
UNIT_AND_SIGN = regex(r"\s*(?P<unit>\w\S*?)(?P<sign>[^\w.]+)\Z")
WIDE_HALF = regex(r"a+")
# The clock of a country's offices, where it isn't the one that CLDR has for all of its texts: in
# Korea's the decree on their work wants 24 hours (행정업무의 운영 및 혁신에 관한 규정, article 7).
OF_OFFICES = {"ko": 24}


def clock(at: time, language: str, hours: int = 0) -> str:
    """Write a time of day: 14:00, or 2:00 PM.

    `hours` are 12 or 24 where a house has a clock of its own; with 0, it is that of the
    language's offices.
    """
    locale = locale_of(language)
    return _unbroken(format_time(at, _pattern(locale, hours), locale=locale))


def _pattern(locale: Locale, hours: int) -> str:
    """Find the pattern of a time of day, on the clock of that many hours (CLDR)."""
    own = str(locale.time_formats["short"])
    hours = hours or OF_OFFICES.get(locale.language, 0)
    skeleton = {12: "hm", 24: "Hm"}.get(hours, "")
    # The language's own pattern is for whole texts: CLDR's others have units that it lacks.
    if skeleton and (skeleton == "Hm") != _is_of_24(Pattern.of(own)):
        own = str(locale.datetime_skeletons[skeleton])
    # Canadian French has no zero in 8 h 30. CLDR has one where a time is alone, none in a range.
    if locale.language == "fr" and locale.territory == "CA":
        own = own.replace("HH", "H")
    return _half_in_words(own, locale)


def _half_in_words(pattern: str, locale: Locale) -> str:
    """Write out the half of the day in Korean, where CLDR abbreviates it to an English AM or PM."""
    return WIDE_HALF.sub("aaaa", pattern) if locale.language == "ko" else pattern


def _is_of_24(pattern: Pattern) -> bool:
    """Tell whether the pattern of a time is on the 24-hour clock."""
    return not {"H", "k"}.isdisjoint(pattern.fields)


def span_of_time(start: time | None, end_minutes: int | None, language: str, hours: int = 0) -> str:
    """Write 10:00–10:20, or only 10:00 if the end isn't known; empty without a start.

    `end_minutes` counts from midnight of the day on which the meeting starts; `hours` are those of
    `clock`.
    """
    if start is None:
        return ""
    if end_minutes is None:
        return clock(start, language, hours)
    # An end on the next day is more than 1440 minutes.
    hour, minute = divmod(end_minutes % 1440, 60)
    return _span(start, time(hour, minute), locale_of(language), hours)


def zone_name(when: datetime, language: str = ENGLISH) -> Label:
    """Name the offset from UTC of a time with a zone, such as UTC+3 or UTC+5:30."""
    labels = labels_of(language)
    offset = when.utcoffset()
    if not offset:
        return labels.say("programme.zone", offset="")
    minutes = int(offset.total_seconds() // 60)
    plus, hours, rest = "+" if minutes > 0 else "−", abs(minutes) // 60, abs(minutes) % 60
    minute = f":{rest:02}" if rest else ""
    return labels.say("programme.zone", offset=f"{plus}{hours}{minute}")


def zones_of(
    meeting: Meeting, home: str | None, language: str, hours: int = 0
) -> tuple[Label, Markup]:
    """Name the offset of a meeting's zone, and write its start in the home zone.

    The start at home is empty if the clocks there show the same time. Both are empty if the meeting
    has no start or no zone.
    """
    if not meeting.start or not meeting.zone:
        return NOTHING, Markup()
    when = datetime.combine(meeting.date, meeting.start, ZoneInfo(meeting.zone))
    zone = zone_names(when, meeting.minutes, meeting.ends_at(home), language)
    there = abroad(when, home) if home else None
    if there is None or there.utcoffset() == when.utcoffset():
        return zone, Markup()
    return zone, home_time(when, there, language, hours)


def zone_names(
    start: datetime, minutes: int | None, end_minutes: int | None, language: str = ENGLISH
) -> Label:
    """Name the offset at the start, and also at the end if the clocks change in between.

    `minutes` is the length, and `end_minutes` the end, counted from midnight. The length is
    preferred: in a night in which the clocks change, an hour of the day can be missing or come
    twice, so that the end alone isn't exact.
    """
    first = zone_name(start, language)
    try:
        last = zone_name(_end(start, minutes, end_minutes), language)
    except OverflowError:  # beyond the years 1 to 9999
        return first
    if first == last:
        return first
    return labels_of(language).say("programme.zones", first=first, last=last)


def _end(start: datetime, minutes: int | None, end_minutes: int | None) -> datetime:
    """Find the end by the length, else by the minutes from midnight; without both, the start."""
    # Python adds to what the clock shows, even over a change of the clocks. In UTC there is none.
    if minutes is not None:
        return (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(start.tzinfo)
    if end_minutes is None:
        return start
    return datetime.combine(start.date(), time(), start.tzinfo) + timedelta(minutes=end_minutes)


def abroad(when: datetime, zone: str) -> datetime | None:
    """Convert a moment to another zone; None if that leaves the years 1 to 9999."""
    try:
        return when.astimezone(ZoneInfo(zone))
    except OverflowError:
        return None


def home_time(when: datetime, there: datetime, language: str, hours: int = 0) -> Markup:
    """Write the time at home: 03:00, or 23:00 the day before."""
    time_there = clock(there.time(), language, hours)
    days_apart = (there.date() - when.date()).days
    key = {-1: "programme.day-before", 1: "programme.day-after"}.get(days_apart)
    return labels_of(language).marked(key, time=time_there) if key else escape(time_there)


def _span(start: time, end: time, locale: Locale, hours: int) -> str:
    """Write two times in CLDR's pattern for ranges, chosen by the first field that differs.

    Babel's `format_interval` does the same, but returns a finished text. In it the sign between the
    times, which `_with_printed_sign` replaces, can't be told from other signs.
    """
    differing = "H" if start.hour != end.hour else "m"
    alone = Pattern.of(_pattern(locale, hours))
    # CLDR has one set of patterns for the 24-hour clock, and one for the 12-hour clock.
    skeleton = "Hm" if _is_of_24(alone) else "hm"
    if skeleton == "hm":
        halves = start.hour // 12, end.hour // 12
        differing = "a" if halves[0] != halves[1] else differing.lower()
    typed = locale.interval_formats[skeleton][differing]
    first, last = (Pattern.of(_half_in_words(each, locale)) for each in typed)
    first, last = (_with_hours_of(alone, each) for each in (first, last))
    # In some languages CLDR has a unit behind both times of a range, and none behind one alone.
    found = UNIT_AND_SIGN.match(first.between[-1])
    if found and last.between[-1].strip() == found["unit"] and not alone.between[-1]:
        first = Pattern(alone.typed, (*alone.between[:-1], found["sign"]))
        last = alone
    return _unbroken(_with_printed_sign(first, locale).text(start, locale) + last.text(end, locale))


def _with_hours_of(alone: Pattern, ranged: Pattern) -> Pattern:
    """Make a part of a range with the digits of hours that a time alone has."""
    hours = {each[0]: each for each in alone.typed if each[0] in "HhKk"}
    return Pattern(tuple(hours.get(each[0], each) for each in ranged.typed), ranged.between)


def _with_printed_sign(first: Pattern, locale: Locale) -> Pattern:
    """Make the pattern of the first time, with the sign at its end as it is printed.

    If AM or PM stands before the sign, or the times have spaces (10 h 30), it has spaces around it,
    at which a line may end.
    """
    last = first.between[-1]
    spaced = bool(HALVES & set(first.fields)) or any(map(str.isspace, "".join(first.between[:-1])))
    if locale.language == "en":
        last = " – " if spaced else "–"
    if locale.language == "ko" and not spaced:
        last = last.strip()  # the spelling rules of Korean join the sign; CLDR does so for 12 hours
    last = last.replace(THIN, " " if spaced else NARROW_NO_BREAK)
    return Pattern(first.typed, (*first.between[:-1], last))


def _unbroken(text: str) -> str:
    """Put hard spaces into each time, so that a line can only end between two times."""
    return text.replace(" ", NO_BREAK).replace(f"{NO_BREAK}–{NO_BREAK}", " – ")
