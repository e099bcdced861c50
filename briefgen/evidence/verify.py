"""Tell whether a quote stands in a source, by a pure function of two texts.

A quote is true when its parts stand in the source, in order, in one passage, with nothing between
them but what the writer's marks account for. Linear in the length of the source.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import field
from functools import cached_property, lru_cache
from typing import Literal, Protocol

from briefgen.evidence.concordance import Concordance
from briefgen.evidence.drops import Drop, drops
from briefgen.evidence.folding import Change, Folded, fold, is_read_alike, needed
from briefgen.evidence.marks import Marked, Part, is_too_long, marked, whole
from briefgen.evidence.passages import PASSAGE, Chain, Passages, far_chain, is_own, passages
from briefgen.evidence.places import is_closed_alike, occurrences, places, whole_place
from briefgen.ground.records import record
from briefgen.ground.travel import FieldsAlone

__all__ = ["Drop", "Match", "Searchable", "Verdict", "searchable", "verify"]

Failing = Literal["missing", "capital", "order", "far", "ambiguous", "sic"]

# How many characters before and behind a place are given, to tell it from others.
CONTEXT = 32
# Named among the foldings where the writer's full stop or comma replaces the source's sign.
CLOSING = "closing sign"


class WithFurniture(Protocol):
    """A thing that knows which stretches of its text belong to no sentence, as a capture does."""

    @property
    def furniture(self) -> tuple[Change, ...]:
        """The stretches, with what is read in their place."""


@record
class Searchable(FieldsAlone):
    """A source's text, folded once for all the quotes from it.

    `source` is asked for the stretches that belong to no sentence when a quote isn't found.
    `without` are such stretches that this text was folded without.
    """

    folded: Folded
    source: WithFurniture | None = None
    without: tuple[Change, ...] = ()

    def __hash__(self) -> int:
        """Hash the text alone: a string caches its hash, and hashing the rest would take long."""
        return hash(self.folded.original)

    @cached_property
    def lower(self) -> str:
        """The folded text in lower case, character for character."""
        text = self.folded.text
        # An İ is two characters in lower case; offsets have to stay.
        lowered = text.lower()
        return lowered if len(lowered) == len(text) else "".join(map(_lower, text))

    @cached_property
    def concordance(self) -> Concordance:
        """Where each word stands in the folded text."""
        return Concordance(self.lower)

    @cached_property
    def loose(self) -> Folded:
        """The text folded loosely; the same where that makes no difference."""
        if is_read_alike(self.folded.original):
            return self.folded
        loose = fold(self.folded.original, is_loose=True, without=self.without)
        return self.folded if loose.text == self.folded.text else loose

    @cached_property
    def bare(self) -> Searchable:
        """The text without its furniture, offsets as in the whole; the same where it has none."""
        without = self.source.furniture if self.source else ()
        if not without:
            return self
        return Searchable(fold(self.folded.original, without=without), without=without)

    def words(self, start: int, end: int) -> str:
        """Copy a stretch of the source's own text, without what is left out of it."""
        pieces: list[str] = []
        at = start
        first = bisect_left(self.without, (start,))
        for left, right, piece in self.without[first:]:
            if left >= end:
                break
            pieces += (self.folded.original[at:left], piece)
            at = right
        return "".join((*pieces, self.folded.original[at:end]))


@record
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


@record
class Verdict:
    """What was found of a quote in a source.

    Without a `fault` the quote is true: word for word, or with marked edits if `is_edited`. `match`
    is where it stands, if that is known; `others` are further places, if there are many not all.
    `foldings` names what had to be folded. `part` is the part of the quote that a fault is about,
    by its offsets in the quote. `is_too_long` says that the quote was not looked for.
    """

    fault: Failing | None = None
    match: Match | None = None
    is_edited: bool = False
    foldings: tuple[str, ...] = ()
    drops: tuple[Drop, ...] = ()
    others: tuple[Match, ...] = ()
    part: tuple[int, int] | None = None
    context: tuple[str, str] = field(default=("", ""))
    is_too_long: bool = False


@record
class _Attempt:
    """One way to read a quote and its source: with which marks, and how they are folded."""

    source: Folded
    quote: Marked
    is_loose: bool


@lru_cache(maxsize=16)
def searchable(text: str, source: WithFurniture | None = None) -> Searchable:
    """Fold a source's text, so that quotes can be looked for in it."""
    return Searchable(fold(text), source)


@lru_cache(maxsize=1024)
def verify(quote: str, source: Searchable, prefix: str = "", suffix: str = "") -> Verdict:
    """Look for a quote in a source. `prefix` and `suffix` decide between several places.

    If the quote isn't in the whole text, it is looked for in the text without its furniture.
    """
    if is_too_long(quote):
        return Verdict("missing", is_too_long=True)
    found = _verified(quote, source, prefix, suffix)
    if found.fault in (None, "ambiguous") or source.bare is source:
        return found
    bare = _verified(quote, source.bare, prefix, suffix)
    return found if found.match and bare.fault and not bare.match else bare


def _verified(quote: str, source: Searchable, prefix: str, suffix: str) -> Verdict:
    for attempt in _attempts(quote, source):
        # Folded in the same way as the source that they are compared with.
        before, after = (
            fold(each.strip(), is_loose=attempt.is_loose).text for each in (prefix, suffix)
        )
        found = passages(attempt.source, attempt.quote, before, after)
        if found.chains:
            return _verdict(quote, attempt, found)
        # If the words stand somewhere without that prefix or suffix, the message says where.
        elsewhere = passages(attempt.source, attempt.quote) if before or after else found
        if elsewhere.chains:
            return _verdict(quote, attempt, elsewhere, "missing")
        chain = far_chain(attempt.source, attempt.quote) if found.is_common else None
        if chain:
            return Verdict("ambiguous", _match(attempt.source, chain))
    return _fault_of(source, marked(quote))


