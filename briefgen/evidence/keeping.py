"""Keeping what was read: a file becomes the capture of a source, beside the brief."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path

from briefgen.ground.errors import FilesError
from briefgen.ground.files import bytes_of, read
from briefgen.ground.pack import Artefact, pack
from briefgen.load.reader import load

FOLDER = "captures"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def capture(file: Path, source: str, brief: Path, today: date) -> list[Path]:
    """Keep a file as the capture of a source; give the paths of the capture and of the brief.

    Both are written: the file is copied to `captures/` beside the brief, and the source names it
    with its SHA-256, how it came about, and when. A text is taken for typed by hand, whatever it
    was before: nothing in it shows another origin.

    FilesError or BriefError in a sentence where it can't be done; then nothing was written.
    """
    from briefgen.evidence.capture import CaptureFault, understood
    from briefgen.evidence.copies import kind_shown
    from briefgen.evidence.pinning import pinned
    from briefgen.ground.folder import read_file

    try:
        data = read_file(file, file.name, CaptureFault)
        kind = kind_shown(understood(data, file.name)) or "typed"
    except CaptureFault as fault:
        raise FilesError(f"{fault} {fault.hint}".strip()) from fault
    except OSError:
        read(file)  # says in a sentence why it can't be read
        raise
    typed = read(brief)
    document = load(typed, str(brief))
    name = _name_for(file, data, brief.parent / FOLDER)
    fields = {
        "capture": f"{FOLDER}/{name}",
        "sha256": sha256(data).hexdigest(),
        "kept_as": kind,
        "kept_on": today.isoformat(),
    }
    # When it was read may be earlier than when it was kept: the writer knows better.
    if ("sources", source, "accessed") not in document.marks:
        fields = {"accessed": today.isoformat(), **fields}
    text = pinned(document, source, fields)
    # A brief that came with the mark of Windows' editors goes back with it.
    mark = BYTE_ORDER_MARK if typed.startswith(BYTE_ORDER_MARK) else b""
    kept = Artefact(f"{FOLDER}/{name}", data)
    return pack([kept, Artefact(brief.name, mark + text.encode())], brief.parent)


def _name_for(file: Path, data: bytes, folder: Path) -> str:
    """Give the file's own name, with a number behind if another file has that name."""
    number = 1
    while True:
        name = f"{file.stem}{f'-{number}' if number > 1 else ''}{file.suffix}"
        there = folder / name
        if not there.exists() or (there.is_file() and bytes_of(there, len(data) + 1) == data):
            return name
        number += 1
