"""Cut a stretch of text into words, punctuation marks and quotations.

The reading of English and that of the languages with a lexicon share it. They differ only in what
they count as one word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from briefgen.attribution.quotations.marks import QuotedSpan


class Token(NamedTuple):
    """Hold one word, one punctuation mark, or one quotation with its number (else -1).

    `low` is the word in small letters, with straight apostrophes; `text` and `low` are empty for a
    quotation. `start` is the offset in the text.
    """

    text: str
    low: str
    start: int
    is_word: bool
    quote: int = -1

    @property
    def is_capital(self) -> bool:
        """Tell whether the token is a word that starts with a capital."""
        return self.is_word and self.text[0].isupper()


def tokens_of(
    text: str,
    bounds: tuple[int, int],
    inside: Iterable[tuple[int, QuotedSpan]],
    pattern: re.Pattern[str],
) -> Iterator[Token]:
    """Yield the words, marks and quotations of a stretch of text; a quotation is one token.

    `bounds` are the offsets of the stretch. `inside` are its quotations in order, each with its
    number. `pattern` finds one word or mark.
    """
    at, end = bounds
    for number, quote in inside:
        yield from _tokens_between(text, at, quote.outer_start, pattern)
        at = max(at, quote.outer_end)
        yield Token("", "", quote.outer_start, is_word=False, quote=number)
    yield from _tokens_between(text, at, end, pattern)


def _tokens_between(text: str, start: int, end: int, pattern: re.Pattern[str]) -> Iterator[Token]:
    """Yield the words and marks between two offsets."""
    for found in pattern.finditer(text, start, end):
        word = found[0]
        low = word.lower()
        if "’" in low:
            low = low.replace("’", "'")
        yield Token(word, low, found.start(), word[0].isalnum())
