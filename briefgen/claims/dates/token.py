"""What a text is cut into, as plain data."""

from __future__ import annotations

from typing import Any, NamedTuple

from briefgen.claims.dates.words import Words


class Token(NamedTuple):
    """A number or a word: its class in `units.py`, its value, and where it stands.

    Where a source can mean several things, `value` is a tuple of dates.
    """

    sign: str
    value: Any
    start: int
    end: int


class Number(NamedTuple):
    """A number as it is typed, with the marks inside of it, and where it stands in which text."""

    text: str
    typed: str
    start: int
    end: int
    words: Words
    is_source: bool
