"""Tell whether a source's figure is what was typed, or what was typed is rounded from it."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from briefgen.claims.figures.lexicon import common_units
from briefgen.claims.mention import Agreement, Figure

_TENTH = Decimal("0.1")
_UNDER = Decimal("0.15")
SHARE, PERCENT = "share", "percent"
# Money, of whatever country.
ANY_MONEY = "¤"


@cache
def _families() -> dict[str, frozenset[str]]:
    families = common_units()["families"]
    return {name: frozenset(units.split()) for name, units in families.items()}


def _same_unit(typed: Figure, read: Figure) -> bool:
    """Tell whether two figures may have the same unit; one without a unit may have any.

    A number that counts things (14 ministers) has none.
    """
    one, two = typed.unit, read.unit
    if one == two:
        return True
    if not one:
        return not typed.counts or _is_money(two)
    if not two:
        return not read.counts
    if {one, two} == {SHARE, PERCENT}:
        return True
    if ANY_MONEY in (one, two):
        return _is_money(one) and _is_money(two)
    families = _families()
    return two in families.get(one, ()) or one in families.get(two, ())


def _is_money(unit: str) -> bool:
    return (len(unit) == 3 and unit.isupper()) or unit in "$£¥€¤" or unit in _families()


def agreement(typed: Figure, read: Figure) -> Agreement | None:
    """Tell whether a source's figure is the typed one, or the typed one is rounded from it.

    A range agrees with the same range only. A sum or a difference is not worked out.
    """
    if (typed.high is None) != (read.high is None):
        return None
    if _same_unit(typed, read):
        return _values(typed, read)
    # 0.2 of a whole is 20 per cent.
    if not read.unit and typed.unit in (SHARE, PERCENT) and not read.counts:
        return "found" if read.value * 100 == typed.value and read.value < 1 else None
    return None


def _values(typed: Figure, read: Figure) -> Agreement | None:
    if typed.high is not None and read.high is not None:
        ends = [
            _value(typed, typed.value, read, read.value),
            _value(typed, typed.high, read, read.high),
        ]
        if None in ends:
            return None
        return "rounded" if "rounded" in ends else "found"
    if {typed.hedge, read.hedge} == {"over", "under"}:
        return None
    found = _value(typed, typed.value, read, read.value)
    if found is None and (typed.down or read.down) and typed.value * read.value < 0:
        found = _value(typed, abs(typed.value), read, abs(read.value))
    if found is None and not read.unit and typed.unit in (SHARE, PERCENT) and 0 < read.value < 1:
        found = "found" if read.value * 100 == typed.value else None
    return found


def _value(typed: Figure, value: Decimal, read: Figure, source: Decimal) -> Agreement | None:
    if value == source:
        return "found"
    low, high = _bounds(typed, value)
    if typed.step < read.step and not typed.hedge:
        # What is vague in the source can't be told more exactly.
        return None
    return "rounded" if low <= source <= high else None


def _bounds(typed: Figure, value: Decimal) -> tuple[Decimal, Decimal]:
    """Say between which values a source's figure rounds to the typed one."""
    if not typed.hedge:
        return value - typed.step / 2, value + typed.step / 2
    size = abs(value)
    step = size / 4 if typed.unit == SHARE else significant(typed.step, size)
    if typed.hedge == "about":
        off = max(min(step / 2, size * _TENTH), typed.step / 2)
        return value - off, value + off
    if typed.hedge == "over":
        return value, value + max(min(step, size / 2), typed.step)
    return value - max(min(step, size * _UNDER), typed.step), value


def significant(step: Decimal, size: Decimal) -> Decimal:
    """Find the worth of the last digit that counts: 100 in about 1,200, 5 in about 25."""
    if not size:
        return step
    _, digits, exponent = size.normalize().as_tuple()
    last = Decimal(1).scaleb(int(exponent))
    if last < step:
        return step
    return last * 5 if digits[-1] == 5 and len(digits) > 1 else last
