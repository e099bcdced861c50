"""Split a text into words, without punctuation; a script without spaces into its signs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from unicodedata import category

from briefgen.evidence.folding import SCRIPTS, Place
from briefgen.ground.regexes import regex


def words(text: str) -> Sequence[Place]:
    """List the places of the words and signs of a folded text."""
    pattern = PLAIN if all(map(_is_plain, {*text})) else _word()
    return [found.span() for found in pattern.finditer(text)]


def _is_plain(sign: str) -> bool:
    """Tell whether a sign is surely no mark on a letter, and of no script without spaces."""
    return sign < "\u0300" or "\u2000" <= sign < "\u2070"


# The same as `_word` for a text of plain signs, which most are; `_word` takes 5 ms to be made.
PLAIN = regex(r"--|-?[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]")


# Made when it is first asked for: going through the marks takes some milliseconds.
@lru_cache(maxsize=1)
def _word() -> re.Pattern[str]:
    """A word, with the marks on its letters, which Python counts as no letters; a dash; a sign.

    The hyphens inside words are out of a folded text: one before a word is a minus.
    """
    # The vowel signs of Hindi and of Thai are such marks, and stand up to U+1CFF.
    marks = "".join(sign for sign in map(chr, range(0x300, 0x1E00)) if category(sign)[0] == "M")
    letter = f"[^\\W_{SCRIPTS}][{marks}]*"
    word = rf"-?(?:{letter})+(?:['’-](?:{letter})+)*"
    return regex(rf"[{SCRIPTS}][{marks}]*|--|{word}|[^\w\s]")
