"""Find where the words that an SVG draws name somebody who must not be named."""

from __future__ import annotations

import pathlib
from collections.abc import Iterator
from contextlib import suppress

from briefgen.checks.names.typed import Naming
from briefgen.ground.folder import FileFault
from briefgen.load.document import Document
from briefgen.model import Brief, pictures
from briefgen.naming import Hit, Unnamed, named_in

HINT = "Take the name out of the picture, or give the person's description there."


def drawn_namings(
    brief: Brief, document: Document, folder: pathlib.Path, unnamed: Unnamed
) -> Iterator[Naming]:
    """Find the names in drawn words, each at the place where the brief names the picture's file."""
    if not unnamed:
        return
    for path, file in pictures(brief):
        for hit in _hits_in_picture(unnamed, folder, file):
            yield Naming(path, hit, document.value_span(path), HINT)


def _hits_in_picture(unnamed: Unnamed, folder: pathlib.Path, file: str) -> Iterator[Hit]:
    """Yield the names in a picture, each spelling of a person's name once."""
    from briefgen.pictures import read_picture

    seen: set[tuple[str, str]] = set()
    # The rule `picture-missing` says what is wrong with the file itself.
    with suppress(FileFault):
        for text in read_picture(folder, file).texts:
            for hit in named_in(text, unnamed, "prose"):
                if (hit.key, hit.words) not in seen:
                    seen.add((hit.key, hit.words))
                    yield hit
