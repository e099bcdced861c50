"""The marks of a writer inside a quote: what is theirs, and what the speaker's.

`[…]` with words is an insertion or replacement, `…` and `[…]` an omission, `[sic]` says that the
word before it is in the source, and `[T]he` that the capital was changed: the marks of style guides
(Chicago, 17th edition, 13.50 to 13.62). Round brackets are the speaker's, but around an ellipsis.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from briefgen.evidence.folding import ELLIPSIS, QUOTES, Folded, fold
from briefgen.ground.records import record
from briefgen.ground.regexes import regex

GapKind = Literal["omission", "insertion", "sic"]
PRECEDENCE: tuple[GapKind, ...] = ("omission", "insertion", "sic")

# A longer quote is a document, and one with more marks a patchwork: neither is looked for.
MOST_CHARACTERS = 10_000
MOST_MARKS = 40

LETTER = r"[^\W\d_][\u0300-\u036f]*"
# Brackets with a figure that touch another figure are no insertion: they would make a number out of
# another one. The century of a year is added like this.
NO_FIGURE = r"(?!(?<=\d)\[[\d.,])(?!\[(?!(?:1[5-9]|20)\]\d\d(?!\d))[^\[\]]{0,80}[\d.,]\]\d)"
MARK = regex(
    rf"""
      [\[(［（]\s*(?P<omission>{ELLIPSIS})\s*[\])］）]
    | \[\s*(?P<sic>[Ss][Ii][Cc])\s*[.!?]?\s*\]
    | (?<![^\W\d_])\[(?P<capital>{LETTER})\](?=[^\W\d_])
    | {NO_FIGURE}\[(?P<insertion>[^\[\]]*)\]
    | (?P<dots>{ELLIPSIS})
    """,
    re.VERBOSE,
)
# What a writer's sentence may end with in place of the sign that the source has there.
CLOSING = regex(r"[.,。]$")


@record
class Part:
    """A stretch of a quote that has to stand in the source: `start` and `end` in the quote.

    `any_case` says that its first letter may be a capital or not. `glued_before` and `glued_after`
    say that an insertion touches the word at that end, as in `want[ed]`. `closing` is its last full
    stop or comma, if that may be the writer's: at the quote's end, or before an omission.
    """

    folded: Folded
    start: int
    end: int
    any_case: bool = False
    glued_before: bool = False
    glued_after: bool = False
    closing: str = ""

    @property
    def stem(self) -> str:
        """The folded words without the closing sign."""
        return self.folded.text.removesuffix(self.closing)


@record
class Gap:
    """What was `typed` between two parts: a mark of the writer's, or perhaps of the source itself.

    `folded` is the same, folded: the source has that there if the mark is its own.
    """

    kind: GapKind
    typed: str
    folded: str


@record
class Marked:
    """A quote in parts, with a gap between each two of them.

    `has_edge` says that a mark stands at its start or end, where it can't be checked.
    """

    parts: tuple[Part, ...]
    gaps: tuple[Gap, ...] = ()
    has_edge: bool = False


@record
class _Kind:
    """How a part is folded, and whether its closing sign may be the writer's."""

    is_loose: bool
    is_last: bool


def is_too_long(quote: str) -> bool:
    """Tell whether a quote is too long, or has too many marks, to be looked for."""
    if len(quote) > MOST_CHARACTERS:
        return True  # before its marks are counted
    return sum(1 for _ in MARK.finditer(quote)) > MOST_MARKS


def whole(quote: str, *, is_loose: bool = False) -> Marked:
    """Read a quote as one part, as if every mark in it were the source's own."""
    part = _part(quote, _inner(quote), None, _Kind(is_loose, is_last=True))
    return Marked((part,) if part else ())


def marked(quote: str, *, is_loose: bool = False) -> Marked:
    """Read a quote in its parts, with the gaps between them."""
    parts: list[Part] = []
    gaps: list[Gap] = []
    waiting: list[re.Match[str]] = []
    has_edge = False
    for part, mark in _stretches(quote, is_loose=is_loose):
        # Marks with no words between them are one gap; those before the first part are at its edge.
        if part is not None:
            if parts:
                gaps.append(_gap(quote, waiting))
            has_edge |= not parts and bool(waiting)
            parts.append(part)
            waiting = []
        if mark is not None:
            waiting.append(mark)
    return Marked(tuple(parts), tuple(gaps), has_edge or any(not mark["sic"] for mark in waiting))


def _inner(quote: str) -> tuple[int, int]:
    """Find the start and end of a quote's words, without quotation marks around the whole."""
    words = quote.strip()
    if words[:1] not in QUOTES or words[-1:] not in QUOTES:
        return 0, len(quote)
    start = len(quote) - len(quote.lstrip().lstrip(QUOTES))
    return start, max(start, len(quote.rstrip().rstrip(QUOTES)))


def _stretches(quote: str, *, is_loose: bool) -> Iterator[tuple[Part | None, re.Match[str] | None]]:
    """List the stretches of words, each with the mark behind it; `[T]he` counts as a word."""
    start, end = _inner(quote)
    capital = None
    for mark in MARK.finditer(quote, start, end):
        kind = _Kind(is_loose, is_last=not mark["capital"] and _kind(mark) == "omission")
        part = _part(quote, (start, mark.start()), capital, kind)
        yield part, None if mark["capital"] else mark
        start, capital = mark.end(), mark if mark["capital"] else None
    yield _part(quote, (start, end), capital, _Kind(is_loose, is_last=True)), None


def _part(
    quote: str, place: tuple[int, int], capital: re.Match[str] | None, kind: _Kind
) -> Part | None:
    """Make the part between two marks; None where there is no word in it."""
    start, end = place
    typed = quote[start:end]
    words = (capital["capital"] if capital else "") + typed
    folded = fold(words.strip(), is_loose=kind.is_loose)
    if not re.search(r"\w", folded.text):
        return None
    closing = CLOSING.search(folded.text) if kind.is_last else None
    return Part(
        folded,
        capital.start() if capital else start + len(typed) - len(typed.lstrip()),
        end - (len(typed) - len(typed.rstrip())),
        any_case=bool(capital),
        glued_before=not capital and typed[:1].isalpha() and _is_insertion(quote, start - 1, "]"),
        glued_after=typed[-1:].isalpha() and _is_insertion(quote, end, "["),
        closing=closing[0] if closing else "",
    )


def _is_insertion(quote: str, at: int, bracket: str) -> bool:
    """Whether the bracket at an offset is that of an insertion, which may touch a word."""
    if at < 0 or quote[at : at + 1] != bracket:
        return False
    start = at if bracket == "[" else quote.rfind("[", 0, at)
    mark = MARK.match(quote, start) if start >= 0 else None
    return bool(mark and mark["insertion"] is not None)


def _gap(quote: str, marks: list[re.Match[str]]) -> Gap:
    """Make the gap for the marks between two parts; it is empty if `[T]he` parts them."""
    if not marks:
        return Gap("sic", "", "")  # as of `[sic]`, the source has nothing there
    typed = quote[marks[0].start() : marks[-1].end()]
    kinds = {_kind(mark) for mark in marks}
    # An omission may stand for all that an insertion stands for, and more.
    kind = min(kinds, key=PRECEDENCE.index)
    return Gap(kind, typed, fold(typed).text.strip())


def _kind(mark: re.Match[str]) -> GapKind:
    if mark["sic"]:
        return "sic"
    return "insertion" if mark["insertion"] is not None else "omission"
