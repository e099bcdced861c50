"""Puts what others may raise in the order in which a reader needs it: the likeliest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from briefgen.model.portion import Likely

Typed = TypeVar("Typed")
# What doesn't say how likely it is stands with what may be raised: it was typed for some reason.
RANK: dict[Likely | None, int] = {"certain": 0, "may": 1, None: 1, "unlikely": 2}


def likeliest_first(
    each: Iterable[Typed], likely_of: Callable[[Typed], Likely | None]
) -> list[Typed]:
    """Sort things by how likely it is that they are raised; those alike keep their order."""
    return sorted(each, key=lambda thing: RANK[likely_of(thing)])
