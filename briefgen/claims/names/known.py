"""What a brief itself says of names: who takes part, who is ours, and which words are common."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from briefgen.claims.names.defined import definitions
from briefgen.claims.names.tokens import WORD, folded
from briefgen.claims.names.words import aliases
from briefgen.model import Brief, texts
from briefgen.model.permitted import may_be_named


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person or a party of the brief: what sources call them, in folded words."""

    called: tuple[tuple[str, ...], ...]
    role: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What a brief says of names.

    `own` are the words of the principal's name, `ours` those of our parties, with the codes of
    countries. `small` are the words that the brief has without a capital. `defined` has for an
    acronym the folded words that it stands for, `others` for the whole name of somebody those that
    they have besides.
    """

    somebody: tuple[Somebody, ...]
    words: frozenset[str]
    own: frozenset[str]
    ours: frozenset[str]
    small: frozenset[str]
    defined: dict[str, tuple[str, ...]]
    others: dict[str, tuple[str, ...]]


# The sentences of a brief are asked about one after the other; what is known of it stays the same.
# Holding the brief itself makes sure that it is the same one.
_latest: list[tuple[Brief, Known]] = []


def known_of(brief: Brief) -> Known:
    """Gather what a brief says of names, once for the brief that is asked about."""
    # In a preview another thread may ask about another brief at the same time.
    latest = _latest[0] if _latest else None
    if latest is None or latest[0] is not brief:
        latest = brief, _known(brief)
        _latest[:] = [latest]
    return latest[1]


def _known(brief: Brief) -> Known:
    people = [person for person in brief.people.values() if may_be_named(person)]
    somebody = [
        Somebody(
            tuple(tuple(_words(name)) for name in person.called if _words(name)),
            tuple(_words(person.role or "")),
        )
        for person in people
    ]
    somebody += [Somebody((tuple(_words(party.name)),)) for party in brief.parties.values()]
    principal = brief.people.get(brief.principal)
    office = [brief.owner.office] if brief.owner else []
    ours = [party.name for party in brief.parties.values() if party.ours]
    small, defined = _read(brief)
    return Known(
        tuple(somebody),
        frozenset(word for each in somebody for name in each.called for word in name),
        frozenset(_words(principal.name or "") if principal else ()),
        frozenset(word for name in (*ours, *office) for word in _words(name))
        | {code for name in ours for code in aliases(brief.language).codes(tuple(_words(name)))},
        small,
        defined,
        {name: person.called for person in people for name in person.called},
    )


def _words(name: str) -> list[str]:
    return [folded(found[0]) for found in WORD.finditer(name)]


def _read(brief: Brief) -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    """Read the words without a capital out of a brief's texts, and its definitions of acronyms."""
    small: set[str] = set()
    defined: dict[str, tuple[str, ...]] = {}
    for _, text, _, _ in texts(brief):
        words, own = _read_text(text)
        small |= words
        defined.update(own)
    return frozenset(small), defined


# In a preview few texts of a brief change between two builds.
@lru_cache(maxsize=2048)
def _read_text(text: str) -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    words = re.findall(r"(?<![\w])[^\W\d_]{3,}+", text)
    return frozenset(filter(str.islower, words)), dict(definitions(text))
