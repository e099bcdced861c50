"""The passages of a source in which the parts of a quote stand in order.

A passage is a chain of places, one for each part, with nothing between two of them but what the
writer's mark there accounts for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from briefgen.evidence.folding import UNSPACED, Folded, Place, is_unspaced
from briefgen.evidence.marks import Gap, Marked, Part
from briefgen.evidence.places import places
from briefgen.ground.records import record
from briefgen.ground.regexes import regex

# A place for each part, in their order.
Chain = tuple[Place, ...]

# An insertion stands for a name or a few words, never for a sentence: for so many characters and
# words at most; and for REPLACED words, with REPLACED_EACH more for each word in its brackets.
INSERTED, INSERTED_WORDS = 80, 12
REPLACED, REPLACED_EACH = 4, 2
# The most characters between two parts of one passage: about half a page of speech.
PASSAGE = 1500
# The most passages that are reported; and the most chains that are built to find them.
MOST_PASSAGES, MOST_CHAINS = 20, 400
# The most places that are looked at for one quote; with more, its words are too common.
MOST_PLACES = 300_000

# Parts shorter than this may well stand in many places.
SHORT = 16
# The most characters of the source that are compared with a prefix or suffix.
MOST_CONTEXT = 400

# A sentence's end: not the full stop of a title, of a short form or of an initial, in English,
# German, French and Spanish. One lookbehind for each length: Python's have one length each.
SENTENCE_END = regex(
    r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St|Lt|Jr|Sr|No|Hr|Fr|Nr|Ud))"
    r"(?<!\b(?:Mrs|Gen|Sen|Rep|Gov|Col|Sgt|Rev|Hon|Adm|Abs|bzw|vgl|ggf|Mgr|Sra|Dra|Uds|núm|pág))"
    r"(?<!\b(?:Prof|evtl|Mlle|Sres))[.!?]'?\s|[。।]"
)


@record
class Passages:
    """The passages that hold a quote, shortest first; no two of them overlap.

    `is_common` says that the quote's words have so many places that not all were looked at.
    """

    chains: tuple[Chain, ...] = ()
    is_common: bool = False


class _TooCommonError(Exception):
    """Raised where a quote has more places than are looked at."""


class _Search:
    """One search for a quote: between which words it has to stand, and how much was looked at.

    A quote in parts is looked for only near the places of its rarest part, in windows of the
    source, so that common words in other parts cost little.
    """

    def __init__(self, source: Folded, quote: Marked, before: str, after: str) -> None:
        self.source, self.quote = source, quote
        self.before, self.after = before, after
        self.seen = 0

    def chains(self) -> Iterator[Chain]:
        """Find the ways in which all parts stand in order, window by window."""
        if len(self.quote.parts) == 1:
            yield from ((place,) for place in self._places(0))
            return
        for start, end in self._windows():
            yield from self._chains_within(start, end)

    def _places(self, number: int, start: int = 0, end: int | None = None) -> Iterator[Place]:
        """Find the places of a part: of the first behind `before`, of the last before `after`."""
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
        """List the stretches of the source around the places of the quote's rarest part."""
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
        """Find a chain for each place of the first part, if the other parts follow it in order.

        Chains are built from the last part back: each place is joined to the nearest chain behind
        it.
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
    """Find the passages that hold a quote, with the folded words `before` and `after` around it."""
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
    """Tell for how many words an insertion may stand; for few if it is empty or a letter.

    `[We]` for `The two delegations` is usual; `[]` for a whole clause would be an omission.
    """
    words = [word for word in re.split(r"[\W_]+", typed) if word]
    long = [word for word in words if len(word) > 1 or is_unspaced(word)]
    if not long:
        return 1 + len(words)
    return min(INSERTED_WORDS, REPLACED + REPLACED_EACH * _words_in(" ".join(long)))


def _words_in(text: str) -> int:
    """How many words a text has; two characters count for one where no spaces part them."""
    unspaced = 0 if text.isascii() else len(UNSPACED.findall(text))
    words = UNSPACED.sub(" ", text).split() if unspaced else text.split()
    return sum(any(map(str.isalnum, word)) for word in words) + (unspaced + 1) // 2


def is_own(gap: Gap, text: str) -> bool:
    """Tell whether the mark is the source's own: it stands there as it was typed."""
    return text.strip() == gap.folded


def _apart(chains: list[Chain]) -> tuple[Chain, ...]:
    """Leave out chains that overlap with a shorter one: each of the others is a passage."""
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
