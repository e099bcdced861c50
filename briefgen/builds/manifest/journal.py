"""Keep the entries of a manifest that a run has not written into it yet, one a line.

A manifest is one JSON document, so that an entry can only be added by writing all of it. With 1,000
briefs in a folder that would be a million entries. So each build appends its entry to this file,
and the end of the run puts them all into the manifest. If the run is killed, the file stays:
whoever reads the manifest reads it, too, and the next run in the folder puts it in.

All functions but `noted` and `is_there` are called while the folder is locked (`manifest`).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from briefgen.ground.folder import FileFault, inside, read_file

NAME = ".manifest.json.journal"
# Bytes. It has those entries alone that one run has made, or runs that were killed.
MOST_BYTES = 64 * 1024 * 1024


@contextmanager
def note(folder: Path, entry: dict[str, Any]) -> Iterator[None]:
    """Append an entry, and take it back if the block raises. Raises OSError if it can't be written.

    The block puts the files in place that the entry is about. Before it, because a full disk still
    has room for a renaming, but not always for a line.
    """
    # File names on Linux may hold bytes that are no UTF-8, as lone surrogates (PEP 383): as ASCII
    # they are escaped.
    line = json.dumps(entry, ensure_ascii=True).encode() + b"\n"
    # A link could lead out of the folder, which may have come from a stranger.
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(folder / NAME, flags, 0o666), "r+b") as file:
        end = _end_of_lines(file)
        try:
            file.seek(end)
            file.truncate()
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
            yield
        except BaseException:
            with suppress(OSError):
                file.seek(end)
                file.truncate()
            raise


def noted(folder: Path) -> list[Any]:
    """List the entries, in the order in which they were noted; none if there is no file.

    Lines that are no JSON are left out: they are of a build that was killed while it wrote. Raises
    FileFault if the file is a link that leads out of the folder, or is too large, and OSError if it
    can't be read.
    """
    try:
        data = read_file(inside(folder, NAME), NAME, FileFault, MOST_BYTES)
    except FileNotFoundError:
        return []
    found = []
    for line in data.splitlines():
        with suppress(ValueError, RecursionError):
            found.append(json.loads(line))
    return found


def is_there(folder: Path) -> bool:
    """Tell whether there are entries that aren't in the manifest yet."""
    return os.path.lexists(folder / NAME)


def drop(folder: Path) -> None:
    """Delete the entries, once they are in the manifest."""
    (folder / NAME).unlink(missing_ok=True)


def _end_of_lines(file: IO[bytes]) -> int:
    """Find where the last whole line ends. Behind it is what a killed build hasn't finished."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 1))
    if file.read() in (b"", b"\n"):
        return size
    file.seek(0)
    return file.read().rfind(b"\n") + 1
