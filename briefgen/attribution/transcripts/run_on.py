"""Labels in the midst of a line, where the paragraphs of minutes were run on.

That happens where a PDF's text loses its line ends. Only labels in capitals are found: a name and a
colon in a sentence (`as Berg said: no`) look the same otherwise. What follows one is somebody
else's, and more isn't said.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from briefgen.attribution.transcripts.labels import NAMED, Label, label_of

# HON. S. L. RABUKA.- or MS HOLM:, behind a space.
IN_CAPITALS = re.compile(
    r"(?<=[ \t])((?:[A-ZÀ-Ý][A-ZÀ-Ý.'’-]{0,30}[ \t]{1,3}){1,5}[A-ZÀ-Ý][A-ZÀ-Ý'’-]{1,30}"
    r"(?:[ \t]\([^()\n]{1,60}\))?)(?::|\.[–—-])(?=[ \t\n]|\Z)"
)
# The label's start, where the words behind it start, and the label.
RunOn = tuple[int, int, Label]


def run_on_labels(text: str) -> list[RunOn]:
    """List such labels: where each starts, where the words behind it do, and the label."""
    found = ((each, label_of(each[1])) for each in IN_CAPITALS.finditer(text))
    return [
        (each.start(), each.end(), label)
        for each, label in found
        if label and label.strength >= NAMED and label.kind in ("person", "office")
    ]


def between(labels: list[RunOn], start: int, end: int) -> Iterator[RunOn]:
    """Give those of some labels, in order, that start between two offsets."""
    first = bisect_left(labels, start, key=lambda each: each[0])
    last = bisect_left(labels, end, key=lambda each: each[0])
    return iter(labels[first:last])
