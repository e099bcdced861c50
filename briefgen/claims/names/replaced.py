"""Find a run of words with capitals that a text has with another word in one place.

A source with `Low Pay Commission` has no Low Wage Commission, though each of its words may stand
somewhere: a body, an act or a ship has its name as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from briefgen.claims.mention import Name
from briefgen.claims.names.find import DIRECT, Found, Search
from briefgen.claims.names.index import is_gap
from briefgen.claims.names.tokens import WORD, folded
from briefgen.claims.names.words import Words, aliases, has_words, small_words, words_of
from briefgen.ground.records import record

# How many words on each side of a word have to be the same.
BESIDE = 2
# How far around a place, in characters, the typed word may stand in another form or order.
NEAR = 60
# The most places of a word that are looked at, and the longest run.
MOST_PLACES, LONGEST = 200, 8
# Words that begin with so many letters alike are forms of one: statistics and statistical; Rico
# and Rican, where only one word is beside them.
ALIKE, ALIKE_ALONE = 5, 3
SHORTEST_TELLING = 4
# The ends of firms' names, which are shortened.
FIRMS = frozenset(("company", "corporation", "co", "corp", "inc", "ltd", "limited", "plc", "llc"))


def replaced(name: Name, search: Search) -> Found | None:
    """Find where a text has all words of a run but one, and another in its place.

    None where the text has the run, has nothing like it, or may mean the same by another word.
    Texts in another language aren't looked at: they translate such names.
    """
    language = search.index.language or search.language
    words = tuple(map(folded, name.words))
    if search.is_foreign or not has_words(language) or not 1 < len(words) <= LONGEST:
        return None
    if search.in_any_order(words) or search.index.has_phrase(words):
        return None
    known = words_of(language)
    # Corp stands for Corporation.
    forms = [{word, *(FIRMS if word in FIRMS else ())} for word in words]
    places = tuple(
        frozenset(number for form in own for number in search.numbers(form)) for own in forms
    )
    run = _Run(words, places, name, search, known)
    return next(filter(None, map(run.other, range(len(words)))), None)


@record
class _Run:
    """The folded words of a run, and the numbers of the places that each has in a text."""

    words: Sequence[str]
    places: Sequence[frozenset[int]]
    name: Name
    search: Search
    known: Words

    def other(self, at: int) -> Found | None:
        """Find where another word stands in the place of the one at a position."""
        shared = [
            each for each in range(at - BESIDE, at + BESIDE + 1) if 0 <= each < len(self.words)
        ]
        shared.remove(at)
        anchor = min((each for each in shared if abs(each - at) == 1), key=self._count)
        found = [
            place
            for number in sorted(self.places[anchor])[:MOST_PLACES]
            if self._stands(place := number + at - anchor, at, shared)
        ]
        if not found or any(self._is_same(at, place) for place in found):
            return None
        others = {self.search.index.words[place] for place in found}
        if not self._is_told(at, shared, others) or self._is_near(at, anchor):
            return None
        first = found[0]
        return first + shared[0] - at if shared[0] < at else first, max(
            first, first + shared[-1] - at
        )

    def _count(self, at: int) -> int:
        return len(self.places[at])

    def _stands(self, place: int, at: int, shared: Sequence[int]) -> bool:
        """Tell whether the other words of the run stand around a place."""
        index = self.search.index
        first = min(place, place + shared[0] - at)
        last = max(place, place + shared[-1] - at)
        return (
            first >= 0
            and last < len(index.places)
            and all(place + each - at in self.places[each] for each in shared)
            and all(self._joins(number, len(shared)) for number in range(first + 1, last + 1))
        )

    def _joins(self, number: int, shared: int) -> bool:
        """Tell whether a word makes a run with the one before it."""
        gap = self.search.index.gap(number)
        if "," in self.name.whole:  # a list of names
            gap = gap.replace(",", " ")
        # Of two words one is told by the other only where they stand right beside each other.
        return bool(DIRECT.fullmatch(gap)) if shared == 1 else is_gap(gap, small_words())

    def _is_same(self, at: int, place: int) -> bool:
        """Tell whether the word at a place may mean the same as the typed one."""
        typed, read = self.words[at], self.search.index.words[place]
        if place in self.places[at] or self._only_opens(read):
            return True
        if {typed, read} <= self.known.heads:
            return False
        typed, read = _plain(typed), _plain(read)
        return typed == read or _alike(typed, read) >= ALIKE or self._are_exchanged(at, place)

    def _are_exchanged(self, at: int, place: int) -> bool:
        both = {self.words[at], self.search.index.words[place]}
        return any(both <= group for group in self.known.exchanged)

    def _only_opens(self, word: str) -> bool:
        """Tell whether a word begins sentences, and is no part of a name: also, but not federal."""
        known = self.known
        return word in known.opening and word not in known.generic | known.topics

    def _is_told(self, at: int, shared: Sequence[int], others: set[str]) -> bool:
        """Tell whether the shared words are enough to tell a name, and the typed one is of it."""
        typed, known = self.words[at], self.known
        words = [self.words[each] for each in shared]
        if self._only_opens(typed) or (
            typed in known.titles and not known.titles.isdisjoint(words)
        ):
            return False
        if self.name.opens and at == 0 and not (len(words) >= BESIDE and self._is_nowhere(at)):
            return False
        if len(words) >= BESIDE:
            return not all(word in known.titles or word in known.opening for word in words)
        if typed in known.heads and others <= known.heads:
            return words[0] in known.topics or not known.is_generic(words[0])
        # Of two words the shared one is never without the other: Lion Air is no Lion Wings.
        return (
            len(others) == 1
            and (
                typed in known.surnames or all(_alike(typed, each) < ALIKE_ALONE for each in others)
            )
            and len(words[0]) >= SHORTEST_TELLING
            and not known.is_generic(words[0])
            and not aliases(self.search.language).codes((words[0],))
            and self._is_nowhere(at)
            and self._count(shared[0]) == self._count_with(shared[0], at, others)
        )

    def _count_with(self, shared: int, at: int, others: set[str]) -> int:
        index = self.search.index
        return sum(
            self._stands(place := number + at - shared, at, [shared])
            and index.words[place] in others
            for number in self.places[shared]
        )

    def _is_nowhere(self, at: int) -> bool:
        return not self.places[at] and self.search.index.place_of_small(self.words[at]) is None

    def _is_near(self, at: int, anchor: int) -> bool:
        """Tell whether the typed word stands near a place of the one beside it."""
        index, typed = self.search.index, self.words[at].removesuffix("s")
        for number in sorted(self.places[anchor])[:MOST_PLACES]:
            start, end = index.places[number]
            around = WORD.finditer(index.text[max(0, start - NEAR) : end + NEAR])
            if any(folded(found[0]).removesuffix("s") == typed for found in around):
                return True
        return False


def _alike(one: str, other: str) -> int:
    """Count the letters that two words have in common at their beginning."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _plain(word: str) -> str:
    """Give a word as British and American English have it in common: labour, center."""
    return word.replace("our", "or").removesuffix("re").removesuffix("er")
