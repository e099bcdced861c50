"""The classes of the View for meetings, and for the people who are met there."""

from __future__ import annotations

from markupsafe import Markup

from briefgen.ground.records import record
from briefgen.view.label import NOTHING, Label
from briefgen.view.said import Day


@record
class MeetingOfItem:
    """One of several meetings in which an item is raised."""

    title: str  # what it is
    date: Day  # its day; empty where all meetings are on one
    time: str  # when it starts
    href: str  # a link to its row in the programme


@record
class MeetingView:
    """One stop of the programme."""

    source: str  # where it stands in the YAML: `programme[0]`
    id: str  # its id on the page
    time: str  # on the clocks of the place
    zone: Label  # how far these are from UTC
    home_time: Markup  # the start on the clocks at home, where they differ
    place: str  # where it is
    title: str  # what it is
    people: tuple[str, ...]  # who is met, each with the office, but for `profiles`
    profiles: tuple[PersonView, ...]  # those who are met and shown here
    requested_by: str  # who asked for it
    interpretation: Label  # consecutive, simultaneous or none
    contact: str  # whom to call on the spot
    press: Label  # whether the media are there: open, pool or closed
    note: Markup  # what else to know


@record
class DayOfMeetings:
    """A day of the programme."""

    date: Day  # with the day of the week
    meetings: tuple[MeetingView, ...]  # in the brief's order


@record
class PersonView:
    """Somebody in the brief, as they may be printed."""

    source: str  # where the person stands in the YAML: `people.lavrov`
    name: str  # the name, or the description that was agreed
    role: str  # the office
    party: str  # the name of the party
    native_name: str  # the name in the person's own writing
    native_language: str  # the tag of its language: `ru`
    say: str  # how the name is said
    last_met: Day  # when they were last met
    note: Markup  # what else to know
    terms: Label  # such as on background; empty on the record
    attendance: Label = NOTHING  # Attending, Invited or Apologies
    staff_contact: str = ""  # whom to call there
    picture: str = ""  # the picture, as a `data:` address
    biography: Markup = Markup()  # the person's life, of several paragraphs


@record
class PartyOfPeople:
    """The people of one group, or of one party."""

    name: str  # the group's or the party's name; empty for those who belong to none
    people: tuple[PersonView, ...]  # in the brief's order
