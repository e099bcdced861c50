"""Where the rare words of a text stand: made once, when the first quote isn't found.

Apart from the search for what is nearest, which asks it for many quotes of one source.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import accumulate

# What clings to words.
PUNCTUATION = ".,;:!?'()[]{}/*|•-"
# Words in more places say little of where a quote comes from.
COMMON = 500
# As many rare words of a quote are looked up; with fewer than the least also runs of its words.
MOST_WORDS, LEAST_WORDS = 12, 3
# Runs of so many words, the long ones first: as many of them, each in fewer places than these.
RUNS, MOST_RUNS, MOST_PLACES = (8, 5, 3), 8, 50
# The same for the signs of a script that puts no spaces between words.
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

    def start(self, number: int) -> int:
        """Tell where a word starts; the text's end for numbers behind the last."""
        number = max(0, min(number, len(self._lengths) - 1))
        return min(self._lengths[number] + number, len(self._text))

    def telling(self, text: str) -> Iterator[tuple[int, list[int]]]:
        """Find the words of another text that say where it comes from.

        The number of each there, and its numbers here: of rare words, and of runs of words where
        there are few rare ones.
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
        """Runs of words that stand in few places, of the longest kind of which there are any."""
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


def runs_of_signs(text: str, typed: str) -> Iterator[tuple[int, list[int]]]:
    """Find the short runs of signs of another text in a text, each with its offset there.

    Of the longest kind of which there are any: words in a script without spaces aren't told apart.
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
