"""Define the programme: stops and meetings, each in its own time zone."""

from datetime import time
from typing import ClassVar, Literal

from briefgen.model.entry import field
from briefgen.model.hours import Clocks
from briefgen.model.portion import Anchored
from briefgen.model.scalars import Clock, Date, Id, Ids, Markdown, Minutes, Text, Who, Zone


class Meeting(Anchored):
    """One stop or meeting of the programme."""

    short: ClassVar[str] = ""

    id: Id | None = field(None, description="A name for it, by which agenda items refer to it.")
    date: Date = field(description="The day, as 2019-05-14.")
    start: Clock | None = field(None, description="The local time at which it starts: 14:00.")
    minutes: Minutes | None = field(None, description="How long it lasts, in minutes.")
    end: Clock | None = field(
        None,
        description="The local time at which it ends: 15:30. Earlier than the start, it is of the "
        "next day.",
    )
    place: Text | None = field(None, description="The city or the building.")
    zone: Zone | None = field(
        None, description="The time zone of the place: Europe/Moscow. Left out, that of the brief."
    )
    title: Text = field(description="What it is: Meeting with the Foreign Minister.")
    # `with` is a keyword of Python.
    with_: Ids = field((), alias="with", description="Who is met: the ids of people or parties.")
    press: Literal["open", "pool", "closed"] | None = field(
        None, description="`open` to the press, to a `pool` (for pictures), or `closed`."
    )
    requested_by: Who | None = field(
        None, description="Who asked for it: the id of a person, or a name."
    )
    interpretation: Literal["consecutive", "simultaneous", "none"] | None = field(
        None,
        description="`consecutive` (half of the time goes to it: 20 minutes leave ten to talk), "
        "`simultaneous` or `none`.",
    )
    contact: Text | None = field(
        None,
        description="Whom to call on the spot, and the number: Duty officer, extension 26.",
    )
    note: Markdown | None = field(None, description="What else the reader has to know about it.")

    @property
    def starts_at(self) -> int | None:
        """Get the start in minutes after midnight; None without one."""
        return minutes_of(self.start)

    def clocks(self, home: str | None = None) -> Clocks:
        """Get the clocks of the meeting's place; without a zone of its own, of `home`."""
        return Clocks(self.date, self.zone or home)

    def ends_at(self, home: str | None = None) -> int | None:
        """Get the end in minutes after midnight, past 1440 on the next day; None if not known."""
        start, end = minutes_of(self.start), minutes_of(self.end)
        if end is not None:
            return end + 1440 if start is not None and end < start else end
        if start is None or self.minutes is None:
            return None
        return self.clocks(home).later(start, self.minutes)


def minutes_of(clock: time | None) -> int | None:
    """Count the minutes from midnight to a time of day."""
    return None if clock is None else clock.hour * 60 + clock.minute
