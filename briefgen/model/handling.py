"""Define how a paper is to be handled: its marking, whether it is a draft, and its embargo."""

from datetime import datetime
from typing import ClassVar

from briefgen.model.entry import Entry, field
from briefgen.model.scalars import Flag, Moment, Text, Zone


class Handling(Entry):
    """How the paper is to be handled. It stands on every page."""

    short: ClassVar[str] = "text"

    text: Text | None = field(
        None, description="The marking, word for word: OFFICIAL-SENSITIVE, In confidence."
    )
    draft: Flag = field(default=False, description="Whether it is a draft. Left out, `false`.")
    embargo: Moment | None = field(
        None, description="Until when nothing of it may be published: 2026-03-02T06:00."
    )
    zone: Zone | None = field(
        None, description="The time zone of the embargo. Left out, that of the brief."
    )

    def embargo_at(self, home: str | None) -> tuple[datetime, str | None] | None:
        """Get the moment of the embargo with its zone, `home` if it has none; None without one."""
        return (self.embargo, self.zone or home) if self.embargo else None