def _attempts(quote: str, source: Searchable) -> Iterator[_Attempt]:
    """List the ways to read a quote: first all marks are the source's own, then the writer's."""
    strict = whole(quote), marked(quote)
    for each in _in_parts(*strict):
        yield _Attempt(source.folded, each, is_loose=False)
    loose = whole(quote, is_loose=True), marked(quote, is_loose=True)
    if source.loose is not source.folded or loose != strict:
        for each in _in_parts(*loose):
            yield _Attempt(source.loose, each, is_loose=True)


def _in_parts(plain: Marked, edited: Marked) -> Iterator[Marked]:
    """List those of two readings of a quote that have words; only one if they are the same."""
    if plain.parts:
        yield plain
    if edited.parts and edited != plain:
        yield edited


def _verdict(
    quote: str, attempt: _Attempt, found: Passages, fault: Failing | None = None
) -> Verdict:
    """Judge a quote that was found; places with the same closing sign go before others."""
    source, edited = attempt.source, attempt.quote
    alike = [
        chain
        for chain in found.chains
        if all(
            is_closed_alike(source, part, place)
            for part, place in zip(edited.parts, chain, strict=True)
        )
    ]
    chain, *others = alike or found.chains
    if not fault and (others or found.is_common):
        fault = "ambiguous"
    match = _match(source, chain)
    return Verdict(
        fault,
        match,
        is_edited=not _is_verbatim(source, edited, chain),
        foldings=_foldings(quote, attempt, chain, is_closed_alike=bool(alike)),
        drops=tuple(drops(source, edited, chain)),
        others=tuple(_match(source, other) for other in others),
        context=_context(source.original, match),
    )


def _foldings(
    quote: str, attempt: _Attempt, chain: Chain, *, is_closed_alike: bool
) -> tuple[str, ...]:
    """Name what had to be folded in the parts of a quote, in a fixed order."""
    match = _match(attempt.source, chain)
    pairs = zip(attempt.quote.parts, match.parts, strict=True)
    names = [
        name
        for part, place in pairs
        for name in needed(quote[part.start : part.end], attempt.source.original[slice(*place)])
    ]
    return tuple(dict.fromkeys((*names, *(() if is_closed_alike else (CLOSING,)))))


def _match(source: Folded, chain: Chain) -> Match:
    """Where a chain stands in the source's own text, without white space at the parts' ends."""
    parts = []
    for start, end in chain:
        first, last = source.start(start), source.end(end)
        text = source.original[first:last]
        parts.append(
            (first + len(text) - len(text.lstrip()), last - (len(text) - len(text.rstrip())))
        )
    return Match(tuple(parts))


def _context(text: str, match: Match) -> tuple[str, str]:
    """What stands before and behind a match, as in a Text Quote Selector (W3C, 4.2.4)."""
    return text[max(0, match.start - CONTEXT) : match.start], text[match.end : match.end + CONTEXT]


def _is_verbatim(source: Folded, quote: Marked, chain: Chain) -> bool:
    """Whether a quote has no mark of its writer's."""
    own = all(
        is_own(gap, source.text[chain[at][1] : chain[at + 1][0]])
        for at, gap in enumerate(quote.gaps)
    )
    changed = any(part.any_case for part in quote.parts)
    marked_sic = any(gap.kind == "sic" and gap.typed for gap in quote.gaps)
    return own and not changed and not marked_sic and not quote.has_edge


def _fault_of(source: Searchable, quote: Marked) -> Verdict:
    """Say why a quote isn't in the source: a part is missing, differs in a capital, or the like."""
    if not quote.parts:
        return Verdict("missing")
    first: tuple[Part, int] | None = None
    for part in quote.parts:
        if next(places(source.folded, part), None) is None:
            at = _in_any_case(source, part)
            # Words that aren't there weigh more than a capital that was changed before them.
            if at is None:
                return Verdict("missing", part=(part.start, part.end))
            first = first or (part, at)
    if not first:
        return _parts_apart(source.folded, quote)
    part, at = first
    match = _match(source.folded, ((at, at + len(part.folded.text)),))
    context = _context(source.folded.original, match)
    return Verdict("capital", match, part=(part.start, part.end), context=context)


def _parts_apart(source: Folded, quote: Marked) -> Verdict:
    """Say why a quote isn't there though all its parts are: what stands between them is wrong."""
    for at, gap in enumerate(quote.gaps):
        if gap.kind == "sic" and gap.typed:
            return Verdict("sic", part=(quote.parts[at].start, quote.parts[at].end))
    chain = far_chain(source, quote)
    for at in range(len(quote.gaps) if chain else 0):
        if chain and chain[at + 1][0] - chain[at][1] > PASSAGE:
            part = quote.parts[at + 1].start, quote.parts[at + 1].end
            match = _match(source, chain)
            return Verdict("far", match, part=part, context=_context(source.original, match))
    return Verdict("order", part=(quote.parts[-1].start, quote.parts[-1].end))


def _in_any_case(source: Searchable, part: Part) -> int | None:
    """Where a part stands when case is left aside."""
    needle = "".join(map(_lower, part.stem))
    for at in occurrences(source.lower, needle, is_word=not part.glued_before):
        if whole_place(source.folded, part, at, at + len(needle)):
            return at
    return None


def _lower(sign: str) -> str:
    return sign.lower()[:1] or sign
