"""Find the passage of a source that is most like a quote that isn't in it, and what differs.

A window of the source is found by the words that are rare in it, and compared word by word: to
compare a book letter by letter with each quote would take minutes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby, islice
from typing import TYPE_CHECKING

from briefgen.evidence.concordance import runs_of_signs
from briefgen.evidence.folding import UNSPACED, Folded, Place, fold
from briefgen.evidence.marks import MARK, Part, is_too_long, marked
from briefgen.evidence.passages import PASSAGE
from briefgen.evidence.places import are_joined_alike, places
from briefgen.evidence.verify import Searchable
from briefgen.evidence.words import words
from briefgen.ground.records import record

if TYPE_CHECKING:
    from rapidfuzz.distance import Opcode

# The least share of the quote's words that a passage must have to be shown.
ALIKE = 0.5
# How many passages are compared with a quote.
CANDIDATES = 3
# The most that is looked at for a passage, in lengths of the quote.
WIDEST = 8
# How many other parts of a quote are looked up to tell where the missing part should stand.
LANDMARKS = 3


# The stretch of a quote to compare, and the stretch of the source in which it should stand.
Lost = tuple[int, int, Place | None]


@record
class Difference:
    """Words of a quote, and those that the source has in their place; either may be empty.

    `quote` and `source` are the offsets of the words, in the quote and in the source's own text.
    """

    typed: str
    read: str
    quote: tuple[int, int]
    source: tuple[int, int]


@record
class Nearest:
    """The nearest passage of a source: its place in the source's text, and what differs."""

    start: int
    end: int
    text: str
    differences: tuple[Difference, ...]


@record
class _Words:
    """The words of a stretch of a folded text, which starts at `shift`."""

    folded: Folded
    places: Sequence[Place]
    shift: int = 0

    @property
    def texts(self) -> list[str]:
        text = self.folded.text
        return [text[self.shift + start : self.shift + end] for start, end in self.places]

    def part(self, first: int, last: int) -> _Words:
        """Some of these words."""
        return replace(self, places=self.places[first:last])

    def hyphens(self, number: int) -> dict[int, str]:
        """The hyphens inside a word."""
        start, end = self.places[number]
        return self.folded.hyphens_in(self.shift + start, self.shift + end)

    def stretch(self, first: int, last: int) -> Place:
        """Find the place in the original of the words from `first` to `last`."""
        if first == last:
            at = self.places[first][0] if first < len(self.places) else self.places[-1][1]
            start = self.folded.start(self.shift + at)
            return start, start
        start, end = self.places[first][0], self.places[last - 1][1]
        return self.folded.start(self.shift + start), self.folded.end(self.shift + end)


@record
class _Passage:
    """A passage compared with a quote word by word: the edits that turn the quote into it."""

    words: _Words
    codes: Sequence[Opcode]

    @property
    def kept(self) -> int:
        return sum(code.src_end - code.src_start for code in self.codes if code.tag == "equal")

    @property
    def unread(self) -> tuple[int, int]:
        """How many words at the quote's start, and at its end, have none in the passage."""
        return (_deleted(self.codes[0]), _deleted(self.codes[-1])) if self.codes else (0, 0)


def _deleted(code: Opcode) -> int:
    return code.src_end - code.src_start if code.tag == "delete" else 0


@lru_cache(maxsize=256)
def nearest(quote: str, source: Searchable) -> Nearest | None:
    """Find the nearest passage; None where no passage has half of the quote's words.

    If a quote has omissions, only its first part that isn't in the source is compared, with what
    stands in the source near the other parts.
    """
    if is_too_long(quote):
        return None
    lost, whole = _what_is_lost(quote, source), (0, len(quote), None)
    found = _nearest_to(quote, lost, source)
    if found is None and lost != whole:
        found = _nearest_to(quote, whole, source)
    if found is None or not source.without:
        return found
    as_read = [replace(each, read=source.words(*each.source)) for each in found.differences]
    return replace(found, differences=tuple(as_read))


