"""The classes of the View for sources, and for what was found in them."""

from __future__ import annotations

from markupsafe import Markup

from briefgen.ground.records import record
from briefgen.view.label import NOTHING, Label
from briefgen.view.said import Day


@record
class Passage:
    """The passage of a source that a place of the brief rests on."""

    place: int  # the number of the place, among those that cite the source
    href: str  # the source, opened at the passage
    words: str  # the passage, or its beginning


@record
class Note:
    """An endnote: one source, with the way back to each place that cites it."""

    source: str  # where it stands in the YAML: `sources.rferl`
    number: int  # from 1, in the order of reading
    id: str  # its id on the page: `note.1`
    title: Label  # what it is called
    author: Label  # who wrote it
    publisher: Label  # who published it
    published: Day  # when it was published
    accessed: Day  # when it was read
    url: str  # its address as it was typed
    href: str  # what a link can lead to: the address with its signs encoded
    state: Label  # gone, withdrawn or superseded; empty while it is there
    back: tuple[str, ...]  # the ids of the places that cite it
    passages: tuple[Passage, ...]  # what these rest on, as far as it is known and may be shown


@record
class Proof:
    """What was found of a quote in the copy of its source, and where it stands there.

    `prefix`, `exact` and `suffix` are a Text Quote Selector (W3C Web Annotation Data Model, 4.2.4).
    """

    state: str  # `verbatim`, `edited`, `original`, `unchecked` or `failed`
    sign: Label = NOTHING  # what was found, in a few words
    meaning: Label = NOTHING  # the same in sentences
    voice: str = ""  # `speaker`, `another` or `open`; empty where the words weren't found
    copy: str = ""  # how its copy is known: `shown`, `typed` or `said`; empty without one
    page: Label = NOTHING  # the page of the source
    link: str = ""  # the source, opened at the words
    prefix: str = ""  # the source's words before the quote
    exact: str = ""  # the quote as the source has it
    suffix: str = ""  # the source's words behind the quote
    before: str = ""  # the last words of `prefix`, to be looked for on paper
    after: str = ""  # the first words of `suffix`


@record
class ProofNote:
    """What a part of the signs means, for the legend."""

    state: str  # the classes with which it is drawn; empty where it isn't
    sign: Label  # the words in the sign
    meaning: Label  # the same in a sentence
    count: int  # how many quotes have it


@record
class Resting:
    """Something that rests on a source."""

    item: str  # the title of its item; empty outside of the agenda
    label: Markup  # what it is
    href: str  # a link to its place on the page


@record
class Looked:
    """A figure or a name that was looked for in sources."""

    words: str  # as it is typed
    instead: str  # what the source has in its place, or more exactly; empty if that isn't known
    allowed: bool  # whether a comment of the writer lets it stand


@record
class LookedAt:
    """The figures or names of one place of the brief."""

    where: Markup  # what the place is, behind the title of its item
    href: str  # a link to it on the page; empty where there is none
    looked: tuple[Looked, ...]  # in their order


@record
class LookedFor:
    """The figures, or the names, of which the same was found."""

    state: str  # how it is drawn: as the sign of a quote in that state
    sign: Label  # what was found, in a few words
    meaning: Label  # the same in a sentence
    count: int  # how many there are
    places: tuple[LookedAt, ...]  # each of them by its place, where the source has not the same


@record
class SourceView:
    """A source in the annex: its note, its copy, and everything that rests on it."""

    number: int  # the number of its note
    title: Label  # what it is called
    href: str  # a link to its note
    copy: Label  # what the copy is, and when it was kept
    capture: str  # the file of the copy
    sha256: str  # the checksum of that file
    uncopied: Label  # how many figures can't be looked for, as there is no copy; else empty
    resting: tuple[Resting, ...]  # in the brief's order
