"""Web pages that were saved: the visible text, which `reading/page.py` takes out of them."""

from __future__ import annotations

import re

from briefgen.evidence.reading.decoding import decoded
from briefgen.evidence.reading.file_text import FileText
from briefgen.evidence.reading.format import START, Format
from briefgen.ground.regexes import regex

# A page starts so, behind white space, comments and an XML declaration.
BEGINNING = regex(
    r"(?>\s+|<\?xml[^>]*>|<!--(?>.*?-->))*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
# The encoding that a page names for itself (HTML, section 13.2.3.2), and its first bytes.
META = regex(rb"<meta\b[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)


def _read(data: bytes) -> FileText:
    from briefgen.evidence.reading.page import visible_text

    return visible_text(decoded(data, _named(data)))


def _named(data: bytes) -> str:
    """Find the encoding that a page names for itself, as browsers understand the name."""
    found = META.search(data[:START])
    if not found:
        return ""
    # To browsers `iso-8859-1` is windows-1252, which has quotation marks (Encoding, section 4.2).
    from resiliparse.parse.encoding import map_encoding_to_html5

    return map_encoding_to_html5(found[1].decode("ascii", "replace"), fallback_utf8=False) or ""


FORMATS = (
    Format(
        media_type="text/html",
        name="web page",
        order=60,
        read=_read,
        is_inside=lambda file: BEGINNING.match(file.words) is not None,
        endings=(".html", ".htm", ".xhtml"),
        is_text=True,
        no_text="If a script writes its words, save what was read as PDF, or its text as .txt.",
        copy="saved page",
    ),
)
