"""Names inside longer words, in letters with spaces between, and in scripts without spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.naming.fold import Folded
from briefgen.naming.index import Index
from briefgen.naming.unnamed import UNSPACED, Written

Place = tuple[int, int, int, bool]

SPACED = re.compile(
    r"(?<![^\W_])[^\W\d_](?:[ .,·•|/–—\-_\u00a0\u2009\u202f]{1,3}[^\W\d_]){3,}(?![^\W_])"
)
LETTERS = re.compile(r"[^\W\d_]+")
# Between two characters of a name in a script without spaces.
SPACES = re.compile(r"[ \u3000\u30fb\u00b7\n]{0,2}")


def within(page: Folded, index: Index, written: Written) -> Iterator[Place]:
    """Where a name stands that no word of the text is."""
    if index.unspaced:
        yield from _unspaced(page, index)
    if not index.spaced:
        return
    for found in SPACED.finditer(page.text):
        letters = [at for at in range(*found.span()) if page.text[at].isalpha()]
        word = "".join(page.text[at] for at in letters)
        for person, start, end in _held(word, index.spaced):
            yield person, letters[start], letters[end - 1] + 1, True
    if written == "code":
        for found in LETTERS.finditer(page.text):
            for person, start, end in _held(found[0], index.inside):
                if end - start < len(found[0]):
                    yield person, found.start() + start, found.start() + end, False


def _unspaced(page: Folded, index: Index) -> Iterator[Place]:
    """Names in scripts without spaces, whatever stands around them."""
    letters: list[int] = []
    for found in UNSPACED.finditer(page.text):
        if letters and not SPACES.fullmatch(page.text, letters[-1] + 1, found.start()):
            yield from _among(page, letters, index)
            letters = []
        letters.extend(range(*found.span()))
    yield from _among(page, letters, index)


def _among(page: Folded, letters: list[int], index: Index) -> Iterator[Place]:
    word = "".join(page.text[at] for at in letters)
    for person, start, end in _held(word, index.unspaced):
        yield person, letters[start], letters[end - 1] + 1, True


def _held(word: str, names: dict[str, int]) -> Iterator[tuple[int, int, int]]:
    """The names that a word holds, in time linear in the word."""
    widths = sorted({len(name) for name in names}, reverse=True)[:40]
    at = 0
    while at < len(word):
        name = next((word[at : at + each] for each in widths if word[at : at + each] in names), "")
        if name:
            yield names[name], at, at + len(name)
        at += len(name) or 1
