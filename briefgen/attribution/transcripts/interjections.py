"""What others call into a speech, as minutes have it in brackets: (Anna Berg [SPD]: Nein!).

Apart from the labels at the start of lines, because the speech goes on behind the bracket: the
words before and behind it have one speaker, and those in it another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefgen.attribution.transcripts.labels import NAMED, Label, label_of

# No bracket with calls is longer, and no label in one. A bracket that nobody closes would otherwise
# be read to the end of the text, again for each that opens.
LONGEST, LONGEST_LABEL = 800, 120
OPENS = re.compile(r"^[ \t]*\(", re.MULTILINE)
PARTED = re.compile(r"\s[–—]\s")


@dataclass(frozen=True, slots=True)
class Call:
    """Words called in, from `words` to `end`, with the label before them, which is at `start`."""

    label: Label
    start: int
    words: int
    end: int


@dataclass(frozen=True, slots=True)
class Interjection:
    """A bracket at the start of a line that holds calls."""

    start: int
    end: int
    calls: tuple[Call, ...]


def interjections(text: str) -> list[Interjection]:
    """List the brackets at the start of a line in which somebody with a name calls something."""
    found = []
    for opened in OPENS.finditer(text):
        start = opened.end() - 1
        end = _closed(text, start)
        calls = _calls(text, start + 1, end - 1) if end else ()
        if calls:
            found.append(Interjection(start, end, calls))
    return found


def _closed(text: str, start: int) -> int:
    """The offset behind the bracket that closes the one at an offset, or 0 where none does near."""
    depth = 0
    for at in range(start, min(len(text), start + LONGEST)):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth == 0:
            return at + 1
    return 0


def _calls(text: str, start: int, end: int) -> tuple[Call, ...]:
    """The calls in a bracket; several are parted by dashes: (Anna Berg [SPD]: Nein! – Zuruf)."""
    bounds = [start]
    for found in PARTED.finditer(text, start, end):
        bounds += [found.start(), found.end()]
    bounds.append(end)
    calls = []
    for first, last in zip(bounds[::2], bounds[1::2], strict=True):
        colon = text.find(":", first, min(last, first + LONGEST_LABEL))
        label = label_of(text[first:colon]) if colon > 0 else None
        # A name alone isn't enough: (Note: …) is a remark. A party or an office makes it a speaker.
        if label and label.strength >= NAMED and (label.affiliation or label.strength > NAMED):
            calls.append(Call(label, first, colon + 1, last))
    return tuple(calls)
