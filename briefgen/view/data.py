"""The classes of the View: plain frozen data, with all texts ready to print.

A `Markup` is HTML that is safe to print as it is; a `str` is escaped by the template. What a brief
doesn't say is an empty text or tuple, so that a template only has to ask `{% if item.quotes %}`.
`scripts/template_reference.py` makes docs/reference/templates.md from these classes: the comment
behind a field is its line there. Those of parts that not every paper has stand in modules of their
own, and are part of this one.
"""

from __future__ import annotations

from briefgen.ground.records import record
from briefgen.kinds import OwnLabel
from briefgen.view.decision_data import (
    ActionView,
    DecisionView,
    OptionView,
    OutcomeView,
    RemarkView,
)
from briefgen.view.evidence_data import (
    Looked,
    LookedAt,
    LookedFor,
    Note,
    Passage,
    Proof,
    ProofNote,
    Resting,
    SourceView,
)
from briefgen.view.item_data import (
    FigureView,
    PointGroup,
    PointView,
    PositionView,
    QuoteView,
)
from briefgen.view.label import Label
from briefgen.view.met_data import (
    DayOfMeetings,
    MeetingOfItem,
    MeetingView,
    PartyOfPeople,
    PersonView,
)
from briefgen.view.routing_data import (
    AnnexView,
    ClearanceView,
    ConsideredView,
    ContactView,
    HandlingView,
    OwnerView,
    RoutingView,
)
from briefgen.view.said import Day, Said

# The classes that stand elsewhere and are asked for here, as all others are.
__all__ = [
    "ActionView",
    "AnnexView",
    "ClearanceView",
    "ConsideredView",
    "ContactView",
    "Day",
    "DayOfMeetings",
    "DecisionView",
    "FigureView",
    "HandlingView",
    "Looked",
    "LookedAt",
    "LookedFor",
    "MeetingOfItem",
    "MeetingView",
    "Note",
    "OptionView",
    "OutcomeView",
    "OwnerView",
    "PartyOfPeople",
    "Passage",
    "PersonView",
    "PointGroup",
    "PointView",
    "PositionView",
    "Proof",
    "ProofNote",
    "QuoteView",
    "RemarkView",
    "Resting",
    "RoutingView",
    "Said",
    "SourceView",
]


@record
class ItemView:
    """One item of the agenda."""

    source: str  # where it stands in the YAML: `agenda[2]`
    number: str  # its own number, or its place in the agenda from 1
    id: str  # its id on the page
    title: str  # what it is about
    group: str  # the part of the agenda that it belongs to
    begins_group: bool  # whether it is the first of that part
    date: Day  # its own day, or its meeting's; empty where it is raised in several
    time: str  # 10:00–10:20, or 10:00 where the end isn't known
    minutes: Label  # its length, such as 20 minutes
    halved: Label  # that half of it goes to interpretation; else empty
    meeting: str  # the title of its meeting; empty where it is raised in several
    meetings: tuple[MeetingOfItem, ...]  # the meetings it is raised in, where these are several
    lead: str  # who leads on it; empty for the principal alone, but on a board's agenda
    people: tuple[str, ...]  # with whom it is raised, in short: as typed, or those of its meeting
    met: tuple[str, ...]  # with whom, each with the office, where it says so itself; not `profiles`
    profiles: tuple[PersonView, ...]  # those of them who are shown here
    purpose: Label  # what is to be done with it: To note
    paper: Label  # the paper on it: Paper A, or Verbal
    paper_href: str  # a link to the annex that has this tab; empty without one
    procedural: bool  # whether it is a matter of form
    likely: Label  # whether the others will raise it; empty if not said
    objective: Said | None  # what is wanted of it
    positions: tuple[PositionView, ...]  # what each party holds
    points: tuple[PointGroup, ...]  # by kind, those to make first
    quotes: tuple[QuoteView, ...]  # what was said of it
    background: Said | None  # facts and dates, of several paragraphs
    figures: tuple[FigureView, ...]  # its pictures
    sign: Proof | None = None  # what all its quotes would say alike, to be said once; or none
    is_line: bool = False  # whether its line in the table of items says all of it


@record
class Sitting:
    """The items of one meeting on one day, as page one lists them."""

    title: str  # the title of the meeting; empty where the items name none
    date: Day  # the day of the items
    place: str  # where the meeting is
    items: tuple[ItemView, ...]  # in the brief's order


@record
class Objectives:
    """What one of the others wants."""

    party: str  # the party's name
    objectives: tuple[Said, ...]  # in the brief's order


@record
class PressLineView(Said):
    """A line for the media."""

    use: Label  # Before, After or If asked; empty where it may be said at any time


@record
class FollowUpView(Said):
    """What to say if a question is pressed on."""

    ask: str  # how it is asked again; empty where it is only pressed on


