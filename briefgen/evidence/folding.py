"""Text folded for comparison, with the way back to where each character stood.

What typography varies is folded: Unicode form, white space, quotation marks, dashes, the ellipsis,
ligatures, hyphens at line ends. Case and words never are: a quote that differs in a word is a
different quote.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import merge

QUOTES = "\"“”„‟«»‹›‘’‚‛'`´′″‵‶＂＇"
SPACES = "\t\r\x0b\x0c\xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
BREAKS = "\x85\u2028\u2029"
HYPHENS = "\u2010\u2011"
DASHES = "\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b"
UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}

# One character for one character: the offsets stay.
TABLE = str.maketrans(
    {
        **dict.fromkeys(QUOTES, "'"),
        **dict.fromkeys(SPACES, " "),
        **dict.fromkeys(BREAKS, "\n"),
        **dict.fromkeys(HYPHENS, "-"),
        **dict.fromkeys(DASHES, "—"),
    }
)
# Where something may have to be folded: each of these is found at the speed of a search for a word.
CANDIDATES = (
    re.compile("[\n\u00ad—…\u0300-\u036f\u200b-\u200f\u2060\ufeffﬀ-ﬆ-]"),
    re.compile("  "),
    re.compile(r"\.\."),
    re.compile(r"\. \."),
    re.compile("''"),
)
VARIABLE = re.compile(
    r"""
      (?P<broken> (?<=\w) (?: - | \u00ad+ ) \ * \n \s* (?=\w) )   # a word cut at the end of a line
    | (?P<hyphen> (?<=\w) - (?=\w) )
    | (?P<range> (?<=\d) — (?=\d) )
    | (?P<dash> (?: — | -{2,} | (?<=\s)-(?=\s) ) \s* )
    | (?P<dots> (?: … | \. (?:\ ?\.){2,} ) \s* )
    | (?P<space> \s{2,} | \n )
    | (?P<unseen> [\u00ad\u200b-\u200f\u2060\ufeff]+ )
    | (?P<ligature> [ﬀ-ﬆ] )
    | (?P<pair> '' )
    | (?P<accents> [\u0300-\u036f]+ )
    """,
    re.VERBOSE,
)
REPLACEMENT = {"range": "-", "dash": "—", "dots": "…", "space": " ", "pair": "'"}
# Words cut at a line end may have had a hyphen of their own, or not.
HARD, SOFT = "hard", "soft"


@dataclass(frozen=True)
class Folded:
    """A folded text. Offsets count code points, as the W3C Web Annotation model does (4.2.4).

    Hyphens inside words are taken out of `text`; `hyphens` holds where they stood in it, and
    whether they were typed or only a line's end.
    """

    original: str
    text: str
    hyphens: dict[int, str]
    _folded: list[int] = field(repr=False)
    _original: list[int] = field(repr=False)
    _hyphens_at: list[int] = field(repr=False)

    def start(self, at: int) -> int:
        """The offset in the original of the character at an offset of `text`."""
        found = bisect_right(self._folded, at) - 1
        inside = at - self._folded[found]
        return self._original[found] + (inside if self._is_kept(found) else 0)

    def end(self, at: int) -> int:
        """The offset in the original just behind the character before an offset of `text`."""
        if at <= 0:
            return 0
        found = bisect_right(self._folded, at - 1) - 1
        if self._is_kept(found):
            return self._original[found] + at - self._folded[found]
        return self._original[found + 1]

    def _is_kept(self, stretch: int) -> bool:
        """Whether a stretch stands in `text` character for character."""
        if stretch + 1 == len(self._folded):
            return True
        length = self._folded[stretch + 1] - self._folded[stretch]
        return length == self._original[stretch + 1] - self._original[stretch]

    def hyphens_in(self, start: int, end: int) -> dict[int, str]:
        """The hyphens within a stretch of `text`, counted from its start."""
        first = bisect_right(self._hyphens_at, start)
        last = bisect_left(self._hyphens_at, end)
        return {at - start: self.hyphens[at] for at in self._hyphens_at[first:last]}


class _Writer:
    """Puts a folded text together: stretches that are kept, and pieces in another's place."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces: list[str] = []
        self.at = 0
        self.length = 0
        self.folded = [0]
        self.original = [0]
        self.hyphens: dict[int, str] = {}

    def keep(self, end: int) -> None:
        """What stands up to `end`, as it is."""
        self._write(self.text[self.at : end], end)

    def put(self, piece: str, end: int) -> None:
        """A piece in place of what stands up to `end`."""
        self._write(piece, end)

    def take_back(self, signs: str) -> str:
        """Take back the last character, where it is one of these."""
        last = self.pieces[-1][-1:] if self.pieces else ""
        if not last or last not in signs:
            return ""
        self.pieces[-1] = self.pieces[-1][:-1]
        self.length -= 1
        self.folded[-1] = self.length
        self.original[-1] -= 1
        self.at = self.original[-1]
        return last

    def _write(self, piece: str, end: int) -> None:
        self.pieces.append(piece)
        self.length += len(piece)
        self.at = end
        self.folded.append(self.length)
        self.original.append(end)


def fold(text: str) -> Folded:
    """The folded text, in time linear in its length."""
    writer = _Writer(text.translate(TABLE))
    starts = [(found.start() for found in each.finditer(writer.text)) for each in CANDIDATES]
    for start in merge(*starts):
        found = VARIABLE.match(writer.text, start) if start >= writer.at else None
        if found:
            writer.keep(start)
            _put(writer, found.lastgroup or "", found)
    writer.keep(len(text))
    hyphens_at = sorted(writer.hyphens)
    return Folded(
        text, "".join(writer.pieces), writer.hyphens, writer.folded, writer.original, hyphens_at
    )


def _put(writer: _Writer, kind: str, found: re.Match[str]) -> None:
    if kind in ("broken", "hyphen"):
        writer.hyphens[writer.length] = HARD if kind == "hyphen" else SOFT
        writer.put("", found.end())
    elif kind == "ligature":
        writer.put(LIGATURES[found[0]], found.end())
    elif kind == "accents":
        letter = writer.text[found.start() - 1 : found.start()]
        bare = writer.take_back(letter)
        writer.put(unicodedata.normalize("NFC", bare + found[0]), found.end())
    else:
        if kind in ("dash", "dots"):
            writer.take_back(" ")
        writer.put(REPLACEMENT.get(kind, ""), found.end())


def needed(quote: str, source: str) -> tuple[str, ...]:
    """Which foldings a match needed, by name, in a fixed order; none where both are the same."""
    return (
        tuple(name for name, pick in PICKS if pick(quote) != pick(source))
        if quote != source
        else ()
    )


def _marks(signs: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(signs)}]")


PICKS = (
    ("white space", re.compile(r"\s+").findall),
    ("quotation marks", _marks(QUOTES).findall),
    ("dashes", re.compile(f"[{DASHES}{HYPHENS}-]+").findall),
    ("ellipsis", re.compile(r"…|\.(?: ?\.){2,}").findall),
    ("ligatures", _marks("".join(LIGATURES)).findall),
    ("invisible characters", re.compile(f"[\u00ad{UNSEEN}]").findall),
    ("Unicode form", lambda text: unicodedata.is_normalized("NFC", text)),
)


def words_of(text: str) -> Iterator[re.Match[str]]:
    """The words of a folded text, with their places; punctuation clings to none."""
    return re.finditer(r"[\w']+|[^\w\s]", text)
