"""The text of a PDF, page by page, in the order in which its words were set."""

from __future__ import annotations

import re
from contextlib import closing, suppress
from itertools import accumulate
from typing import TYPE_CHECKING

from briefgen.evidence.folding import Change
from briefgen.ground.bounds import Bounds, EndedError
from briefgen.ground.children import bounded
from briefgen.ground.folder import FileFault

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfiumError

MOST_PAGES = 2_000
MOST_CHARACTERS = 20_000_000
# A book of 2,000 pages takes 5 s and 200 MB. What is written in C++ has bounds of its own only for
# a part of what a file can ask of it.
BOUNDS = Bounds(seconds=30, megabytes=2048)
# Pdfium takes a hyphen-minus at a line's end, and the line end with it, for one mark: U+0002, or
# U+FFFE as of its newer versions. It can't tell `coopera-tion` from `far-reaching`, so that what
# was printed is put back; whoever compares has to allow for both. U+2010 is left as it is.
BROKEN = re.compile("[\x02\ufffe]")
SCANNED = "It may be a scan: have its text recognised (OCR), or save the text as .txt."


def text_of_pages(data: bytes) -> tuple[str, tuple[int, ...]]:
    """The text of a PDF, and the offset at which each page starts.

    FileFault where it can't be read.
    """
    import pypdfium2  # noqa: F401 - loaded here once, and not in the child of each PDF

    try:
        return bounded(lambda: _text_of_pages(data), BOUNDS)
    except EndedError as error:
        raise FileFault(f"takes {error} to read.", "Save the text alone, as .txt.") from None


def _text_of_pages(data: bytes) -> tuple[str, tuple[int, ...]]:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        with closing(PdfDocument(data)) as document:
            pages = _pages(document)
    except PdfiumError as error:
        raise _explained(error) from None
    if not any(page.strip() for page in pages):
        raise FileFault("holds no text.", SCANNED)
    starts = accumulate((len(page) + 1 for page in pages[:-1]), initial=0)
    return "\n".join(pages), tuple(starts)


def _pages(document: PdfDocument) -> list[str]:
    if len(document) > MOST_PAGES:
        raise FileFault(f"has more than {MOST_PAGES:,} pages.", "Keep those that were read.")
    pages: list[str] = []
    left = MOST_CHARACTERS
    for number in range(len(document)):
        pages.append(_page(document, number, left))
        left -= len(pages[-1])
    return pages


def _page(document: PdfDocument, number: int, most: int) -> str:
    with closing(document[number]) as page, closing(page.get_textpage()) as words:
        if words.count_chars() > most:
            message = f"holds more than {MOST_CHARACTERS:,} characters."
            raise FileFault(message, "Keep the pages that were read.")
        text = words.get_text_range()
    return BROKEN.sub("-\n", text).replace("\r\n", "\n").replace("\r", "\n")


def mended_signs(data: bytes, text: str, starts: tuple[int, ...]) -> tuple[Change, ...]:
    """Where the signs on the paper say something else than the text that pdfium makes of them.

    Nothing where that takes too long: it is a second look.
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
        return bounded(look, BOUNDS)
    return ()


def _explained(error: PdfiumError) -> FileFault:
    from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

    if getattr(error, "err_code", None) in (FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY):
        return FileFault("is protected by a password.", "Save it without one.")
    return FileFault("is damaged.", "Save it again.")
