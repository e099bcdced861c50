"""Check times that can't be, or that mean two things: changes of clocks, ends, fixed zones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from briefgen.checks.case import Case, RuleFunction
from briefgen.checks.zones import fixed_zones
from briefgen.ground.diagnostics import Diagnostic, Related, finding
from briefgen.ground.span import Path
from briefgen.model.hours import Change, Clocks
from briefgen.model.programme import Meeting, minutes_of

# An end before the start is on the next day. If that makes a meeting longer than these minutes, it
# is rather a slip than a long night.
LONGEST = 12 * 60


def time_skipped(case: Case) -> Iterator[Diagnostic]:
    """Find times in an hour that is left out when the clocks go forward."""
    for path, at, zone, change in _changing(case):
        # A meeting may end at the moment when the clocks go forward, though that time is left out.
        ends_with_the_hour = path[-1] == "end" and at.startswith(f"{change.before:%H:%M}")
        if not change.skips or ends_with_the_hour:
            continue
        message = f"There is no {at} in {zone}."
        hint = (
            f"The clocks go from {change.before:%H:%M} straight to {change.after:%H:%M}. "
            f"Type a time before {change.before:%H:%M}, or one from {change.after:%H:%M} on."
        )
        if change.before == change.after:  # as in Samoa, which crossed the date line in 2011
            hint = "The whole day was left out there. Check the date."
        yield finding("time-skipped", message, case.value(path), hint)


def time_twice(case: Case) -> Iterator[Diagnostic]:
    """Find times in an hour that comes again when the clocks go back."""
    for path, at, zone, change in _changing(case):
        if change.skips:
            continue
        message = (
            f"{at} in {zone} comes twice: "
            f"the clocks go back from {change.before:%H:%M} to {change.after:%H:%M}."
        )
        hint = "Type `minutes` in the place of `end`."
        # UTC never changes, so that it tells the two times apart.
        if path[-1] in ("start", "embargo"):
            which = "its meeting" if path[0] == "agenda" else "it"
            first, second = (f"{each:%H:%M}" for each in (change.first, change.second))
            day = str(change.first.date())
            day = "" if day in at else f", on {day}"
            hint = (
                f"Type {which} in `zone: UTC`: {first} is the first of the two, {second} the "
                f"second{day}."
            )
        yield finding("time-twice", message, case.value(path), hint)


def end_before_start(case: Case) -> Iterator[Diagnostic]:
    """Find meetings that end in the minute in which they start, or most of a day later."""
    for path, meeting, start, end in _with_end(case):
        lasts = _lengths(case, meeting, start, end)
        if meeting.minutes or start < end or any(0 < length <= LONGEST for length in lasts):
            continue
        related = [Related("the start", case.value((*path, "start")))]
        message = f"`{meeting.title}` ends at the minute at which it starts."
        hint = "Delete `end`, if nobody knows it yet."
        if end < start:
            message = f"`{meeting.title}` ends before it starts, or on the day after."
            hint = (
                "Change one of the two. If it goes on until the next day, type "
                f"`minutes: {max(lasts)}` in the place of `end`."
            )
        yield finding("end-before-start", message, case.value((*path, "end")), hint, related)


def minutes_against_end(case: Case) -> Iterator[Diagnostic]:
    """Find meetings whose `minutes` and `end` contradict each other."""
    for path, meeting, start, end in _with_end(case):
        lasts = _lengths(case, meeting, start, end)
        if meeting.minutes is None or meeting.minutes in lasts:
            continue
        until = meeting.clocks(case.brief.zone).later(start, meeting.minutes) % 1440
        message = (
            f"With {meeting.minutes} minutes `{meeting.title}` ends at "
            f"{until // 60:02}:{until % 60:02}, and its `end` is {meeting.end:%H:%M}."
        )
        related = [Related("the end", case.value((*path, "end")))]
        place = case.value((*path, "minutes"))
        yield finding("minutes-against-end", message, place, "Delete one of the two.", related)


def fixed_zone(case: Case) -> Iterator[Diagnostic]:
    """Find zones that keep one offset all year, although the clocks of the place may change."""
    yield from fixed_zones(case.document)


def _with_end(case: Case) -> Iterator[tuple[Path, Meeting, int, int]]:
    """Yield the meetings whose start and end are typed, in minutes after midnight."""
    for at, meeting in enumerate(case.brief.programme):
        start, end = minutes_of(meeting.start), minutes_of(meeting.end)
        if start is not None and end is not None:
            yield ("programme", at), meeting, start, end


def _lengths(case: Case, meeting: Meeting, start: int, end: int) -> frozenset[int]:
    """Count the minutes from a start to an end, which may be on the next day.

    There are several numbers where one of the times comes twice.
    """
    clocks = meeting.clocks(case.brief.zone)
    lasts = clocks.lengths(start, end)
    # An end that isn't later is on the next day, unless the clocks went back in between.
    if end <= start and max(lasts) <= 0:
        lasts = clocks.lengths(start, end + 1440)
    return lasts


def _changing(case: Case) -> Iterator[tuple[Path, str, str, Change]]:
    """Yield the typed times that a change of clocks leaves out or repeats, written in words."""
    for path, at, clocks in _times(case):
        if clocks.day and clocks.zone and (change := clocks.change_at(at)):
            day = clocks.day + timedelta(days=at // 1440)
            yield path, f"{at // 60 % 24:02}:{at % 60:02} on {day}", clocks.zone, change


def _times(case: Case) -> Iterator[tuple[Path, int, Clocks]]:
    """Yield every time that is typed, in minutes after the midnight of its clocks' day."""
    home, handling = case.brief.zone, case.brief.handling
    if handling and (until := handling.embargo_at(home)):
        when, zone = until
        yield ("handling", "embargo"), minutes_of(when.time()) or 0, Clocks(when.date(), zone)
    for at, meeting in enumerate(case.brief.programme):
        if (start := meeting.starts_at) is not None:
            yield ("programme", at, "start"), start, meeting.clocks(home)
        if meeting.end is not None and (end := meeting.ends_at(home)) is not None:
            yield ("programme", at, "end"), end, meeting.clocks(home)
    for path, item, met_at in case.items:
        met = case.meeting(met_at)
        if (start := item.starts_at(met, home)) is not None:
            yield (*path, "start"), start, item.clocks(met, home)


RULES: tuple[RuleFunction, ...] = (
    time_skipped,
    time_twice,
    end_before_start,
    minutes_against_end,
    fixed_zone,
)
