"""Read the words of a language for dates and times out of Babel."""

from __future__ import annotations

from briefgen.claims.dates.words import Words


def words_of_locale(tag: str) -> Words | None:
    """Get the words of a language by its tag, or None where Babel doesn't know it."""
    return None
