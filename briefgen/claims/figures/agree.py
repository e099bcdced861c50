"""Tell whether a source's figure is what was typed, or what was typed is rounded from it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache

from briefgen.claims.figures.lexicon import (
    LABEL,
    ORDINAL,
    PERCENT,
    PERMILLE,
    SHARE,
    common_units,
    is_known,
    money,
    times,
)
from briefgen.claims.mention import Agreement, Figure

_TENTH = Decimal("0.1")
_SMALL, _LARGE = Decimal(10), Decimal(10_000)
_FIFTH, _ALMOST = Decimal("0.2"), Decimal("0.999")
# Numbers up to this are often in words, and so are hundreds, thousands and millions of them.
_IN_WORDS = Decimal(12)
_HUNDRED, _THOUSAND = Decimal(100), Decimal(1000)
_YEARS = Decimal(1900), Decimal(2100)
# Money, of whatever country.
ANY_MONEY = "¤"


@cache
def _families() -> dict[str, frozenset[str]]:
    families = common_units()["families"]
    return {name: frozenset(units.split()) for name, units in families.items()}


def _same_unit(typed: Figure, read: Figure) -> bool:
    """Tell whether two figures may have the same unit; one without a unit may have any."""
    one, two = typed.unit, read.unit
    if one == two or {one, two} == {"", "times"}:
        return True
    if {one, two} == {"", PERMILLE}:
        # 9.3 births per 1,000 people.
        return typed.step < 1 and read.step < 1
    if not (one and two):
        return _is_bare(typed, read)
    if {one, two} in ({SHARE, PERCENT}, {LABEL, ORDINAL}):
        return True
    if ANY_MONEY in (one, two):
        # Only cents and their like have no country. The pound has pence.
        return {one, two} <= money() - _families()["pence"]
    families = _families()
    return two in families.get(one, ()) or one in families.get(two, ())


def _is_bare(typed: Figure, read: Figure) -> bool:
    """Tell whether the one of two figures that has no unit may have that of the other.

    A number that counts things (14 ministers) has none; nor is a bare one a length of time, unless
    it may be an age.
    """
    if typed.unit == LABEL:
        return True
    if ORDINAL in (typed.unit, read.unit):
        # Session 15; small numbers are too common to be taken for an ordinal.
        return read.value >= _SMALL
    if typed.unit:
        return not read.counts and _may_have(typed.unit, read)
    # In "pages 3 and 4" the 4 is bare.
    return not typed.counts or read.unit in money()


def _may_have(unit: str, read: Figure) -> bool:
    """Tell whether a bare number may have a unit, as in a table whose head has it.

    Small whole numbers are too common to be taken for a sum or a measure, but for shares (45 per
    cent, then 52) and ages.
    """
    if unit in (SHARE, PERCENT) or abs(read.value) >= 100:
        return True
    return read.value >= 10 if unit == "year" else read.step < 1 and unit not in times()


def agreement(typed: Figure, read: Figure) -> Agreement | None:
    """Tell whether a source's figure is the typed one, or the typed one is rounded from it.

    A range agrees with the same range only. A sum or a difference is not worked out.
    """
    if (typed.high is None) != (read.high is None):
        return None
    # £5 an hour isn't £5 a day.
    if typed.per and read.per and typed.per != read.per:
        return None
    if _same_unit(typed, read):
        return _values(typed, read)
    # 0.2 of a whole is 20 per cent.
    if not read.unit and typed.unit in (SHARE, PERCENT) and not read.counts:
        return "found" if read.value * 100 == typed.value and read.value < 1 else None
    return None


def can_tell(typed: Figure, language: str) -> bool:
    """Tell whether that a text in a language doesn't have a figure means anything.

    In languages without a file nobody knows numbers in words, such as five million, or shares.
    """
    if is_known(language):
        return True
    value = abs(typed.value)
    while value >= _THOUSAND and value % _THOUSAND == 0:
        value /= _THOUSAND
    is_in_words = value % 1 == 0 and (value <= _IN_WORDS or value == _HUNDRED)
    return not is_in_words and typed.unit not in (SHARE, "times")


def digits_alone(figure: Figure) -> Figure:
    """Take away what only words say: all but the number, its worth and its hedge."""
    return replace(figure, unit="", down=False, counts=False)


def _values(typed: Figure, read: Figure) -> Agreement | None:
    if typed.high is not None and read.high is not None:
        ends = [
            _value(typed, typed.value, read, read.value),
            _value(typed, typed.high, read, read.high),
        ]
        if None in ends:
            return None
        return "rounded" if "rounded" in ends else "found"
    if {typed.hedge, read.hedge} in ({"over", "under"}, {"over", "nearly"}):
        return None
    found = _value(typed, typed.value, read, read.value)
    if found is None and (typed.down or read.down) and typed.value * read.value < 0:
        found = _value(typed, abs(typed.value), read, abs(read.value))
    if found is None and not read.unit and typed.unit in (SHARE, PERCENT) and 0 < read.value < 1:
        found = "found" if read.value * 100 == typed.value else None
    return found


def _value(typed: Figure, value: Decimal, read: Figure, source: Decimal) -> Agreement | None:
    if value == source:
        # 82.0 is told more exactly than 82, but £5.00 is £5.
        is_exacter = typed.step < 1 <= read.step and typed.unit not in money()
        return None if is_exacter else "found"
    is_bare = not typed.unit and read.unit not in ("", PERCENT)
    if source % 1 and not typed.hedge and (typed.counts or is_bare):
        # Nobody counts 5.2 flags, and five without a unit isn't rounded from 4.9 metres.
        return None
    low, high = _bounds(typed, value)
    if high - low < read.step and not typed.hedge:
        # What is vague in the source can't be told more exactly.
        return None
    if typed.counts and _is_year(read):
        return None
    return "rounded" if low <= source <= high else None


def _is_year(read: Figure) -> bool:
    """Tell whether a number may be a year: about 2,000 people aren't rounded from 2013."""
    is_bare = not (read.unit or read.counts) and read.step == 1
    return is_bare and _YEARS[0] <= read.value < _YEARS[1]


