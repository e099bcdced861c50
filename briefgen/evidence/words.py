"""The words of a text, punctuation apart; of a script without spaces its signs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from unicodedata import category

from briefgen.evidence.folding import SCRIPTS


def words(text: str) -> Sequence[tuple[int, int]]:
    """The places of the words and signs of a text."""
    return [found.span() for found in _word().finditer(text)]


@lru_cache(maxsize=1)
def _word() -> re.Pattern[str]:
    """A word, with the marks on its letters, which Python counts as no letters."""
    marks = "".join(sign for sign in map(chr, range(0x300, 0x1E00)) if category(sign)[0] == "M")
    letter = f"[^\\W_{SCRIPTS}][{marks}]*"
    return re.compile(rf"[{SCRIPTS}][{marks}]*|(?:{letter})+(?:['’-](?:{letter})+)*|[^\w\s]")
