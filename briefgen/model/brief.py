"""Define the brief as a whole."""

from typing import Annotated, Any, ClassVar

from briefgen.ground.regexes import regex
from briefgen.model.actions import Action
from briefgen.model.agenda import Item
from briefgen.model.decision import Decision
from briefgen.model.entry import Entry, ValueFault, field, kind_of
from briefgen.model.handling import Handling
from briefgen.model.people import Party, Person
from briefgen.model.portion import Background, BottomLine, Objective, Portion
from briefgen.model.press import Press, Question
from briefgen.model.programme import Meeting
from briefgen.model.remarks import Remark
from briefgen.model.routing import Clearance, Considered, Contact, Recipient
from briefgen.model.scalars import Date, Id, Kind, Language, Many, Markdown, Text, Zone
from briefgen.model.sections import Annex, Section
from briefgen.model.sources import Source

# The version of the format. It goes up when a brief of today would be read in another way.
FORMAT = 1
# The version in other forms: 1.0, v1.
SAME = regex(rf"[vV]?{FORMAT}(?:\.0*)?")


def _version(value: Any) -> int:
    """Read the version of the format, which can only be this one."""
    if str(value) != str(FORMAT):
        hint = f"Type `{FORMAT}`."
        message = f"This briefgen reads version {FORMAT} of the format, not {kind_of(value)}."
        # Of a brief in another version nobody can say that it is meant in this one.
        meant = str(FORMAT) if SAME.fullmatch(str(value).strip()) else ""
        raise ValueFault("format-version", message, hint, meant)
    return FORMAT


class Owner(Entry):
    """Who answers for the brief."""

    short: ClassVar[str] = "office"

    office: Text = field(description="The desk or unit that wrote it.")
    contact: Text | None = field(None, description="How to reach the writer: a name, a number.")
    cleared_by: Text | None = field(None, description="Who has cleared it.")


class Fact(Portion):
    """A value that stands beside its label on page one."""

    text: Markdown = field(description="The value, as it is printed.")


