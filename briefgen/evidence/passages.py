"""The passages of a source in which the parts of a quote stand in order.

A passage is a chain of places, one for each part, with nothing between two of them but what the
writer's mark there accounts for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.evidence.folding import UNSPACED, Folded, Place
from briefgen.evidence.marks import Gap, Marked, Part
from briefgen.evidence.places import places

# A place for each part, in their order.
Chain = tuple[Place, ...]

# An insertion stands for a name or a few words, never for a sentence. What is in the brackets says
# for how many: so many, and so many more for each word; for hardly any, where hardly any is there.
INSERTED, INSERTED_WORDS = 80, 12
REPLACED, REPLACED_EACH = 4, 2
# Two parts of one passage: half a page of speech between them is no omission any more.
PASSAGE = 1500
# As many passages are told; of words that stand in more places, the rest isn't counted.
MOST_PASSAGES, MOST_CHAINS = 20, 400
# As many places are looked at for one quote: after that its words are too common to be placed.
MOST_PLACES = 300_000

# Parts shorter than this may well stand in many places.
SHORT = 16
# No more of a prefix or suffix is compared.
MOST_CONTEXT = 400

# A sentence's end: not the full stop of a title or of an initial. One lookbehind for each length of
# a title: Python's have one length each.
SENTENCE_END = re.compile(
    r"(?<!\b[A-Z])(?<!\bM[rs])(?<!\b(?:Mrs|Gen|Sen|Rep|Gov|Col|Sgt|Rev|Hon|Adm))(?<!\bProf)"
    r"(?<!\b(?:Dr|St|Lt|Jr|Sr|No))[.!?]'?\s|[。।]"
)


@dataclass(frozen=True, slots=True)
class Passages:
    """The passages that hold a quote, shortest first; no two of them overlap.

    `is_common` says that its words stand in so many places that not all were looked at.
    """

    chains: tuple[Chain, ...] = ()
    is_common: bool = False


class _TooCommonError(Exception):
    """More places than are looked at."""


class _Search:
    """One search for a quote: between which words it has to stand, and how much was looked at.

    Of a quote in parts, windows of the source are gone through, each around places of the part that
    occurs least, so that common words cost no more than that one's places.
    """

    def __init__(self, source: Folded, quote: Marked, before: str, after: str) -> None:
        self.source, self.quote = source, quote
        self.before, self.after = before, after
        self.seen = 0

    def chains(self) -> Iterator[Chain]:
        """The ways to find all parts in order, window by window."""
        if len(self.quote.parts) == 1:
            yield from ((place,) for place in self._places(0))
            return
        for start, end in self._windows():
            yield from self._chains_within(start, end)

    def _places(self, number: int, start: int = 0, end: int | None = None) -> Iterator[Place]:
        """The places of a part; of the first and last those behind and before the context."""
        parts = self.quote.parts
        for place in places(self.source, parts[number], start, end):
            self.seen += 1
            if self.seen > MOST_PLACES:
                raise _TooCommonError
            if number == 0 and not self._is_behind_prefix(place[0]):
                continue
            if number + 1 == len(parts) and not self._is_before_suffix(place[1]):
                continue
            yield place

    # A prefix may be typed with the quotation mark and the space behind it, or without.
    def _is_behind_prefix(self, at: int) -> bool:
        text, words = self.source.text[max(0, at - MOST_CONTEXT) : at], self.before
        return text.rstrip(" ").endswith(words) or text.rstrip(" '").endswith(words.rstrip(" '"))

    def _is_before_suffix(self, at: int) -> bool:
        text, words = self.source.text[at : at + MOST_CONTEXT], self.after
        if text.lstrip(" ").startswith(words):
            return True
        return text.lstrip(" '").startswith(words.lstrip(" '"))

    def _windows(self) -> Iterator[Place]:
        """The stretches of the source that the quote could stand in: around one of its parts."""
        parts = self.quote.parts
        stems = {part.stem: number for number, part in enumerate(parts)}
        longest = max(stems, key=len)
        # Long words are rare ones. Where all are short, counting is worth its time.
        rarest = longest if len(longest) >= SHORT else min(stems, key=self.source.text.count)
        anchor = stems[rarest]
        reach = sum(len(part.folded.text) + PASSAGE for part in parts)
        first, last = -1, -1
        for start, end in self._places(anchor):
            # Windows that meet are one, up to a length: each is kept whole while it is searched.
            if first >= 0 and (start - reach > last or last - first > 20 * reach):
                yield first, last
                first = -1
            if first < 0:
                first = max(0, start - reach) if anchor else start
            last = end + reach
        if first >= 0:
            yield first, last

    def _chains_within(self, start: int, end: int) -> list[Chain]:
        """One chain for each place of the first part from which the others can be reached.

        From the last part back: of each place the nearest place of the next part that leads on.
        """
        parts, gaps = self.quote.parts, self.quote.gaps
        *others, last = range(len(parts))
        chains: list[Chain] = [(place,) for place in self._places(last, start, end)]
        for number in reversed(others):
            starts = [chain[0][0] for chain in chains]
            longer = []
            for place in self._places(number, start, end) if chains else ():
                at = bisect_left(starts, place[1])
                if at < len(chains) and allows(
                    gaps[number], self.source, parts[number], place[1], starts[at]
                ):
                    longer.append((place, *chains[at]))
            chains = longer
        return chains


def passages(source: Folded, quote: Marked, before: str = "", after: str = "") -> Passages:
    """Find the passages that hold a quote, with these folded words before and behind it."""
    chains: list[Chain] = []
    try:
        for chain in _Search(source, quote, before, after).chains():
            chains.append(chain)
            if len(chains) == MOST_CHAINS:
                break
    except _TooCommonError:
        return Passages(_apart(chains), is_common=True)
    return Passages(_apart(chains), is_common=False)


def allows(gap: Gap, source: Folded, part: Part, start: int, end: int) -> bool:
    """Tell whether the mark behind a part can stand for what the source has there."""
    if end - start > PASSAGE:
        return False
    between = source.text[start:end]
    if gap.kind == "omission" or is_own(gap, between):
        return True
    if gap.kind == "sic":
        return not between.strip()
    if part.glued_after and " " in between.strip():
        return False
    if gap.folded in between:
        # The source's own insertion, and words beside it that were left out without a mark.
        return False
    few = len(between) <= INSERTED and _words_in(between) <= _stands_for(gap.typed)
    return few and not SENTENCE_END.search(between)


def _stands_for(typed: str) -> int:
    """How many words an insertion may stand for: empty brackets and single letters for few.

    `[We]` for `The two delegations` is usual; `[]` for a whole clause would be an omission.
    """
    words = [word for word in re.split(r"[\W_]+", typed) if word]
    long = [word for word in words if len(word) > 1 or UNSPACED.match(word)]
    if not long:
        return 1 + len(words)
    return min(INSERTED_WORDS, REPLACED + REPLACED_EACH * _words_in(" ".join(long)))


def _words_in(text: str) -> int:
    """How many words a text has; two characters count for one where no spaces part them."""
    unspaced = len(UNSPACED.findall(text))
    words = UNSPACED.sub(" ", text).split() if unspaced else text.split()
    return sum(any(map(str.isalnum, word)) for word in words) + (unspaced + 1) // 2


def is_own(gap: Gap, text: str) -> bool:
    """Tell whether the mark is the source's own: it stands there as it was typed."""
    return text.strip() == gap.folded


def _apart(chains: list[Chain]) -> tuple[Chain, ...]:
    """The chains that don't overlap with a shorter one: each is a passage of its own."""
    kept: list[Chain] = []
    for chain in sorted(chains, key=_length):
        at = bisect_left(kept, chain)
        # Those that are kept are in order of their places, since no two of them overlap.
        before, after = kept[at - 1 : at], kept[at : at + 1]
        if before and before[0][-1][1] > chain[0][0]:
            continue
        if after and chain[-1][1] > after[0][0][0]:
            continue
        kept.insert(at, chain)
    return tuple(sorted(kept, key=_length)[: MOST_PASSAGES + 1])


def _length(chain: Chain) -> tuple[int, int]:
    return chain[-1][1] - chain[0][0], chain[0][0]


def far_chain(source: Folded, quote: Marked) -> Chain | None:
    """Find the first way to have all parts in order, however far apart; None if there is none."""
    chain: list[Place] = []
    at = 0
    for part in quote.parts:
        place = next(places(source, part, at), None)
        if place is None:
            return None
        chain.append(place)
        at = place[1]
    return tuple(chain)
