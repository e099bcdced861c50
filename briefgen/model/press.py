"""Define lines for the media, and the questions that will be asked."""

from typing import Annotated, ClassVar, Literal

from briefgen.model.entry import Entry, field
from briefgen.model.portion import Portion
from briefgen.model.scalars import Many, Markdown, Text


class PressLine(Portion):
    """A line that may be said to the media, as worded."""

    use: Literal["before", "after", "if asked"] | None = field(
        None,
        description="`before` the meeting, `after` it, or only `if asked`. "
        "Left out, no time is printed beside it.",
    )


class Answer(Portion):
    """A question that will be asked, and the answer to it."""

    short: ClassVar[str] = ""

    question: Text = field(description="The question, as a reporter would put it.")
    # Named `text` as in every portion, so that code for all portions finds the words.
    text: Markdown = field(alias="answer", description="The answer, as it may be said.")


class Press(Entry):
    """All that is for the media."""

    lines: Annotated[tuple[PressLine, ...], Many()] = field(
        (), description="Lines cleared for use: before, after, if asked, or at any time."
    )
    questions: Annotated[tuple[Answer, ...], Many()] = field(
        (), description="Questions and answers."
    )
