"""What kind of file a capture is: what is inside decides, then the ending of its name."""

from __future__ import annotations

import codecs
import re
import zlib
from io import BytesIO
from pathlib import PurePath

from briefgen.ground.folder import FileFault

TEXT, MARKDOWN, HTML, PDF = "text/plain", "text/markdown", "text/html", "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
EPUB = "application/epub+zip"
RTF, MAIL, MHTML = "application/rtf", "message/rfc822", "multipart/related"
SRT, VTT = "application/x-subrip", "text/vtt"
# Kinds of text are told by their names, unless what is inside says otherwise.
SUFFIXES = {
    **dict.fromkeys((".txt", ".text", "", ".srt", ".vtt"), TEXT),
    **dict.fromkeys((".md", ".markdown"), MARKDOWN),
    **dict.fromkeys((".html", ".htm", ".xhtml"), HTML),
    ".eml": MAIL,
    **dict.fromkeys((".mhtml", ".mht"), MHTML),
}
# Kinds that aren't text: where a file with such a name isn't one inside, it is damaged.
BINARY = {
    ".pdf": "PDF",
    ".docx": "Word document",
    ".odt": "OpenDocument text",
    ".epub": "e-book",
    ".rtf": "Rich Text file",
}
# What nobody else reads well: how to save it.
ELSEWHERE = {
    ".doc": "an old Word document. Open it in Word or LibreOffice, and save it as .docx.",
    ".dot": "an old Word document. Open it in Word or LibreOffice, and save it as .docx.",
    ".wpd": "a WordPerfect document. Open it in LibreOffice, and save it as .docx.",
    ".pages": "a Pages document. Open it in Pages, and export it as Word or PDF.",
    ".msg": "a mail of Outlook. Open it in Outlook, and save it as .html, or drag it into another "
    "mail program and save it as .eml.",
    ".pst": "a mailbox of Outlook. Save the mail alone, as .html.",
    ".webarchive": "a page saved by Safari. Save it again with the format Page Source, or as PDF.",
    ".mobi": "an e-book of Amazon's. Save the text alone, as .txt.",
    ".azw3": "an e-book of Amazon's. Save the text alone, as .txt.",
    ".xlsx": "a table. Save it as PDF.",
    ".pptx": "a set of slides. Save it as PDF.",
    ".odp": "a set of slides. Save it as PDF.",
    ".ods": "a table. Save it as PDF.",
}
# Both of Microsoft's old containers and of RTF: what they start with.
OLE, RICH, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf", b"PK\x03\x04"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
# A page starts so, behind white space, comments and an XML declaration. Readers take a PDF whose
# first line stands within the first 1,024 bytes (ISO 32000-2, annex I.2, note on 7.5.2).
HTML_START = re.compile(
    r"(?>\s+|<\?xml[^>]*>|<!--(?>.*?-->))*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
# Header lines up to an empty one (RFC 5322, section 2.2).
HEADERS = re.compile(rb"\A(?:From [^\n]*\n)?(?>[!-9;-~]+:[^\n]*\n(?>[ \t][^\n]*\n)*)+(?=\r?\n|\Z)")
START = 4096
# UTF-32 first: its mark starts as that of UTF-16 does.
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
NOT_READ = "is not text, nor of any other kind that can be read."
SAVE_AS = "Save what was read as text (.txt), a web page, PDF, Word (.docx) or mail (.eml)."


def kind_of(data: bytes, name: str) -> str:
    """The media type of a file. FileFault where it is of no kind that can be read."""
    suffix = PurePath(name).suffix.lower()
    if found := _by_first_bytes(data, suffix):
        return found
    if found := _by_first_words(data[:START].decode(marked(data) or "utf-8", "replace")):
        return found
    if suffix in BINARY:
        raise FileFault(f"is no {BINARY[suffix]} inside.", "Save it again.")
    if suffix in ELSEWHERE:
        raise _elsewhere(suffix)
    if suffix not in SUFFIXES or (b"\0" in data and not marked(data)):
        raise FileFault(NOT_READ, SAVE_AS)
    return SUFFIXES[suffix]


def marked(data: bytes) -> str:
    """The encoding that a byte order mark tells, or an empty text."""
    return next((name for mark, name in MARKS.items() if data.startswith(mark)), "")


def _by_first_bytes(data: bytes, suffix: str) -> str:
    start = data[:START].lstrip()
    if start[:5] == b"%PDF-" or (suffix == ".pdf" and b"%PDF-" in data[:1024]):
        return PDF
    if start.startswith(RICH):
        return RTF
    if data.startswith(ZIP):
        return _by_parts(data, suffix)
    if data.startswith(OLE):
        raise _elsewhere(suffix if suffix in ELSEWHERE else ".doc")
    if data.startswith(PICTURES):
        raise FileFault("is a picture.", "Keep the page as PDF, or its text as .txt.")
    headers = HEADERS.match(data[: 16 * START])
    if headers and b"\nmime-version:" in b"\n" + headers[0].lower():
        is_page = suffix in (".mht", ".mhtml") or b"multipart/related" in headers[0].lower()
        return MHTML if is_page else MAIL
    return ""


def _by_parts(data: bytes, suffix: str) -> str:
    """The kind of an archive, by the name of its parts, or by the type that it holds."""
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = b""
            if "mimetype" in names:
                with archive.open("mimetype") as stream:
                    kind = stream.read(len(DOCX)).strip()
    except (BadZipFile, ValueError, OSError, EOFError, RuntimeError, zlib.error):
        raise FileFault("is damaged.", "Save it again.") from None
    if any(name.startswith("word/") for name in names):
        return DOCX
    if kind == ODT.encode():
        return ODT
    if kind == EPUB.encode() or "META-INF/container.xml" in names:
        return EPUB
    if suffix in ELSEWHERE:
        raise _elsewhere(suffix)
    raise FileFault("is an archive of files.", "Unpack it, and keep the file that was read.")


def _by_first_words(start: str) -> str:
    from briefgen.evidence.formats.subtitles import SRT_START, VTT_START

    if HTML_START.match(start):
        return HTML
    start = start.replace("\r\n", "\n").replace("\r", "\n")
    if VTT_START.match(start):
        return VTT
    return SRT if SRT_START.match(start) else ""


def _elsewhere(suffix: str) -> FileFault:
    what, _, way_out = ELSEWHERE[suffix].partition(". ")
    return FileFault(f"is {what}.", way_out)
