"""The text of an OpenDocument text (ISO/IEC 26300): paragraphs and tables, notes apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from briefgen.evidence.reading.apart import parse_apart
from briefgen.evidence.reading.archive import Archive, name_of, value_of
from briefgen.evidence.reading.file_text import FileText, Sheet
from briefgen.evidence.reading.format import Format

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"

# What was deleted, what is said about the text, and what a ruby says a second time.
LEFT_OUT = frozenset(
    """
    tracked-changes annotation annotation-end ruby-text note-citation table-of-content
    alphabetical-index sequence-decls forms hidden-text hidden-paragraph title desc
    """.split()  # noqa: SIM905 - it reads as a list
)
# Elements whose own text is part of a paragraph; elsewhere it is white space of the file.
WORDED = ("p", "h", "span", "a", "meta", "ruby-base")
# An element says of how many spaces it stands for, and may say a billion.
MOST_SPACES = 1_000


def _read(data: bytes) -> FileText:
    import lxml.etree  # noqa: F401 - loaded here once, and not in the child of each file

    return parse_apart(lambda: _text(Archive(data)))


def _text(archive: Archive) -> FileText:
    """The text of a document, its notes behind it."""
    root = archive.tree("content.xml")
    writer = _Writer(_unseen(root))
    for body in root:
        if name_of(body) == "body":
            writer.write_all(body)
    # A note may hold a note: the list grows while it is gone through.
    for note in writer.notes:
        writer.write_all(note)
    return writer.sheet.text


def _unseen(root: Any) -> frozenset[str]:
    """The names of the styles that hide their text, or strike it out."""
    return frozenset(
        value_of(style, "name")
        for style in root.iter("{*}style")
        for look in style
        if value_of(look, "text-line-through-style") not in ("", "none")
        or value_of(look, "display") == "none"
    )


class _Writer:
    """Writes what elements show; notes are kept for the end."""

    def __init__(self, unseen: frozenset[str]) -> None:
        self.sheet = Sheet()
        self.notes: list[Any] = []
        self._unseen = unseen
        self._writers: dict[str, Callable[[Any], None]] = {
            "p": self._write_paragraph,
            "h": self._write_paragraph,
            "s": self._write_spaces,
            "tab": lambda _: self.sheet.add("\t"),
            "line-break": lambda _: self.sheet.add("\n"),
            "note": self.notes.append,
            "text-box": self._write_box,
            "table-cell": lambda cell: self.sheet.add(self._apart(cell) + "\t\t"),
            "table-row": self._write_row,
        }

    def write_all(self, element: Any) -> None:
        """Write what an element holds, in order."""
        is_worded = name_of(element) in WORDED
        # An element that has nothing but a text shows it, as a date or a reference does.
        is_field = not len(element) and name_of(element.getparent()) in WORDED
        # White space at a text's start or end is one space, and must not be lost with the rest.
        if element.text and (is_worded or is_field):
            self.sheet.add(" ".join(f".{element.text or ''}.".split())[1:-1])
        for child in element:
            name = name_of(child)
            is_left_out = name in LEFT_OUT or value_of(child, "style-name") in self._unseen
            if name and not is_left_out:
                self._writers.get(name, self.write_all)(child)
            if child.tail and is_worded:
                self.sheet.add(" ".join(f".{child.tail}.".split())[1:-1])

    def _write_paragraph(self, element: Any) -> None:
        self.write_all(element)
        self.sheet.add("\n\n")

    def _write_spaces(self, element: Any) -> None:
        count = value_of(element, "c")
        self.sheet.add(" " * min(int(count) if count.isdecimal() else 1, MOST_SPACES))

    def _write_row(self, element: Any) -> None:
        self.write_all(element)
        self.sheet.add("\n")

    def _write_box(self, element: Any) -> None:
        """Write a text box as furniture: it is anchored in a sentence, but is no part of it."""
        if words := self._apart(element):
            self.sheet.add(f"\n\n{words}\n\n", is_furniture=True)

    def _apart(self, element: Any) -> str:
        """The words of an element, without those around it."""
        outer, self.sheet = self.sheet, Sheet()
        self.write_all(element)
        inner, self.sheet = self.sheet, outer
        return inner.text.text.strip()


FORMATS = (
    Format(
        media_type=MEDIA_TYPE,
        name="OpenDocument text",
        order=40,
        read=_read,
        is_inside=lambda file: file.type_inside == MEDIA_TYPE.encode(),
        endings=(".odt",),
    ),
)
