"""Tell pages of PDFs apart by what is drawn on them, without drawing them.

Of a long packet a save changes a page or two. Drawing all of them takes longer than typesetting
those that changed; comparing what they are made of takes a hundredth of that.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Object, Page, Stream

# The entries of a page that have to do with its place in the document, and not with its look.
PLACED = {"/Parent", "/StructParents", "/Annots", "/Tabs"}


def looks_of(data: bytes) -> list[str]:
    """Give a hash for each page of a PDF. Pages with the same hash look the same.

    Pages with another hash mostly look different, but may not: a letter that is new on one page
    changes the font that all of them use.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        hashes = _Hashes()
        return [hashes.of_page(page).hex()[:32] for page in pdf.pages]


class _Hashes:
    """The hashes of the objects of one PDF. What pages share is hashed once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], bytes] = {}

    def of_page(self, page: Page) -> bytes:
        # Both can be handed down from a node above the page (ISO 32000-1, 7.7.3.4).
        parts = [self._of(page.mediabox), self._of(page.resources)]
        parts += [self._of(each) for each in _drawn(page.obj)]
        return sha256(b"".join(parts)).digest()

    def _of(self, thing: Any) -> bytes:
        """Hash an object with all that it refers to: by content, as numbers of objects differ."""
        if not isinstance(thing, Object):
            return sha256(repr(thing).encode()).digest()
        number = thing.objgen
        if number[0] and number in self._known:
            return self._known[number]
        if number[0]:
            self._known[number] = b"above"  # for an object that leads back to itself
        made = sha256(b"".join(self._parts(thing))).digest()
        if number[0]:
            self._known[number] = made
        return made

    def _parts(self, thing: Object) -> Iterator[bytes]:
        if isinstance(thing, Array):
            yield from (self._of(each) for each in thing)
        elif isinstance(thing, Dictionary | Stream):
            for name in sorted(thing.keys()):
                if name not in PLACED:
                    yield name.encode()
                    yield self._of(thing[name])
            if isinstance(thing, Stream):
                yield thing.read_raw_bytes()
        else:
            yield thing.unparse()


def _drawn(page: Object) -> Iterator[Any]:
    """List a page's own entries, and of its annotations those that are seen.

    Links are on nearly every page, and have no border.
    """
    yield from (page[name] for name in sorted(page.keys()) if name not in PLACED)
    for each in page.get("/Annots", []):
        border = each.get("/BS")
        if each.get("/Subtype") != "/Link" or border is None or border.get("/W") != 0:
            yield each
