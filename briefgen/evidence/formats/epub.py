"""The text of an e-book (EPUB 3): its chapters, which are web pages, in the order of its spine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefgen.evidence.reading.archive import Archive, beside, name_of, value_of
from briefgen.evidence.reading.file_text import Reading, within_bounds
from briefgen.ground.folder import FileFault

CONTAINER, LOCKED = "META-INF/container.xml", "META-INF/encryption.xml"
PAGES = ("application/xhtml+xml", "text/html")


def text_of_epub(data: bytes) -> Reading:
    """The text of a book, chapter after chapter. FileFault where it can't be read."""
    import lxml.etree  # noqa: F401 - loaded here once, and not in the child of each file
    import resiliparse.extract.html2text  # noqa: F401

    return within_bounds(lambda: _text(Archive(data)))


def _text(archive: Archive) -> Reading:
    from briefgen.evidence.capture import decoded
    from briefgen.evidence.reading.page import read_here

    text, left_out, length = [], [], 0
    locked = set(_locked(archive))
    for name in _chapters(archive):
        if name in locked:
            raise FileFault("is protected against copying.", "Save the text alone, as .txt.")
        page = read_here(decoded(archive.part(name)))
        text.append(page.text.strip("\n") + "\n\n")
        cut = len(page.text) - len(page.text.lstrip("\n"))
        left_out += [
            (length + start - cut, length + end - cut, by) for start, end, by in page.left_out
        ]
        length += len(text[-1])
    return Reading("".join(text), tuple(left_out))


def _chapters(archive: Archive) -> Iterator[str]:
    """The names of the parts that are read one after the other."""
    books = _all(archive.tree(CONTAINER), "rootfile")
    package = next((value_of(each, "full-path") for each in books), "")
    root = archive.tree(package)
    items = {
        value_of(item, "id"): beside(package, value_of(item, "href"))
        for item in _all(root, "item")
        if value_of(item, "media-type") in PAGES
    }
    for each in _all(root, "itemref"):
        name = items.get(value_of(each, "idref"))
        if name in archive.names and name:
            yield name


def _locked(archive: Archive) -> Iterator[str]:
    if LOCKED in archive.names:
        for each in _all(archive.tree(LOCKED), "CipherReference"):
            yield beside("", value_of(each, "URI"))


def _all(root: Any, name: str) -> Iterator[Any]:
    return (element for element in root.iter() if name_of(element) == name)
