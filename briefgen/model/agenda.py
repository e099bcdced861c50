"""Define the agenda: one item after another, each with all that is said on it."""

from typing import Annotated, ClassVar

from briefgen.model.decision import Ask
from briefgen.model.entry import field
from briefgen.model.figure import Figure
from briefgen.model.hours import Clocks
from briefgen.model.portion import Anchored, Background, Likely, Objective, Point, Position, Quote
from briefgen.model.programme import Meeting, minutes_of
from briefgen.model.scalars import Clock, Date, Flag, Id, Ids, Many, Minutes, Text


class Item(Anchored):
    """One item of the agenda."""

    short: ClassVar[str] = "title"

    id: Id | None = field(
        None,
        description="A name for it. Left out, it is made from the title, and numbered where two "
        "are alike.",
    )
    title: Text = field(description="The item's title: Arms control.")
    number: Text | None = field(
        None, description="Its number on the agenda: 3 C-1. Left out, they are counted."
    )
    group: Text | None = field(
        None, description="The part of the agenda it belongs to: Consent items."
    )
    meetings: Ids = field(
        (),
        alias="meeting",
        description="The meeting it is raised in: the id of one in `programme`, or a list of them. "
        "Its `start` is in the first. Left out, the only one of its day.",
    )
    date: Date | None = field(None, description="The day, where no `meeting` says it.")
    start: Clock | None = field(None, description="The local time at which it starts: 10:00.")
    minutes: Minutes | None = field(None, description="How long it may take, in minutes.")
    leads: Ids = field(
        (), alias="lead", description="Who leads on it: the id of a person, or a list of them."
    )
    # `with` is a keyword of Python.
    with_: Ids = field(
        (), alias="with", description="With whom it is raised: the ids of people or parties."
    )
    purpose: Ask | None = field(
        None, description="What the meeting is to do with it: note, discuss, approve, receive."
    )
    paper: Text | None = field(
        None, description="The paper on it: the tab of an annex, a number, or `verbal`."
    )
    likely: Likely | None = field(
        None,
        description="Whether the other side will raise it: `certain`, `may` or `unlikely`.",
    )
    objective: Objective | None = field(None, description="What is wanted from this item.")
    procedural: Flag = field(
        default=False,
        description="Whether it is for noting, or a matter of form, and needs no objective. "
        "Left out, `false`.",
    )
    positions: dict[Id, Position] = field(
        default_factory=dict, description="What each party holds, by the party's id."
    )
    points: Annotated[tuple[Point, ...], Many()] = field(
        (), description="What the principal says: four is good, six the most to make."
    )
    quotes: Annotated[tuple[Quote, ...], Many()] = field((), description="What was said, verbatim.")
    background: Background | None = field(None, description="Facts and dates, in Markdown.")
    figures: Annotated[tuple[Figure, ...], Many()] = field(
        (), description="Pictures from the brief's folder."
    )

    @property
    def meeting(self) -> str | None:
        """Get the id of the first meeting in which it is raised; None where it names none."""
        return self.meetings[0] if self.meetings else None

    def clocks(self, meeting: Meeting | None = None, home: str | None = None) -> Clocks:
        """Get the clocks at the meeting's place on its day, or without a meeting on the item's day.

        If the meeting has no zone, or there is no meeting, `home` is the zone.
        """
        day = meeting.date if meeting else self.date
        return Clocks(day, (meeting.zone if meeting else None) or home)

    def starts_at(self, meeting: Meeting | None = None, home: str | None = None) -> int | None:
        """Get the start in minutes after the midnight before its meeting; None without a start.

        In a meeting that runs past midnight, an early start belongs to the next day.
        """
        start = minutes_of(self.start)
        if start is None or meeting is None or meeting.starts_at is None:
            return start
        # 1440 minutes are a day by the clocks, however long the night is in which they change.
        crosses = (meeting.ends_at(home) or 0) > 1440 and start < meeting.starts_at
        return start + 1440 if crosses else start

    def ends_at(self, meeting: Meeting | None = None, home: str | None = None) -> int | None:
        """Get the end, counted like the start; None unless both start and length are known."""
        start = self.starts_at(meeting, home)
        if start is None or self.minutes is None:
            return None
        return self.clocks(meeting, home).later(start, self.minutes)
