"""The words of a transcript's turns as quotations: long turns in pieces that a brief can use.

Apart from where the turns are (which is for `attribution` to say), because how long a quotation
should be doesn't depend on who speaks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from briefgen.attribution.quotations.find import Quotation
from briefgen.attribution.quotations.patterns import PIECE_END, SHORT_FORM

# About as many words as are quoted at once.
PIECE = 60
# A time, or what an interpreter or a reporter notes, before the words.
LEAD = re.compile(r"\s*(?:\\?\[[^\]\n]{1,40}\]|\([^()\n]{1,40}\))\s*(?=\S)")
BRACKETED = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*\Z")


@dataclass(frozen=True, slots=True)
class NamedTurn:
    """One turn: its words from `start` to `end`, and whom its label names (or nobody)."""

    start: int
    end: int
    speaker: str
    role: str
    how: str
    certain: bool


def with_turns(
    text: str, spoken: Sequence[NamedTurn], found: Iterable[Quotation]
) -> list[Quotation]:
    """The words of each turn, in pieces, with the quotations that stand outside of all turns."""
    ends = [match.start() for match in re.finditer("\n", text)]
    starts = [turn.start for turn in spoken]
    outside = [
        one
        for one in found
        if not ((at := bisect_right(starts, one.start)) and one.start < spoken[at - 1].end)
    ]
    pieces = [
        replace(piece, line=bisect_right(ends, piece.start - 1) + 1)
        for turn in spoken
        for piece in _pieces(text, turn)
    ]
    return sorted([*outside, *pieces], key=lambda one: one.start)


def _pieces(text: str, turn: NamedTurn) -> Iterator[Quotation]:
    """A turn in pieces of whole sentences that don't cross a paragraph."""
    for start, end in _paragraphs(text, turn.start, turn.end):
        at, words = start, 0
        for sentence in _sentences(text, start, end):
            length = len(text[sentence[0] : sentence[1]].split())
            if words and words + length > PIECE:
                yield _piece(text, at, sentence[0], turn)
                at, words = sentence[0], 0
            words += length
        yield _piece(text, at, end, turn)


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The paragraphs of a stretch; what only says what happened, in brackets, is left out."""
    at = start
    for gap in [*re.finditer(r"\n[ \t]*\n", text[start:end]), None]:
        stop = start + gap.start() if gap else end
        inside = text[at:stop]
        if any(char.isalnum() for char in inside) and not BRACKETED.match(inside):
            first = at + len(inside) - len(inside.lstrip())
            yield first, first + len(inside.strip())
        at = start + gap.end() if gap else end


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for found in PIECE_END.finditer(text, start, end):
        if not SHORT_FORM.search(text, max(start, found.end() - 8), found.end()):
            yield at, found.end()
            at = found.end()
    if text[at:end].strip():
        yield at, end


def _piece(text: str, start: int, end: int, turn: NamedTurn) -> Quotation:
    if lead := LEAD.match(text, start, end):
        start = lead.end()
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    words = " ".join(inside.split())
    return Quotation(
        start, start + len(inside.strip()), words, turn.speaker, turn.how, turn.certain, turn.role
    )
