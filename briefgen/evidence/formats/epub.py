"""The text of an e-book (EPUB 3): its chapters, which are web pages, in the order of its spine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefgen.evidence.reading.apart import parse_apart
from briefgen.evidence.reading.archive import Archive, beside, name_of, value_of
from briefgen.evidence.reading.decoding import decoded
from briefgen.evidence.reading.file_text import FileText
from briefgen.evidence.reading.format import Format
from briefgen.ground.folder import FileFault

MEDIA_TYPE = "application/epub+zip"
# The two parts whose names are given (EPUB 3.3, section 4.2.6); all others are told by these.
CONTAINER, LOCKED = "META-INF/container.xml", "META-INF/encryption.xml"
PAGES = ("application/xhtml+xml", "text/html")


def _read(data: bytes) -> FileText:
    import lxml.etree  # noqa: F401 - loaded here once, and not in the child of each file
    import resiliparse.extract.html2text  # noqa: F401

    return parse_apart(lambda: _text(Archive(data)))


def _text(archive: Archive) -> FileText:
    """The text of a book, chapter after chapter."""
    from briefgen.evidence.reading.page import read_here

    text, left_out, length = [], [], 0
    locked = set()
    if LOCKED in archive.names:
        references = _all(archive.tree(LOCKED), "CipherReference")
        locked = {beside("", value_of(each, "URI")) for each in references}
    for name in _chapters(archive):
        # Fonts may be locked in a book that anybody may read; its chapters can't.
        if name in locked:
            raise FileFault("is protected against copying.", "Save the text alone, as .txt.")
        page = read_here(decoded(archive.part(name)))
        text.append(page.text.strip("\n") + "\n\n")
        cut = len(page.text) - len(page.text.lstrip("\n"))
        left_out += [
            (length + start - cut, length + end - cut, by) for start, end, by in page.left_out
        ]
        length += len(text[-1])
    return FileText("".join(text), tuple(left_out))


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


def _all(root: Any, name: str) -> Iterator[Any]:
    return (element for element in root.iter() if name_of(element) == name)


FORMATS = (
    Format(
        media_type=MEDIA_TYPE,
        name="e-book",
        order=50,
        read=_read,
        # Some books lack their type, and all have the other.
        is_inside=lambda file: file.type_inside == MEDIA_TYPE.encode() or CONTAINER in file.parts,
        endings=(".epub",),
    ),
)
