"""Keeping what was read: a file becomes the capture of a source, beside the brief."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path

from briefgen.errors import FilesError
from briefgen.files import read
from briefgen.load import load
from briefgen.pack import Artefact, pack

FOLDER = "captures"


def capture(file: Path, source: str, brief: Path, today: date) -> list[Path]:
    """The paths of the capture and of the brief, both written: the file is copied to `captures/`
    beside the brief, and the source names it with its SHA-256.

    FilesError or BriefError in a sentence where it can't be done; then nothing was written.
    """
    from briefgen.evidence.attach import attached
    from briefgen.evidence.capture import CaptureFault, read_capture

    data = read(file)
    try:
        read_capture(file.parent, file.name)
    except CaptureFault as fault:
        raise FilesError(f"{fault} {fault.hint}".strip()) from fault
    document = load(read(brief), str(brief))
    name = _name_for(file, data, brief.parent / FOLDER)
    fields = {"capture": _plain_or_quoted(f"{FOLDER}/{name}"), "sha256": sha256(data).hexdigest()}
    accessed = ("sources", source, "accessed")
    if accessed not in document.marks:
        fields = {"accessed": today.isoformat(), **fields}
    text = attached(document, source, fields)
    kept = pack([Artefact(name, data)], brief.parent / FOLDER)
    mark = b"\xef\xbb\xbf" if read(brief).startswith(b"\xef\xbb\xbf") else b""
    return [*kept, *pack([Artefact(brief.name, mark + text.encode())], brief.parent)]


def _name_for(file: Path, data: bytes, folder: Path) -> str:
    """The file's own name; where another file has it, with a number behind."""
    number = 1
    while True:
        name = f"{file.stem}{f'-{number}' if number > 1 else ''}{file.suffix}"
        there = folder / name
        if not there.exists() or there.read_bytes() == data:
            return name
        number += 1


def _plain_or_quoted(name: str) -> str:
    """A name as YAML has it: in quotation marks unless it is plain letters, digits and hyphens."""
    if all(char.isalnum() or char in "/._-" for char in name):
        return name
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
