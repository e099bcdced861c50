"""Patterns that several modules make or share: one of some words, the end of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable


def either(words: Iterable[str]) -> str:
    """Write a pattern of one of some words, the longest first; of none, what never matches."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"


# Where a sentence ends. A full stop also stands behind initials and short forms (`J. Doe`, `Mr.
# Doe`, `No. 5`), and no pattern knows all of them. So there is one for each purpose, which errs to
# the side that does no harm there. (The readings of speakers need none: they go by tokens, in which
# a short form keeps its full stop.)

# To cut long turns into pieces. The next sentence starts with a capital; what ends with one of
# `SHORT_FORM` is passed over. A sentence too long is better than one cut behind `Mr.`.
PIECE_END = re.compile(r"[.!?…]+[\"”’»)\]]*(?=\s+[^\s\da-zа-я])|[。！？]+[」』”]?")
SHORT_FORM = re.compile(
    r"(?:\b[^\W\d_]|\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|St|No|Nr|Hr|Sr|Sra|Mme|Mgr))\.\Z"
)
# To find what reports the words of a sentence (`Lund says that`). It may start with a quotation
# mark, and all closing marks belong to the sentence before.
FRAME_END = re.compile(
    r"(?<!\bM[rs])(?<!\b[DS][rt])(?<!\bMrs)(?<!\b[A-Z])[.!?…]+[\"”’»“)]*\s+"
    r"(?=[^\W\d_a-z]|[\"“„«‘(])"
)
# To find a name beside a quotation: as soon as a sentence may be over, behind four letters (three
# before a quotation), the name isn't looked for any further. No name is better than a wrong one.
BEHIND_END = re.compile(r"(?<=[^\W\d_]{4})[.!?](?=\s)|\n")
UP_TO_LAST = re.compile(r"(?s).*(?:[^\W_]{3}[.!?][\"'”’»)]*\s|\n)")
