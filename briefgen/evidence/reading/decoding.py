"""Decode text: by its byte order mark, by the encoding named for it, or by what is likeliest."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from briefgen.ground.folder import FileFault
from briefgen.ground.regexes import regex

NOT_READ = "is not text, nor of any other kind that can be read."
SAVE_AS = "Save what was read as text (.txt), a web page, PDF, Word (.docx) or mail (.eml)."
# UTF-32 first: its mark starts as that of UTF-16 does.
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Control characters that no text has, and the sign that stands for bytes that make no character.
# White space is none of them, nor the escape of old terminals.
CONTROL = regex(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
# One of those in so many characters may be dirt in a text; with more, the file isn't a text.
CLEAN = 200


def encoding_by_mark(data: bytes) -> str:
    """Name the encoding that a byte order mark tells; empty where there is none."""
    return next((name for mark, name in MARKS.items() if data.startswith(mark)), "")


def decoded(data: bytes, named: str = "") -> str:
    """Decode some bytes, with a line feed at the end of each line.

    The mark at their start decides, then the encoding that is named for them if they fit it, then
    UTF-8, then the likeliest. FileFault where they are no text.
    """
    text = None
    for encoding in filter(None, (encoding_by_mark(data), named, "utf-8")):
        # A page may name an encoding that doesn't exist, or one that makes no text of bytes.
        with suppress(UnicodeError, LookupError):
            text = data.decode(encoding)
            break
    if text is None:
        from charset_normalizer import from_bytes

        best = from_bytes(data).best()
        if best is None:
            raise FileFault("is in an encoding that can't be told.", "Save it again, with UTF-8.")
        text = str(best)
    if len(CONTROL.findall(text)) > len(text) / CLEAN:
        raise FileFault(NOT_READ, SAVE_AS)
    return re.sub("\r\n?", "\n", text) if "\r" in text else text
