"""Tell what a passage has in the place of a figure or a date that a sentence mentions.

In a long report nearly every small number stands somewhere, so that its being there proves little.
But where the one passage that speaks of the sentence's matter has another number of the same kind,
and none of the passages with the typed one has anything of the sentence, then it is a slip.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from briefgen.claims.alike import Alike
from briefgen.claims.copied import Copied
from briefgen.claims.mention import Clock, Day, Figure, Mention, Name

Stretch = tuple[int, int]
# The least that the most similar window has of the sentence, and of its words; and the most that a
# window with the typed value has, as a share of that. Measured with sentences about sixty reports.
SURE, WORDS, LITTLE = 0.3, 3, 0.4
# How much larger than the smaller of two values the other may be to stand in its place by a slip:
# one with few digits, and one with LONG or more.
SIMILAR, NEARLY, LONG = 2, Decimal("1.15"), 3


def competing(
    mention: Mention, mentions: Sequence[Mention], text: Copied, stretch: Stretch
) -> list[Stretch]:
    """List what a stretch of a text has of a mention's kind, but for what the sentence has, too."""
    own = {place for each in mentions if each is not mention for place in _places(text, each)}
    found = (each for each in text.within(*stretch) if (each.start, each.end) not in own)
    near = {(each.start, each.end) for each in found if _are_of_a_kind(mention.value, each.value)}
    return sorted(near)


def contradicted(
    mention: Mention, mentions: Sequence[Mention], text: Copied, alike: Alike, share: float
) -> Stretch | None:
    """Find what the most similar window has in the place of a value that is far from there.

    `share` is what the most similar window with the value has of the sentence. None where it can't
    be told for nearly certain.
    """
    best = alike.windows[0] if alike.windows else None
    if best is None or best.share < SURE or best.count < WORDS or share > LITTLE * best.share:
        return None
    found = competing(mention, mentions, text, (best.start, best.end))
    similar = [
        at
        for at in found
        for each in text.within(*at)
        if (each.start, each.end) == at and _are_similar(mention.value, each.value)
    ]
    return similar[0] if similar else None


def _places(text: Copied, mention: Mention) -> Iterator[Stretch]:
    if not isinstance(mention.value, Name):
        for _, places in text.agreeing(mention.value):
            yield from places


def _are_of_a_kind(typed: object, read: object) -> bool:
    if isinstance(typed, Figure) and isinstance(read, Figure):
        # The same number of other things, months for years, is a slip as well.
        is_unit = typed.unit and read.unit and typed.value == read.value
        return (typed.unit == read.unit or bool(is_unit)) and typed.high is read.high is None
    if isinstance(typed, Day) and isinstance(read, Day):
        parts = [(each.year, each.month, each.day) for each in (typed, read)]
        return [part is None for part in parts[0][1:]] == [part is None for part in parts[1][1:]]
    return type(typed) is type(read)


def _are_similar(typed: object, read: object) -> bool:
    """Tell whether one value may be a slip of another: of about its size, or of its digits."""
    if isinstance(typed, Figure) and isinstance(read, Figure):
        return _is_slip(abs(typed.value), abs(read.value))
    if isinstance(typed, Day) and isinstance(read, Day):
        return typed.year is None or read.year is None or abs(typed.year - read.year) <= SIMILAR
    return isinstance(typed, Clock)


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
