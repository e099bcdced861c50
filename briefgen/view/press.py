"""Makes the view of what is for the media: lines, and notes to editors."""

from __future__ import annotations

from briefgen.ground.span import Path
from briefgen.model import PressLine
from briefgen.view import data
from briefgen.view.writer import Writer


def press_lines_of(writer: Writer) -> tuple[data.PressLineView, ...]:
    """Make the view of the lines that may be said to the media."""
    press = writer.brief.press
    return writer.each(("press", "lines"), press.lines, _line) if press else ()


def editors_notes_of(writer: Writer) -> tuple[data.Said, ...]:
    """Make the view of the notes to editors."""
    press = writer.brief.press
    path: Path = ("press", "notes")
    return writer.each(path, press.notes, Writer.said) if press else ()


def _line(writer: Writer, path: Path, line: PressLine) -> data.PressLineView:
    fields = writer.said_fields(path, line)
    return data.PressLineView(**fields, use=writer.labels.of("press", line.use))
