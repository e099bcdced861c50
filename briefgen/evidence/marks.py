"""The marks of a writer inside a quote: what is theirs, and what the speaker's.

`[…]` is an insertion or replacement, `…` and `[…]` an omission, `[sic]` says that the word before
it is in the source, and `[T]he` that the capital was changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from briefgen.evidence.folding import Folded, fold

GapKind = Literal["omission", "insertion", "sic"]

DOTS = r"…|\.(?:\ ?\.){2,}"
MARK = re.compile(
    rf"""
      \[\s*(?P<omission>{DOTS})\s*\]
    | \[(?P<sic>sic)[.!]?\]
    | (?<![^\W\d_])\[(?P<capital>[^\W\d_])\](?=[^\W\d_])
    | \[(?P<insertion>[^\[\]]*)\]
    | (?P<dots>{DOTS})
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a quote that has to stand in the source: `start` and `end` in the quote.

    `any_case` is about its first letter; `glued_before` and `glued_after` say that an insertion
    stands inside the word at that end, as in `want[ed]`.
    """

    folded: Folded
    start: int
    end: int
    any_case: bool = False
    glued_before: bool = False
    glued_after: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two parts, as it was typed: the writer's mark, or the source's own."""

    kind: GapKind
    typed: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A quote in parts, with a gap between each two of them.

    `has_edge` says that a mark stands at its beginning or its end, where nothing can be checked.
    """

    parts: tuple[Part, ...]
    gaps: tuple[Gap, ...] = ()
    has_edge: bool = False


def marked(quote: str) -> Marked:
    """The parts and the gaps of a quote."""
    parts: list[Part] = []
    gaps: list[Gap] = []
    waiting: list[re.Match[str]] = []
    has_edge = False
    for part, mark in _stretches(quote):
        if part is not None:
            if parts:
                gaps.append(_gap(waiting))
            has_edge |= not parts and bool(waiting)
            parts.append(part)
            waiting = []
        if mark is not None:
            waiting.append(mark)
    return Marked(tuple(parts), tuple(gaps), has_edge or any(_is_edge(mark) for mark in waiting))


def _stretches(quote: str) -> Iterator[tuple[Part | None, re.Match[str] | None]]:
    """Each stretch of words, with the mark behind it; a changed capital belongs to its word."""
    start, capital = 0, ""
    for mark in MARK.finditer(quote):
        yield _part(quote, start, mark.start(), capital), None if mark["capital"] else mark
        start, capital = mark.end(), mark["capital"] or ""
    yield _part(quote, start, len(quote), capital), None


def _part(quote: str, start: int, end: int, capital: str) -> Part | None:
    """The part between two marks; None where there is no word in it."""
    typed = quote[start:end]
    folded = fold((capital + typed).strip())
    if not re.search(r"\w", folded.text):
        return None
    first = start - 2 if capital else start + len(typed) - len(typed.lstrip())
    last = end - (len(typed) - len(typed.rstrip()))
    is_glued = quote[start - 1 : start] == "]" and typed[:1].isalnum() and not capital
    goes_on = quote[end : end + 1] == "[" and typed[-1:].isalnum()
    return Part(folded, first, last, bool(capital), is_glued, goes_on)


def _gap(marks: list[re.Match[str]]) -> Gap:
    """The gap for the marks between two parts; between a word and its changed capital, none."""
    kinds = {_kind(mark) for mark in marks}
    for kind in ("omission", "insertion", "sic"):
        if kind in kinds:
            return Gap(kind, "".join(mark[0] for mark in marks))
    return Gap("sic", "")


def _kind(mark: re.Match[str]) -> GapKind:
    if mark["sic"]:
        return "sic"
    return "insertion" if mark["insertion"] is not None else "omission"


def _is_edge(mark: re.Match[str]) -> bool:
    return not mark["sic"]
