"""Figures, dates, times and names as they are read out of a text, as plain data."""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal
from typing import Literal

from briefgen.ground.records import record


@record
class Figure:
    """A number with its sign and magnitude, and its unit.

    `value` is the whole of it: 1200000 for 1.2 million, -3 for minus 3. `step` is the worth of its
    last digit: 100000 for 1.2 million, 0.1 for 89.6. `unit` is one name for all spellings:
    `percent`, `EUR`, `km`; empty where none is typed. `hedge` is `about`, `over`, `under`,
    `nearly` or empty. `high` is the upper end of a range, of which `value` is the lower. `down`
    says that something fell by so much, so that a table may have it as a negative number. `counts`
    says that the number has no unit: a thing that it counts stands behind it (14 ministers), or it
    is in words. `per` is a second unit, if any: `hour` for £5 an hour.
    """

    value: Decimal
    step: Decimal
    unit: str = ""
    hedge: str = ""
    high: Decimal | None = None
    down: bool = False
    counts: bool = False
    per: str = ""


# Stretches of time that aren't a year, a month or a day.
Part = Literal["", "decade", "century", "financial", "quarter", "half"]


@record
class Day:
    """A date, or a part of one; None for what isn't said.

    With a `part`, `year` is the first year of a decade, a century or a financial year (90 for the
    nineties), and `number` says which quarter or half it is, or the last year of a financial year:
    2019 for 2018/19, None for FY2019. `years` are those that a source can mean where it leaves the
    year out; empty for any. A `weekday`, 0 for Monday, stands alone. A date that isn't `sure` may
    be a number instead, as 2019 in a table.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: Part = ""
    number: int | None = None
    years: frozenset[int] = frozenset()
    weekday: int | None = None
    sure: bool = field(default=True, compare=False)


@record
class Clock:
    """A time of day, in minutes from midnight.

    `is_either` where it may be before or after noon, as half past two; `is_about` where it is
    hedged. A time that isn't `sure` may be a number instead, as 14.30 in a table.
    """

    minutes: int
    is_either: bool = False
    is_about: bool = False
    sure: bool = field(default=True, compare=False)


@record
class Name:
    """A proper name: its words as they are typed, without titles and words such as `Ministry`.

    `whole` is the name with those. `kind` says by what it was told to be a name: a forename or
    a title, the word `Ministry` before common words, a list of countries, capitals, digits. A `run`
    has all words with capitals that stand together, which may be common ones. `opens` says that the
    first word begins a sentence, and may be no name. `is_place` says that it is where something is,
    so that no other name of its country will do: `in Paris`, but `Paris agreed`.
    """

    words: tuple[str, ...]
    whole: str = ""
    kind: Literal["name", "person", "body", "country", "acronym", "code", "run"] = "name"
    opens: bool = False
    is_place: bool = False


Value = Figure | Day | Clock | Name


def is_run(value: Value) -> bool:
    """Tell whether a value is a run of words with capitals, which may be no name."""
    return isinstance(value, Name) and value.kind == "run"


@record
class Mention:
    """A value, and where it stands in a text.

    `whole` is the end of its second unit, where it has one: £5 an hour. The words of that say what
    a sentence is about, so that they aren't in the mention, but are shown with it.
    """

    value: Value
    start: int
    end: int
    whole: int = 0


# How a source has what was typed: the same, or more exactly.
Agreement = Literal["found", "rounded"]
