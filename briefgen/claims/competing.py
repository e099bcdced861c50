"""Tell what a passage has in the place of a figure or a date that a sentence mentions."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from briefgen.claims.alike import inside
from briefgen.claims.copied import Copied
from briefgen.claims.mention import Clock, Day, Figure, Mention, Name

Stretch = tuple[int, int]
Places = Sequence[Stretch]
# How much larger than the smaller of two values the other may be to stand in its place by a slip:
# one with few digits, and one with LONG or more.
SIMILAR, NEARLY, LONG = 2, Decimal("1.15"), 3


def competing(
    mention: Mention, mentions: Sequence[Mention], text: Copied, stretch: Stretch
) -> list[Stretch]:
    """List what a stretch of a text has of a mention's kind, but for what the sentence has, too.

    Nor is a part of such a figure listed: 269 in `37 269`.
    """
    others = [each for each in mentions if each is not mention]
    own = {
        place
        for each in others
        for places in places_of(text, each)
        for place in inside(places, *stretch)
    }
    return sorted(
        {
            (each.start, each.end)
            for each in text.within(*stretch)
            if _are_of_a_kind(mention.value, each.value)
            and not any(start <= each.start and each.end <= end for start, end in own)
        }
    )


def similar(mention: Mention, text: Copied, places: Sequence[Stretch]) -> list[Stretch]:
    """List those of some places of a text that may hold what a slip made a typed value of."""
    return [
        at
        for at in places
        if any(
            (each.start, each.end) == at and _are_similar(mention.value, each.value)
            for each in text.within(*at)
        )
    ]


def likeliest(mention: Mention, text: Copied, places: Sequence[Stretch]) -> Stretch | None:
    """Choose the place of a text that has what was meant; None where that can't be told.

    Of several it is the only one that a slip may have changed. A date, or a number without a unit,
    has to be like the typed one in any case.
    """
    meant = similar(mention, text, places)
    is_of_unit = isinstance(mention.value, Figure) and bool(mention.value.unit)
    if is_of_unit and len(places) == 1:
        return places[0]
    return meant[0] if len(meant) == 1 else None


def places_of(text: Copied, mention: Mention) -> list[Places]:
    """List where a text has what is mentioned: the places of each value that agrees, in order."""
    if isinstance(mention.value, Name):
        return []
    return [places for _, places in text.agreeing(mention.value)]


def _are_of_a_kind(typed: object, read: object) -> bool:
    if isinstance(typed, Figure) and isinstance(read, Figure):
        # The same number of other things, months for years, is a slip as well.
        is_unit = typed.unit and read.unit and typed.value == read.value
        if not typed.hedge and _is_within(typed, read):
            return False
        return (typed.unit == read.unit or bool(is_unit)) and typed.high is read.high is None
    if isinstance(typed, Day) and isinstance(read, Day):
        return _said_of(typed) == _said_of(read)
    return type(typed) is type(read)


def _is_within(typed: Figure, read: Figure) -> bool:
    """Tell whether a value is as a bound says: 5.7 where the source has below 6."""
    if read.hedge == "under":
        return typed.value < read.value
    return read.hedge == "over" and typed.value > read.value


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
