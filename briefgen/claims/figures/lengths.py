"""Read lengths of time: an hour is one, half a century is fifty years, 12 months are a year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from briefgen.claims.figures.lexicon import Lexicon
from briefgen.claims.figures.scan import Stretches
from briefgen.claims.figures.tokens import words_after, words_before
from briefgen.claims.figures.words import ONE
from briefgen.claims.mention import Figure, Mention

_HALF = Decimal("0.5")
# What so many of a unit are in another; 4 weeks and 30 days are a month to those who round.
_SAME = {
    "century": (("year", "100"), ("decade", "10")),
    "decade": (("year", "10"), ("century", "0.1")),
    "year": (("decade", "0.1"), ("century", "0.01"), ("month", "12")),
    "month": (("year", "1/12"),),
    "week": (("day", "7"), ("month", "1/4")),
    "day": (("week", "1/7"), ("month", "1/30"), ("hour", "24")),
    "hour": (("day", "1/24"), ("minute", "60")),
    "minute": (("hour", "1/60"),),
}
# A larger unit is also said of what isn't a whole number of it: more than an hour, for 70 minutes.
_LEAST, _MOST = Decimal("0.75"), Decimal(2)


def lengths_in(
    text: str, low: str, lexicon: Lexicon, taken: Stretches, *, is_source: bool
) -> Iterator[Mention]:
    """Find "a week" and "half an hour", but for those in the stretches `taken`.

    `low` is the text in small letters.

    What is typed is one only behind a word that makes a measure of it: within a week, at least a
    month, but not "a day later".
    """
    for each in lexicon.lone.finditer(low) if lexicon.lone else ():
        start, end = each.span()
        lead = words_before(text, 0, start)[-1:]
        if start in taken or (lead and lead[0].text.lower() in lexicon.rates):
            continue
        is_half = " ".join(each["lead"].replace("-", " ").split()) in lexicon.half_lengths
        unit = lexicon.units.words[each["unit"]]
        figure = Figure(_HALF, Decimal("0.1"), unit) if is_half else Figure(ONE, ONE, unit)
        if is_source:
            yield from (Mention(one, start, end) for one in (figure, *same_lengths(figure)))
        elif (hedge := _measured(text, start, end, lexicon)) is not None:
            yield Mention(replace(figure, hedge=hedge), start, end)


def same_lengths(figure: Figure) -> Iterator[Figure]:
    """Say a length of time in the other units that it is said in."""
    for unit, factor in _SAME.get(figure.unit, ()):
        over, _, under = factor.partition("/")
        value = figure.value * Decimal(over) / Decimal(under or 1)
        if value == value.to_integral_value() and figure.high is None and value > 0:
            yield replace(figure, value=value, step=ONE, unit=unit)
        elif figure.high is None and under and _LEAST <= value < _MOST:
            yield replace(figure, value=value, step=Decimal("0.01"), unit=unit)


def _measured(text: str, start: int, end: int, lexicon: Lexicon) -> str | None:
    """Find the hedge of a typed length, empty behind "within"; None where neither leads to it."""
    following = words_after(text, end)[:1]
    if following and following[0].text.lower() in lexicon.moments:
        return None
    words = words_before(text, 0, start)
    # Plus d'une heure.
    words = words[:-1] if words and words[-1].text in "’'" else words
    if hedged := lexicon.hedges.at_end(words):
        # "About a year" is said of many a length.
        return hedged[0] if hedged[0] in ("over", "under", "nearly") else None
    return "" if words and words[-1].text.lower() in lexicon.within else None