@record
class QuestionView(Said):
    """A question that will be asked, or is to be asked; any answer to it is in `html`."""

    question: str  # the question
    likely: Label  # whether it will be asked: certain, may or unlikely; empty if not said
    who: str  # who is to be asked, or who answers: a name, as it may be printed
    redirect: str  # to whom it is passed on
    if_pressed: tuple[FollowUpView, ...]  # what to say if it is pressed on


@record
class QuestionGroup:
    """Questions about one thing, the likeliest first."""

    title: str  # what they are about; empty for those without a group
    questions: tuple[QuestionView, ...]  # those alike in likelihood in the brief's order


@record
class Heading:
    """An entry of the table of contents."""

    id: str  # the id to which it leads
    number: str  # the item's number; empty for other sections
    title: str  # the item's title, or the label of the section
    twin: str = ""  # its title in the second language, where both texts stand side by side
    language: str = ""  # the tag of the second language, if the title or the twin is in that
    direction: str = ""  # how that is written


@record
class KindView:
    """The kind of paper."""

    name: str  # its name, such as `visit`
    title: str  # what it is called
    is_numbered: bool  # whether paragraphs are numbered
    labels: tuple[OwnLabel, ...]  # what it and the settings call parts and fields


@record
class SectionView(Said):
    """A text with a title of its own."""

    title: Label  # its heading
    key: str  # the name under which it was typed: `argument`


@record
class FactView(Said):
    """A value for page one, and its label."""

    label: str  # what it is: Sponsor


@record
class PartView:
    """A part of the page: the block that prints it."""

    block: str  # the name of the block, such as `programme`
    section: SectionView | None = None  # the text of a part that is a section


@record
class CardView:
    """How the card is set, so that it fills its page."""

    points: float  # the size of its text in points
    panels: int  # 2 where it is folded, 1 where it is read from a lectern
    sides: int  # 2 where questions and lines for the media are on its back


@record
class View:
    """All that a template may read of a brief: `brief` in every template."""

    kind: KindView  # the kind of paper
    front: tuple[PartView, ...]  # the parts of the cover, in order
    parts: tuple[PartView, ...]  # the parts behind it, in order
    file: str  # the name of the brief's file, for messages
    title: str  # what it is about
    serial: str  # the series and number of the paper
    number: str  # its reference number
    handling: HandlingView | None  # how it is to be handled
    routing: RoutingView | None  # to whom it goes, and from whom it comes
    clearances: tuple[ClearanceView, ...]  # the offices that have to agree to it
    annexes: tuple[AnnexView, ...]  # the documents that go with it
    language: str  # the tag of its language: `en-GB`
    direction: str  # how it is written: `ltr`, or `rtl` from right to left
    as_of: Day  # what the writer knew, until when
    principal: PersonView  # who is briefed
    owner: OwnerView | None  # who answers for it
    where: str  # the places of its meetings
    when: str  # the days from its first meeting to its last
    bottom_line: Said | None  # what it comes down to
    decisions: tuple[DecisionView, ...]  # what is to be decided
    objectives: tuple[Said, ...]  # what our side wants
    their_objectives: tuple[Objectives, ...]  # what each of the others wants
    programme: tuple[DayOfMeetings, ...]  # the meetings by day
    items: tuple[ItemView, ...]  # the agenda
    sittings: tuple[Sitting, ...]  # the agenda by meeting and day
    remarks: tuple[RemarkView, ...]  # words to be read out
    actions: tuple[ActionView, ...]  # what is to be done
    questions: tuple[QuestionGroup, ...]  # what will be asked, or is to be asked, by group
    press_lines: tuple[PressLineView, ...]  # what may be said to the media
    press_questions: tuple[QuestionGroup, ...]  # what the media will ask, by group
    editors_notes: tuple[Said, ...]  # notes to editors
    people: tuple[PartyOfPeople, ...]  # who is met, by group or party, our own side last
    facts: tuple[FactView, ...]  # labels and values for page one
    sections: tuple[SectionView, ...]  # the titled texts, in the order of the page
    background: Said | None  # facts and dates on the whole
    contacts: tuple[ContactView, ...]  # whom to ask
    notes: tuple[Note, ...]  # the sources that are cited, in the order of their numbers
    quotes: tuple[QuoteView, ...]  # all that are in the items
    proofs: tuple[ProofNote, ...]  # the legend of the signs that there are
    checked: Label  # what was compared with copies, in one line; empty without quotes and figures
    looked: tuple[LookedFor, ...]  # the figures and names, by what was found of them
    unchecked: Label  # what was not compared with a copy
    sources: tuple[SourceView, ...]  # those that are cited, each with what rests on it
    contents: tuple[Heading, ...]  # the table of contents
    card: CardView  # how the card is set
    second: View | None = None  # the same in the second language, of a paper in two
    is_second: bool = False  # whether it is that, printed with the first
    is_beside: bool = False  # whether both languages stand side by side
