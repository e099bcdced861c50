"""Find what others call into a speech, as minutes have it: (Anna Berg [SPD]: Nein!).

A call isn't like other labels, because the speech goes on behind the bracket: the words before and
behind it have one speaker, and the words in it another.
"""

from __future__ import annotations

import re

from briefgen.attribution.transcripts.labels import NAMED, Label, label_of
from briefgen.ground.records import record
from briefgen.ground.regexes import regex

# Longer brackets, and longer labels in one, are ignored (in code points). Without a bound a bracket
# that is never closed would be read to the end of the text, once more for each that opens.
LONGEST, LONGEST_LABEL = 800, 120
# A bracket at the start of a line; a dash between two calls in one.
OPENS = regex(r"^[ \t]*\(", re.MULTILINE)
PARTED = regex(r"\s[–—]\s")


@record
class Call:
    """Hold one call: its label starts at `start`, its words go from `words` to `end`."""

    label: Label
    start: int
    words: int
    end: int


@record
class Interjection:
    """Hold a bracket at the start of a line, by its offsets, and the calls in it, in order."""

    start: int
    end: int
    calls: tuple[Call, ...]


def interjections(text: str) -> list[Interjection]:
    """List the brackets at the start of a line in which somebody named calls something."""
    found = []
    for opened in OPENS.finditer(text):
        start = opened.end() - 1
        end = _closed(text, start)
        if not end:
            continue
        # Dashes part several calls: (Anna Berg [SPD]: Nein! – Zuruf).
        bounds = [start + 1]
        for parted in PARTED.finditer(text, start + 1, end - 1):
            bounds += [parted.start(), parted.end()]
        bounds.append(end - 1)
        calls = []
        for first, last in zip(bounds[::2], bounds[1::2], strict=True):
            colon = text.find(":", first, min(last, first + LONGEST_LABEL))
            label = label_of(text[first:colon]) if colon > 0 else None
            # A name alone isn't enough: (Note: …) is a remark. A party or an office makes it a
            # speaker.
            if label and label.strength >= NAMED and (label.affiliation or label.strength > NAMED):
                calls.append(Call(label, first, colon + 1, last))
        if calls:
            found.append(Interjection(start, end, tuple(calls)))
    return found


def _closed(text: str, start: int) -> int:
    """Find the offset behind the matching bracket, or 0 where none follows within `LONGEST`."""
    depth = 0
    for at in range(start, min(len(text), start + LONGEST)):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth == 0:
            return at + 1
    return 0
