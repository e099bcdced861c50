"""Figures, dates, times and names as they are read out of a text, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its sign and magnitude, and its unit.

    `value` is the whole of it: 1200000 for 1.2 million, -3 for minus 3. `step` is the worth of its
    last digit: 100000 for 1.2 million, 0.1 for 89.6. `unit` is one name for all spellings:
    `percent`, `EUR`, `km`; empty where none is typed. `hedge` is `about`, `over`, `under` or empty.
    `high` is the upper end of a range, of which `value` is the lower. `down` says that something
    fell by so much, so that a table may have it as a negative number. `counts` says that the word
    behind it is no unit that is known, but probably a thing that is counted: 14 ministers.
    """

    value: Decimal
    step: Decimal
    unit: str = ""
    hedge: str = ""
    high: Decimal | None = None
    down: bool = False
    counts: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A date, or a part of one; None for what isn't said."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, in minutes from midnight."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name: its words as they are typed, without titles and words such as `Ministry`.

    `whole` is the name with those. `opens` says that the first word begins a sentence, and may be
    no name. `is_place` says that it is where something is, so that no other name of its country
    will do: `in Paris`, but `Paris agreed`.
    """

    words: tuple[str, ...]
    whole: str = ""
    opens: bool = False
    is_place: bool = False


Value = Figure | Day | Clock | Name


@dataclass(frozen=True, slots=True)
class Mention:
    """A value, and where it stands in a text."""

    value: Value
    start: int
    end: int


# How a source has what was typed: the same, or more exactly.
Agreement = Literal["found", "rounded"]
