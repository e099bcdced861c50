"""The words, punctuation marks and quotations of a stretch of text, in order.

Shared by the readings of English and of the languages with a lexicon, which differ only in what
they count as one word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from briefgen.attribution.quotations.marks import QuotedSpan


class Token(NamedTuple):
    """One word, mark of punctuation or quotation. `quote` is the quotation's number, or -1.

    `low` is the word in small letters, with straight apostrophes; both are empty for a quotation.
    `start` is the offset in the text.
    """

    text: str
    low: str
    start: int
    is_word: bool
    quote: int = -1

    @property
    def is_capital(self) -> bool:
        """Tell whether a capital starts it."""
        return self.is_word and self.text[0].isupper()


def tokens_of(
    text: str,
    bounds: tuple[int, int],
    inside: Iterable[tuple[int, QuotedSpan]],
    pattern: re.Pattern[str],
) -> Iterator[Token]:
    """List the words, marks and quotations of a stretch of text; a quotation counts as one.

    `inside` are the quotations of the stretch in order, each with its number; `pattern` finds a
    word.
    """
    at, end = bounds
    for number, quote in inside:
        yield from _words(text, at, quote.outer_start, pattern)
        at = max(at, quote.outer_end)
        yield Token("", "", quote.outer_start, is_word=False, quote=number)
    yield from _words(text, at, end, pattern)


def _words(text: str, start: int, end: int, pattern: re.Pattern[str]) -> Iterator[Token]:
    for found in pattern.finditer(text, start, end):
        word = found[0]
        low = word.lower()
        if "’" in low:
            low = low.replace("’", "'")
        yield Token(word, low, found.start(), word[0].isalnum())
