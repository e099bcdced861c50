"""Whether a quote stands in a source: a pure function of two texts.

A quote is true when its parts stand in the source, in order, in one passage, with nothing between
them but what the writer's marks account for. Linear in the length of the source.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from briefgen.evidence.folding import HARD, Folded, fold, needed
from briefgen.evidence.marks import Gap, Marked, Part, marked

Fault = Literal["missing", "capital", "order", "far", "ambiguous", "sic"]

# An insertion stands for a name or a few words, never for a sentence.
INSERTED = 80
# Two parts of one passage: half a page of speech between them is no omission any more.
PASSAGE = 1500
CONTEXT = 32

NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|hardly|cannot|\w+n't|unless|except"
    r"|deny|denies|denied|refused?|false|wrong)\b",
    re.IGNORECASE,
)
NUMBER = re.compile(
    r"\d[\d.,]*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|"
    r"million|billion|half|third|quarter|percent|per cent)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Searchable:
    """A source's text, folded once for all the quotes from it."""

    folded: Folded

    @cached_property
    def lower(self) -> str:
        """The folded text in lower case, character for character."""
        text = self.folded.text
        lowered = text.lower()
        return lowered if len(lowered) == len(text) else "".join(c.lower()[:1] or c for c in text)


@dataclass(frozen=True, slots=True)
class Match:
    """Where a quote stands: the parts' stretches in the source, by offsets into its own text."""

    parts: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """Where the first part starts."""
        return self.parts[0][0]

    @property
    def end(self) -> int:
        """Where the last part ends."""
        return self.parts[-1][1]


@dataclass(frozen=True, slots=True)
class Drop:
    """A word that turns the sense and was left out next to a cut: `word`, and what was dropped."""

    word: str
    dropped: str
    part: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of a quote in a source.

    True word for word (`is_edited` false) or with marked edits; or with a `fault`. `match` is where
    it stands, where that is known; `others` are further places. `foldings` names what had to be
    folded. `part` is the part of the quote that a fault is about, by its offsets in the quote.
    """

    fault: Fault | None = None
    match: Match | None = None
    is_edited: bool = False
    foldings: tuple[str, ...] = ()
    drops: tuple[Drop, ...] = ()
    others: tuple[Match, ...] = ()
    part: tuple[int, int] | None = None
    context: tuple[str, str] = field(default=("", ""))


def searchable(text: str) -> Searchable:
    """A source's text made ready for searching."""
    return Searchable(fold(text))


def verify(quote: str, source: Searchable, prefix: str = "", suffix: str = "") -> Verdict:
    """What there is of a quote in a source. `prefix` and `suffix` decide between several places."""
    for attempt in (_whole(quote), marked(quote)):
        chains = _chains(source, attempt) if attempt.parts else []
        if chains:
            return _verdict(
                quote,
                source.folded,
                attempt,
                _chosen(source.folded, attempt, chains, prefix, suffix),
            )
    return _fault_of(source, marked(quote))


def _whole(quote: str) -> Marked:
    """The quote as if every mark in it were the source's own."""
    words = quote.strip()
    return Marked((Part(fold(words), 0, len(words)),) if re.search(r"\w", words) else ())


Place = tuple[int, int]
Chain = tuple[Place, ...]


def _chains(source: Searchable, quote: Marked) -> list[Chain]:
    """The ways to find all parts in order, the shortest first; one for each place where they end.

    From the last part back: of each place the nearest place of the next part from which the rest
    can be reached.
    """
    chains: list[Chain] = [(place,) for place in _places(source, quote.parts[-1])]
    for part, gap in zip(reversed(quote.parts[:-1]), reversed(quote.gaps), strict=True):
        starts = [chain[0][0] for chain in chains]
        longer = []
        for place in _places(source, part):
            at = bisect_left(starts, place[1])
            if at < len(chains) and _allows(gap, source.folded, place[1], starts[at]):
                longer.append((place, *chains[at]))
        chains = longer
    shortest: dict[int, Chain] = {}
    for chain in chains:
        shortest[chain[-1][1]] = chain
    return sorted(shortest.values(), key=lambda chain: (chain[-1][1] - chain[0][0], chain[0][0]))


