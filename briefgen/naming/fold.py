"""Fold a text for the search for names, and find the way back to what was typed.

Everything is undone that a page, an address or a file's metadata can hide a name behind: entities,
percent signs, escapes, emphasis, accents, letters of other widths, and what can't be seen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from briefgen.ground.records import record
from briefgen.ground.regexes import regex

# Letters that Unicode doesn't decompose into a base and an accent, each with what people write who
# can't type it.
LETTERS = str.maketrans(
    {
        "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O",
        "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ł": "l", "Ł": "L",
        "ı": "i", "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ə": "a", "Ə": "A", "ŋ": "n", "Ŋ": "N",
        "ς": "σ", "ى": "ي", "ة": "ه", "ـ": None,
        # As Persian and Urdu have them, or as they are typed on the keyboards of these.
        "ی": "ي", "ک": "ك", "ہ": "ه", "ە": "ه",
    }
)  # fmt: skip
# Other spellings of the same letters: Mueller, Soerensen, Haakon, Djindjic.
SPELT = str.maketrans(
    {
        "ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "đ": "dj", "þ": "th", "ð": "dh",
    }
)  # fmt: skip
# Small capitals, which NFKD leaves as they are.
SMALL_CAPITALS = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ"
LETTERS.update(zip(map(ord, SMALL_CAPITALS), "abcdefghijklmnoprstuvwyz", strict=True))
# Letters of other scripts that look like Latin ones, in a word that has Latin ones beside them
# (Unicode's confusables, UTS 39, as far as a name would be written with them).
ALIKE = str.maketrans(
    "авекмнорстухіјѕԁԛԝһАВЕКМНОРСТУХІЈЅαβεικνορτυχγηΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "abekmhopctyxijsdqwhABEKMHOPCTYXIJSabeikvoptuxynABEZHIKMNOPTYX",
)
WORDS = regex(r"[^\W\d_]+")
# A Latin letter beside a Greek or Cyrillic one.
MIXED = regex(r"[A-Za-z][\u0370-\u052f]|[\u0370-\u052f][A-Za-z]")
# The blocks of India's scripts that have ISCII's order (Unicode, chapter 12): from Devanagari and
# Bengali to Malayalam. In each, a vowel's sign stands as far behind the vowel's own letter.
INDIC = range(0x0900, 0x0D80)
INDIC_SIGNS = range(0x3E, 0x4D)
FROM_LETTER_TO_SIGN = 0x38
# Signs that are typed for an apostrophe, among them the prime and the Hebrew geresh.
APOSTROPHES = "’‘ʼʹʻ´`′＇׳"
# What is undone. Marks of emphasis and escapes can stand between any two letters; the data of a
# picture in an address is skipped, because base64 holds any short name by chance.
HIDDEN = regex(
    r"""
      (?P<data>data:[\w/+.;=-]{0,80};base64,[A-Za-z0-9+/=]+)
    | (?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)
    | (?P<percent>(?:%[0-9A-Fa-f]{2})+)
    | (?P<json>\\u[0-9a-fA-F]{4})
    | (?P<host>\b[xX][nN]--[A-Za-z0-9-]{1,63})
    | (?P<nothing>\\(?=[!-/:-@\[-`{-~])|[*~`]|\[\^[\w-]+\])""",
    re.VERBOSE,
)
# What isn't a letter of its own: accents, points and signs beside a letter, and what can't be seen.
UNSEEN = ("Mn", "Mc", "Cf")
# How often encodings are undone: a link that is passed on may be encoded once more each time.
MOST_PASSES = 4


@record
class Folded:
    """Hold a text without accents and disguises: `shown` in its case, `text` in small letters.

    Both have the same length. `starts` and `ends` are the offsets of each character in the text
    that was typed; they are empty where nothing has moved.
    """

    shown: str
    text: str
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    original: str = ""

    def typed(self, start: int, end: int) -> tuple[int, int]:
        """Find the offsets, in the text that was typed, of a stretch of the folded text."""
        return (self.starts[start], self.ends[end - 1]) if self.starts else (start, end)

    def has_accent(self, start: int, end: int) -> bool:
        """Tell whether a letter in a stretch was typed with an accent, or as `&uuml;` or `%FC`."""
        first, last = self.typed(start, end)
        return not self.original[first:last].isascii() or last - first > end - start


def folded(text: str) -> Folded:
    """Fold a text, and keep where each character was typed. Takes time linear in its length."""
    moved = _Moved(text)
    for _ in range(MOST_PASSES):
        seen = moved.rewritten()
        if seen is moved:
            break
        moved = seen
    moved = moved.spelt_plainly()
    if not moved.text.isascii():
        # A word of two scripts becomes what it looks like: a Latin name may have a Cyrillic a.
        moved.text = WORDS.sub(
            lambda found: found[0].translate(ALIKE) if MIXED.search(found[0]) else found[0],
            moved.text,
        )
    small = moved.text.lower().replace("ς", "σ")  # as Greek has it at the end of a word
    # A few capitals have small letters of two characters (İ), which would move all offsets.
    if len(small) != len(moved.text):
        small = "".join(char.lower()[:1] for char in moved.text)
    return Folded(moved.text, small, tuple(moved.starts), tuple(moved.ends), text)


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Fold a text into small letters without accents."""
    return folded(text).text


def letters(text: str) -> str:
    """Keep only the folded letters of a text, so that two ways of typing a name are equal."""
    return "".join(filter(str.isalpha, plain(text)))


def spelt_out(text: str) -> str:
    """Fold a text into small letters, with umlauts spelled with an e."""
    return plain(unicodedata.normalize("NFC", text).lower().translate(SPELT))


class _Moved:
    """Hold a text between the passes of `folded`, and where each of its characters was typed."""

    def __init__(
        self, text: str, starts: list[int] | None = None, ends: list[int] | None = None
    ) -> None:
        self.text = text
        self.starts = starts or []
        self.ends = ends or []

    def rewritten(self) -> _Moved:
        """Undo one layer of what hides letters; where nothing hides any, give back `self`."""
        first = HIDDEN.search(self.text)
        return self._joined(self._undone_pieces()) if first else self

    def spelt_plainly(self) -> _Moved:
        """Put each character's plain letters in its place."""
        if self.text.isascii():
            return self
        pieces = [PLAIN[char] for char in self.text]
        if all(len(piece) == 1 for piece in pieces):
            return _Moved("".join(pieces), self.starts, self.ends)
        return self._joined((piece, at, at + 1) for at, piece in enumerate(pieces))

    def _undone_pieces(self) -> Iterator[tuple[str, int, int]]:
        """Yield what each hidden stretch stands for, and the other characters, with offsets."""
        at = 0
        for found in HIDDEN.finditer(self.text):
            yield from ((self.text[n], n, n + 1) for n in range(at, found.start()))
            at = found.end()
            kind = found.lastgroup
            if kind == "percent":
                yield from _percent(found[0], found.start())
            else:
                yield _undone(kind or "", found[0]), found.start(), at
        yield from ((self.text[n], n, n + 1) for n in range(at, len(self.text)))

    def _joined(self, pieces: Iterator[tuple[str, int, int]]) -> _Moved:
        """Join pieces to a text, each with the offsets that it had before the first pass."""
        text, starts, ends = [], [], []
        for piece, start, end in pieces:
            first = self.starts[start] if self.starts else start
            last = self.ends[end - 1] if self.ends else end
            text.append(piece)
            starts += [first] * len(piece)
            ends += [last] * len(piece)
        if not text:
            return self
        return _Moved("".join(text), starts, ends)


def _undone(kind: str, found: str) -> str:
    """Give the text that a disguised stretch stands for; `kind` is a group of `HIDDEN`."""
    if kind == "entity":
        from html import unescape

        return unescape(found)
    if kind == "json":
        letter = chr(int(found[2:], 16))
        # Half of a character (a surrogate) is none, and can't be written as UTF-8.
        return "" if "\ud800" <= letter <= "\udfff" else letter
    if kind == "host":
        try:
            return found[4:].encode("ascii").decode("punycode")
        except (UnicodeError, ValueError, OverflowError):
            return found[4:]
    return " " if kind == "data" else ""


def _percent(found: str, start: int) -> Iterator[tuple[str, int, int]]:
    """Yield the characters of percent-encoded bytes, each with its offsets.

    They are UTF-8 (RFC 3986, section 2.5), or Latin-1 in old addresses.
    """
    try:
        decoded = unquote(found, errors="strict")
        widths = [3 * len(char.encode()) for char in decoded]
    except UnicodeDecodeError:
        decoded = unquote(found, "latin-1")
        widths = [3] * len(decoded)
    for char, width in zip(decoded, widths, strict=True):
        yield char, start, start + width
        start += width


class _Plain(dict[str, str]):
    """Map each character to its letters without accents, or to nothing if it can't be seen."""

    def __missing__(self, char: str) -> str:
        # NFKD would part a syllable of Hangul into single letters, and names are kept in syllables.
        found = char if "\uac00" <= char <= "\ud7a3" else unicodedata.normalize("NFKD", char)
        found = "'" if char in APOSTROPHES else found.translate(LETTERS)
        self[char] = in_letters(found)
        return self[char]


def in_letters(text: str) -> str:
    """Put letters for the vowels' signs of Indian scripts, and leave out what is no letter's own.

    Words are looked for by their letters, and a sign would part one letter from the next.
    """
    found = map(_vowel, text)
    return "".join(char for char in found if unicodedata.category(char) not in UNSEEN)


def _vowel(char: str) -> str:
    """Give the letter of the vowel that a sign of an Indian script stands for; else the sign."""
    at = ord(char)
    is_sign = at in INDIC and at % 0x80 in INDIC_SIGNS
    return chr(at - FROM_LETTER_TO_SIGN) if is_sign else char


PLAIN = _Plain()
