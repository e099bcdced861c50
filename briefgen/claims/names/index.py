"""Index the words of a text that can be names, so that a name is looked up without a search.

Only words with capitals have their places noted: a book has a tenth as many of them. Words without
capitals are gathered when they are first asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from briefgen.claims.names.defined import definitions
from briefgen.claims.names.spelling import SHORTEST_SOUND, sound
from briefgen.claims.names.tokens import CAPITAL, PARTS, acronym, folded, is_acronym
from briefgen.claims.names.words import small_words
from briefgen.claims.spoken import likeliest
from briefgen.evidence.language import script_of
from briefgen.ground.regexes import regex

# How much of a text is read to tell its script.
SAMPLE = 20_000
# A code in a source: letters and digits with at most a hyphen or a space between, S-400 or S 400.
CODE = regex(
    r"(?<![^\W_])(?:[^\W\d_]{1,12}+[ \u00a0\-\u2010\u2011\u2013]?)?+\d[^\W_]*+"
    r"(?:[\-\u2010\u2011\u2013/.][^\W_]+)*+"
)
CODE_JOINT = regex(r"[ \u00a0\-\u2010\u2011\u2013/.]")
LETTERS = regex(r"[^\W\d_]+")
SMALL = regex(r"(?<![^\W_])[^\W\d_](?:[^\W_]|[\xad'’\-](?=[^\W_]))*+")
GAP = regex(r"(?:[\s,&()\"“”\xad\-\u2010\u2011'’]|\.(?=\s))*+")
SMALL_BEHIND = regex(r"([^\W\d_]+)[\s'’\-]*+")
# The most words of one letter that a missing name is compared with.
MOST_ALIKE = 5_000
# The longest stretch between two words of one name, with small words in it.
WIDEST_GAP = 30
# Words, and the marks between phrases; how long a word of an acronym is, how many it has, and how
# many words and marks a text may have. In a longer one any three letters begin some run by chance.
PHRASED = regex(r"[^\W\d_]++|[.,;:!?()]|\n\s*\n")
SHORTEST_SPELT, FEWEST_SPELT, MOST_SPELT = 5, 3, 2_500
# The most characters of one part of a name that are taken off as digits of a footnote.
NOTE = regex(r"(?<=[^\W\d_]{3})\d{1,3}$")


class Index:
    """Hold the words with capitals of a text: their places, and the numbers of each by its form.

    `places` are the offsets of the words in order, `at` the numbers of the words by folded form,
    also by each part of `Anna-Lena`. `acronyms` are those that stand in capitals.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.places: list[tuple[int, int]] = []
        self.at: dict[str, list[int]] = {}
        self.acronyms: dict[str, int] = {}
        self._small_places: dict[str, tuple[int, int] | None] = {}
        self._phrases: dict[str, bool] = {}
        self._read()

    def _read(self) -> None:
        places, at, acronyms = self.places, self.at, self.acronyms
        # Most words come again and again: what a word is folded into is kept.
        forms: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        for number, found in enumerate(CAPITAL.finditer(self.text)):
            places.append(found.span())
            word = found[0]
            if (known := forms.get(word)) is None:
                known = forms[word] = _forms(word)
            for form in known[0]:
                if (numbers := at.get(form)) is None:
                    at[form] = [number]
                else:
                    numbers.append(number)
            for short in known[1]:
                acronyms.setdefault(short, number)

    @cached_property
    def script(self) -> str:
        """Name the script of the text."""
        return script_of(self.text[:SAMPLE])

    @cached_property
    def language(self) -> str:
        """Tell the language of the text; empty where nothing tells."""
        return likeliest(self.text)

    @cached_property
    def small(self) -> dict[str, str]:
        """Map the folded words that stand without a capital, and parts of compounds, to themselves.

        Not their places, which few are asked for: `place_of_small` looks for one.
        """
        found: dict[str, str] = {}
        for word in set(SMALL.findall(self.text)):
            if word.isalnum() and word.isascii():
                found[word] = word
            elif not word[0].isupper():
                for form in _small_forms(word):
                    found.setdefault(form, word)
        return found

    def place_of_small(self, word: str) -> tuple[int, int] | None:
        """Find the first place of a folded word that stands without a capital."""
        if word not in self._small_places:
            literal = self.small.get(word)
            whole = regex(rf"(?<![^\W_]){re.escape(literal or '')}(?![^\W_])")
            found = whole.search(self.text) if literal else None
            self._small_places[word] = found.span() if found else None
        return self._small_places[word]

    def has_phrase(self, words: Sequence[str]) -> bool:
        """Tell whether folded words stand behind each other somewhere, whatever their capitals."""
        phrase = " ".join(words)
        if (known := self._phrases.get(phrase)) is None:
            # Most are ruled out because the text lacks one of their words.
            are_there = all(
                word in self.at or word in self.small or word.isdigit() for word in words
            )
            known = self._phrases[phrase] = are_there and phrase in self._flat
        return known

    @cached_property
    def _flat(self) -> str:
        """Hold the text in small letters, with one space for whatever parts words."""
        return re.sub(r"[\s\-\u2010\u2011]+", " ", self.text.lower())

    @cached_property
    def by_letter(self) -> dict[str, list[str]]:
        """Sort the folded words with capitals by their first letter, at most `MOST_ALIKE` each."""
        found: dict[str, list[str]] = {}
        for word in self.at:
            own = found.setdefault(word[0], [])
            if len(own) < MOST_ALIKE:
                own.append(word)
        return found

    @cached_property
    def sorted_words(self) -> list[str]:
        """Sort all folded words, so that those with one beginning stand together."""
        return sorted({*self.at, *self.small})

    def sounding(self, word: str, *, is_foreign: bool) -> list[int]:
        """List the numbers of the words that are a transcription of the same as a folded word."""
        table = self._foreign_sounds if is_foreign else self._sounds
        return table.get(sound(word, is_foreign=is_foreign), [])

    @cached_property
    def _sounds(self) -> dict[str, list[int]]:
        return self._by_sound(is_foreign=False)

    @cached_property
    def _foreign_sounds(self) -> dict[str, list[int]]:
        return self._by_sound(is_foreign=True)

    def _by_sound(self, *, is_foreign: bool) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for word, numbers in self.at.items():
            if len(word) >= SHORTEST_SOUND:
                found.setdefault(sound(word, is_foreign=is_foreign), []).extend(numbers)
        return found

    @cached_property
    def codes(self) -> dict[str, int]:
        """Map each code, without hyphens and spaces, to its offset; also the start of a longer."""
        found: dict[str, int] = {}
        for each in CODE.finditer(self.text):
            pieces = CODE_JOINT.split(each[0])
            for first in (0, 1):
                code = ""
                for piece in pieces[first : first + 4]:
                    code += piece.lower()
                    found.setdefault(code, each.start())
        return found

    @cached_property
    def initials(self) -> str:
        """Join the first letters of all words with capitals; a full stop parts what is apart.

        Each word has two characters: whether it is joined to the one before, and its letter.
        """
        letters, end, text = [], 0, self.text
        small = small_words()
        for start, stop in self.places:
            gap = text[end:start] if start - end <= WIDEST_GAP else "."
            letters.append(" " if gap in (" ", "\n", "-") or is_gap(gap, small) else ".")
            letters.append(text[start])
            end = stop
        return "".join(letters)

    def spelling(self, short: str) -> int | None:
        """Find words with capitals that begin with an acronym's letters: the first's number."""
        found = self.initials.find(" ".join(short))
        # An odd offset is that of a letter; the first letter may stand behind anything.
        while found >= 0 and found % 2 == 0:
            found = self.initials.find(" ".join(short), found + 1)
        return found // 2 if found >= 0 else None

    @cached_property
    def defined(self) -> dict[str, tuple[str, ...]]:
        """Map acronyms to the folded words that the text says they stand for."""
        return definitions(self.text)

    def spelt_out(self, short: str) -> tuple[int, int] | None:
        """Find longer words, with small words between, that begin with an acronym's letters."""
        letters, places = self._beginnings
        is_by_chance = len(short) == FEWEST_SPELT and len(letters) > MOST_SPELT
        is_asked = len(short) >= FEWEST_SPELT and not is_by_chance
        at = letters.find(short) if is_asked else -1
        return (places[at][0], places[at + len(short) - 1][1]) if at >= 0 else None

    @cached_property
    def _beginnings(self) -> tuple[str, list[tuple[int, int]]]:
        """Gather the first letter of each longer word, and a point for what parts two phrases."""
        letters, places, small = list[str](), list[tuple[int, int]](), small_words()
        for found in PHRASED.finditer(self.text):
            word = found[0].lower()
            if word not in small:
                letters.append(word[0] if len(word) >= SHORTEST_SPELT else ".")
                places.append(found.span())
        return "".join(letters), places

    def gap(self, number: int) -> str:
        """Give what stands before a word with a capital, back to the one before it."""
        start = self.places[number][0]
        end = self.places[number - 1][1] if number else 0
        return self.text[max(end, start - 2 * WIDEST_GAP) : start]

    @cached_property
    def words(self) -> list[str]:
        """Hold the form of each word with a capital, by its number."""
        return [folded(self.text[start:end]) for start, end in self.places]


