"""Define the way of a paper through an office: to whom it goes, who cleared it, whom to ask."""

from typing import ClassVar, Literal

from briefgen.model.entry import Entry, field
from briefgen.model.scalars import Date, Markdown, Text, Who

ClearanceState = Literal["asked", "cleared", "cleared by silence", "objects"]


class Recipient(Entry):
    """Somebody to whom a paper goes, or from whom it comes: a person of `people`, or an office."""

    short: ClassVar[str] = "name"

    name: Who = field(description="The id of a person, or the name of an office as it is printed.")


class Clearance(Entry):
    """An office that has to agree to the paper, and whether it has."""

    short: ClassVar[str] = "office"

    office: Text = field(description="The office: Legal, Finance, Press Office.")
    person: Who | None = field(
        None, description="Who cleared it there: the id of a person, or a name."
    )
    state: ClearanceState | None = field(
        None,
        description="`asked`, `cleared`, `cleared by silence` (nobody objected in time) or "
        "`objects`. Left out, `cleared` with a date, and `asked` without.",
    )
    on: Date | None = field(None, description="The day on which it was cleared, or was asked.")
    note: Markdown | None = field(None, description="What the office asked for, or objects to.")

    @property
    def stands(self) -> ClearanceState:
        """Get the state, as typed or as the date says."""
        return self.state or ("cleared" if self.on else "asked")


class Considered(Entry):
    """An earlier body that considered the paper."""

    short: ClassVar[str] = "body"

    body: Text = field(description="The body: Audit Committee.")
    on: Date | None = field(None, description="The day on which it met.")
    outcome: Markdown | None = field(None, description="What it decided, in a few words.")


class Contact(Entry):
    """Whom to ask, and how to reach them."""

    short: ClassVar[str] = "name"

    name: Who = field(description="A name, an office, or the id of a person.")
    role: Text | None = field(None, description="What to call about: media, content, logistics.")
    phone: Text | None = field(None, description="The telephone number, as it is dialled.")
    email: Text | None = field(None, description="The address for mail.")
    hours: Text | None = field(None, description="When to call: nights, 08:00 to 18:00.")
