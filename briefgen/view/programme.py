"""Makes the view's programme: the meetings of each day, in the local time of their places."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from briefgen.ground.span import Path, dotted
from briefgen.markdown.marks import between_of
from briefgen.model import Meeting
from briefgen.view import data, times, words
from briefgen.view.casing import with_capital
from briefgen.view.profiles import Profiles
from briefgen.view.writer import Writer


def programme_of(writer: Writer, profiles: Profiles) -> tuple[data.DayOfMeetings, ...]:
    """Make the view of the meetings by day, days in order; within a day in the brief's order."""
    by_day: dict[date, list[data.MeetingView]] = {}
    for at, meeting in enumerate(writer.brief.programme):
        view = _meeting(writer, ("programme", at), meeting, profiles)
        by_day.setdefault(meeting.date, []).append(view)
    return tuple(
        data.DayOfMeetings(_heading(writer, day), tuple(meetings))
        for day, meetings in sorted(by_day.items())
    )


def _heading(writer: Writer, day: date) -> data.Day:
    """Write a day as a heading: its weekday has a capital in every language."""
    written = words.day(day, writer.language, writer.kind.dates, weekday=True)
    return replace(written, text=with_capital(written.text, writer.language))


def when_of(writer: Writer) -> str:
    """Write the days of all meetings, and of a lone meeting its hours.

    Hours abroad are left to the programme, which says whose clocks they are of.
    """
    brief, language, kind = writer.brief, writer.language, writer.kind
    when = words.days([met.date for met in brief.programme], language, kind.dates)
    if len(brief.programme) != 1 or brief.programme[0].zone not in (None, brief.zone):
        return when
    (met,) = brief.programme
    hours = times.span_of_time(met.start, met.ends_at(brief.zone), language, writer.clock)
    comma = between_of(writer.language).comma
    return f"{when}{comma}{hours}" if hours else when


def _meeting(writer: Writer, path: Path, meeting: Meeting, profiles: Profiles) -> data.MeetingView:
    home = writer.brief.zone
    zone, home_time = times.zones_of(meeting, home, writer.language, writer.clock)
    return data.MeetingView(
        source=dotted(path),
        id=writer.places[path].id,
        time=times.span_of_time(
            meeting.start, meeting.ends_at(home), writer.language, writer.clock
        ),
        zone=zone,
        home_time=home_time,
        place=writer.printed(meeting.place),
        title=writer.printed(meeting.title),
        people=profiles.others(path, meeting.with_),
        profiles=profiles.beside(path),
        requested_by=writer.who(meeting.requested_by),
        interpretation=writer.labels.of("programme", meeting.interpretation),
        contact=writer.printed(meeting.contact),
        press=writer.labels.of("programme", meeting.press),
        note=writer.inline((*path, "note"), meeting.note),
    )
