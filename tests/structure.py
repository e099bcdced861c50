"""What archives and screen readers make of a PDF: its faults, and its structure as lines of text."""

from __future__ import annotations

import ctypes
import io

import page as validator
import pikepdf
import pypdfium2
from pypdfium2 import raw

# The validator counts a line break before `endstream` as part of some streams; veraPDF doesn't.
KNOWN = {"PDFA2A-STREAM-LENGTH-001", "PDFA3A-STREAM-LENGTH-001"}


def faults(data, *profiles):
    """What the fast validator finds in a PDF, by the names of its rules."""
    found = [validator.validate_pdf_bytes(data, profile=profile) for profile in profiles]
    return {each.rule_id for report in found for each in report.failures} - KNOWN


def spoken(data):
    """The elements as indented lines: `TH Column: Time`. Links have their names in brackets."""
    words = _words(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}
        return "\n".join(_lines(pdf.Root.StructTreeRoot.K[0], pages, words))


def _lines(entry, pages, words, depth=0):
    said, below = [], []
    home = pages[entry.Pg.objgen] if "/Pg" in entry else None
    for kid in entry.K:
        if isinstance(kid, int):
            said.append(words.get((home, kid), ""))
        elif kid.get("/Type") == "/MCR":
            said.append(words.get((pages[kid.Pg.objgen], int(kid.MCID)), ""))
        elif kid.get("/Type") == "/OBJR":
            said.append(f"[{kid.Obj.Contents}]")
        else:
            below += _lines(kid, pages, words, depth + 1)
    about = [str(entry.S)[1:], *_attributes(entry)]
    text = " ".join(" ".join(said).split())
    yield f"{'  ' * depth}{' '.join(about)}{': ' if text else ''}{text}"
    yield from below


def _attributes(entry):
    yield from (f"{name}={entry[key]}" for name, key in _SHOWN.items() if key in entry)
    scope = entry.get("/A", {}).get("/Scope")
    if scope is not None:
        yield str(scope)[1:]


_SHOWN = {"lang": "/Lang", "alt": "/Alt"}


def _words(data):
    """The text of each piece of marked content, by page and number."""
    found = {}
    for at, page in enumerate(pypdfium2.PdfDocument(data)):
        text_page = page.get_textpage()
        for index in range(raw.FPDFPage_CountObjects(page)):
            thing = raw.FPDFPage_GetObject(page, index)
            key = at, raw.FPDFPageObj_GetMarkedContentID(thing)
            if raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_TEXT:
                found[key] = found.get(key, "") + _text(thing, text_page)
    return found


def _text(thing, text_page):
    size = raw.FPDFTextObj_GetText(thing, text_page, None, 0)
    buffer = (ctypes.c_ushort * size)()
    raw.FPDFTextObj_GetText(thing, text_page, buffer, size)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")