def _bounds(typed: Figure, value: Decimal) -> tuple[Decimal, Decimal]:
    """Say between which values a source's figure rounds to the typed one."""
    size = abs(value)
    if not typed.hedge:
        step = max(typed.step, _rounded_to(size)) / 2
        return value - step, value + step
    step = size / 4 if typed.unit == SHARE else significant(typed, size)
    if typed.hedge == "about":
        off = max(min(step / 2, size * _TENTH), typed.step / 2)
        return value - off, value + off
    if typed.hedge == "nearly":
        return value - max(min(step / 2, size * _TENTH), typed.step / 2), value
    # The other end isn't in it: what is 90 isn't told as more than 80.
    if typed.hedge == "over":
        return value, value + max(min(step, size / 2), typed.step) * _ALMOST
    # Fewer than a thousand are more than a few.
    return value - max(min(step, size * _FIFTH), min(typed.step, size / 2)) * _ALMOST, value


def _rounded_to(size: Decimal) -> Decimal:
    """Tell to what a large number may be rounded by its zeros: 97,000 to thousands.

    Two digits at least are kept; a number below 10,000 is as exact as it is typed.
    """
    if size < _LARGE or size % 1000:
        return Decimal(0)
    zeros = len(size.normalize().as_tuple().digits)
    return Decimal(1).scaleb(size.adjusted() + 1 - max(zeros, 2))


def significant(typed: Figure, size: Decimal) -> Decimal:
    """Find the worth of the last digit that counts: 100 in about 1,200, 5 in about 25."""
    if not size:
        return typed.step
    _, digits, exponent = size.normalize().as_tuple()
    last = Decimal(1).scaleb(int(exponent))
    if last <= typed.step and typed.step != 1:
        return typed.step
    return last * 5 if digits[-1] == 5 and len(digits) > 1 else last
