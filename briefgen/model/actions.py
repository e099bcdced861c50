"""Define what is to be done, by whom and until when."""

from datetime import date
from typing import ClassVar, Literal

from briefgen.model.entry import field
from briefgen.model.portion import Portion
from briefgen.model.scalars import Date, Markdown, Text, Who


class Action(Portion):
    """Something to be done: an earlier decision's, or a next step."""

    short: ClassVar[str] = "text"

    text: Markdown = field(description="What is to be done.")
    number: Text | None = field(None, description="Its number in the action log: 01/25/02.")
    owner: Who | None = field(
        None, description="Who does it: the id of a person, or the name of an office."
    )
    due: Date | None = field(None, description="The day by which it is to be done.")
    state: Literal["open", "done", "dropped"] | None = field(
        None, description="`open`, `done` or `dropped`. Left out, `open`."
    )
    agreed_on: Date | None = field(None, description="The day on which it was agreed.")
    closed_on: Date | None = field(None, description="The day on which it was done or dropped.")
    note: Markdown | None = field(None, description="How far it is.")

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state in (None, "open") and self.closed_on is None

    @property
    def stands(self) -> Literal["open", "done", "dropped"]:
        """How it stands; what was closed without a state was done, for who drops it says so."""
        if self.is_open:
            return "open"
        return "dropped" if self.state == "dropped" else "done"

    def is_overdue(self, as_of: date) -> bool:
        """Tell whether it should have been done before a day, and wasn't."""
        return self.is_open and self.due is not None and self.due < as_of
