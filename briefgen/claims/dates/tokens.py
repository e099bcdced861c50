"""Cut a text into the numbers and words that dates and times are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from operator import attrgetter

from briefgen.claims.dates.numbers import numbers
from briefgen.claims.dates.token import Token
from briefgen.claims.dates.words import WORD, Words, any_of, ends_with, plain
from briefgen.claims.mention import Day
from briefgen.ground.regexes import regex

# The most characters that a phrase has in a text, and how many of these are blanks without a use.
LONGEST, SLACK = 48, 5
# How many characters make a text long.
LONG = 100_000
_ROMANS = [
    tens + ones
    for tens in ("", "X", "XX")
    for ones in ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
]
_ROMAN_BEFORE = regex(r"(?<!\w)([IVX]{1,6})(?:e|ème|ᵉ|-\w{1,3})?\s\Z")
_ROMAN_AFTER = regex(r"\s([IVX]{1,6})(?!\w)")


def tokens(text: str, words: Words, *, is_source: bool) -> list[Token]:
    """List what a date or a time of the text may be made of, in order; they don't overlap."""
    # A word comes before a number that is a part of it: 1. Quartal, 5月.
    found = [*_words(text, words), *numbers(text, words, is_source=is_source)]
    found.sort(key=attrgetter("start"))
    kept: list[Token] = []
    last = 0
    for token in found:
        if token.start >= last:
            kept.append(token)
            last = token.end
    return kept


def _words(text: str, words: Words) -> Iterator[Token]:
    for phrase, start, end in _phrases(text, words):
        sign, value = words.meanings[phrase]
        if sign == "T" and ends_with(text, start, words.time.about):
            value = replace(value, is_about=True)
        if sign == "K" and (roman := _roman(text, start, end)):
            yield roman
        else:
            yield Token(sign, value, start, end)


def _phrases(text: str, words: Words) -> Iterator[tuple[str, int, int]]:
    """List the words and phrases with a meaning, folded, and where they stand."""
    if words.scanner:
        for found in words.scanner.finditer(text):
            if (phrase := plain(found[0])) in words.meanings:
                yield phrase, *found.span()
        return
    last = 0
    # A pattern of all words takes milliseconds to make; in a long text it is quicker than a look at
    # each word.
    word = WORD if len(text) < LONG else _any_word(frozenset(words.phrases))
    for found in word.finditer(text):
        phrases = words.phrases.get(found[0])
        start, end = found.span()
        if not phrases or start < last:
            continue
        if len(phrases) == 1 and phrases[0] == found[0].lower():
            yield phrases[0], start, end
        elif longest := _longest(text, start, phrases):
            last = longest[2]
            yield longest


@cache
def _any_word(words: frozenset[str]) -> re.Pattern[str]:
    return regex(rf"(?<!\w){any_of(words)}(?!\w)")


def _longest(text: str, start: int, phrases: Sequence[str]) -> tuple[str, int, int] | None:
    """Find the first of some phrases that stands at a place, and where it ends."""
    ahead = plain(text[start : start + LONGEST])
    for phrase in phrases:
        if not ahead.startswith(phrase):
            continue
        least = start + len(phrase)
        # Two blanks in a row are one in the folded text.
        for end in range(least, least + SLACK):
            if plain(text[start:end]) == phrase and not WORD.match(text, end):
                return phrase, start, end
    return None


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