class Brief(Entry):
    """A briefing for one principal."""

    briefgen: Annotated[int, Kind(_version, const=FORMAT)] = field(
        description="The version of this format: 1."
    )
    kind: Id | None = field(
        None,
        description="What kind of paper it is: visit, uk-submission, board-paper. `briefgen kinds` "
        "lists them. Left out, that of the settings, or else `visit`.",
    )
    title: Text = field(description="The title of the brief, as on its first page.")
    number: Text | None = field(None, description="The reference number: PP-2026-0017.")
    handling: Handling | None = field(
        None, description="How the paper is to be handled: a line that stands on every page."
    )
    serial: Text | None = field(None, description="The series and number of the paper.")
    languages: Annotated[tuple[Language, ...], Many()] = field(
        ("en-GB",),
        alias="language",
        min_length=1,
        description="The language it is written in: en-US, fr. Left out, `en-GB`. Of a paper in "
        "two languages both: `[en-CA, fr-CA]`; the second text stands in a file beside it.",
    )
    as_of: Date = field(description="What the writer knew, until when: 2019-05-10.")
    received: Date | None = field(
        None, description="The day on which it reached the office that it is for."
    )
    considered: Annotated[tuple[Considered, ...], Many()] = field(
        (), description="Earlier bodies that considered it, in order."
    )
    principal: Id = field(description="Who is briefed: the id of a person.")
    to: Annotated[tuple[Recipient, ...], Many()] = field(
        (), description="To whom it goes: ids of people, or names. Left out, the principal."
    )
    # `from` is a keyword of Python.
    from_: Annotated[tuple[Recipient, ...], Many()] = field(
        (), alias="from", description="From whom it comes. Left out, the owner's office."
    )
    through: Annotated[tuple[Recipient, ...], Many()] = field(
        (), description="Through whom it goes, in order: Private Office."
    )
    copy_: Annotated[tuple[Recipient, ...], Many()] = field(
        (), alias="copy", description="Who gets a copy: ids of people, or names."
    )
    clearances: Annotated[tuple[Clearance, ...], Many()] = field(
        (), description="The offices that have to agree to it, and whether they have."
    )
    owner: Owner | None = field(None, description="Who answers for the brief.")
    zone: Zone | None = field(
        None,
        description="The time zone at home, to print beside times elsewhere. "
        "Meetings without a zone are held on its clocks. Left out, their times have no zone.",
    )
    parties: dict[Id, Party] = field(
        default_factory=dict, description="Who takes part, each under an id of your choice."
    )
    people: dict[Id, Person] = field(
        description="Everybody who is named or quoted, each under an id of your choice."
    )
    facts: dict[Text, Fact] = field(
        default_factory=dict,
        description="Labels and values for page one: `Sponsor: Per Lund`. A kind may name labels.",
    )
    bottom_line: BottomLine | None = field(
        None, description="What this is, and what is asked of the reader, in two sentences."
    )
    decision: Annotated[tuple[Decision, ...], Many()] = field(
        (), description="What is to be decided: one thing, or several, each with its own date."
    )
    objectives: Annotated[tuple[Objective, ...], Many()] = field(
        (), description="What is wanted from the whole, each specific enough to be met or missed."
    )
    programme: Annotated[tuple[Meeting, ...], Many()] = field(
        (), description="Stops and meetings, in order."
    )
    agenda: Annotated[tuple[Item, ...], Many()] = field(
        (), description="The items, in order.", min_length=1
    )
    remarks: Annotated[tuple[Remark, ...], Many()] = field(
        (), description="Words to be read out, set large for the lectern."
    )
    questions: Annotated[tuple[Question, ...], Many()] = field(
        (),
        description="Questions that will be asked, or are to be asked, with their answers. "
        "Those of the media may stand in `press`.",
    )
    sections: dict[Id, Section] = field(
        default_factory=dict,
        description="Titled texts that a kind of paper asks for, each under its name: `argument`.",
    )
    background: Background | None = field(
        None, description="Facts and dates on the whole, in Markdown."
    )
    press: Press | None = field(None, description="Lines for the media, questions and answers.")
    actions: Annotated[tuple[Action, ...], Many()] = field(
        (), description="Earlier decisions and next steps, each with who does it and until when."
    )
    contacts: Annotated[tuple[Contact, ...], Many()] = field(
        (), description="Whom to ask, and how to reach them."
    )
    annexes: Annotated[tuple[Annex, ...], Many()] = field(
        (), description="Documents that go with it, in the order of their tabs."
    )
    sources: dict[Id, Source] = field(
        default_factory=dict, description="What it rests on, each under an id of your choice."
    )

    @property
    def language(self) -> str:
        """Give the tag of the language that it is written in; of two, the first."""
        return self.languages[0]

    def meeting_of(self, item: Item) -> Meeting | None:
        """Find the meeting of an item: the one it names, or else the only one of its day."""
        at = self.meeting_at(item)
        return None if at is None else self.programme[at]

    def meeting_at(self, item: Item) -> int | None:
        """Find the place in the programme, from 0, of the meeting of an item; None without one.

        Of an item that is raised in several it is the first one named.
        """
        return next(iter(self.meetings_at(item)), None)

    def meetings_at(self, item: Item) -> tuple[int, ...]:
        """List the places in the programme, from 0, of the meetings that an item is raised in."""
        if item.meetings:
            at = {meeting.id: at for at, meeting in reversed([*enumerate(self.programme)])}
            found = (at[name] for name in item.meetings if name in at)
            return tuple(dict.fromkeys(found))
        meetings = enumerate(self.programme)
        on_day = tuple(at for at, meeting in meetings if item.date in (None, meeting.date))
        return on_day if len(on_day) == 1 else ()
