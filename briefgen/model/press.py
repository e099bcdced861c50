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

    @classmethod
    def word(cls) -> str:
        """Name the class in a sentence, as it is spelt."""
        return "A follow-up"

    ask: Text | None = field(
        None, description="How it is asked again. Left out, `If pressed` is printed."
    )
    # Named `text` as in every portion, so that code for all portions finds the words.
    text: Markdown = field(alias="say", description="What is said then.")


class Question(Portion):
    """A question that will be asked, or is to be asked, and the answer to it."""

    short: ClassVar[str] = "question"

    group: Text | None = field(None, description="What it is about, for a heading over several.")
    question: Text = field(description="The question, as it would be put.")
    # Empty where the reader asks and others answer, or where somebody else is to be asked.
    text: Markdown = field(
        "", alias="answer", description="The answer, as it may be said, of one paragraph or a list."
    )
    if_pressed: Annotated[tuple[FollowUp, ...], Many()] = field(
        (), description="What to say if it is pressed on."
    )
    likely: Likely | None = field(
        None,
        description="Whether it will be asked: `certain`, `may` or `unlikely`. "
        "Within a group, the likeliest come first.",
    )
    # `for` is a keyword of Python.
    for_: Who | None = field(
        None,
        alias="for",
        description="Who is to be asked, or who answers: the id of a person, or a name.",
    )
    redirect: Who | None = field(
        None,
        description="To whom the question is referred: the id of a person, or an office.",
    )


class EditorsNote(Portion):
    """A fact for editors, which stands below what is released."""


class Press(Entry):
    """All that is for the media."""

    lines: Annotated[tuple[PressLine, ...], Many()] = field(
        (), description="Lines cleared for use: before, after, if asked, or at any time."
    )
    questions: Annotated[tuple[Question, ...], Many()] = field(
        (), description="Questions and answers."
    )
    notes: Annotated[tuple[EditorsNote, ...], Many()] = field(
        (), description="Notes to editors: facts and addresses that go with what is released."
    )
