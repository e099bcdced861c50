"""The text of a PDF, page by page, in the order in which its words were set."""

from __future__ import annotations

from contextlib import closing, suppress
from itertools import accumulate
from typing import TYPE_CHECKING

from briefgen.evidence.folding import Change
from briefgen.evidence.reading.apart import read_apart
from briefgen.evidence.reading.file_text import FileText
from briefgen.evidence.reading.format import ANYWHERE, Format, Start
from briefgen.ground.bounds import Bounds, EndedError
from briefgen.ground.folder import FileFault

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MOST_PAGES = 2_000
MOST_CHARACTERS = 20_000_000
# A book of 2,000 pages takes 5 s and 200 MB. What is written in C++ has bounds of its own only for
# a part of what a file can ask of it.
BOUNDS = Bounds(seconds=30, megabytes=2048)
SCANNED = "It may be a scan: have its text recognised (OCR), or save the text as .txt."


def text_of_pages(data: bytes) -> tuple[str, tuple[int, ...]]:
    """Read the text of a PDF, and the offset at which each page starts.

    FileFault where it can't be read.
    """
    # Loaded once here, not in the child of each PDF; and not at the top, as few captures are PDFs.
    import pypdfium2  # noqa: F401

    import briefgen.evidence.reading.pdf_signs  # noqa: F401

    return read_apart(lambda: _text_of_pages(data), BOUNDS)


def _text_of_pages(data: bytes) -> tuple[str, tuple[int, ...]]:
    from pypdfium2 import PdfDocument, PdfiumError
    from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

    try:
        with closing(PdfDocument(data)) as document:
            pages = _pages(document)
    except PdfiumError as error:
        if getattr(error, "err_code", None) in (FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY):
            raise FileFault("is protected by a password.", "Save it without one.") from None
        raise FileFault("is damaged.", "Save it again.") from None
    if not any(page.strip() for page in pages):
        raise FileFault("holds no text.", SCANNED)
    # A line feed stands between two pages.
    starts = accumulate((len(page) + 1 for page in pages[:-1]), initial=0)
    return "\n".join(pages), tuple(starts)


def _pages(document: PdfDocument) -> list[str]:
    """The text of each page."""
    from briefgen.evidence.reading.pdf_signs import BROKEN

    if len(document) > MOST_PAGES:
        raise FileFault(f"has more than {MOST_PAGES:,} pages.", "Keep those that were read.")
    pages: list[str] = []
    left = MOST_CHARACTERS
    for number in range(len(document)):
        with closing(document[number]) as page, closing(page.get_textpage()) as words:
            # Counted before they are copied: a page may draw another one, which draws another one.
            if words.count_chars() > left:
                message = f"holds more than {MOST_CHARACTERS:,} characters."
                raise FileFault(message, "Keep the pages that were read.")
            text = words.get_text_range()
        pages.append(BROKEN.sub("-\n", text).replace("\r\n", "\n").replace("\r", "\n"))
        left -= len(pages[-1])
    return pages


def mended_signs(data: bytes, text: str, starts: tuple[int, ...]) -> tuple[Change, ...]:
    """List the changes to pdfium's text that make it what the paper shows, such as lost spaces.

    The list is empty where finding them takes too long: the text itself was read already.
    """
    from briefgen.evidence.reading.pdf_signs import mended

    def look() -> tuple[Change, ...]:
        from pypdfium2 import PdfDocument

        with closing(PdfDocument(data)) as document:
            return tuple(
                change
                for number, start in enumerate(starts)
                for change in mended(document, number, start, text)
            )

    with suppress(EndedError):
        from briefgen.ground.children import bounded

        return bounded(look, BOUNDS)
    return ()


def _is_inside(file: Start) -> bool:
    # Readers take a PDF whose first line stands within the first 1,024 bytes (ISO 32000-2, annex
    # I.2, note on 7.5.2). Other files may well speak of such a line, so that the name has to agree.
    is_first = file.first.startswith(b"%PDF-")
    return is_first or (file.ending == ".pdf" and b"%PDF-" in file.data[:1024])


def _read(data: bytes) -> FileText:
    text, pages = text_of_pages(data)
    return FileText(text, pages=pages)


FORMATS = (
    Format(
        media_type="application/pdf",
        name="PDF",
        order=10,
        read=_read,
        is_inside=_is_inside,
        endings=(".pdf",),
        # Heads and feet are found by its pages.
        furniture=(
            "line numbers",
            "raised notes",
            "clinging notes",
            "lines broken at a slash",
            *ANYWHERE,
        ),
        look_again=mended_signs,
        copy="PDF",
    ),
)
