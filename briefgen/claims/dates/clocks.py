"""Read a time of day at a number: 14:30, 2.30 pm, 14h30, 14 Uhr."""

from __future__ import annotations

import re

from briefgen.claims.dates.token import Number
from briefgen.claims.dates.words import ends_with, plain, word_after
from briefgen.claims.mention import Clock
from briefgen.ground.regexes import regex

_TIME = regex(r"(\d{1,2})(?:([:.])(\d\d)(?::\d\d)?)?")
_HUNDREDS = regex(r"([01]\d|2[0-3])([0-5]\d)")
_MONEY_AFTER = regex(r"\s?[%‰°$£€¥₽]")

# A time, and where it ends.
Found = tuple[Clock, int]


def clock_at(number: Number) -> Found | None:
    """Read the time that starts with a number, and tell where it ends.

    In a source, 14.30 or 14 hours is always a time as well, though not a sure one.
    """
    text, typed, end = number.text, number.typed, number.end
    is_bare = typed.isdigit() and not text[end : end + 2].strip()[:1].isalpha()
    if is_bare and number.words.is_spaced:
        return None
    if len(typed) == 4 and (found := _HUNDREDS.fullmatch(typed)):
        return _hundreds(number, int(found[1]) * 60 + int(found[2]))
    found = _TIME.fullmatch(typed)
    if not found or int(found[1]) > 24 or int(found[3] or 0) > 59:
        return None
    minutes, mark = int(found[1]) * 60 + int(found[3] or 0), found[2] or ""
    return (
        _in_half(number, minutes, number.end, is_time=bool(mark))
        or _with_hours(number, minutes, is_time=bool(mark))
        or _alone(number, minutes, mark)
    )


def _hundreds(number: Number, minutes: int) -> Found | None:
    """Read 1430 hours behind a preposition; elsewhere it is a number of hours."""
    hours = _match(number.words.time.hours, number, number.end)
    if not hours or not _is_due(number):
        return None
    return _clock(number, minutes), hours.end()


def _in_half(number: Number, minutes: int, end: int, *, is_time: bool) -> Found | None:
    """Read 2.30 pm, and 3 in the morning behind a preposition."""
    time = number.words.time
    if minutes >= 780:
        return None
    at = number.start
    if time.half_before and (before := time.half_before.search(number.text, max(0, at - 24), at)):
        return _clock(number, minutes % 720 + time.halves[plain(before["half"])]), end
    half = _match(time.half, number, end)
    if not half or not (is_time or len(half["half"]) < 6 or _is_due(number)):
        return None
    return _clock(number, minutes % 720 + time.halves[plain(half["half"])]), half.end()


def _with_hours(number: Number, minutes: int, *, is_time: bool) -> Found | None:
    """Read 14h30, 14 Uhr, and 14 hours behind a preposition."""
    hours = _match(number.words.time.hours, number, number.end)
    if not hours:
        return None
    spoken = hours["minutes"]
    is_sure = bool(is_time or spoken or hours["sure"] or _is_due(number))
    if not is_sure and not number.is_source:
        return None
    minutes += int(spoken or 0)
    in_half = _in_half(number, minutes, hours.end(), is_time=True)
    return in_half or (_clock(number, minutes, is_lone=True, is_sure=is_sure), hours.end())


def _alone(number: Number, minutes: int, mark: str) -> Found | None:
    """Read 14:30, and 14.30 where a time is due and it is no sum of money."""
    is_sure = mark == ":"
    if mark == "." and number.words.time.dotted and not _is_amount(number):
        # Where nobody knows which words stand before times, none is asked for.
        is_sure = _is_due(number) or not number.words.time.before
        mark = ":" if is_sure or number.is_source else ""
    if mark != ":":
        return None
    return _clock(number, minutes, is_lone=True, is_sure=is_sure), number.end


def _match(pattern: re.Pattern[str] | None, number: Number, at: int) -> re.Match[str] | None:
    return pattern.match(number.text, at) if pattern else None


def _is_due(number: Number) -> bool:
    """Tell whether a word with which times are given stands before: at 14.30."""
    return ends_with(number.text, number.start, number.words.time.before)


def _is_amount(number: Number) -> bool:
    if _MONEY_AFTER.match(number.text, number.end):
        return True
    return word_after(number.text, number.end) in number.words.counted


def _clock(number: Number, minutes: int, *, is_lone: bool = False, is_sure: bool = True) -> Clock:
    """Make the time; of a lone 2:30, English doesn't say which half of the day it is in."""
    words = number.words
    is_early = 60 <= minutes < 780 and number.typed[0] != "0"
    is_about = ends_with(number.text, number.start, words.time.about)
    return Clock(minutes % 1440, is_lone and words.time.twelve and is_early, is_about, is_sure)
