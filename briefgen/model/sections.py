"""Define texts with a title of their own, and documents that go with a paper."""

from typing import ClassVar

from briefgen.model.entry import field
from briefgen.model.portion import Anchored, Portion
from briefgen.model.scalars import Id, Markdown, Text


class Section(Portion):
    """A titled text that a kind of paper asks for: an argument, financial implications."""

    title: Text | None = field(
        None,
        description="Its heading. Left out, what the kind of paper calls it, or else its key in "
        "words: `financial-implications` is Financial implications.",
    )
    text: Markdown = field(description="The text, in Markdown, of one paragraph or several.")


class Annex(Anchored):
    """A document that goes with the paper."""

    short: ClassVar[str] = "title"

    id: Id | None = field(None, description="A name for it, to which a text can link.")
    tab: Text | None = field(None, description="Its tab: A, 3. Left out, the next letter.")
    title: Text = field(description="What it is: Letter of 2 February.")
    file: Text | None = field(
        None, description="The file, beside the brief: annexes/letter.pdf. Left out, on paper only."
    )
    note: Markdown | None = field(None, description="Why to look at it, and where.")
