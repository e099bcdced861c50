"""Read all texts of a PDF outside its pages: bookmarks, alternative texts, links, metadata, files.

They are searched for the names of people before a PDF goes out. All objects of the file are read,
and not a list of known places: a name may stand in a place that nobody thought of.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Stream, String

from briefgen.ground.regexes import regex

# The keys whose strings are words to read. Other strings are names of things, or addresses.
PROSE = {"/Title", "/Alt", "/ActualText", "/E", "/Contents", "/Desc", "/Author", "/Subject"}
# The keys whose strings belong to the format or to fonts, or are no text at all, such as hashes
# (ISO 32000-1, 14.4, 7.11.4, 9.8). They are left out.
NO_WORDS = {"/ID", "/CheckSum", "/Panose", "/Lang", "/Registry", "/Ordering", "/FontFamily"}
# A tag in the metadata. Its length is bounded, so that a text of many `<` takes linear time.
TAG = regex(r"<[^>]{0,4000}>")


def strings_of(data: bytes) -> Iterator[tuple[str, str, bool]]:
    """List each text of a PDF outside its pages: its key, the text, and whether people read it.

    An attached file is read as UTF-8, however it is encoded.
    """
    import pikepdf

    from briefgen.typeset.finish.claims import PDF_UA_SCHEMA

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for entry in pdf.objects:
            yield from _strings("", entry)
        yield from _strings("", pdf.trailer.get("/Info", None))
        if "/Metadata" in pdf.Root:
            packet = pdf.Root.Metadata.read_bytes().decode(errors="replace")
            # The description of PDF/UA's properties is briefgen's own, the same in each file.
            for text in TAG.split(packet.replace(PDF_UA_SCHEMA, "")):
                if text.strip():
                    yield "/Metadata", text.strip(), True
        for name, file in pdf.attachments.items():
            yield "/EmbeddedFile", name, False
            yield "/EmbeddedFile", file.get_file().read_bytes().decode(errors="replace"), True


def _strings(key: str, entry: Any, depth: int = 0) -> Iterator[tuple[str, str, bool]]:
    """List the texts in an object of the file, and in those that it holds directly.

    An array has the key of its entry.
    """
    # The format needs fewer levels. A hostile file may have any number.
    if key in NO_WORDS or depth > 20:
        return
    if isinstance(entry, String):
        yield key, str(entry), key in PROSE
    elif isinstance(entry, Array):
        for part in entry:
            # An indirect object is one of `pdf.objects`, and read there.
            if not getattr(part, "is_indirect", False):
                yield from _strings(key, part, depth + 1)
    elif isinstance(entry, Dictionary | Stream):
        for name, inside in entry.items():
            if not getattr(inside, "is_indirect", False):
                yield from _strings(name, inside, depth + 1)
            # The keys of this dictionary are ids of the HTML page, without the slash.
            if key == "/Dests":
                yield key, name[1:], False
