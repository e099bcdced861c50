"""The View: plain frozen data. Texts are finished; a `Markup` is HTML that is safe to print.

Empty texts and empty tuples stand for what the brief doesn't say, so that a template asks
`{% if item.quotes %}` and nothing else. `source` is the place in the YAML (`agenda[2].quotes[0]`).
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from briefgen.view.label import NOTHING, Label


@dataclass(frozen=True, slots=True)
class Day:
    """A date, as it is read and as a machine reads it (ISO 8601)."""

    text: str = ""
    iso: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """An endnote: one source, with the way back to each place that cites it.

    `url` is its address as it was typed, `href` what a link can lead to.
    """

    source: str
    number: int
    id: str
    title: str
    author: str
    publisher: str
    published: Day
    accessed: Day
    url: str
    href: str
    state: Label
    back: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A portion: its words with citations (`html`), and without them or inner links (`bare`).

    `cited` is the links to the notes of the sources that the whole of it rests on.
    """

    source: str
    id: str
    html: Markup
    bare: Markup
    cited: Markup
    as_of: Day


@dataclass(frozen=True, slots=True)
class PositionView(Said):
    """What a party holds."""

    party: str
    ours: bool
    basis: Label
    confidence: Label


@dataclass(frozen=True, slots=True)
class PointView(Said):
    """What the principal says, or doesn't. `they_say` is what is expected, and nobody's words."""

    kind: str
    they_say: str
    why: Markup


@dataclass(frozen=True, slots=True)
class PointGroup:
    """The points of one kind, under the heading that they share."""

    kind: str
    title: Label
    points: tuple[PointView, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found of a quote in the copy of its source, and where it stands there.

    `sign` is short, `meaning` says it in sentences. `voice` is `speaker`, `another` or `open`,
    empty where the words weren't found; `copy` is `shown`, `typed` or `said`, empty without one.
    `prefix`, `exact` and `suffix` are a W3C Text Quote Selector, `before` and `after` its nearest
    words; `link` opens the source there.
    """

    state: str
    sign: Label = NOTHING
    meaning: Label = NOTHING
    voice: str = ""
    copy: str = ""
    page: Label = NOTHING
    link: str = ""
    prefix: str = ""
    exact: str = ""
    suffix: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class ProofNote:
    """What a part of the signs means, and how many quotes carry it; `state` is how it is drawn."""

    state: str
    sign: Label
    meaning: Label
    count: int


@dataclass(frozen=True, slots=True)
class Resting:
    """Something that rests on a source: what it is, and its place in the page."""

    label: Markup
    href: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source in the annex: its note, its copy, and everything that rests on it."""

    number: int
    title: str
    href: str
    copy: Label
    capture: str
    sha256: str
    resting: tuple[Resting, ...]


@dataclass(frozen=True, slots=True)
class QuoteView(Said):
    """Somebody's words. `terms` is empty on the record, `note` the number of the source's note."""

    note: str
    proof: Proof
    speaker: str
    role: str
    said_on: Day
    terms: Label
    carried_by: str
    original: str
    original_language: str
    original_language_name: str


@dataclass(frozen=True, slots=True)
class FigureView:
    """A picture, held by the page itself."""

    source: str
    id: str
    url: str
    alt: str
    caption: Markup
    cited: Markup


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item of the agenda. `sign` is what all its quotes would say alike, so that it is said
    once; None where they differ, or where there is one quote or none.
    """

    source: str
    number: int
    id: str
    title: str
    date: Day
    time: str
    minutes: Label
    meeting: str
    lead: str
    objective: Said | None
    positions: tuple[PositionView, ...]
    points: tuple[PointGroup, ...]
    quotes: tuple[QuoteView, ...]
    background: Said | None
    figures: tuple[FigureView, ...]
    sign: Proof | None = None


@dataclass(frozen=True, slots=True)
class MeetingView:
    """One stop of the programme."""

    source: str
    id: str
    time: str
    zone: Label
    home_time: Markup
    place: str
    title: str
    people: tuple[str, ...]
    press: Label
    note: Markup


@dataclass(frozen=True, slots=True)
class DayOfMeetings:
    """A day of the programme."""

    date: Day
    meetings: tuple[MeetingView, ...]


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody in the brief, as they may be printed."""

    source: str
    name: str
    role: str
    party: str
    native_name: str
    native_language: str
    say: str
    last_met: Day
    note: Markup
    terms: Label


@dataclass(frozen=True, slots=True)
class PartyOfPeople:
    """The people of one party; its name is empty for those who belong to none."""

    name: str
    people: tuple[PersonView, ...]


@dataclass(frozen=True, slots=True)
class Objectives:
    """What one party wants; its name is empty for our own side."""

    party: str
    objectives: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class PressLineView(Said):
    """A line for the media. `use` is empty where it may be said at any time."""

    use: Label


@dataclass(frozen=True, slots=True)
class AnswerView(Said):
    """A question that will be asked, with the answer to it."""

    question: str


@dataclass(frozen=True, slots=True)
class OwnerView:
    """Who answers for the brief."""

    office: str
    contact: str
    cleared_by: str


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the table of contents."""

    id: str
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class View:
    """All that a template may read of a brief."""

    file: str
    title: str
    serial: str
    language: str
    as_of: Day
    principal: PersonView
    owner: OwnerView | None
    where: str
    when: str
    bottom_line: Said
    objectives: tuple[Said, ...]
    their_objectives: tuple[Objectives, ...]
    programme: tuple[DayOfMeetings, ...]
    items: tuple[ItemView, ...]
    press_lines: tuple[PressLineView, ...]
    questions: tuple[AnswerView, ...]
    people: tuple[PartyOfPeople, ...]
    background: Said | None
    notes: tuple[Note, ...]
    quotes: tuple[QuoteView, ...]
    proofs: tuple[ProofNote, ...]
    unchecked: Label
    sources: tuple[SourceView, ...]
    contents: tuple[Heading, ...]
