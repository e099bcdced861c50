"""The text of a Word document (ISO/IEC 29500): what a reader of its last version sees.

python-docx leaves out what stands in tracked insertions and content controls, so that the parts
are read here, element by element.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from briefgen.evidence.reading.apart import parse_apart
from briefgen.evidence.reading.archive import Archive, beside, name_of, value_of
from briefgen.evidence.reading.file_text import FileText, Sheet
from briefgen.evidence.reading.format import Format
from briefgen.ground.regexes import regex

DOCUMENT = "word/document.xml"
# What was deleted or moved away, codes of fields, the second form of what is given twice, and the
# numbers of notes, which stand apart. `Fallback` repeats in old elements what `Choice` has in new
# ones (ISO/IEC 29500-3); `rt` is what a ruby says above its characters.
LEFT_OUT = frozenset(
    """
    del moveFrom delText delInstrText instrText pPr rPr tblPr trPr tcPr sectPr sdtPr Fallback
    footnoteRef endnoteRef footnoteReference endnoteReference annotationRef commentReference pgNum
    rt
    """.split()  # noqa: SIM905 - it reads as a list
)
SIGNS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\xad",
}
NOTE_NUMBER = regex(r"\[?[\d*†‡]{1,3}\]?")


def _read(data: bytes) -> FileText:
    import lxml.etree  # noqa: F401 - loaded here once, and not in the child of each file

    return parse_apart(lambda: _text(Archive(data)))


def _text(archive: Archive) -> FileText:
    """The text of a document, its notes behind it."""
    sheet = Sheet()
    document = _targets(archive, "", "_rels/.rels").get("officeDocument", DOCUMENT)
    folder, _, name = document.rpartition("/")
    parts = _targets(archive, document, f"{folder}/_rels/{name}.rels".lstrip("/"))
    _write(archive.tree(document), sheet)
    for kind in ("footnotes", "endnotes"):
        if (part := parts.get(kind)) in archive.names:
            for note in archive.tree(part or ""):
                # The others are lines between the text and its notes (section 17.18.33).
                if value_of(note, "type") in ("", "normal"):
                    _write(note, sheet)
    return sheet.text


def _targets(archive: Archive, part: str, relations: str) -> dict[str, str]:
    """Map kinds of relations, such as footnotes, to the names of the parts that a part refers to.

    Names aren't fixed: a part of relations beside each part lists them (ISO/IEC 29500-2).
    """
    if relations not in archive.names:
        return {}
    return {
        value_of(each, "Type").rpartition("/")[2]: beside(part, value_of(each, "Target"))
        for each in archive.tree(relations)
        if value_of(each, "TargetMode") != "External"  # an address, which nobody goes to
    }


def _write(element: Any, sheet: Sheet) -> None:
    """Write what an element shows. It calls itself, but libxml2 refused deep files before."""
    name = name_of(element)
    if name in LEFT_OUT:
        return
    if name in SIGNS:
        sheet.add(SIGNS[name])
    elif name == "t":
        sheet.add(element.text or "")
    else:
        WRITERS.get(name, _write_all)(element, sheet)


def _write_all(element: Any, sheet: Sheet) -> None:
    for child in element:
        _write(child, sheet)


def _write_paragraph(element: Any, sheet: Sheet) -> None:
    _write_all(element, sheet)
    sheet.add("\n\n")


def _write_run(element: Any, sheet: Sheet) -> None:
    """Write a run, signs that look alike, unless it is hidden or struck out."""

    def is_on(look: Any) -> bool:
        return look is not None and value_of(look, "val") not in ("0", "false", "off", "none")

    look = {name_of(each): each for kind in element if name_of(kind) == "rPr" for each in kind}
    if any(is_on(look.get(kind)) for kind in ("vanish", "webHidden", "strike", "dstrike")):
        return
    raised = look.get("vertAlign")
    words = "".join(each.text or "" for each in element if name_of(each) == "t")
    # People raise figures of notes that they type themselves, and also the `th` of `5th`.
    if raised is not None and value_of(raised, "val") == "superscript":
        sheet.add(words, is_furniture=NOTE_NUMBER.fullmatch(words) is not None)
    else:
        _write_all(element, sheet)


def _write_row(element: Any, sheet: Sheet) -> None:
    """Write the cells of a row; the paragraphs of one cell come on one line."""
    for cell in element:
        if name_of(cell) in ("tc", "sdt"):
            inner = Sheet()
            _write_all(cell, inner)
            sheet.add(inner.text.text.strip() + "\t\t")
    sheet.add("\n")


def _write_box(element: Any, sheet: Sheet) -> None:
    """Write a text box as furniture: it is anchored in a sentence, but is no part of it."""
    inner = Sheet()
    _write_all(element, inner)
    if words := inner.text.text.strip():
        sheet.add(f"\n\n{words}\n\n", is_furniture=True)


WRITERS: dict[str, Callable[[Any, Sheet], None]] = {
    "p": _write_paragraph,
    "r": _write_run,
    "tr": _write_row,
    "txbxContent": _write_box,
}

FORMATS = (
    Format(
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        name="Word document",
        order=30,
        read=_read,
        is_inside=lambda file: any(name.startswith("word/") for name in file.parts),
        endings=(".docx",),
    ),
)
