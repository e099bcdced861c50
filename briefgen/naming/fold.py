"""A text folded for the search for names, with the way back."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without accents, case, emphasis and what can't be seen, and where each letter was."""

    text: str
    at: tuple[int, ...]


@lru_cache(maxsize=4096)
def folded(text: str) -> Folded:
    """The folded text of a text."""
    letters, at = [], []
    for index, char in enumerate(text):
        for letter in unicodedata.normalize("NFKD", char).casefold():
            if unicodedata.category(letter) not in ("Mn", "Cf") and letter not in "*_~`":
                letters.append(letter)
                at.append(index)
    return Folded("".join(letters), tuple(at))
