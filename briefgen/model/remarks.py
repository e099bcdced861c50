"""Define words that are written to be read out."""

from math import ceil
from typing import ClassVar

from briefgen.model.entry import field
from briefgen.model.portion import Portion
from briefgen.model.scalars import Count, Id, Markdown, Minutes, Text

# How many words a speaker reads out in a minute, with time to breathe and to look up.
PACE = 125


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

    def minutes_for(self, words: int) -> int:
        """Work out how many minutes a number of words take at the speaker's pace, rounded up."""
        return ceil(words / (self.pace or PACE))
