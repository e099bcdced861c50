"""Define words that are written to be read out."""

from typing import ClassVar

from briefgen.model.entry import field
from briefgen.model.portion import Portion
from briefgen.model.scalars import Count, Id, Markdown, Minutes, Text


class Remark(Portion):
    """Words to be read out, such as an opening statement."""

    short: ClassVar[str] = "text"

    title: Text | None = field(None, description="What it is: Opening statement.")
    speaker: Id | None = field(
        None, description="Who reads it: the id of a person. Left out, the principal."
    )
    minutes: Minutes | None = field(None, description="How many minutes there are for it.")
    pace: Count | None = field(
        None, description="How many words the speaker reads in a minute. Left out, 125."
    )
    text: Markdown = field(description="The words, in Markdown, as they are read out.")
