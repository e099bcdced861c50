"""Captures: the text of what was really read, from the file beside the brief that keeps it.

Apart from the comparison of quotes, because here alone files of other people are opened: the kind
is taken from what is inside, and whatever can't be read is said in a sentence.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from briefgen.evidence.folding import Change
from briefgen.evidence.kinds import (
    DOCX,
    EPUB,
    HTML,
    MAIL,
    MARKDOWN,
    MHTML,
    NOT_READ,
    ODT,
    PDF,
    RTF,
    SAVE_AS,
    SRT,
    START,
    TEXT,
    VTT,
    kind_of,
    marked,
)
from briefgen.evidence.reading.file_text import Place, Reading
from briefgen.ground.bounds import EndedError
from briefgen.ground.folder import FileFault, read_inside
from briefgen.ground.travel import FieldsAlone

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
# The encoding that a page names for itself (HTML, section 13.2.3.2), and its first bytes.
META = re.compile(rb"<meta\b[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
RIGHT_FILE = "Is it the file that was read?"
SCRIPTED = "If a script writes its words, save what was read as PDF, or its text as .txt."
# Kinds whose lines a reader can look up. Pages of a PDF and the text of a web page have none.
WITH_LINES = (TEXT, MARKDOWN, SRT, VTT)


class CaptureFault(FileFault):
    """Why a capture can't be read, in a sentence, with a way out."""


@dataclass(frozen=True)
class Capture(FieldsAlone):
    """The text of a capture; a line feed ends each of its lines.

    `pages` holds the offset at which each page starts; it is empty for what has no pages.
    `marked` are stretches that stand in its sentences and are no part of them, as far as the file
    itself says so; `lines` are the lines of the file, where they aren't those of the text; `labels`
    are where it sets apart who speaks. `data` is the file of a PDF, which can be looked at more
    closely.
    """

    text: str
    pages: tuple[int, ...]
    media_type: str
    sha256: str
    marked: tuple[Change, ...] = ()
    lines: tuple[int, ...] = ()
    labels: tuple[Place, ...] = ()
    data: bytes = field(default=b"", repr=False, compare=False)

    @cached_property
    def _lines(self) -> tuple[int, ...]:
        return (0, *(found.end() for found in re.finditer("\n", self.text)))

    @property
    def has_lines(self) -> bool:
        """Whether its lines are those of a file that can be opened."""
        return self.media_type in WITH_LINES

    @cached_property
    def furniture(self) -> tuple[Change, ...]:
        """The stretches that a second reading leaves out: found when they are first asked for."""
        from briefgen.evidence.furniture import furniture

        return furniture(self)

    def page_of(self, offset: int) -> int | None:
        """The number of the page that an offset is on, from 1; None where there are no pages."""
        return max(1, bisect_right(self.pages, offset)) if self.pages else None

    def line_of(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset in the file, both from 1.

        Where a line of the file is read without its tags, the column is its first.
        """
        line = bisect_right(self._lines, offset)
        if self.lines:
            return self.lines[min(line, len(self.lines)) - 1], 1
        return line, offset - self._lines[line - 1] + 1


def read_capture(folder: Path, name: str) -> Capture:
    """The capture of that name below a folder. CaptureFault where it can't be read."""
    return understood(read_inside(folder, name, "capture", CaptureFault), name)


def understood(data: bytes, name: str) -> Capture:
    """The capture in the bytes of a file; `name` tells its kind where they don't."""
    found = _understood(data, name)
    if isinstance(found, FileFault):
        raise CaptureFault(str(found), found.hint)
    return found


@lru_cache(maxsize=16)
def _understood(data: bytes, name: str) -> Capture | FileFault:
    """The capture; or why there is none, where it was ended: that takes its time only once."""
    try:
        media_type = kind_of(data, name)
        if media_type == PDF:
            found, pages = _pdf(data)
        else:
            found, pages = READERS.get(media_type, _plain)(data), ()
        if not found.text.strip():
            raise FileFault("holds no text.", SCRIPTED if media_type == HTML else RIGHT_FILE)
    except FileFault as fault:
        why = CaptureFault(f"`{name}` {fault}", fault.hint)
        if isinstance(fault.__context__, EndedError):
            return why
        raise why from None
    kept = data if media_type == PDF else b""
    digest = hashlib.sha256(data).hexdigest()
    return Capture(
        found.text, pages, media_type, digest, found.left_out, found.lines, found.labels, kept
    )


def _pdf(data: bytes) -> tuple[Reading, tuple[int, ...]]:
    from briefgen.evidence.formats.pdf import text_of_pages

    text, pages = text_of_pages(data)
    return Reading(text), pages


def _docx(data: bytes) -> Reading:
    from briefgen.evidence.formats.docx import text_of_docx

    return text_of_docx(data)


def _odt(data: bytes) -> Reading:
    from briefgen.evidence.formats.odt import text_of_odt

    return text_of_odt(data)


def _epub(data: bytes) -> Reading:
    from briefgen.evidence.formats.epub import text_of_epub

    return text_of_epub(data)


def _rtf(data: bytes) -> Reading:
    from briefgen.evidence.formats.rtf import text_of_rtf

    return text_of_rtf(data)


def _mail(data: bytes) -> Reading:
    from briefgen.evidence.formats.mail import text_of_mail

    return text_of_mail(data)


def _page(data: bytes) -> Reading:
    from briefgen.evidence.reading.page import visible_text

    return visible_text(decoded(data, _named(data)))


def _subtitles(data: bytes) -> Reading:
    from briefgen.evidence.formats.subtitles import words_of_subtitles

    return words_of_subtitles(decoded(data))


def _plain(data: bytes) -> Reading:
    return Reading(decoded(data))


# What reads a file of a kind, loaded when one is read. Faults have no subject: it is the file.
READERS: dict[str, Callable[[bytes], Reading]] = {
    HTML: _page,
    DOCX: _docx,
    ODT: _odt,
    EPUB: _epub,
    RTF: _rtf,
    MAIL: _mail,
    MHTML: _mail,
    SRT: _subtitles,
    VTT: _subtitles,
}


def _named(data: bytes) -> str:
    """The encoding that a page names for itself, as browsers understand the name."""
    found = META.search(data[:START])
    if not found:
        return ""
    from resiliparse.parse.encoding import map_encoding_to_html5

    return map_encoding_to_html5(found[1].decode("ascii", "replace"), fallback_utf8=False) or ""


def decoded(data: bytes, named: str = "") -> str:
    """The text in some bytes, a line feed at the end of each line.

    By their mark, as named, as UTF-8, or in the likeliest encoding.
    """
    text = next(_decoded(data, [marked(data), named, "utf-8"]), None)
    text = _likeliest(data) if text is None else text
    if len(CONTROL.findall(text)) > len(text) / 200:
        raise FileFault(NOT_READ, SAVE_AS)
    return re.sub("\r\n?", "\n", text) if "\r" in text else text


def _decoded(data: bytes, encodings: list[str]) -> Iterator[str]:
    for encoding in filter(None, encodings):
        with suppress(UnicodeError, LookupError):
            yield data.decode(encoding)


def _likeliest(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise FileFault("is in an encoding that can't be told.", "Save it again, with UTF-8.")
    return str(best)