def _nearest_to(quote: str, lost: Lost, source: Searchable) -> Nearest | None:
    start, end, around = lost
    # Spaces before it, so that offsets are those in the quote.
    typed = fold(" " * start + without_marks(quote)[start:end])
    ours = _Words(typed, words(typed.text))
    if not ours.places:
        return None
    found = [_compared(ours, source, *window) for window in _windows(typed.text, source, around)]
    best = max(found, key=lambda passage: passage.kept, default=None)
    if best is None or best.kept < max(1, len(ours.places) * ALIKE):
        return None
    marks = [mark.span() for mark in MARK.finditer(quote) if not mark["capital"]]
    return _nearest(ours, best, marks)


def without_marks(quote: str) -> str:
    """Put blanks in place of the writer's marks in a quote, so that offsets stay."""
    return MARK.sub(
        lambda mark: f" {mark['capital']} " if mark["capital"] else " " * len(mark[0]), quote
    )


def _what_is_lost(quote: str, source: Searchable) -> Lost:
    """Find the part of a quote that isn't in the source; the whole if it can't be told."""
    parts = marked(quote).parts
    lost = next((part for part in parts if not _first(source, part)), None)
    has_omission = any(mark["omission"] or mark["dots"] for mark in MARK.finditer(quote))
    if lost is None or len(parts) < 2 or not has_omission:
        return 0, len(quote), None
    others = (part for part in parts if part is not lost)
    longest = sorted(others, key=lambda part: len(part.stem))[-LANDMARKS:]
    found = next(filter(None, (_first(source, part) for part in reversed(longest))), None)
    around = (max(0, found[0] - PASSAGE), found[1] + PASSAGE) if found else None
    return lost.start, lost.end, around


def _first(source: Searchable, part: Part) -> Place | None:
    return next(places(source.folded, part), None)


def _windows(typed: str, source: Searchable, around: Place | None) -> Iterator[Place]:
    """Find the stretches of the source in which most of the quote's rare words stand in order.

    Each place of a word votes for where the quote would then start; rare words have more weight.
    """
    if around:
        yield around
        return
    if len(UNSPACED.findall(typed)) * 2 > len(typed):
        # Sign by sign, for a script that puts no spaces between words.
        bucket = len(typed) + 8
        for first in _most_voted(runs_of_signs(source.folded.text, typed), bucket):
            end = (first + 3) * bucket
            yield max(0, first * bucket - 8), min(len(source.folded.text), end)
        return
    text = source.concordance
    bucket = typed.count(" ") + 8
    for first in _most_voted(text.telling(typed.lower()), bucket):
        start = text.start(first * bucket - 8)
        # A text without spaces has words of any length.
        yield start, min(text.start((first + 3) * bucket), start + WIDEST * (len(typed) + 80))


