"""The passages of a source in which the parts of a quote stand in order.

A passage is a chain of places, one for each part, with nothing between two of them but what the
writer's mark there accounts for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from briefgen.evidence.folding import UNSPACED, Folded, Place
from briefgen.evidence.marks import Gap, Marked, Part
from briefgen.evidence.places import places

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

# A sentence's end: not the full stop of a title or of an initial.
SENTENCE_END = re.compile(
    r"(?<!\b[A-Z])(?<!\bM[rs])(?<!\b(?:Mrs|Gen|Sen|Rep|Gov|Col|Sgt|Rev|Hon|Adm))(?<!\bProf)"
    r"(?<!\b(?:Dr|St|Lt|Jr|Sr|No))[.!?]'?\s|[。।]"
)


@dataclass(frozen=True, slots=True)
class Found:
    """The passages that hold a quote, shortest first; no two of them overlap.

    `is_common` says that its words stand in so many places that not all were looked at.
    """

    chains: tuple[Chain, ...] = ()
    is_common: bool = False


class _TooCommonError(Exception):
    """More places than are looked at."""


class _Search:
    """One search for a quote: between which words it has to stand, and how much was looked at."""

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
        part, text = self.quote.parts[number], self.source.text
        for place in places(self.source, part, start, end):
            self.seen += 1
            if self.seen > MOST_PLACES:
                raise _TooCommonError
            if number == 0 and not _ends_with(
                text[max(0, place[0] - MOST_CONTEXT) : place[0]], self.before
            ):
                continue
            behind = text[place[1] : place[1] + MOST_CONTEXT]
            if number + 1 == len(self.quote.parts) and not _starts_with(behind, self.after):
                continue
            yield place

    def _windows(self) -> Iterator[Place]:
        """The stretches of the source that the quote could stand in: around one of its parts."""
        parts = self.quote.parts
        anchor = self._anchor()
        reach = sum(len(part.folded.text) + PASSAGE for part in parts)
        first, last = -1, -1
        for start, end in self._places(anchor):
            if first >= 0 and (start - reach > last or last - first > 20 * reach):
                yield first, last
                first = -1
            if first < 0:
                first = max(0, start - reach) if anchor else start
            last = end + reach
        if first >= 0:
            yield first, last

    def _anchor(self) -> int:
        """The number of the longest part; of the rarest, where all are short."""
        stems = {part.stem: number for number, part in enumerate(self.quote.parts)}
        longest = max(stems, key=len)
        if len(longest) < SHORT:
            longest = min(stems, key=self.source.text.count)
        return stems[longest]

    def _chains_within(self, start: int, end: int) -> list[Chain]:
        """One chain for each place of the first part from which the others can be reached.

        From the last part back: of each place the nearest place of the next part that leads on.
        """
        *others, last = range(len(self.quote.parts))
        chains: list[Chain] = [(place,) for place in self._places(last, start, end)]
        for number in reversed(others):
            starts = [chain[0][0] for chain in chains]
            longer = []
            for place in self._places(number, start, end) if chains else ():
                at = bisect_left(starts, place[1])
                if at < len(chains) and self._leads_on(number, place[1], starts[at]):
                    longer.append((place, *chains[at]))
            chains = longer
        return chains

    def _leads_on(self, number: int, start: int, end: int) -> bool:
        return allows(self.quote.gaps[number], self.source, self.quote.parts[number], start, end)


def passages(source: Folded, quote: Marked, before: str = "", after: str = "") -> Found:
    """The passages that hold a quote, with these folded words before and behind it."""
    chains: list[Chain] = []
    try:
        for chain in _Search(source, quote, before, after).chains():
            chains.append(chain)
            if len(chains) == MOST_CHAINS:
                break
    except _TooCommonError:
        return Found(_apart(chains), is_common=True)
    return Found(_apart(chains), is_common=False)


def allows(gap: Gap, source: Folded, part: Part, start: int, end: int) -> bool:
    """Whether the mark behind a part can stand for what the source has there."""
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
    """As many words as an insertion may stand for: empty brackets and single letters for few."""
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
    """Whether the mark is the source's own: it stands there as it was typed."""
    return text.strip() == gap.folded


def _apart(chains: list[Chain]) -> tuple[Chain, ...]:
    """The chains that don't overlap with a shorter one: each is a passage of its own."""
    kept: list[Chain] = []
    for chain in sorted(chains, key=_length):
        at = bisect_left(kept, chain)
        before, after = kept[at - 1 : at], kept[at : at + 1]
        if before and before[0][-1][1] > chain[0][0]:
            continue
        if after and chain[-1][1] > after[0][0][0]:
            continue
        kept.insert(at, chain)
    return tuple(sorted(kept, key=_length)[: MOST_PASSAGES + 1])


def _length(chain: Chain) -> tuple[int, int]:
    return chain[-1][1] - chain[0][0], chain[0][0]


def _ends_with(text: str, words: str) -> bool:
    """Whether a text ends with these words, quotation marks and spaces between apart."""
    return text.rstrip(" ").endswith(words) or text.rstrip(" '").endswith(words.rstrip(" '"))


def _starts_with(text: str, words: str) -> bool:
    return text.lstrip(" ").startswith(words) or text.lstrip(" '").startswith(words.lstrip(" '"))


def far_chain(source: Folded, quote: Marked) -> Chain | None:
    """The first way to find all parts in order, however far apart; None where there is none."""
    chain: list[Place] = []
    at = 0
    for part in quote.parts:
        place = next(islice(places(source, part, at), 1), None)
        if place is None:
            return None
        chain.append(place)
        at = place[1]
    return tuple(chain)
