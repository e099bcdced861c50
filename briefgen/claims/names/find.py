"""Find the words of a name in a text, near each other, and see what speaks against it.

What is found are the numbers of its first and last word in the index.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.claims.names.index import Index, is_gap
from briefgen.claims.names.runs import SHORT_FORMS
from briefgen.claims.names.spelling import is_same_forename, variants
from briefgen.claims.names.words import (
    aliases,
    has_words,
    known_forenames,
    primary,
    small_words,
    words_of,
)
from briefgen.ground.records import record
from briefgen.ground.regexes import regex

Found = tuple[int, int]
# The most words that may stand between two of a name: a middle name, an initial or two.
MOST_BETWEEN = 2
# The most places of a word that are looked at. A name that is in more is what a text is about.
MOST_PLACES = 2_000
# The most words, of a name in another order, with titles and the like between them.
WIDEST = 8
# What stands between a forename and a surname, and between them in a list: Lavrov, Sergei.
DIRECT = regex(r"[ \u00a0\t]{0,3}(?:\r?\n[ \t]{0,8})?|-")
REVERSED = regex(rf",?(?:{DIRECT.pattern})")


@record
class Search:
    """A text that names are looked for in, with the language of those who ask."""

    index: Index
    language: str
    is_person: bool = False

    @property
    def is_foreign(self) -> bool:
        """Tell whether the text is in another language than the name."""
        return bool(self.index.language) and self.index.language != primary(self.language)

    def numbers(self, word: str) -> list[int]:
        """List the numbers of the places of a word of a name, in any of its spellings."""
        index, found = self.index, list[int]()
        language = index.language or self.language
        for form in dict.fromkeys(variants(word, language, is_person=self.is_person)):
            found += index.at.get(form, [])[:MOST_PLACES]
        return sorted(found or index.sounding(word, is_foreign=self.is_foreign)[:MOST_PLACES])[
            :MOST_PLACES
        ]

    def together(self, words: Sequence[str]) -> Found | None:
        """Find words in their order, with at most a middle name and small words between."""
        if len(words) == 1:
            numbers = self.numbers(words[0])
            return (numbers[0], numbers[0]) if numbers else None
        places = [set(self.numbers(word)) for word in words]
        for first in sorted(places[0]):
            last: int | None = first
            for own in places[1:]:
                last = None if last is None else self._next(last, own)
            if last is not None:
                return first, last
        return None

    def without_last(self, words: Sequence[str]) -> Found | None:
        """Find words behind which no other part of a name stands anywhere.

        Ana Moor Berg isn't there where a text has Ana Moor Holm.
        """
        seconds = set(self.numbers(words[1]))
        for first in self.numbers(words[0]):
            behind = first + 2
            is_there = first + 1 in seconds and behind < len(self.index.places)
            if is_there and DIRECT.fullmatch(self.index.gap(behind)) and self._is_of_name(behind):
                return None
        return self.together(words)

    def _next(self, number: int, own: set[int]) -> int | None:
        """Give the place of the next word of a name, at most a middle name behind `number`."""
        if number in own:  # a part of the same word: Rolls-Royce
            return number
        small = small_words()
        for behind in range(number + 1, min(number + 2 + MOST_BETWEEN, len(self.index.places))):
            if not is_gap(self._gap(behind), small):
                return None
            if behind in own:
                return behind
        return None

    def _gap(self, number: int) -> str:
        """Give what stands before a word, without the full stop of `S.` or `Mr.` before."""
        gap = self.index.gap(number)
        before = self.index.words[number - 1] if number else ""
        is_short = len(before) == 1 or before in SHORT_FORMS
        return gap[1:] if is_short and gap.startswith(".") else gap

    def reversed(self, words: Sequence[str]) -> Found | None:
        """Find a surname with the forename behind it: `LAVROV, Sergei`."""
        places = set(self.numbers(words[0]))
        for number in self.numbers(words[-1]):
            if number + 1 in places and REVERSED.fullmatch(self.index.gap(number + 1)):
                return number, number + 1
        return None

    def in_any_order(self, words: Sequence[str]) -> Found | None:
        """Find words in any order, with nothing but generic words between them."""
        places = [set(self.numbers(word)) for word in words]
        every = set[int]().union(*places)
        for first in sorted(every):
            stop = min(first + WIDEST, len(self.index.places))
            last = first
            while last + 1 < stop and self._goes_on(last + 1, every):
                last += 1
            seen = range(first, last + 1)
            if all(any(number in own for number in seen) for own in places):
                return first, last
        return None

    def _goes_on(self, number: int, every: set[int]) -> bool:
        known = number in every or self.is_generic(self.index.words[number])
        return known and is_gap(self.index.gap(number), small_words())

    def is_part(self, word: str) -> bool:
        """Tell whether a word is a name only with the one behind it: North, New."""
        language = self.index.language or self.language
        return has_words(language) and word in words_of(language).parts

    def is_generic(self, word: str) -> bool:
        """Tell whether a word is no name by itself, in the language of the text."""
        language = self.index.language or self.language
        return has_words(language) and words_of(language).is_generic(word)

    def by_surname(self, words: Sequence[str]) -> Found | None:
        """Find a surname alone, if nobody of this surname has another forename there."""
        bare, against, found = self._of_surname(words)
        # Igor Petrov and Ms Orlov are there: they aren't Igor Orlov.
        return found or (None if against or self._is_of_another(words[0]) else bare)

    def _is_of_another(self, forename: str) -> bool:
        """Tell whether a forename stands before somebody's surname."""
        behind = (number + 1 for number in self.numbers(forename))
        return len(forename) > 1 and any(
            number < len(self.index.places)
            and DIRECT.fullmatch(self.index.gap(number))
            and self._is_of_name(number)
            for number in behind
        )

    def namesake(self, words: Sequence[str]) -> Found | None:
        """Find somebody with the same surname and another forename."""
        return self._of_surname(words)[1]

    def _of_surname(self, words: Sequence[str]) -> tuple[Found | None, Found | None, Found | None]:
        """Find where a surname stands alone, with another forename, and with the right one."""
        bare = against = None
        for number in self.numbers(words[-1]):
            before = self._forename_before(number)
            if before is None:
                bare = bare or (number, number)
            elif is_same_forename(words[0], before):
                return bare, against, (number - 1, number)
            else:
                against = against or (number - 1, number)
        return bare, against, None

    def by_first(self, words: Sequence[str]) -> Found | None:
        """Find the first word of a name behind a title, as President Xi for Xi Jinping."""
        bare = None
        for number in self.numbers(words[0]):
            behind = number + 1
            is_joined = behind < len(self.index.places) and bool(
                DIRECT.fullmatch(self.index.gap(behind))
            )
            if is_joined and self._is_of_name(behind):
                return None
            if number and DIRECT.fullmatch(self._gap(number)) and self._is_title(number - 1):
                bare = bare or (number, number)
        return bare

    def _is_title(self, number: int) -> bool:
        language = self.index.language or self.language
        return has_words(language) and self.index.words[number] in words_of(language).titles

    def _forename_before(self, number: int) -> str | None:
        """Give the word before a surname that can be a forename, or an initial."""
        if not number or not DIRECT.fullmatch(self._gap(number)):
            return None
        before = self.index.words[number - 1]
        return before if self._is_of_name(number - 1) else None

    def _is_of_name(self, number: int) -> bool:
        """Tell whether a word can be a part of a name: no title, country or common word."""
        word = self.index.words[number]
        if self.is_part(word) or word in known_forenames():
            return True
        if self.is_generic(word) or word in self.index.small or word in small_words():
            return False
        return not aliases(self.index.language or self.language).codes((word,))
