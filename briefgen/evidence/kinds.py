"""Find the format of a capture, by its content first and then by the ending of its name.

The formats are the modules in `formats/`, which are found by themselves. Common formats that can't
be read are listed here, each with a hint in which format to save such a file.
"""

from __future__ import annotations

from functools import cache
from itertools import chain
from pathlib import PurePath

from briefgen.evidence import formats
from briefgen.evidence.reading.decoding import NOT_READ, SAVE_AS, encoding_by_mark
from briefgen.evidence.reading.format import Format, Start
from briefgen.ground.folder import FileFault
from briefgen.ground.modules import defined_in

# Formats that briefgen can't read, each with a hint how to save such a file.
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
# How Microsoft's old container starts (MS-CFB, section 2.2): that of .doc, .xls and .msg.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# How PNG, JPEG, GIF and both kinds of TIFF start.
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")


@cache
def known_formats() -> tuple[Format, ...]:
    """List the formats, in the order in which each is asked whether a file is its own."""
    found: list[tuple[Format, ...]] = defined_in(formats, "FORMATS")
    return tuple(sorted(chain.from_iterable(found), key=lambda each: each.order))


def format_named(media_type: str) -> Format:
    """Find the format with a media type, which must be that of one of the formats."""
    return next(each for each in known_formats() if each.media_type == media_type)


def format_of(data: bytes, name: str) -> Format:
    """Find the format of a file. FileFault where it is of none that can be read."""
    file = Start(data, PurePath(name).suffix.lower())
    # Those that aren't text first, and what can't be read next: words may start with anything.
    binary, texts = (
        [each for each in known_formats() if each.is_text == is_text] for is_text in (False, True)
    )
    for each in binary:
        if each.is_inside(file):
            return each
    _refuse_by_bytes(file)
    for each in texts:
        if each.is_inside(file):
            return each
    return _by_ending(file)


def _refuse_by_bytes(file: Start) -> None:
    if file.is_archive:
        _refuse_by_ending(file.ending)
        raise FileFault("is an archive of files.", "Unpack it, and keep the file that was read.")
    if file.data.startswith(OLE):
        # The container doesn't say in short what is in it; most of them are documents.
        _refuse_by_ending(file.ending if file.ending in ELSEWHERE else ".doc")
    if file.data.startswith(PICTURES):
        raise FileFault("is a picture.", "Keep the page as PDF, or its text as .txt.")


def _by_ending(file: Start) -> Format:
    found = next((each for each in known_formats() if file.ending in each.endings), None)
    if found and not found.is_text:
        raise FileFault(f"is no {found.name} inside.", "Save it again.")
    _refuse_by_ending(file.ending)
    # UTF-16 without its mark has zeros too, but can't be told from the data of some program.
    if found is None or (b"\0" in file.data and not encoding_by_mark(file.data)):
        raise FileFault(NOT_READ, SAVE_AS)
    return found


def _refuse_by_ending(ending: str) -> None:
    if ending in ELSEWHERE:
        what, _, way_out = ELSEWHERE[ending].partition(". ")
        raise FileFault(f"is {what}.", way_out)
