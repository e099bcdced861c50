"""Plain text and Markdown, which only the ending of a file's name tells apart."""

from __future__ import annotations

from briefgen.evidence.reading.decoding import decoded
from briefgen.evidence.reading.file_text import FileText
from briefgen.evidence.reading.format import ANYWHERE, Format


def _read(data: bytes) -> FileText:
    return FileText(decoded(data))


# Nothing in a text shows where it is from: a program may have saved it, or anybody typed it.
FORMATS = (
    Format(
        media_type="text/plain",
        name="text",
        order=90,
        read=_read,
        # Subtitles are told by what is inside; what is only named so is read as it stands.
        endings=(".txt", ".text", "", ".srt", ".vtt"),
        is_text=True,
        has_lines=True,
        furniture=(
            "line numbers",
            "heads in text",
            "raised notes",
            "clinging notes",
            "quoting marks",
            "plain marks",
            *ANYWHERE,
        ),
        copy=None,
    ),
    Format(
        media_type="text/markdown",
        name="Markdown",
        order=91,
        read=_read,
        endings=(".md", ".markdown"),
        is_text=True,
        has_lines=True,
        # No numbers that cling to words: Markdown has marks of its own for notes.
        furniture=(
            "line numbers",
            "heads in text",
            "raised notes",
            "quoting marks",
            "markdown marks",
            *ANYWHERE,
        ),
        copy=None,
    ),
)
