"""Read the words and signs that stand beside a number, and look them up as phrases."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import field
from typing import Generic, NamedTuple, TypeVar

from briefgen.ground.records import record
from briefgen.ground.regexes import regex

ValueT = TypeVar("ValueT")

# Vowel signs belong to the words of their scripts, but aren't letters to `re`.
_MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0965\u0970-\u09e5\u09f0-\u0a65\u0a70-\u0ae5\u0af0-\u0b65\u0b70-\u0be5\u0bf0-\u0c65"
    "\u0c70-\u0ce5\u0cf0-\u0d65\u0d70-\u0e4f\u0e5a-\u0ecf\u0f35-\u0fff\u102b-\u103e\u104a-\u109d\u17b4-\u17d3"
)
# Longer "words" are not read, so that one of a million letters costs no more.
LETTERS = rf"[^\W\d_]{{1,40}}(?:[{_MARKS}]{{1,3}}[^\W\d_]{{0,9}}){{0,9}}"
# Marks that say in which direction a text runs, and other signs without width.
BIDI_SIGNS = (
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\u061c\ufeff\u00ad"
)
BIDI = "\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c\ufeff\u00ad"
_SIGNS = "[%٪％‰°℃$£¥￥¢\u20a0-\u20c0/~≈<>≥≤±+’']"
_WORD = rf"{LETTERS}(?:[²³]|[23](?!\w))?(?![^\W_])|{_SIGNS}"
TOKEN = regex(_WORD)
# What may stand between two words of a phrase: "p. c.", "million-euro", a line's end.
# No tab, which stands between the cells of a table.
_BLANK = rf"[^\S\t]{{0,6}}[{BIDI}]?[-‑]?\n?"
_GAP = rf"[.’']?{_BLANK}"
# Directly behind a number, a full stop ends the sentence or makes an ordinal: 21. Jahrhundert.
FIRST = regex(rf"{_BLANK}({_WORD})")
NEXT = regex(rf"{_GAP}({_WORD})")
# How many words are looked at on either side of a number.
REACH = 6


class Word(NamedTuple):
    """A word or sign as it stands in a text, and where."""

    text: str
    start: int
    end: int


def words_after(text: str, at: int, known: Container[str] = ()) -> list[Word]:
    """List the words that follow on a place without a comma, a full stop or more between.

    With the words that are `known`, the list ends with the second that isn't.
    """
    found, words, left = FIRST.match(text, at), [], REACH
    while found:
        word = found[1]
        words.append(Word(word, found.start(1), found.end()))
        left -= 1
        if known and word not in known and word.lower() not in known:
            known, left = (), min(left, 1)
        if not left:
            break
        found = NEXT.match(text, found.end())
    return words


def words_before(text: str, floor: int, at: int) -> list[Word]:
    """List the words that lead to a place, in order, from the last comma or the like."""
    start = max(floor, at - 60)
    tail = text[start:at]
    cut = max(tail.rfind(sign) for sign in ",;:!?)]|\t") + 1
    return [Word(each[0], *each.span()) for each in TOKEN.finditer(text, start + cut, at)]


@record
class Phrases(Generic[ValueT]):
    """Find phrases of one or more words, the longest first.

    `words` are in small letters and are compared so; `exact` are compared as they are typed.
    """

    words: dict[str, ValueT] = field(default_factory=dict)
    exact: dict[str, ValueT] = field(default_factory=dict)
    firsts: dict[str, int] = field(default_factory=dict)
    lasts: dict[str, int] = field(default_factory=dict)

    def add(self, phrases: Mapping[ValueT, Iterable[str]], *, exact: bool = False) -> None:
        """Take in phrases by what they stand for; `_` joins the words of one."""
        for value, each in phrases.items():
            for phrase in each:
                found = [token if exact else token.lower() for token in TOKEN.findall(phrase)]
                (self.exact if exact else self.words)[" ".join(found)] = value
                for ends, token in ((self.firsts, found[0]), (self.lasts, found[-1])):
                    ends[token] = max(ends.get(token, 0), len(found))

    @property
    def tokens(self) -> set[str]:
        """All words that a phrase has."""
        return {word for phrase in (*self.words, *self.exact) for word in phrase.split()}

    def at_start(self, words: list[Word], first: int = 0) -> tuple[ValueT, int] | None:
        """Find the longest phrase that starts at a word; also the index of the word behind it."""
        if first >= len(words):
            return None
        word = words[first].text
        most = max(self.firsts.get(word, 0), self.firsts.get(word.lower(), 0))
        if not most:
            return None
        for last in range(min(first + most, len(words)), first, -1):
            value = self._value(words[first:last])
            if value is not None:
                return value, last
        return None

    def at_end(self, words: list[Word]) -> tuple[ValueT, int] | None:
        """Find the longest phrase that the words end with; also the index of its first word."""
        if not words:
            return None
        word = words[-1].text
        most = max(self.lasts.get(word, 0), self.lasts.get(word.lower(), 0))
        for first in range(max(len(words) - most, 0), len(words)):
            value = self._value(words[first:])
            if value is not None:
                return value, first
        return None

    def _value(self, words: list[Word]) -> ValueT | None:
        typed = " ".join([word.text for word in words]) if len(words) > 1 else words[0].text
        found = self.exact.get(typed)
        return self.words.get(typed.lower()) if found is None else found
