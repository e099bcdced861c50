"""Read files that are zip archives of XML, such as .docx, in memory and up to a bound.

A part is found by its name in the archive and never written, so that no name leads anywhere. What
a part's header says of its size is not believed.
"""

from __future__ import annotations

import posixpath
from functools import cached_property
from io import BytesIO
from typing import Any
from urllib.parse import unquote

from briefgen.ground.folder import FileFault

MB = 1024 * 1024
# The text of a book has 2 MB, and marked up by a word processor ten times as much.
MOST_BYTES, MOST_PARTS = 64 * MB, 10_000
SHORTER = "Save the text alone, as .txt."


class Archive:
    """The parts of a zip archive, unpacked up to a bound on their size in all.

    FileFault where it has too many parts, is too large, or is locked.
    """

    def __init__(self, data: bytes) -> None:
        from zipfile import ZipFile

        self._zip = ZipFile(BytesIO(data))
        self._left = MOST_BYTES
        if len(self.names) > MOST_PARTS:
            raise FileFault(f"holds more than {MOST_PARTS:,} files.", SHORTER)
        # Bit 0 says that a part is encrypted (APPNOTE.TXT, section 4.4.4).
        if any(each.flag_bits & 1 for each in self._zip.infolist()):
            raise FileFault("is protected by a password.", "Save it without one.")

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self._zip.namelist())

    def part(self, name: str) -> bytes:
        """Unpack a part. KeyError where there is none, FileFault where all are too large."""
        # A byte more than is left: the header's size may be a lie, and a bomb packs 1 GB into 1 MB.
        with self._zip.open(name) as stream:
            data = stream.read(self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            raise FileFault(f"unpacks to more than {MOST_BYTES // MB} MB.", SHORTER)
        return data

    def tree(self, name: str) -> Any:
        """Parse a part that is XML: its root element."""
        return tree_of(self.part(name))


def tree_of(data: bytes) -> Any:
    """Parse untrusted XML: its own entities aren't expanded, and nothing is loaded.

    Libxml2 refuses what is deeper than 256 elements, and a text of more than 10 MB in one of them.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    root = etree.fromstring(data, parser)
    # No program that writes documents defines any. Unexpanded they would be words that are missing.
    if (kept := root.getroottree().docinfo.internalDTD) is not None and any(kept.entities()):
        raise FileFault("defines entities of its own.", "Save it again.")
    return root


def name_of(element: Any) -> str:
    """Name an element without its namespace; empty for a comment or an instruction."""
    # Namespaces differ between the editions of a standard, and its writers; the names don't.
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value_of(element: Any, name: str) -> str:
    """Find the value of an attribute, whatever its namespace; empty where there is none."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""


def beside(name: str, reference: str) -> str:
    """Name the part to which `reference` leads from the part `name`."""
    path = unquote(reference.partition("#")[0])
    if path.startswith("/"):
        return posixpath.normpath(path).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
