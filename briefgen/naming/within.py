"""Find names inside longer words, in spaced-out letters, and in scripts without spaces."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.ground.regexes import regex
from briefgen.naming.fold import Folded
from briefgen.naming.index import SHORTEST_INSIDE, SHORTEST_LEADING, Held, Index
from briefgen.naming.unnamed import UNSPACED, Written
from briefgen.naming.words import words

# The person's number, the offsets in the folded text, and whether it is surely the name.
Sighting = tuple[int, int, int, bool]

# Four letters or more with a space or a sign between any two: F l e t t.
SPACED = regex(
    r"(?<![^\W_])[^\W\d_](?:[ .,·•|/–—\-_\u00a0\u2009\u202f]{1,3}[^\W\d_]){3,}(?![^\W_])"
)
# The most letters that a word may have behind a name, where they aren't a listed ending.
LONGEST_UNKNOWN = 4
LETTERS = regex(r"[^\W\d_]+")
# What may stand between two characters of a name in a script without spaces.
SPACES = regex(r"[ \u3000\u30fb\u00b7\n]{0,2}")


def within(page: Folded, index: Index, written: Written) -> Iterator[Sighting]:
    """Find names inside longer words, in letters typed apart, and in scripts without spaces."""
    if index.unspaced:
        yield from _in_unspaced(page, index)
    if not index.spaced:
        return
    for found in SPACED.finditer(page.text):
        letters = [at for at in range(*found.span()) if page.text[at].isalpha()]
        word = "".join(page.text[at] for at in letters)
        for person, start, end in _names_in(word, index.spaced):
            yield person, letters[start], letters[end - 1] + 1, True
    for found in LETTERS.finditer(page.text) if index.leading else ():
        has_capital = page.shown[found.start()].isupper()
        for person, start, end in _in_word(found[0], index, written, has_capital=has_capital):
            yield person, found.start() + start, found.start() + end, False


def _in_word(
    word: str, index: Index, written: Written, *, has_capital: bool
) -> Iterator[tuple[int, int, int]]:
    """Yield the names in a longer word: anywhere in code, and at the start of a word in prose."""
    if written == "code":
        yield from (each for each in _names_in(word, index.inside) if each[2] - each[1] < len(word))
        return
    ends = range(SHORTEST_INSIDE, len(word)) if word[:3] in index.starts else ()
    name = next((word[:end] for end in ends if word[:end] in index.inside), "")
    if not name and has_capital:
        name = _leading(word, index)
    if name and not index.is_known(word):
        yield index.leading[name], 0, len(name)


def _leading(word: str, index: Index) -> str:
    """Find the name that a word starts with, if only a few letters follow it; else empty.

    Those letters may be an ending that isn't in the lists.
    """
    if word[:SHORTEST_LEADING] not in index.fronts:
        return ""
    known = words()
    if known.are_common(word) or word in known.lookalikes:
        return ""
    ends = range(max(SHORTEST_LEADING, len(word) - LONGEST_UNKNOWN), len(word))
    kept = (end for end in ends if word[end:] not in known.placing)
    return next((word[:end] for end in kept if word[:end] in index.leading), "")


def _in_unspaced(page: Folded, index: Index) -> Iterator[Sighting]:
    """Yield names in scripts without spaces, whatever stands around them."""
    letters: list[int] = []
    for found in UNSPACED.finditer(page.text):
        if letters and not SPACES.fullmatch(page.text, letters[-1] + 1, found.start()):
            yield from _among(page, letters, index)
            letters = []
        letters.extend(range(*found.span()))
    yield from _among(page, letters, index)


def _among(page: Folded, letters: list[int], index: Index) -> Iterator[Sighting]:
    """Yield the names in a row of characters, which are given by their offsets."""
    word = "".join(page.text[at] for at in letters)
    for person, start, end in _names_in(word, index.unspaced):
        yield person, letters[start], letters[end - 1] + 1, True


def _names_in(word: str, names: Held) -> Iterator[tuple[int, int, int]]:
    """Yield the names that a word contains, in time linear in the word's length."""
    widths = [each for each in names.widths if each <= len(word)]
    at = 0
    while at < len(word):
        name = next((word[at : at + each] for each in widths if word[at : at + each] in names), "")
        if name:
            yield names[name], at, at + len(name)
        at += len(name) or 1
