"""Define what the reader is asked to decide, between what, and what was decided."""

from typing import Annotated, ClassVar, Literal

from briefgen.model.entry import Entry, field
from briefgen.model.portion import Anchored, Portion
from briefgen.model.scalars import Date, Flag, Id, Many, Markdown, Text

# What a reader can be asked for.
Ask = Literal[
    "agree",
    "approve",
    "choose",
    "note",
    "sign",
    "discuss",
    "receive",
    "endorse",
    "ratify",
    "review",
    "adopt",
    "introduce",
    "authorise",
    "direct",
    "invite",
    "take assurance",
]


class Argument(Portion):
    """A reason for an option, or against it."""


class Option(Anchored):
    """One of the things between which the reader chooses."""

    short: ClassVar[str] = "title"

    id: Id | None = field(None, description="A name for it, by which `outcome` names it.")
    title: Text = field(description="The option in a few words: Open on 1 November.")
    recommended: Flag = field(
        default=False, description="Whether it is the one recommended. Left out, `false`."
    )
    text: Markdown | None = field(None, description="What it is, if the title isn't enough.")
    # `for` is a keyword of Python.
    for_: Annotated[tuple[Argument, ...], Many()] = field(
        (), alias="for", description="What speaks for it."
    )
    against: Annotated[tuple[Argument, ...], Many()] = field(
        (), description="What speaks against it."
    )
    cost: Markdown | None = field(None, description="What it costs: £2.1 million.")
    risk: Markdown | None = field(None, description="What can go wrong, and how likely that is.")


class Outcome(Entry):
    """What was decided, once it was."""

    short: ClassVar[str] = "note"

    option: Id | None = field(None, description="The id of the option that was chosen.")
    answer: Literal["agreed", "not agreed", "noted", "deferred"] | None = field(
        None, description="The answer, where there was nothing to choose from."
    )
    on: Date | None = field(None, description="The day of the decision.")
    note: Markdown | None = field(None, description="Under which conditions, or why.")


class Decision(Portion):
    """What is asked of the reader, by when, and what happens otherwise."""

    ask: Ask | None = field(
        None,
        description="What to do: agree, approve, choose, note. It is printed before the text.",
    )
    text: Markdown = field(description="What is to be decided: That the ferry opens in November.")
    by: Date | None = field(None, description="The day by which a decision is needed.")
    otherwise: Markdown | None = field(None, description="What happens without a decision by then.")
    options: Annotated[tuple[Option, ...], Many()] = field(
        (), description="Between what to choose, in the order in which it is printed."
    )
    offices: dict[Text, Literal["for", "against"]] = field(
        default_factory=dict,
        description="Which offices are for it and which against, each by its name.",
    )
    outcome: Outcome | None = field(None, description="What was decided, once it was.")

    @property
    def is_choice(self) -> bool:
        """Whether the reader is asked to choose one of the options."""
        return self.ask == "choose" or (self.ask is None and len(self.options) > 1)
