"""What a brief itself says of names: who takes part, and who is ours."""

from __future__ import annotations

from briefgen.claims.names.tokens import WORD, folded
from briefgen.claims.names.words import aliases
from briefgen.ground.records import record
from briefgen.model import Brief
from briefgen.model.permitted import may_be_named


@record
class Somebody:
    """A person or a party of the brief: what sources call them, in folded words."""

    called: tuple[tuple[str, ...], ...]
    role: tuple[str, ...] = ()


@record
class Known:
    """What a brief says of names, but for its sentences: none changes what is read in another.

    `words` are all words of people and parties, `own` those of the principal's name, `ours` those
    of our parties, with the codes of countries. `others` has for the whole name of somebody those
    that they have besides.
    """

    somebody: tuple[Somebody, ...]
    words: frozenset[str]
    own: frozenset[str]
    ours: frozenset[str]
    others: dict[str, tuple[str, ...]]


# The sentences of a brief are asked about one after the other; what is known of it stays the same.
# Holding the brief itself makes sure that it is the same one.
_latest: list[tuple[Brief, Known]] = []


def known_of(brief: Brief) -> Known:
    """Gather what a brief says of names, once for the brief that is asked about."""
    if not (_latest and _latest[0][0] is brief):
        _latest[:] = [(brief, _known(brief))]
    return _latest[0][1]


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
    return Known(
        tuple(somebody),
        frozenset(word for each in somebody for name in each.called for word in name),
        frozenset(_words(principal.name or "") if principal else ()),
        frozenset(word for name in (*ours, *office) for word in _words(name))
        | {code for name in ours for code in aliases(brief.language).codes(tuple(_words(name)))},
        {name: person.called for person in people for name in person.called},
    )


def _words(name: str) -> list[str]:
    return [folded(found[0]) for found in WORD.finditer(name)]
