"""Find the passages of a capture that are most like a sentence, by its rare words.

A paraphrase has other words in another order. So it isn't compared word by word, as a quote is:
what counts is how many of its rare words, or words of the same stem, stand close together.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import lru_cache
from math import log

from briefgen.evidence.concordance import COMMON, Concordance, stems
from briefgen.evidence.folding import fold
from briefgen.evidence.verify import Searchable
from briefgen.ground.records import record

# Two of these stretches, in words, are about as long as a long sentence.
STRETCH = 16
# The most places of a sentence's words that are looked at, the rarest words first; and the most
# windows that are kept for it.
MOST_PLACES, WINDOWS = 1500, 24
# A word that is this many times as frequent as the average of a page is no sign of a subject.
PAGE = 30


@record
class Window:
    """A stretch of a capture, by offsets, and how much of a sentence is in it.

    `share` is that by the weight of its words, up to 1, `count` the number of its rare words.
    """

    start: int
    end: int
    share: float
    count: int


@record
class Alike:
    """The windows of a capture that have rare words of a sentence, the most alike first.

    `weights` has the stems of the sentence's words, with how much each says of the place. `size` is
    the number of words that the capture has.
    """

    windows: tuple[Window, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    size: int = 0

    def share_at(self, places: Sequence[tuple[int, int]]) -> tuple[float, tuple[int, int] | None]:
        """Find which of some places, in order, is in the window most like the sentence."""
        for window in self.windows:
            if at := next(inside(places, window.start, window.end), None):
                return window.share, at
        return 0.0, None

    def without(self, said: Collection[str]) -> Alike:
        """Leave the stems of some words out of what is weighed; the windows stay as they are."""
        kept = {each: weight for each, weight in self.weights.items() if each not in said}
        return replace(self, weights=kept)


def inside(places: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    """List those of some places, in order, that start in a stretch."""
    at = bisect_left(places, (start, 0))
    while at < len(places) and places[at][0] < end:
        yield places[at]
        at += 1


def rarity(size: int, count: int) -> float:
    """Weigh what stands in `count` places of a text of `size` words; 0 or less is no sign."""
    return log((size + 10 * PAGE) / PAGE / (count or 1))


def alike(words: str, source: Searchable) -> Alike:
    """Find the windows of a source that are like the words of a sentence.

    Only rare words count: words that stand everywhere say nothing of where.
    """
    text = source.concordance
    told = _told(words, text)
    weights = {each: weight for weight, each, _ in told}
    whole = sum(weights.values())
    votes: defaultdict[int, float] = defaultdict(float)
    count: Counter[int] = Counter()
    left = MOST_PLACES
    for weight, _, numbers in told:
        left -= len(numbers)
        if left < 0:
            break
        near = {number // STRETCH for number in numbers}
        for window in near | {number - 1 for number in near}:
            votes[window] += weight
            count[window] += 1
    best = sorted(votes, key=lambda each: (-votes[each], each))[:WINDOWS]
    return Alike(
        tuple(Window(*_original(source, each), votes[each] / whole, count[each]) for each in best),
        weights,
        text.size,
    )


def _told(words: str, text: Concordance) -> list[tuple[float, str, list[int]]]:
    """Weigh the stems of a sentence, the rarest first, each with its places in the text."""
    found = []
    for each in dict.fromkeys(stems(fold(words).text.lower())):
        count = text.count(each)
        weight = rarity(text.size, count)
        if weight > 0 and count < COMMON and any(map(str.isalnum, each)):
            found.append((weight, each, text.numbers(each) if count else []))
    found.sort(key=lambda each: -each[0])
    return found


# In a short source the sentences of a brief are alike to the same windows.
@lru_cache(maxsize=2048)
def _original(source: Searchable, window: int) -> tuple[int, int]:
    text, folded = source.concordance, source.folded
    start, end = text.start(window * STRETCH), text.start((window + 2) * STRETCH)
    return folded.start(start), folded.end(end)
