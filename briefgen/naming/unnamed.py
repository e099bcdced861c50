"""The people of a brief who must not be named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.model import Attribution, Brief
from briefgen.naming.fold import folded

PART = re.compile(r"[^\W\d_]+")
TITLES = {"obe", "mbe", "cbe", "kbe", "phd", "esq", "von", "van", "der", "den", "del", "bin", "ibn"}


@dataclass(frozen=True, slots=True)
class Unnamed:
    """Somebody who must not be named: the id, the terms, and the names, folded."""

    key: str
    terms: Attribution
    whole: tuple[str, ...]
    alone: tuple[str, ...]


def unnamed_of(brief: Brief) -> tuple[Unnamed, ...]:
    """Everybody in a brief who must not be named; nobody in most."""
    return tuple(_unnamed(brief))


def _unnamed(brief: Brief) -> Iterator[Unnamed]:
    shared: set[str] | None = None
    for key, person in brief.people.items():
        if person.attribution == "on record" or not person.called:
            continue
        if shared is None:
            shared = _shared(brief)
        typed = [folded(name).text for name in (person.name, person.native_name) if name]
        whole = dict.fromkeys(form for name in typed for form in (_first_name_first(name), name))
        parts = [part for name in typed for part in PART.findall(_first_name_first(name))[1:]]
        alone = dict.fromkeys(p for p in parts if len(p) > 2 and p not in shared | TITLES)
        yield Unnamed(key, person.attribution, tuple(whole), tuple(alone))


def _shared(brief: Brief) -> set[str]:
    """The parts of the names that may be printed: a part alone says nothing of whom it means."""
    named = (person.name for person in brief.people.values() if person.name and person.is_named)
    return {part for name in named for part in PART.findall(folded(name).text)}


def _first_name_first(name: str) -> str:
    """A name in the order in which it is said: `flett, una` is `una flett`."""
    last, comma, first = name.partition(",")
    is_turned = comma and not TITLES.issuperset(PART.findall(first))
    return f"{first.strip()} {last.strip()}" if is_turned else name