def _most_voted(telling: Iterable[tuple[int, list[int]]], bucket: int) -> Iterator[int]:
    """Find the stretches of `bucket` words with the most votes for the quote's start, by number.

    Each gets the votes of the next one, too: words that were put into a quote spread its votes.
    """
    votes: Counter[int] = Counter()
    for at, numbers in telling:
        for number in numbers:
            votes[(number - at) // bucket] += 1 / len(numbers) ** 0.5
    pairs = Counter({at: votes[at] + votes[at + 1] for at in votes})
    yield from (first for first, _ in pairs.most_common(CANDIDATES))


def _compared(ours: _Words, source: Searchable, start: int, end: int) -> _Passage:
    """Find the passage of a stretch of the source that has the most words of the quote in order.

    First one as long as the quote is tried; then a longer one, as the source may have more words.
    """
    from rapidfuzz.fuzz import partial_ratio_alignment

    stretch = words(source.folded.text[start:end])
    all_of_it = _Words(source.folded, stretch, start)
    found = partial_ratio_alignment(ours.texts, all_of_it.texts)
    if found is None or len(stretch) <= len(ours.places):
        return _aligned(ours, all_of_it)
    start, end = found.dest_start, found.dest_end
    exact = _aligned(ours, all_of_it.part(start, end))
    # The window may be off by as many words as differ, and the passage longer by as many.
    more = 2 * (len(ours.places) - exact.kept)
    wide = _aligned(ours, all_of_it.part(max(0, start - more), end + more))
    if wide.kept > exact.kept:
        return wide
    before, behind = exact.unread
    return _aligned(ours, all_of_it.part(max(0, start - before), end + behind))


def _aligned(ours: _Words, theirs: _Words) -> _Passage:
    """Compare a quote with words of the source; extra words at their start and end are cut off."""
    from rapidfuzz.distance import Levenshtein

    codes = list(Levenshtein.opcodes(ours.texts, theirs.texts))
    while codes and codes[0].tag == "insert":
        codes = codes[1:]
    while codes and codes[-1].tag == "insert":
        codes = codes[:-1]
    return _Passage(theirs, codes)


def _nearest(ours: _Words, found: _Passage, marks: list[Place]) -> Nearest:
    codes, theirs = found.codes, found.words
    runs = (list(run) for _, run in groupby(codes, lambda code: code.tag == "equal"))
    groups = [
        _Stretches(run[0].src_start, run[-1].src_end, run[0].dest_start, run[-1].dest_end)
        for run in runs
        if run[0].tag != "equal"
    ]
    if codes[0].tag != "equal":
        groups[0] = groups[0].with_last_read()
    if codes[-1].tag != "equal":
        groups[-1] = groups[-1].with_first_read()
    first = codes[0].dest_start if codes[0].tag == "equal" else groups[0].read_from
    last = codes[-1].dest_end if codes[-1].tag == "equal" else groups[-1].read_to
    start, end = theirs.stretch(first, last)
    differences = [_difference(group, ours, theirs) for group in groups]
    # More words of the source are no difference where a mark of the writer's stands for them.
    told = [each for each in differences if each.typed or not _is_marked(each, ours, marks)]
    told = told or [*islice(_joined_otherwise(ours, found), 1)]
    return Nearest(start, end, theirs.folded.original[start:end], tuple(told))


def _joined_otherwise(ours: _Words, found: _Passage) -> Iterator[Difference]:
    """Find the words that differ only in a hyphen."""
    theirs = found.words
    for code in found.codes:
        if code.tag != "equal":
            continue
        ranges = range(code.src_start, code.src_end), range(code.dest_start, code.dest_end)
        for typed, read in zip(*ranges, strict=True):
            if not are_joined_alike(ours.hyphens(typed), theirs.hyphens(read)):
                group = _Stretches(typed, typed + 1, read, read + 1)
                yield _difference(group, ours, theirs)


@record
class _Stretches:
    """Words of a quote and the words that the source has for them, by their numbers."""

    typed_from: int
    typed_to: int
    read_from: int
    read_to: int

    def with_first_read(self) -> _Stretches:
        """Keep only as many of the source's words as were typed, the first ones.

        For the end of a passage, where nothing else says how far it goes.
        """
        typed = self.typed_to - self.typed_from
        return replace(self, read_to=min(self.read_to, self.read_from + typed))

    def with_last_read(self) -> _Stretches:
        """Keep only as many of the source's words as were typed, the last ones.

        For the start of a passage, like `with_first_read` for its end.
        """
        typed = self.typed_to - self.typed_from
        return replace(self, read_from=max(self.read_from, self.read_to - typed))


def _difference(group: _Stretches, ours: _Words, theirs: _Words) -> Difference:
    quote = ours.stretch(group.typed_from, group.typed_to)
    source = theirs.stretch(group.read_from, group.read_to)
    typed, read = ours.folded.original[slice(*quote)], theirs.folded.original[slice(*source)]
    return Difference(typed, read, quote, source)


def _is_marked(difference: Difference, ours: _Words, marks: list[Place]) -> bool:
    """Whether a mark of the writer's stands where the source has more words."""
    at = difference.quote[0]
    return any(end <= at and not ours.folded.original[end:at].strip() for _, end in marks)
