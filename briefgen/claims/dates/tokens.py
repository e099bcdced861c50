"""Cut a text into the numbers and words that dates and times are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from briefgen.claims.dates.numbers import numbers
from briefgen.claims.dates.token import Token
from briefgen.claims.dates.words import Words, ends_with, plain
from briefgen.claims.mention import Day

_ROMANS = [
    tens + ones
    for tens in ("", "X", "XX")
    for ones in ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
]
_ROMAN_BEFORE = re.compile(r"(?<!\w)([IVX]{1,6})(?:e|ème|ᵉ|-\w{1,3})?\s\Z")
_ROMAN_AFTER = re.compile(r"\s([IVX]{1,6})(?!\w)")


def tokens(text: str, words: Words, *, is_source: bool) -> list[Token]:
    """List what a date or a time of the text may be made of, in order; they don't overlap."""
    found = [*_words(text, words), *numbers(text, words, is_source=is_source)]
    # A word counts before a number that is a part of it: 1. Quartal, 5月.
    found.sort(key=lambda token: (token.start, token.sign in "DSdY", -token.end))
    kept: list[Token] = []
    last = 0
    for token in found:
        if token.start >= last:
            kept.append(token)
            last = token.end
    return kept


def _words(text: str, words: Words) -> Iterator[Token]:
    for found in words.scanner.finditer(text):
        meaning = words.meanings.get(plain(found[0]))
        if not meaning:
            continue
        sign, value = meaning
        if sign == "T" and ends_with(text, found.start(), words.time.about):
            value = replace(value, is_about=True)
        if sign == "K" and (roman := _roman(text, *found.span())):
            yield roman
        else:
            yield Token(sign, value, *found.span())


def _roman(text: str, start: int, end: int) -> Token | None:
    """Read XXI before or behind the word century."""
    before = _ROMAN_BEFORE.search(text, max(0, start - 10), start)
    after = None if before else _ROMAN_AFTER.match(text, end)
    found = before or after
    number = _ROMANS.index(found[1]) + 1 if found and found[1] in _ROMANS else 0
    if not found or not number:
        return None
    century = Day(100 * (number - 1), part="century")
    return Token("E", century, min(start, found.start(1)), max(end, found.end(1)))
