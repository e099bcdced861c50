"""The passage of a source that comes nearest to a quote which isn't in it, and what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.evidence.folding import Folded, fold
from briefgen.evidence.marks import MARK
from briefgen.evidence.verify import Searchable, words

if TYPE_CHECKING:
    from rapidfuzz.distance import Opcode

# Below this share of like words a passage is no attempt at the quote.
ALIKE = 0.5
SHINGLE = 3
MOST_PLACES = 200


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of a quote, and those that the source has in their place; either may be empty.

    `quote` and `source` are the offsets of the words, in the quote and in the source's own text.
    """

    typed: str
    read: str
    quote: tuple[int, int]
    source: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Nearest:
    """The nearest passage of a source: its place in the source's text, and what differs."""

    start: int
    end: int
    text: str
    differences: tuple[Difference, ...]


def nearest(quote: str, source: Searchable) -> Nearest | None:
    """The nearest passage; None where no passage has half of the quote's words."""
    typed = fold(bare(quote))
    window = _window(typed, source)
    if window is None:
        return None
    start, end = window
    ours, theirs = words(typed.text), words(source.folded.text[start:end])
    passage = [source.folded.text[start + a : start + b] for a, b in theirs]
    codes = _trimmed(_opcodes([typed.text[a:b] for a, b in ours], passage))
    kept = sum(code.src_end - code.src_start for code in codes if code.tag == "equal")
    if kept < len(ours) * ALIKE:
        return None
    typed_words, read_words = (typed, ours, 0), (source.folded, theirs, start)
    at, to = _stretch(read_words, codes[0].dest_start, codes[-1].dest_end)
    differing = [code for code in codes if code.tag != "equal"]
    pairs = tuple(_difference(code, typed_words, read_words) for code in differing)
    return Nearest(at, to, source.folded.original[at:to], pairs)


def bare(quote: str) -> str:
    """A quote with blanks in place of the writer's marks, so that offsets stay."""
    return MARK.sub(lambda mark: mark[0] if mark["capital"] else " " * len(mark[0]), quote)


def _window(typed: Folded, source: Searchable) -> tuple[int, int] | None:
    """The stretch of the source in which most of the quote's runs of three words stand in order.

    Each place of a run votes for where the quote would start; a run of one word votes last.
    """
    length = len(typed.text)
    for size in (SHINGLE, 1):
        votes = [
            place - start
            for start, run in _runs(typed.text, size)
            for place in _places(source.lower, run.lower())
        ]
        if votes:
            buckets = Counter(vote // (length + 80) for vote in votes)
            best = max(buckets, key=lambda bucket: buckets[bucket] + buckets[bucket + 1])
            near = sorted(vote for vote in votes if vote // (length + 80) in (best, best + 1))
            start = near[len(near) // 2]
            return max(0, start - length // 4 - 20), start + length + length // 4 + 40
    return None


def _runs(text: str, size: int) -> list[tuple[int, str]]:
    """The runs of so many words, with where they start; of single words the longest alone."""
    places = words(text)
    if size == 1:
        longest = sorted(places, key=lambda place: place[0] - place[1])[:4]
        return [(a, text[a:b]) for a, b in longest if b - a > 3]
    pairs = zip(places, places[size - 1 :], strict=False)
    return [(first[0], text[first[0] : last[1]]) for first, last in pairs]


def _places(text: str, run: str) -> list[int]:
    found: list[int] = []
    at = text.find(run)
    while at >= 0 and len(found) < MOST_PLACES:
        found.append(at)
        at = text.find(run, at + 1)
    return found


def _opcodes(ours: list[str], theirs: list[str]) -> list[Opcode]:
    """How the quote's words become the passage's (Levenshtein, word by word)."""
    from rapidfuzz.distance import Levenshtein

    return list(Levenshtein.opcodes(ours, theirs))


def _trimmed(codes: list[Opcode]) -> list[Opcode]:
    """The codes without what the window holds before and behind the passage."""
    while codes and codes[0].tag == "insert":
        codes = codes[1:]
    while codes and codes[-1].tag == "insert":
        codes = codes[:-1]
    return codes


Text = tuple[Folded, Sequence[tuple[int, int]], int]


def _difference(code: Opcode, ours: Text, theirs: Text) -> Difference:
    quote = _stretch(ours, code.src_start, code.src_end)
    source = _stretch(theirs, code.dest_start, code.dest_end)
    typed, read = ours[0].original[slice(*quote)], theirs[0].original[slice(*source)]
    return Difference(typed, read, quote, source)


def _stretch(text: Text, first: int, last: int) -> tuple[int, int]:
    """Where the words from one to another stand in the original; empty where there are none."""
    folded, places, shift = text
    if first == last:
        at = places[first][0] if first < len(places) else places[-1][1]
        return folded.start(shift + at), folded.start(shift + at)
    return folded.start(shift + places[first][0]), folded.end(shift + places[last - 1][1])