def is_gap(gap: str, small: frozenset[str]) -> bool:
    """Tell whether nothing but small words stands between two words of one name."""
    at = GAP.match(gap).end()  # type: ignore[union-attr]
    while at < len(gap):
        found = SMALL_BEHIND.match(gap, at)
        if not found or found[1].lower() not in small:
            return False
        at = found.end()
    return "," not in gap


def _forms(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Fold a word: its forms, whole and in parts, and the acronyms in it."""
    if word.isalpha() and word.isascii():
        shorts: tuple[str, ...] = (word,) if word.isupper() and len(word) > 1 else ()
        if word[-1] == "s" and word[:-1].isupper() and len(word) > 2:
            shorts = (word[:-1],)
        return (word.lower(),), shorts
    parts = [part for part in PARTS.split(word) if part]
    whole = folded(word)
    forms = {whole: None}
    if bare := NOTE.sub("", whole):
        forms[bare] = None
    if len(parts) > 1:
        forms |= {folded(part): None for part in parts if len(part) > 1}
    shorts = tuple(acronym(part) for part in (word, *parts) if is_acronym(NOTE.sub("", part)))
    # COP26 has the acronym COP, COVID-19 has COVID.
    shorts += tuple(part for part in LETTERS.findall(word) if len(part) > 1 and part.isupper())
    return tuple(filter(None, forms)), shorts


def _small_forms(word: str) -> tuple[str, ...]:
    whole = folded(word)
    parts = PARTS.split(word)
    return (whole, *(folded(part) for part in parts)) if len(parts) > 1 else (whole,)
