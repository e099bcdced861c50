"""Define all that is said in a brief: portions, each kind of which is one class.

A field that every portion has, such as a marking, belongs here. `reading.anchors` finds all
portions with their paths, and `permitted` decides by what they say.
"""

from typing import ClassVar, Literal

from briefgen.model.entry import Entry, field
from briefgen.model.people import Attribution
from briefgen.model.scalars import Date, Id, Ids, Language, Markdown, Text


class Anchored(Entry):
    """A thing with an id, to which a link, a note or a finding leads.

    Items, meetings and figures are such things beside portions. The id stays the same when the
    order of the brief changes.
    """

    id: Id | None = field(None, description="A name for it.")


class Portion(Anchored):
    """Anything that is said: it has words, the sources it rests on, and a date it was true."""

    short: ClassVar[str] = "text"

    id: Id | None = field(
        None,
        description="A name for this portion that stays when the order changes. "
        "Left out, it is made from the words, and numbered where two are alike.",
    )
    text: Markdown = field(description="What is said, in Markdown. [^id] cites a source.")
    sources: Ids = field((), description="The ids of the sources that it rests on.")
    as_of: Date | None = field(None, description="The date on which it was true.")
    review_by: Date | None = field(
        None, description="The date by which somebody has to look at it again."
    )

    @property
    def cited(self) -> tuple[str, ...]:
        """List the ids of the sources that the whole of it rests on, in the order typed."""
        return self.sources


class BottomLine(Portion):
    """Two sentences: what this is, and what is asked of the reader."""


class Background(Portion):
    """Facts and dates, in Markdown: what the reader may need, and need not say."""


class Objective(Portion):
    """What is wanted, specific enough to be met or missed."""

    party: Id | None = field(
        None, description="Whose objective it is, where it isn't ours: the id of a party."
    )


class Position(Portion):
    """What a party holds on an item."""

    basis: Literal["declared", "assessed"] | None = field(
        None,
        description="`declared`: they said so, and the source says where. "
        "`assessed`: it is our reading. Left out, another party's position is assessed.",
    )
    confidence: Literal["low", "moderate", "high"] | None = field(
        None, description="How sure the assessment is. Not the same as how likely something is."
    )


Likely = Literal["certain", "may", "unlikely"]
PointKind = Literal["make", "if raised", "respond", "avoid"]


class Point(Portion):
    """What the principal says, or does not say."""

    kind: PointKind = field(
        "make",
        description="`make`: say it. `if raised`: say it only when they bring it up. "
        "`respond`: the answer to what they will say. `avoid`: do not say it. Left out, `make`.",
    )
    likely: Likely | None = field(
        None,
        description="Whether the other side will raise it: `certain`, `may` or `unlikely`. "
        "Among points of one kind, the likeliest come first.",
    )
    they_say: Text | None = field(
        None,
        description="What the other side is expected to say, in your words. "
        "It is printed without quotation marks: nobody has said it.",
    )
    why: Markdown | None = field(None, description="Why the point is made, or avoided.")


class Translation(Entry):
    """The original words of a quote that was translated."""

    language: Language = field(description="The language of the original, such as ru or fr.")
    text: Text = field(description="The original words.")


class Quote(Portion):
    """A person's words, verbatim. […] marks your insertion, … an omission."""

    # No short form: words alone are no quote without the speaker.
    short: ClassVar[str] = ""

    text: Text = field(
        description="The words, exactly. [word] is your insertion, … or […] an omission, "
        "[sic] says that the word before it is in the source."
    )
    speaker: Id = field(description="Who said it: the id of a person.")
    said_on: Date | None = field(None, description="The day on which it was said.")
    source: Id | None = field(None, description="Where the words were read: the id of a source.")
    prefix: Text | None = field(
        None, description="Words just before the quote in its source, where it stands there twice."
    )
    suffix: Text | None = field(
        None, description="Words just behind the quote in its source, where it stands there twice."
    )
    carried_by: Text | None = field(
        None, description="The outlet that first reported the words, where the source repeats it."
    )
    translated_from: Translation | None = field(
        None, description="The original language and words, where this is a translation."
    )
    attribution: Attribution | None = field(
        None, description="The terms of this quote. Left out, those of the speaker."
    )

    @property
    def cited(self) -> tuple[str, ...]:
        """List the source in which the words were read, then others named beside it."""
        first = (self.source,) if self.source else ()
        return (*first, *(name for name in self.sources if name not in first))
