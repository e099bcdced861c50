"""Define lines for the media, and the questions that will be asked."""

from typing import Annotated, ClassVar, Literal

from briefgen.model.entry import Entry, field
from briefgen.model.portion import Likely, Portion
from briefgen.model.scalars import Many, Markdown, Text, Who


class PressLine(Portion):
    """A line that may be said to the media, as worded."""

    use: Literal["before", "after", "if asked"] | None = field(
        None,
        description="`before` the meeting, `after` it, or only `if asked`. "
        "Left out, no time is printed beside it.",
    )


class FollowUp(Portion):
    """What is said if the question is pressed on."""

    ask: Text | None = field(None, description="How it is asked again. Left out, If pressed.")
    # Named `text` as in every portion, so that code for all portions finds the words.
    text: Markdown = field(alias="say", description="What is said then.")


class Question(Portion):
    """A question that will be asked, or is to be asked, and the answer to it."""

    short: ClassVar[str] = "question"

    group: Text | None = field(None, description="What it is about, for a heading over several.")
    question: Text = field(description="The question, as a reporter would put it.")
    # Left out where the reader asks, and others answer.
    text: Markdown = field("", alias="answer", description="The answer, as it may be said.")
    if_pressed: Annotated[tuple[FollowUp, ...], Many()] = field(
        (), description="What to say if it is pressed on."
    )
    likely: Likely | None = field(
        None, description="Whether it will be asked: `certain`, `may` or `unlikely`."
    )
    # `for` is a keyword of Python.
    for_: Who | None = field(
        None,
        alias="for",
        description="Who is asked or answers: the id of a person, or a name.",
    )
    redirect: Who | None = field(
        None, description="Who answers in the reader's place: the id of a person, or an office."
    )


class Press(Entry):
    """All that is for the media."""

    lines: Annotated[tuple[PressLine, ...], Many()] = field(
        (), description="Lines cleared for use: before, after, if asked, or at any time."
    )
    questions: Annotated[tuple[Question, ...], Many()] = field(
        (), description="Questions and answers."
    )