def _places(source: Searchable, part: Part) -> Iterator[Place]:
    """Where a part stands in the folded source, from the start on."""
    needle = part.folded.text
    needles = {needle, needle[0].swapcase() + needle[1:]} if part.any_case else {needle}
    found = [start for each in needles for start in _occurrences(source.folded.text, each)]
    for start in sorted(found):
        end = start + len(needle)
        if _is_whole(source.folded, start, end, part) and _same_hyphens(source.folded, start, part):
            yield start, end


def _occurrences(text: str, needle: str) -> Iterator[int]:
    at = text.find(needle)
    while at >= 0:
        yield at
        at = text.find(needle, at + 1)


def _is_whole(source: Folded, start: int, end: int, part: Part) -> bool:
    """Whether no word of the source is cut at either end of a place."""
    text = source.text
    before = text[max(0, start - 2) : start]
    after = text[end : end + 2]
    cut_before = text[start].isalnum() and _ends_in_word(before)
    cut_after = text[end - 1].isalnum() and _starts_in_word(after)
    return (part.glued_before or not cut_before) and (part.glued_after or not cut_after)


def _ends_in_word(before: str) -> bool:
    return before[-1:].isalnum() or (before[-1:] == "'" and before[:-1].isalpha())


def _starts_in_word(after: str) -> bool:
    return after[:1].isalnum() or (after[:1] == "'" and after[1:].isalpha())


def _same_hyphens(source: Folded, start: int, part: Part) -> bool:
    """Whether words are hyphenated alike; at a line's end a hyphen may be the line's own."""
    theirs = source.hyphens_in(start, start + len(part.folded.text))
    ours = part.folded.hyphens
    if not theirs and not ours:
        return True
    hard = {at for at, kind in theirs.items() if kind == HARD}
    return hard <= ours.keys() <= theirs.keys()


def _allows(gap: Gap, source: Folded, start: int, end: int) -> bool:
    """Whether a writer's mark can stand for what the source has between two parts."""
    between = source.text[start:end]
    if gap.kind == "omission" or _is_own(gap, between):
        return True
    if gap.kind == "sic":
        return not between.strip()
    return len(between) <= INSERTED and not re.search(r"[.!?…]\W", between)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The place that a quote is taken to stand in, the other ones, and why it can't be taken."""

    chain: Chain
    others: tuple[Chain, ...] = ()
    fault: Fault | None = None


def _chosen(
    source: Folded, found: Marked, chains: list[Chain], prefix: str, suffix: str
) -> _Chosen:
    near = [chain for chain in chains if not _far(found, chain, source)]
    if not near:
        return _Chosen(chains[0], fault="far")
    asked = [chain for chain in near if _stands_between(source, chain, prefix, suffix)]
    if not asked:
        return _Chosen(near[0], fault="missing")
    return _Chosen(asked[0], tuple(asked[1:]), "ambiguous" if len(asked) > 1 else None)


def _is_own(gap: Gap, text: str) -> bool:
    """Whether the mark is the source's own: it stands there as it was typed."""
    return text.strip() == fold(gap.typed).text.strip()


def _verdict(quote: str, source: Folded, found: Marked, chosen: _Chosen) -> Verdict:
    match = _match(source, chosen.chain)
    text = source.original[match.start : match.end]
    return Verdict(
        chosen.fault,
        match,
        is_edited=not _is_verbatim(source, found, chosen.chain),
        foldings=needed(quote, text) if len(found.parts) == 1 else (),
        drops=tuple(_drops(source, found, chosen.chain)),
        others=tuple(_match(source, chain) for chain in chosen.others),
        part=_far_part(found, chosen.chain, source) if chosen.fault == "far" else None,
        context=_context(source.original, match),
    )


def _match(source: Folded, chain: Chain) -> Match:
    return Match(tuple((source.start(start), source.end(end)) for start, end in chain))


def _context(text: str, match: Match) -> tuple[str, str]:
    """What stands before and behind a match: prefix and suffix of a Text Quote Selector."""
    return text[max(0, match.start - CONTEXT) : match.start], text[match.end : match.end + CONTEXT]


