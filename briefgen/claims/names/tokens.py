"""Split a text into the words that names are made of, and fold them for comparison."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property

from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.naming.fold import APOSTROPHES, PLAIN

# Where the capitals of Latin, Greek, Cyrillic and Armenian stand: `re` has no class for them.
ENGLISH = "A-Z"
OTHERS = (*range(0x80, 0x590), *range(0x1E00, 0x2000))
HYPHEN = regex("[-\u2010\u2011\u2013]")
MARKS = "'" + APOSTROPHES
SOFT = "\xad\u200b\u200c\u200d\u2060"
# For a class of characters, in which a bare hyphen would make a range.
HYPHENS = r"\-\u2010\u2011"
# What joins the parts of a word: an apostrophe, a hyphen, also at a line's end (in the text of a
# PDF it may be U+0002 or U+FFFE), `&` in M&S, a soft hyphen.
JOINT = rf"(?:[{SOFT}{MARKS}&]|[{HYPHENS}\x02\ufffe](?:\r?\n[ \t]*)?)(?=[^\W_])"
# A longer word is none: a hostile one could have a million parts.
REST = rf"(?:[^\W_]|{JOINT}){{0,80}}+"
# With spaces only U. S. is one word: J. R. Holm has initials.
DOTTED = r"U\.\ ?[SK]\.(?:\ ?A\.)?|(?:[UPPER]\.){2,}+[UPPER]?"
POSSESSIVE = regex(rf"(?<=[^\W_])(?:[{MARKS}][sS]?)$")
JOINED = regex(rf"[.&{SOFT}{MARKS}{HYPHENS}\x02\ufffe\s]+")
# Where a word is parted into words that may stand alone; soft hyphens and line ends part nothing.
PARTS = regex(rf"[{MARKS}]|[{HYPHENS}](?!\s)")


class _Words:
    """Finds words in texts, by a pattern in which UPPER stands for the capitals.

    Compiling all six hundred capitals takes a millisecond, and most texts have English ones only.
    """

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._of_english = regex(pattern.replace("UPPER", ENGLISH))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Find the words of a text, in order."""
        return self._for(text).finditer(text)

    def match(self, text: str) -> re.Match[str] | None:
        """Find the word that a text starts with."""
        return self._for(text).match(text)

    def _for(self, text: str) -> re.Pattern[str]:
        is_english = text.isascii() or _other_capitals().isdisjoint(text)
        return self._of_english if is_english else self._of_all

    @cached_property
    def _of_all(self) -> re.Pattern[str]:
        return regex(self._pattern.replace("UPPER", ENGLISH + "".join(sorted(_other_capitals()))))


@cache
def _other_capitals() -> frozenset[str]:
    return frozenset(char for char in map(chr, OTHERS) if char.isupper())


WORD = _Words(rf"(?<![^\W_])(?:{DOTTED}|[^\W_]{REST})")
# A word of a source with a capital. Those without are of no use for most names.
CAPITAL = _Words(rf"(?<![^\W_])(?:{DOTTED}|[UPPER]{REST})")


@record
class Token:
    """A word of a text: its offsets, as it is typed, folded, and what stands before it."""

    start: int
    end: int
    text: str
    low: str
    gap: str

    @property
    def is_capital(self) -> bool:
        """Tell whether it begins with a capital."""
        return self.text[0].isupper()

    @property
    def is_acronym(self) -> bool:
        """Tell whether it is made of two capitals and more, also in the plural (NGOs)."""
        return is_acronym(self.text)


def is_acronym(word: str) -> bool:
    """Tell whether a word is made of two capitals and more, as U.S., NATO, R&D and NGOs are."""
    bare = acronym(word)
    return len(bare) > 1 and bare.isalpha() and bare.isupper()


def acronym(word: str) -> str:
    """Give an acronym without dots, and without the ending of a plural or a possessive."""
    bare = POSSESSIVE.sub("", word).replace(".", "").replace("&", "").replace(" ", "")
    return bare[:-1] if bare[-1:] == "s" and len(bare) > 2 else bare


def folded(word: str) -> str:
    """Fold a word into small letters and digits without accents, hyphens and possessive endings."""
    if word.isascii() and word.isalnum():
        return word.lower()
    word = POSSESSIVE.sub("", word)
    if not word.isascii():
        word = "".join(PLAIN[char] for char in word)
    return JOINED.sub("", word).lower() if not word.isalnum() else word.lower()


def tokens_of(text: str) -> list[Token]:
    """List the words of a text, each with what stands between it and the one before."""
    found, at = [], 0
    for each in WORD.finditer(text):
        found.append(Token(*each.span(), each[0], folded(each[0]), text[at : each.start()]))
        at = each.end()
    return found
