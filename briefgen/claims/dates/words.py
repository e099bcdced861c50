"""What the readers of dates need to know of a language, and how its words are looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from briefgen.ground.regexes import regex

# What a word stands for: its class in `units.py`, and a value that depends on the class.
Meaning = tuple[str, Any]
# Phrases by their first word, or by their last.
Phrases = Mapping[str, tuple[str, ...]]
NONE: Phrases = MappingProxyType({})
WORD = regex(r"\w+")
_ALIKE = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "‑": "-", "‐": "-"}
    | dict.fromkeys("\u200e\u200f\u061c\u200b\u00ad", "")
)
_IN_PATTERN = {" ": r"\s{1,3}", "'": "['’‘ʼ]", "-": "[-‑‐]"}


# Tuples: to make dataclasses of so many fields takes a millisecond or two.
class TimeWords(NamedTuple):
    """The words of a language for times of day; patterns match right behind the digits.

    Without the group `sure`, 14 hours is a length of time unless a word in `before` stands before.
    `dotted` where 14.30 may be a time, `twelve` where 2:30 may be in the afternoon.
    """

    half: re.Pattern[str] | None = None
    halves: Mapping[str, int] = MappingProxyType({})
    half_before: re.Pattern[str] | None = None
    hours: re.Pattern[str] | None = None
    dotted: bool = False
    twelve: bool = False
    before: Phrases = NONE
    about: Phrases = NONE


class Words(NamedTuple):
    """The words of a language for dates and times, all in lower case.

    `meanings` has months, weekdays and the like; `glue` what may stand between the parts of a date,
    with its class. After a word in `before` a month is surely a month, and after one in
    `year_before` a number surely a year; a word in `counted` makes a number of it. `doubtful` words
    are months only behind a word in `before`. `order` is that of 14/5/2019. Without
    `has_lone_names`, a month or a weekday alone is none. `phrases` has what has a meaning by its
    first word; instead of it, `scanner` finds them where words may stand without blanks.
    """

    meanings: Mapping[str, Meaning]
    glue: Mapping[str, str]
    order: str = "dmy"
    month_first: bool = False
    year_first: bool = False
    capital: bool = False
    dotted: bool = False
    is_spaced: bool = True
    phrases: Phrases = NONE
    scanner: re.Pattern[str] | None = None
    has_lone_names: bool = True
    doubtful: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    year_before: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    after_day: re.Pattern[str] | None = None
    after_year: re.Pattern[str] | None = None
    decade_after: re.Pattern[str] | None = None
    decade_articles: frozenset[str] = frozenset()
    decade_before: Phrases = NONE
    financial: Phrases = NONE
    year_ends: Phrases = NONE
    time: TimeWords = TimeWords()


def by_first_word(phrases: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Sort words and phrases by the first word of each, the longest first.

    The word is there in small letters, with a capital, and in capitals.
    """
    found: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        if first := WORD.match(phrase):
            found.setdefault(first[0], []).append(phrase)
    return {
        way: tuple(phrases)
        for first, phrases in found.items()
        for way in (first, first.capitalize(), first.upper())
    }


def plain(text: str) -> str:
    """Fold a stretch for looking it up: lower case, one blank, one kind of apostrophe and hyphen.

    Marks of the direction of writing are left out.
    """
    if not text.isascii():
        text = text.translate(_ALIKE)
    return " ".join(text.lower().split())


def any_of(forms: Iterable[str]) -> str:
    """Build a pattern for any of the forms that tries the letters that they share only once."""
    root: dict[str, Any] = {}
    for form in forms:
        node = root
        for char in form:
            node = node.setdefault(char, {})
        node[""] = {}
    return _pattern(root)


def _pattern(node: dict[str, Any]) -> str:
    branches = [
        _IN_PATTERN.get(char, re.escape(char)) + _pattern(rest)
        for char, rest in sorted(node.items())
        if char
    ]
    if not branches:
        return ""
    if len(branches) == 1 and "" not in node:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if '' in node else ''}"


def word_before(text: str, at: int) -> str:
    """Get the word before a place, in lower case, across blanks; empty if other marks stand there.

    A word with a hyphen behind it, as in mid-2019, counts without the hyphen.
    """
    last = at
    while last > 0 and at - last < 4 and text[last - 1] in _BETWEEN:
        last -= 1
    first = last
    while first > 0 and last - first < 24 and text[first - 1].isalpha():
        first -= 1
    return text[first:last].lower()


def word_after(text: str, at: int) -> str:
    """Get the word behind a place, in lower case, across blanks; empty if other marks do."""
    found = _WORD_AFTER.match(text, at)
    return found[1].lower() if found else ""


_BETWEEN = frozenset(" \t\n\u00a0\u202f-‑–.’'")
_WORD_AFTER = regex(r"[ \t\u00a0\u202f]?\n?([^\W\d_]+)")


def phrases_of(words: Iterable[str]) -> Phrases:
    """Put phrases in order for `ends_with`."""
    found: dict[str, tuple[str, ...]] = {}
    for phrase in map(plain, words):
        last = word_before(phrase, len(phrase))
        found[last] = (*found.get(last, ()), phrase)
    return found


def ends_with(text: str, at: int, phrases: Phrases) -> bool:
    """Tell whether one of the phrases stands right before a place, as whole words."""
    likely = phrases.get(word_before(text, at)) if phrases else None
    if not likely:
        return False
    before = plain(text[max(0, at - 40) : at])
    return any(
        before.endswith(phrase) and not before[: -len(phrase)][-1:].isalnum() for phrase in likely
    )
