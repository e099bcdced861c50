"""Read the limits of a kind of paper: `pages: 3`, `bottom_line: 60 words`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from briefgen.kinds.paper_kind import Limit

UNITS = ("words", "lines", "pages", "points")


def limits_of(typed: Mapping[str, str], base: Iterable[Limit]) -> tuple[Limit, ...]:
    """Make the limits of what is typed, on those of the kind that is extended."""
    found = {(each.part, each.unit): each for each in base}
    for key, value in typed.items():
        number, _, unit = str(value).partition(" ")
        limit = Limit("" if key == "pages" else key, int(number), unit or key)
        found[limit.part, limit.unit] = limit
    return tuple(found.values())
