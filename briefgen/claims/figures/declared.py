"""Find magnitudes that a source declares once for many numbers: (£ million), in thousands."""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal
from typing import NamedTuple

from briefgen.claims.figures.lexicon import Lexicon
from briefgen.claims.figures.tokens import TOKEN, Word
from briefgen.ground.regexes import regex

# How far behind such words the numbers of their table may stand.
REACH = 6_000
_BRACKETS = regex(r"[(\[]([^()\[\]\n]{1,40})[)\]]")


class Declared(NamedTuple):
    """A magnitude and, if it says, a unit, and where it is declared."""

    start: int
    scale: Decimal
    unit: str


def declared_in(text: str, low: str, lexicon: Lexicon) -> list[Declared]:
    """List the magnitudes that stand in brackets, or behind "in", without a number before them."""
    found = []
    for each in _BRACKETS.finditer(text):
        if not any(sign.isdigit() for sign in each[1]):
            found += _declared(each[1], each.start(), lexicon)
    if lexicon.declaring:
        for each in lexicon.declaring.finditer(low):
            found += _declared(text[each.end() : each.end() + 40], each.start(), lexicon)
    return sorted(found)


def _declared(typed: str, start: int, lexicon: Lexicon) -> list[Declared]:
    words = [Word(each[0], *each.span()) for each in TOKEN.finditer(typed)]
    unit = ""
    for index in range(min(3, len(words))):
        scale = lexicon.magnitudes.at_start(words, index) or lexicon.glued.at_start(words, index)
        if scale is None:
            found = lexicon.before.at_start(words[: index + 1], index)
            unit = found[0] if found else unit
            continue
        rest = scale[1]
        if rest < len(words) and words[rest].text.lower() in lexicon.connectors:
            rest += 1
        behind = lexicon.units.at_start(words, rest)
        is_short = len(words[index].text) == 1
        unit = unit or (behind[0] if behind else "")
        return [] if is_short and not unit else [Declared(start, scale[0], unit)]
    return []


def declared_before(found: list[Declared], at: int) -> list[Declared]:
    """List the last few that stand before a number and near it, each magnitude once."""
    last = bisect_right(found, at, key=lambda each: each.start)
    near = {
        (each.scale, each.unit): each
        for each in found[max(0, last - 6) : last]
        if at - each.start < REACH
    }
    return list(near.values())
