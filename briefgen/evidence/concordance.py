"""Index where the rare words of a source stand, for finding passages that are nearly a quote.

It is made when the first quote of a source isn't found, and `nearest` uses it for all its quotes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate

# The signs that may stand before or behind a word without a space.
PUNCTUATION = ".,;:!?'()[]{}/*|•-"
# A word that stands so often, or more often, is not rare: it says little of a quote's place.
COMMON = 500
# The most rare words of a quote that are looked up. With fewer than the least, runs of words are
# looked up, too.
MOST_WORDS, LEAST_WORDS = 12, 3
# The lengths of runs in words, in the order in which they are tried; about how many runs of a
# length are looked up; and the number of places that a run has to stay below.
RUNS, MOST_RUNS, MOST_PLACES = (8, 5, 3), 8, 50
# How many letters of a word are its stem, by its length: the rest may be an ending, as in `ports`.
STEM = (0, 1, 2, 3, 4, 4, 5, 5)
# For scripts without spaces: the lengths of runs in signs, and about how many are looked up.
SIGNS, MOST_SIGNS = (4, 2), 40


class Concordance:
    """The words of a folded text in lower case, by number, and the places of the rare ones."""

    def __init__(self, text: str) -> None:
        self._text = text
        words = _split(text)
        self._lengths = list(accumulate(map(len, words), initial=0))
        counts = Counter(words)
        # Only of rare words: the places of all words of a book take more room than the book.
        self._places: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(words):
            if counts[word] < COMMON:
                self._places[word].append(number)
        self._forms: dict[str, list[str]] = defaultdict(list)
        self._counts: Counter[str] = Counter()
        for word, count in counts.items():
            self._forms[word.strip(PUNCTUATION)].append(word)
            self._counts[word.strip(PUNCTUATION)] += count

    @property
    def size(self) -> int:
        """How many words the text has."""
        return len(self._lengths) - 1

    @cached_property
    def _stems(self) -> dict[str, list[str]]:
        """The words, without the signs around them, by their stems."""
        found: dict[str, list[str]] = defaultdict(list)
        for word in self._forms:
            found[stem(word)].append(word)
        return found

    def count(self, of_stem: str) -> int:
        """Tell how many words have a stem."""
        return sum(self._counts[word] for word in self._stems.get(of_stem, ()))

    def numbers(self, of_stem: str) -> list[int]:
        """List the numbers of the rare words that have a stem, in no order."""
        forms = [form for word in self._stems.get(of_stem, ()) for form in self._forms[word]]
        return [number for form in forms for number in self._places.get(form, ())]

    def start(self, number: int) -> int:
        """Tell where a word starts; the text's end for numbers behind the last."""
        number = max(0, min(number, len(self._lengths) - 1))
        return min(self._lengths[number] + number, len(self._text))

    def telling(self, text: str) -> Iterator[tuple[int, list[int]]]:
        """Find the words of a quote that may tell where in this text it comes from.

        Yields the number of a word in `text`, and the numbers of the same word here. First the rare
        words; if there are few of them, also runs of words, by their first word.
        """
        words = _split(text)
        bare = [word.strip(PUNCTUATION) for word in words]
        rare = sorted(
            (self._counts[word], at)
            for at, word in enumerate(bare)
            if word and 0 < self._counts[word] < COMMON
        )
        for _, at in rare[:MOST_WORDS]:
            yield at, [number for form in self._forms[bare[at]] for number in self._places[form]]
        if len(rare) < LEAST_WORDS:
            yield from self._runs(words)

    def _runs(self, words: list[str]) -> Iterator[tuple[int, list[int]]]:
        """Find runs of words that stand in few places here: of 8 words, else of 5, else of 3."""
        for size in RUNS:
            step = max(1, (len(words) - size) // MOST_RUNS)
            starts = range(0, max(1, len(words) - size + 1), step)
            found = [(at, self._numbers(" ".join(words[at : at + size]))) for at in starts]
            few = [(at, places) for at, places in found if 0 < len(places) < MOST_PLACES]
            if few or size == RUNS[-1]:
                yield from few or ((at, places) for at, places in found if places)
                return

    def _numbers(self, run: str) -> list[int]:
        """The numbers of the words at which a run of words starts."""
        lengths = range(len(self._lengths))
        places = _places_of(self._text, run) if run.strip() else []
        return [bisect_right(lengths, at, key=self.start) - 1 for at in places]


def stem(word: str) -> str:
    """Cut off what may be an ending, so that `agreed` and `agreement` are alike.

    By the length alone, since it has to do for all languages: six letters are kept at most.
    """
    return word[: STEM[len(word)]] if len(word) < len(STEM) else word[:6]


def stems(text: str) -> list[str]:
    """List the stems of the words of a folded text in lower case, without signs around them."""
    bare = (word.strip(PUNCTUATION) for word in _split(text))
    return [stem(word) for word in bare if word]


def runs_of_signs(text: str, typed: str) -> Iterator[tuple[int, list[int]]]:
    """Find runs of 4 signs of `typed` in `text`, or of 2 signs if no run of 4 is there.

    For scripts without spaces, in which words can't be told apart. Yields the offset of a run in
    `typed`, and its offsets in `text`.
    """
    for size in SIGNS:
        step = max(1, len(typed) // MOST_SIGNS)
        starts = range(0, max(1, len(typed) - size + 1), step)
        found = [(at, _places_of(text, typed[at : at + size])) for at in starts]
        if any(places for _, places in found):
            yield from ((at, places) for at, places in found if places)
            return


def _places_of(text: str, run: str) -> list[int]:
    places: list[int] = []
    at = text.find(run)
    while at >= 0 and len(places) < MOST_PLACES:
        places.append(at)
        at = text.find(run, at + len(run))
    return places


def _split(text: str) -> list[str]:
    """The words of a folded text; a dash or an ellipsis parts them."""
    return text.replace("--", "  ").replace("...", "   ").split(" ")
