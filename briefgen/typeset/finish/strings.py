"""What a PDF says beside its pages is read: bookmarks, what is read out, links, metadata, files.

The search for names before anything goes out asks it. By pikepdf's objects and not by a list of
places: a name in a place that nobody thought of goes out as well.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Pdf, Stream, String

# Of an entry's key: what is words. All other strings are names of things, or addresses.
PROSE = {"/Title", "/Alt", "/ActualText", "/E", "/Contents", "/Desc", "/Author", "/Subject"}
# Of the format, of fonts, or bytes that are no text (ISO 32000-1, 14.4, 7.11.4, 9.8).
NO_WORDS = {"/ID", "/CheckSum", "/Panose", "/Lang", "/Registry", "/Ordering", "/FontFamily"}
# Of the metadata. A longer one would be no tag, and the search for its end goes no further.
TAG = re.compile(r"<[^>]{0,4000}>")


def strings_of(data: bytes) -> Iterator[tuple[str, str, bool]]:
    """List each text of a PDF outside its pages: the key of its entry, itself, and whether it is
    words that somebody reads.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for entry in pdf.objects:
            yield from _strings("", entry)
        yield from _strings("", pdf.trailer.get("/Info", None))
        yield from _metadata(pdf)
        for name, file in pdf.attachments.items():
            yield "/EmbeddedFile", name, False
            yield "/EmbeddedFile", file.get_file().read_bytes().decode(errors="replace"), True


def _strings(key: str, entry: Any, depth: int = 0) -> Iterator[tuple[str, str, bool]]:
    # No entry of the format is as deep; a file made to hold a reader up may be.
    if key in NO_WORDS or depth > 20:
        return
    if isinstance(entry, String):
        yield key, str(entry), key in PROSE
    elif isinstance(entry, Array):
        for part in entry:
            # An indirect object is come to by itself.
            if not getattr(part, "is_indirect", False):
                yield from _strings(key, part, depth + 1)
    elif isinstance(entry, Dictionary | Stream):
        for name, inside in entry.items():
            if not getattr(inside, "is_indirect", False):
                yield from _strings(name, inside, depth + 1)
            if key == "/Dests":
                yield key, name[1:], False


def _metadata(pdf: Pdf) -> Iterator[tuple[str, str, bool]]:
    from briefgen.typeset.finish.claims import PDF_UA_SCHEMA

    if "/Metadata" in pdf.Root:
        packet = pdf.Root.Metadata.read_bytes().decode(errors="replace")
        for text in TAG.split(packet.replace(PDF_UA_SCHEMA, "")):
            if text.strip():
                yield "/Metadata", text.strip(), True
