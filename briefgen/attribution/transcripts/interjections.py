"""What others call into a speech, as minutes have it in brackets: (Anna Berg [SPD]: Nein!)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefgen.attribution.transcripts.labels import NAMED, Label, label_of

LONGEST = 800
OPENS = re.compile(r"^[ \t]*\(", re.MULTILINE)
PARTED = re.compile(r"\s[–—]\s")


@dataclass(frozen=True, slots=True)
class Call:
    """LabelWords called in, with the label before them."""

    label: Label
    start: int
    words: int
    end: int


@dataclass(frozen=True, slots=True)
class Interjection:
    """A bracket on lines of its own that holds calls."""

    start: int
    end: int
    calls: tuple[Call, ...]


def interjections(text: str) -> list[Interjection]:
    """The brackets of a text, at the start of a line, in which somebody named calls something."""
    found = []
    for opened in OPENS.finditer(text):
        start = opened.end() - 1
        end = _closed(text, start)
        calls = _calls(text, start + 1, end - 1) if end else ()
        if calls:
            found.append(Interjection(start, end, calls))
    return found


def _closed(text: str, start: int) -> int:
    """Where the bracket at an offset is closed, or 0."""
    depth = 0
    for at in range(start, min(len(text), start + LONGEST)):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth == 0:
            return at + 1
    return 0


def _calls(text: str, start: int, end: int) -> tuple[Call, ...]:
    calls = []
    for first, last in _pieces(text, start, end):
        colon = text.find(":", first, min(last, first + 120))
        label = label_of(text[first:colon]) if colon > 0 else None
        if label and label.strength >= NAMED and (label.affiliation or label.strength > NAMED):
            calls.append(Call(label, first, colon + 1, last))
    return tuple(calls)


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    bounds = [start]
    for found in PARTED.finditer(text, start, end):
        bounds += [found.start(), found.end()]
    bounds.append(end)
    return list(zip(bounds[::2], bounds[1::2], strict=True))
