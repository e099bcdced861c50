"""Hold patterns that several modules share: for one of several words, and for a sentence's end."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefgen.ground.regexes import regex


def either(words: Iterable[str]) -> str:
    """Write a pattern for any of some words, the longest first. Without words, it never matches."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"


# Three patterns find where a sentence ends. A full stop also stands behind initials and short forms
# (`J. Doe`, `Mr. Doe`, `No. 5`), and no pattern knows all of those. So each purpose has its own
# pattern, whose errors do no harm there. (The readings of speakers need none: they go by tokens, in
# which a short form keeps its full stop.)

# To cut long turns into pieces. The next sentence starts with a capital, and a full stop behind a
# `SHORT_FORM` ends none. A piece of two sentences is better than one that is cut behind `Mr.`.
PIECE_END = regex(r"[.!?…]+[\"”’»)\]]*(?=\s+[^\s\da-zа-я])|[。！？]+[」』”]?")
SHORT_FORM = regex(
    r"(?:\b[^\W\d_]|\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|St|No|Nr|Hr|Sr|Sra|Mme|Mgr))\.\Z"
)
# To find what reports the words of a sentence (`Lund says that`). The next sentence may start with
# a quotation mark; all closing marks belong to the one before.
FRAME_END = regex(
    r"(?<!\bM[rs])(?<!\b[DS][rt])(?<!\bMrs)(?<!\b[A-Z])[.!?…]+[\"”’»“)]*\s+"
    r"(?=[^\W\d_a-z]|[\"“„«‘(])",
    needs=".!?…",
)
# To find a name beside a quotation. Behind a word of four letters (three, where the quotation comes
# later) the sentence may be over, and the search stops: no name is better than a wrong one.
BEHIND_END = regex(r"(?<=[^\W\d_]{4})[.!?](?=\s)|\n")
UP_TO_LAST = regex(r"(?s).*(?:[^\W_]{3}[.!?][\"'”’»)]*\s|\n)")
