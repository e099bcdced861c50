"""Read dates and times of day out of a text."""

from __future__ import annotations

from datetime import date

from briefgen.claims.mention import Agreement, Clock, Day, Mention


def dates_in(
    text: str, language: str, about: date | None = None, *, is_source: bool = False
) -> list[Mention]:
    """List the dates and times of a text, in order. `about` is the date of the text, if known."""
    return []


def agreement(typed: Day | Clock, read: Day | Clock) -> Agreement | None:
    """Tell whether a source's date is the typed one, or a more exact one."""
    return "found" if typed == read else None
