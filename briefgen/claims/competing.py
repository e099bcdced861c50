"""Tell what a passage has in the place of a figure or a date that a sentence mentions.

In a long report nearly every small number stands somewhere, so that its being there proves little.
But where the one passage that speaks of the sentence's matter has another number of the same kind,
and none of the passages with the typed one has anything of the sentence, then it is a slip.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from briefgen.claims.alike import WINDOWS, Alike, Window, inside, rarity
from briefgen.claims.copied import Copied
from briefgen.claims.figures import agreement
from briefgen.claims.mention import Clock, Day, Figure, Mention, Name

Stretch = tuple[int, int]
Places = Sequence[Stretch]
# The places of another figure of a sentence, a list for each value that agrees, and their weight.
Anchor = tuple[float, Sequence[Places]]
# The least that the most similar window has of the sentence, and of its words; and the most that a
# window with the typed value has, as a share of that. Measured with sentences about sixty reports.
SURE, WORDS, LITTLE = 0.3, 3, 0.5
# How near a place another figure of the sentence says something of it, in characters; and how many
# places of that are looked at.
BESIDE, FEW = 200, 50
# How much larger than the smaller of two values the other may be to stand in its place by a slip:
# one with few digits, and one with LONG or more.
SIMILAR, NEARLY, LONG = 2, Decimal("1.15"), 3


def competing(
    mention: Mention, mentions: Sequence[Mention], text: Copied, stretch: Stretch
) -> list[Stretch]:
    """List what a stretch of a text has of a mention's kind, but for what the sentence has, too."""
    others = [each for each in mentions if each is not mention]
    own = {
        place
        for each in others
        for places in _places(text, each)
        for place in inside(places, *stretch)
    }
    return sorted(
        {
            (each.start, each.end)
            for each in text.within(*stretch)
            if (each.start, each.end) not in own and _are_of_a_kind(mention.value, each.value)
        }
    )


def contradicted(
    mention: Mention, mentions: Sequence[Mention], text: Copied, alike: Alike
) -> Stretch | None:
    """Find what the most similar window has in the place of a value that is far from there.

    The other figures and dates of the sentence tell of the place as its words do. None where it
    can't be told for nearly certain.
    """
    anchors = _anchors([each for each in mentions if each is not mention], text, alike)
    scored = sorted((_scored(each, anchors, alike) for each in alike.windows), key=_best_first)
    if not scored or scored[0].share < SURE or scored[0].count < WORDS:
        return None
    best, own = scored[0], _places(text, mention)
    # In a list of like entries there are more such windows than are kept.
    if len(scored) == WINDOWS and scored[-1].share > LITTLE * best.share:
        return None
    if _share_at(own, scored, anchors, alike) > LITTLE * best.share:
        return None
    found = competing(mention, mentions, text, (best.start, best.end))
    read = [(at, each.value) for at in found for each in text.within(*at) if _span(each) == at]
    # In a long text the typed value may stand somewhere, and here what it is rounded from.
    if any(_is_rounded(mention.value, value) for _, value in read):
        return None
    return next((at for at, value in read if _are_similar(mention.value, value)), None)


def _span(mention: Mention) -> Stretch:
    return mention.start, mention.end


def _is_rounded(typed: object, read: object) -> bool:
    if not (isinstance(typed, Figure) and isinstance(read, Figure)):
        return False
    return agreement(typed, read) is not None


def _best_first(window: Window) -> tuple[float, int]:
    return -window.share, window.start


def _anchors(others: Sequence[Mention], text: Copied, alike: Alike) -> list[Anchor]:
    """Weigh the other figures and dates of the sentence by how few places they have."""
    found = [places for each in others for places in [_places(text, each)] if places]
    weighed = [(rarity(alike.size, sum(map(len, places))), places) for places in found]
    return [(weight, places) for weight, places in weighed if weight > 0]


def _scored(window: Window, anchors: Sequence[Anchor], alike: Alike) -> Window:
    """Count what a window has of the sentence, with its figures."""
    here = [
        weight
        for weight, lists in anchors
        if any(any(inside(places, window.start, window.end)) for places in lists)
    ]
    words = sum(alike.weights.values())
    share = (window.share * words + sum(here)) / (words + sum(weight for weight, _ in anchors))
    return replace(window, share=share, count=window.count + len(here))


def _share_at(
    own: Sequence[Places], windows: Sequence[Window], anchors: Sequence[Anchor], alike: Alike
) -> float:
    """Tell how much of the sentence stands around the best of some places."""
    whole = sum(alike.weights.values()) + sum(weight for weight, _ in anchors)
    beside = [
        weight
        for weight, lists in anchors
        if any(
            any(inside(places, start - BESIDE, end + BESIDE))
            for anchor in lists
            for start, end in anchor[:FEW]
            for places in own
        )
    ]
    here = (
        each.share
        for each in windows
        if any(any(inside(places, each.start, each.end)) for places in own)
    )
    return max(next(here, 0.0), sum(beside) / whole)


def _places(text: Copied, mention: Mention) -> list[Places]:
    if isinstance(mention.value, Name):
        return []
    return [places for _, places in text.agreeing(mention.value)]


def _are_of_a_kind(typed: object, read: object) -> bool:
    if isinstance(typed, Figure) and isinstance(read, Figure):
        # The same number of other things, months for years, is a slip as well.
        is_unit = typed.unit and read.unit and typed.value == read.value
        return (typed.unit == read.unit or bool(is_unit)) and typed.high is read.high is None
    if isinstance(typed, Day) and isinstance(read, Day):
        return _said_of(typed) == _said_of(read)
    return type(typed) is type(read)


def _said_of(day: Day) -> tuple[object, ...]:
    """Tell which parts of a date are said; the year counts where there is no month."""
    is_year = day.month is None and day.year is not None
    return day.month is None, day.day is None, is_year, day.weekday is None, day.part


def _are_similar(typed: object, read: object) -> bool:
    """Tell whether one value may be a slip of another: of about its size, or of its digits."""
    if isinstance(typed, Figure) and isinstance(read, Figure):
        return _is_slip(abs(typed.value), abs(read.value))
    if isinstance(typed, Day) and isinstance(read, Day):
        return typed.year is None or read.year is None or _is_year_slip(typed.year, read.year)
    return isinstance(typed, Clock)


def _is_year_slip(typed: int, read: int) -> bool:
    digits = zip(str(typed), str(read), strict=False)
    return abs(typed - read) <= SIMILAR or sum(one != other for one, other in digits) == 1


def _is_slip(typed: Decimal, read: Decimal) -> bool:
    digits = [each.normalize().as_tuple().digits for each in (typed, read)]
    if sorted(digits[0]) == sorted(digits[1]):  # 98 for 89
        return True
    low, high = sorted((typed, read))
    if high > SIMILAR * low:
        return False
    # Of two long numbers most digits are the same, or they are about the same.
    same = sum(a == b for a, b in zip(*digits, strict=False))
    return min(map(len, digits)) < LONG or high <= NEARLY * low or 2 * same >= max(map(len, digits))
