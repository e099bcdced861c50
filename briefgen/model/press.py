"""Lines for the media, and the questions that will be asked."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from briefgen.model.entry import Entry
from briefgen.model.portion import Portion
from briefgen.model.scalars import Many, Markdown, Text


class PressLine(Portion):
    """A line that may be said to the media, as worded."""

    use: Literal["before", "after", "if asked"] = Field(
        "if asked", description="`before` the meeting, `after` it, or only `if asked`."
    )


class Answer(Portion):
    """A question that will be asked, and the answer to it."""

    short: ClassVar[str] = ""

    question: Text = Field(description="The question, as a reporter would put it.")
    text: Markdown = Field(alias="answer", description="The answer, as it may be said.")


class Press(Entry):
    """All that is for the media."""

    lines: Annotated[tuple[PressLine, ...], Many()] = Field(
        (), description="Lines cleared for use, before, after, or if asked."
    )
    questions: Annotated[tuple[Answer, ...], Many()] = Field(
        (), description="Questions and answers."
    )