def _gaps(found: Marked, chain: Chain, source: Folded) -> Iterator[tuple[int, Gap, str]]:
    """Of each gap its number, the mark, and what the source has there."""
    for at, gap in enumerate(found.gaps):
        yield at, gap, source.text[chain[at][1] : chain[at + 1][0]]


def _is_verbatim(source: Folded, found: Marked, chain: Chain) -> bool:
    own = all(
        text.strip() == fold(gap.typed).text.strip() for _, gap, text in _gaps(found, chain, source)
    )
    changed = any(part.any_case for part in found.parts)
    marked_sic = any(gap.kind == "sic" and gap.typed for gap in found.gaps)
    return own and not changed and not marked_sic and not found.has_edge


def _far(found: Marked, chain: Chain, source: Folded) -> bool:
    return any(len(text) > PASSAGE for _, _, text in _gaps(found, chain, source))


def _far_part(found: Marked, chain: Chain, source: Folded) -> tuple[int, int]:
    at = next(at for at, _, text in _gaps(found, chain, source) if len(text) > PASSAGE)
    return found.parts[at + 1].start, found.parts[at + 1].end


def _stands_between(source: Folded, chain: Chain, prefix: str, suffix: str) -> bool:
    """Whether a place has the prefix before it and the suffix behind it."""
    before, after = fold(prefix.strip()).text, fold(suffix.strip()).text
    start, end = chain[0][0], chain[-1][1]
    left = source.text[max(0, start - len(before) - 2) : start].rstrip()
    right = source.text[end : end + len(after) + 2].lstrip()
    return left.endswith(before) and right.startswith(after)


def _drops(source: Folded, found: Marked, chain: Chain) -> Iterator[Drop]:
    """Negations and numbers that were left out next to a cut, inside the quote or at its ends."""
    for at, gap, text in _gaps(found, chain, source):
        if gap.kind != "omission" or _is_own(gap, text):
            continue
        edges = " ".join((*text.split()[:6], "…", *text.split()[-6:]))
        for pattern in (NEGATION, NUMBER):
            if word := pattern.search(edges):
                yield Drop(word[0], text.strip(), at)
                break
    before = source.text[max(0, chain[0][0] - 40) : chain[0][0]].split()[-2:]
    if before and before[-1][-1:].isalnum() and (word := NEGATION.search(" ".join(before))):
        yield Drop(word[0], " ".join(before), -1)


def _fault_of(source: Searchable, quote: Marked) -> Verdict:
    """Why a quote isn't in the source, as far as that can be said without reading."""
    if not quote.parts:
        return Verdict("missing")
    lost = [part for part in quote.parts if not any(True for _ in _places(source, part))]
    if not lost:
        return _out_of_order(quote)
    place = lost[0].start, lost[0].end
    for part in lost:
        at = _in_any_case(source, part)
        if at is None:
            return Verdict("missing", part=place)
    at = _in_any_case(source, lost[0])
    match = _match(source.folded, ((at or 0, (at or 0) + len(lost[0].folded.text)),))
    return Verdict("capital", match, part=place, context=_context(source.folded.original, match))


def _out_of_order(quote: Marked) -> Verdict:
    """All parts are there, but not with what stands between them."""
    for at, gap in enumerate(quote.gaps):
        if gap.kind == "sic" and gap.typed:
            return Verdict("sic", part=(quote.parts[at].start, quote.parts[at].end))
    return Verdict("order", part=(quote.parts[-1].start, quote.parts[-1].end))


def _in_any_case(source: Searchable, part: Part) -> int | None:
    """Where a part stands when case is left aside."""
    needle = part.folded.text.lower()
    for at in _occurrences(source.lower, needle):
        whole = _is_whole(source.folded, at, at + len(needle), part)
        if whole and _same_hyphens(source.folded, at, part):
            return at
    return None


def words(text: str) -> Sequence[tuple[int, int]]:
    """The places of the words of a text, punctuation apart."""
    return [found.span() for found in re.finditer(r"[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]", text)]
