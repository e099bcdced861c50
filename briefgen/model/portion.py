"""Define all that is said in a brief: portions, each kind of which is one class.

A field that every portion has, such as a marking, belongs here. `reading.anchors` finds all
portions with their paths, and `permitted` decides by what they say.
"""

from typing import ClassVar, Literal

from pydantic import Field

from briefgen.model.entry import Entry
from briefgen.model.people import Attribution
from briefgen.model.scalars import Date, Id, Ids, Language, Markdown, Text


class Anchored(Entry):
    """A thing with an id, to which a link, a note or a finding leads.

    Items, meetings and figures are such things beside portions. The id stays the same when the
    order of the brief changes.
    """

    id: Id | None = Field(None, description="A name for it.")


class Portion(Anchored):
    """Anything that is said: it has words, the sources it rests on, and a date it was true."""

    short: ClassVar[str] = "text"

    id: Id | None = Field(
        None,
        description="A name for this portion that stays when the order changes. "
        "Left out, it is made from the words, and numbered where two are alike.",
    )
    text: Markdown = Field(description="What is said, in Markdown. [^id] cites a source.")
    sources: Ids = Field((), description="The ids of the sources that it rests on.")
    as_of: Date | None = Field(None, description="The date on which it was true.")
    review_by: Date | None = Field(
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

    party: Id | None = Field(
        None, description="Whose objective it is, where it isn't ours: the id of a party."
    )


class Position(Portion):
    """What a party holds on an item."""

    basis: Literal["declared", "assessed"] | None = Field(
        None,
        description="`declared`: they said so, and the source says where. "
        "`assessed`: it is our reading. Left out, another party's position is assessed.",
    )
    confidence: Literal["low", "moderate", "high"] | None = Field(
        None, description="How sure the assessment is. Not the same as how likely something is."
    )


PointKind = Literal["make", "if raised", "respond", "avoid"]


class Point(Portion):
    """What the principal says, or does not say."""

    kind: PointKind = Field(
        "make",
        description="`make`: say it. `if raised`: say it only when they bring it up. "
        "`respond`: the answer to what they will say. `avoid`: do not say it. Left out, `make`.",
    )
    they_say: Text | None = Field(
        None,
        description="What the other side is expected to say, in your words. "
        "It is printed without quotation marks: nobody has said it.",
    )
    why: Markdown | None = Field(None, description="Why the point is made, or avoided.")


class Translation(Entry):
    """The original words of a quote that was translated."""

    language: Language = Field(description="The language of the original, such as ru or fr.")
    text: Text = Field(description="The original words.")


class Quote(Portion):
    """A person's words, verbatim. […] marks your insertion, … an omission."""

    # No short form: words alone are no quote without the speaker.
    short: ClassVar[str] = ""

    text: Text = Field(
        description="The words, exactly. [word] is your insertion, … or […] an omission, "
        "[sic] says that the word before it is in the source."
    )
    speaker: Id = Field(description="Who said it: the id of a person.")
    said_on: Date | None = Field(None, description="The day on which it was said.")
    source: Id | None = Field(None, description="Where the words were read: the id of a source.")
    prefix: Text | None = Field(
        None, description="Words just before the quote in its source, where it stands there twice."
    )
    suffix: Text | None = Field(
        None, description="Words just behind the quote in its source, where it stands there twice."
    )
    carried_by: Text | None = Field(
        None, description="The outlet that first reported the words, where the source repeats it."
    )
    translated_from: Translation | None = Field(
        None, description="The original language and words, where this is a translation."
    )
    attribution: Attribution | None = Field(
        None, description="The terms of this quote. Left out, those of the speaker."
    )

    @property
    def cited(self) -> tuple[str, ...]:
        """List the source in which the words were read, then others named beside it."""
        first = (self.source,) if self.source else ()
        return (*first, *(name for name in self.sources if name not in first))
