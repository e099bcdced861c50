"""Make quotations of a transcript's turns, and cut long turns into pieces for a brief.

How long a quotation should be doesn't depend on who speaks, so this isn't part of
`transcripts.turns`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from briefgen.attribution.quotations.find import Quotation
from briefgen.attribution.quotations.patterns import PIECE_END, SHORT_FORM
from briefgen.ground.records import record
from briefgen.ground.regexes import regex

# The most words in one piece, unless one sentence has more: few quotes are longer.
PIECE = 60
# A time, or a note of an interpreter or reporter, before the words.
LEAD = regex(r"\s*(?:\\?\[[^\]\n]{1,40}\]|\([^()\n]{1,40}\))\s*(?=\S)")
# A paragraph that is only a remark: (Applause.)
BRACKETED = regex(r"\s*[(\[][^()\[\]]*[)\]]\s*\Z")


@record
class NamedTurn:
    """Hold one turn: its words from `start` to `end`, and the name in its label, or empty."""

    start: int
    end: int
    speaker: str
    role: str
    how: str
    certain: bool


def with_turns(
    text: str, spoken: Sequence[NamedTurn], found: Iterable[Quotation]
) -> list[Quotation]:
    """List the words of each turn, in pieces, and the quotations outside of all turns, in order.

    Quotations inside a turn aren't listed: for the brief, the speaker of the turn says them.
    """
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
        for piece in _pieces_of_turn(text, turn)
    ]
    return sorted([*outside, *pieces], key=lambda one: one.start)


def _pieces_of_turn(text: str, turn: NamedTurn) -> Iterator[Quotation]:
    """Yield a turn in pieces of whole sentences that don't cross a paragraph."""
    for start, end in _paragraphs(text, turn.start, turn.end):
        ends = [
            found.end()
            for found in PIECE_END.finditer(text, start, end)
            # Eight code points hold the longest of the short forms with its full stop.
            if not SHORT_FORM.search(text, max(start, found.end() - 8), found.end())
        ]
        if text[ends[-1] if ends else start : end].strip():
            ends.append(end)
        at, words, first = start, 0, start
        for last in ends:
            length = len(text[first:last].split())
            if words and words + length > PIECE:
                yield _piece(text, at, first, turn)
                at, words = first, 0
            words += length
            first = last
        yield _piece(text, at, end, turn)


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs of a stretch, without those that are only a remark in brackets."""
    at = start
    for gap in [*re.finditer(r"\n[ \t]*\n", text[start:end]), None]:
        stop = start + gap.start() if gap else end
        inside = text[at:stop]
        if any(char.isalnum() for char in inside) and not BRACKETED.match(inside):
            first = at + len(inside) - len(inside.lstrip())
            yield first, first + len(inside.strip())
        at = start + gap.end() if gap else end


def _piece(text: str, start: int, end: int, turn: NamedTurn) -> Quotation:
    """Make a quotation of a piece; a time or a bracketed remark at its start is left out."""
    if lead := LEAD.match(text, start, end):
        start = lead.end()
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    words = " ".join(inside.split())
    return Quotation(
        start, start + len(inside.strip()), words, turn.speaker, turn.how, turn.certain, turn.role
    )
