"""Captures: the text of what was really read, from the file beside the brief that keeps it.

Apart from the comparison of quotes, because here alone files of other people are opened: the kind
is taken from what is inside, and whatever can't be read is said in a sentence.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path, PurePath

from briefgen.bounds import EndedError
from briefgen.folder import Fault, read_inside

TEXT, MARKDOWN, HTML, PDF = "text/plain", "text/markdown", "text/html", "application/pdf"
SUFFIXES = {
    **dict.fromkeys((".txt", ".text", ""), TEXT),
    **dict.fromkeys((".md", ".markdown"), MARKDOWN),
    **dict.fromkeys((".html", ".htm", ".xhtml"), HTML),
    ".pdf": PDF,
}
# A page starts so, behind white space, comments and an XML declaration. Readers take a PDF whose
# first line stands within the first 1,024 bytes (ISO 32000-2, annex I.2, note on 7.5.2).
HTML_START = re.compile(
    r"(?>\s+|<\?xml[^>]*>|<!--(?>.*?-->))*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
START = 4096
# UTF-32 first: its mark starts as that of UTF-16 does.
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
# The encoding that a page names for itself (HTML, section 13.2.3.2), and its first bytes.
META = re.compile(rb"<meta\b[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
SAVE_AS = "Save what was read as text, HTML, Markdown or PDF."


class CaptureFault(Fault):
    """Why a capture can't be read, in a sentence, with a way out."""


@dataclass(frozen=True)
class Capture:
    """The text of a capture; a line feed ends each of its lines.

    `pages` holds the offset at which each page starts; it is empty for what has no pages.
    """

    text: str
    pages: tuple[int, ...]
    media_type: str
    sha256: str

    @cached_property
    def _lines(self) -> tuple[int, ...]:
        return (0, *(found.end() for found in re.finditer("\n", self.text)))

    def page_of(self, offset: int) -> int | None:
        """The number of the page that an offset is on, from 1; None where there are no pages."""
        return max(1, bisect_right(self.pages, offset)) if self.pages else None

    def line_of(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset in the text, both from 1."""
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1


def read_capture(folder: Path, name: str) -> Capture:
    """The capture of that name below a folder. CaptureFault where it can't be read."""
    return understood(read_inside(folder, name, "capture", CaptureFault), name)


def understood(data: bytes, name: str) -> Capture:
    """The capture in the bytes of a file; `name` tells its kind where they don't."""
    found = _understood(data, name)
    if isinstance(found, Fault):
        raise CaptureFault(str(found), found.hint)
    return found


@lru_cache(maxsize=16)
def _understood(data: bytes, name: str) -> Capture | Fault:
    """The capture; or why there is none, where it was ended: that takes its time only once."""
    try:
        media_type = _kind(data, name)
        text, pages = _text(data, media_type)
    except Fault as fault:
        why = CaptureFault(f"`{name}` {fault}", fault.hint)
        if isinstance(fault.__context__, EndedError):
            return why
        raise why from None
    return Capture(text, pages, media_type, hashlib.sha256(data).hexdigest())


def _kind(data: bytes, name: str) -> str:
    """The media type of a file: what it starts with decides, then the ending of its name."""
    suffix = PurePath(name).suffix.lower()
    if data.lstrip()[:5] == b"%PDF-" or (suffix == ".pdf" and b"%PDF-" in data[:1024]):
        return PDF
    encoding = _marked(data) or "utf-8"
    if HTML_START.match(data[:START].decode(encoding, "replace")):
        return HTML
    if suffix == ".pdf":
        raise Fault("is no PDF inside.", "Save it again, as PDF.")
    if suffix not in SUFFIXES or _is_binary(data):
        raise Fault("is not text, HTML, Markdown or PDF.", SAVE_AS)
    return SUFFIXES[suffix]


def _is_binary(data: bytes) -> bool:
    return (b"\0" in data and not _marked(data)) or data.startswith(b"{\\rtf")


def _text(data: bytes, media_type: str) -> tuple[str, tuple[int, ...]]:
    """The text of a file, and where its pages start. Faults have no subject: it is the file."""
    if media_type == PDF:
        from briefgen.evidence.pdf import text_of_pages

        return text_of_pages(data)
    text = _lines(decoded(data, _named(data) if media_type == HTML else ""))
    if media_type == HTML:
        from briefgen.evidence.html import visible_text

        text = _lines(visible_text(text))
    if not text.strip():
        raise Fault("holds no text.", "Is it the file that was read?")
    return text, ()


def _lines(text: str) -> str:
    return re.sub("\r\n?", "\n", text) if "\r" in text else text


def _marked(data: bytes) -> str:
    """The encoding that a byte order mark tells, or an empty text."""
    return next((name for mark, name in MARKS.items() if data.startswith(mark)), "")


def _named(data: bytes) -> str:
    """The encoding that a page names for itself, as browsers understand the name."""
    found = META.search(data[:START])
    if not found:
        return ""
    from resiliparse.parse.encoding import map_encoding_to_html5

    return map_encoding_to_html5(found[1].decode("ascii", "replace"), fallback_utf8=False) or ""


def decoded(data: bytes, named: str = "") -> str:
    """The text in some bytes: by their mark, as named, as UTF-8, or in the likeliest encoding."""
    text = next(_decoded(data, [_marked(data), named, "utf-8"]), None)
    text = _likeliest(data) if text is None else text
    if len(CONTROL.findall(text)) > len(text) / 200:
        raise Fault("is not text, HTML, Markdown or PDF.", SAVE_AS)
    return text


def _decoded(data: bytes, encodings: list[str]) -> Iterator[str]:
    for encoding in filter(None, encodings):
        with suppress(UnicodeError, LookupError):
            yield data.decode(encoding)


def _likeliest(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise Fault("is in an encoding that can't be told.", "Save it again, with UTF-8.")
    return str(best)
