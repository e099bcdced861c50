"""Look up which parts of which names a word can be, in one step however many names there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from functools import cached_property

from briefgen.ground.records import record
from briefgen.ground.travel import FieldsAlone
from briefgen.model import Brief
from briefgen.naming.unnamed import Part, UnnamedPerson, unnamed_people
from briefgen.naming.words import endings

# The most letters of an ending, with what it replaces, that are tried.
LONGEST_ENDING = 8
# A stem that has fewer letters than this without its ending is not entered.
SHORTEST_STEM = 3
# The fewest letters of a name that is found inside a longer word, or at its start: shorter names
# stand in too many other words, as Marin in submarine.
SHORTEST_INSIDE = 6
SHORTEST_LEADING = 5
# The most entries under one stem, each of which is compared wherever the stem stands. No brief has
# so many people of one name.
MOST_ALIKE = 16


@record
class Meant:
    """Hold what a word can be: a part of somebody's name, and the ending that it has there.

    `taken` is the end of the name that the ending replaces. `person` is the number of the person in
    the list of people, from 0, or -1 for somebody who may be named.
    """

    person: int
    part: Part
    ending: str
    taken: str = ""

    @property
    def is_loose(self) -> bool:
        """Tell whether the ending turns many names into other words: Martin into Martina."""
        return bool(self.taken) or (len(self.ending) == 1 and self.ending != "s")


class Held(dict[str, int]):
    """Hold names that a longer word can contain, each with the number of its person."""

    @cached_property
    def widths(self) -> list[int]:
        """List the lengths of the names, the longest first."""
        return sorted({len(name) for name in self}, reverse=True)


@record
class Index:
    """Hold all parts of all names by their stems. Those who may be named have the number -1."""

    stems: dict[str, list[tuple[int, Part, str]]] = field(default_factory=dict)
    # The first letter, and the first two, of each stem: they rule out most words of a text.
    heads: set[str] = field(default_factory=set)
    # Names that are found when letters are typed with spaces between.
    spaced: Held = field(default_factory=Held)
    # Names that are found inside a longer word in code. In prose only rare ones are found, and only
    # at the start of a word; `starts` are the first three letters of those.
    inside: Held = field(default_factory=Held)
    starts: set[str] = field(default_factory=set)
    # Names that are found at the start of a word with a capital and a few more letters; `fronts`
    # are their first five letters.
    leading: Held = field(default_factory=Held)
    fronts: set[str] = field(default_factory=set)
    unspaced: Held = field(default_factory=Held)

    def is_known(self, word: str) -> bool:
        """Tell whether a word can mean somebody who may be named.

        Where Nováková may be named and Novák must not be, `Nováková` can mean the first.
        """
        prefixes = (word[:end] for end in range(SHORTEST_STEM, len(word) + 1))
        return any(person < 0 for each in prefixes for person, _, _ in self.stems.get(each, ()))

    def meant(self, word: str) -> list[Meant]:
        """List the parts of names that a folded word can be, with the shortest ending that fits.

        Empty where the word also fits somebody who may be named. Only a word that is exactly a
        part of both names, without an ending, gives that part.
        """
        for end in range(len(word), max(1, len(word) - LONGEST_ENDING - 1), -1):
            known = self.stems.get(word[:end])
            found = list(_with_ending(known, word[end:])) if known else []
            if any(each.person < 0 for each in found):
                whole = [each for each in found if each.person >= 0 and each.part.shared]
                return whole if not word[end:] else []
            if found:
                return found
        return []


@record
class Unnamed(FieldsAlone):
    """Hold everybody in a brief who must not be named, with the index of all their names.

    The index is made once for all texts that are searched: for a hundred people, making it takes
    longer than a search does.
    """

    people: tuple[UnnamedPerson, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.people)

    def only(self, key: str) -> Unnamed:
        """Make an `Unnamed` of one of the people alone, by the person's id."""
        return Unnamed(tuple(person for person in self.people if person.key == key))

    @cached_property
    def index(self) -> Index:
        """Build the index of the names by their stems, with those of people who may be named."""
        index = Index()
        for at, person in enumerate(self.people):
            for part in person.parts:
                _enter(index, at, part)
            for name in person.unspaced:
                index.unspaced.setdefault(name, at)
        for word in sorted(self.people[0].named.parts) if self.people else ():
            if len(word) >= SHORTEST_STEM:
                _enter(index, -1, Part(word, "family"))
        return index


def unnamed_of(brief: Brief) -> Unnamed:
    """Find everybody in a brief who must not be named. In most briefs that is nobody."""
    return Unnamed(unnamed_people(brief))


def _enter(index: Index, person: int, part: Part) -> None:
    """Enter a part of a name into all tables in which it may be looked up."""
    for stem, taken in _stems(part):
        known = index.stems.setdefault(stem, [])
        if len(known) < MOST_ALIKE:
            known.append((person, part, taken))
        index.heads.update((stem[0], stem[:2]))
    is_sure = not (part.doubt or part.shared or part.spelt) and person >= 0
    if is_sure and part.role in ("family", "middle") and len(part.word) > SHORTEST_STEM:
        index.spaced.setdefault(part.word, person)
        if len(part.word) >= SHORTEST_LEADING:
            index.leading.setdefault(part.word, person)
            index.fronts.add(part.word[:SHORTEST_LEADING])
        if len(part.word) >= SHORTEST_INSIDE:
            index.inside.setdefault(part.word, person)
        if part.is_rare:
            index.starts.add(part.word[:3])


def _stems(part: Part) -> Iterator[tuple[str, str]]:
    """Yield a part itself, then its stems, each with the ending that was cut off it."""
    word = part.word
    yield word, ""
    if part.role == "whole" or len(word) < SHORTEST_STEM + 1:
        return
    for width in range(1, 5):
        stem, taken = word[:-width], word[-width:]
        if len(stem) >= SHORTEST_STEM and taken in endings():
            yield stem, taken


def _with_ending(known: list[tuple[int, Part, str]], rest: str) -> Iterator[Meant]:
    """Yield the parts with a stem that can take `rest`, the letters behind it, as their ending."""
    for person, part, taken in known:
        if not rest and not taken:
            yield Meant(person, part, "")
        elif part.is_fixed and rest != "s":
            continue
        elif rest in endings()[taken] and rest != taken and len(part.word) >= SHORTEST_STEM:
            yield Meant(person, part, rest, taken)
