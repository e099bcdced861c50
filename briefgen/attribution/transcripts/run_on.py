"""Find labels in the midst of a line, where the paragraphs of minutes were run together.

That happens when the text of a PDF loses its line ends. Only labels in capitals are found, because
a name and a colon in a sentence (`as Berg said: no`) look the same otherwise. Such a label ends the
words of the speaker before it. It isn't certain that the words behind the label are said by the
person whom it names, so the turn behind it isn't sure.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from briefgen.attribution.transcripts.labels import NAMED, Label, label_of
from briefgen.ground.regexes import regex

# HON. S. L. RABUKA.- or MS HOLM:, behind a space.
IN_CAPITALS = regex(
    r"(?<=[ \t])((?:[A-ZÀ-Ý][A-ZÀ-Ý.'’-]{0,30}[ \t]{1,3}){1,5}[A-ZÀ-Ý][A-ZÀ-Ý'’-]{1,30}"
    r"(?:[ \t]\([^()\n]{1,60}\))?)(?::|\.[–—-])(?=[ \t\n]|\Z)"
)
# The offset of the label, the offset of the words behind it, and the label.
RunOn = tuple[int, int, Label]


def run_on_labels(text: str) -> list[RunOn]:
    """List the labels in the midst of lines, in order."""
    found = ((each, label_of(each[1])) for each in IN_CAPITALS.finditer(text))
    return [
        (each.start(), each.end(), label)
        for each, label in found
        if label and label.strength >= NAMED and label.kind in ("person", "office")
    ]


def between(labels: list[RunOn], start: int, end: int) -> Iterator[RunOn]:
    """Yield those of some labels, which are in order, that start between two offsets."""
    first = bisect_left(labels, start, key=lambda each: each[0])
    last = bisect_left(labels, end, key=lambda each: each[0])
    return iter(labels[first:last])
