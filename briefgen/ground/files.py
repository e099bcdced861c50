"""Reads files that a user named, or says in a sentence why they can't be read.

Apart from `folder`: what the user names may lie anywhere, what a brief names may not.
"""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from briefgen.ground.errors import FilesError

# More than any file that briefgen takes may have; whoever reads one says how much is too much.
MOST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Typed:
    """A brief as it was typed: its bytes, its name in messages, and the folder of its files."""

    data: bytes
    file: str
    folder: Path


def typed(path: Path) -> Typed:
    """Read the brief in a file; `-` is standard input. FilesError where it can't be read."""
    if str(path) == "-":
        return Typed(_read_stdin(), "<stdin>", Path())
    return Typed(read(path), str(path), path.parent)


def _read_stdin() -> bytes:
    import sys

    try:
        # It is None where the process was started with its standard input closed.
        if sys.stdin is not None:
            return sys.stdin.buffer.read(MOST)
    except OSError as error:
        raise FilesError(f"Can't read standard input: {error.strerror or error}.") from error
    raise FilesError("Can't read standard input: it is closed.")


def read(path: Path) -> bytes:
    """Read the bytes of a file. FilesError, in a sentence, where it can't be read."""
    try:
        return bytes_of(path)
    except FileNotFoundError:
        raise FilesError(f"There is no file {path}.{_near(path)}") from None
    except IsADirectoryError:
        raise FilesError(f"{path} is a folder, not a brief.") from None
    except OSError as error:
        raise FilesError(f"Can't read {path}: {error.strerror or error}.") from error


def bytes_of(path: Path, most: int = MOST) -> bytes:
    """Read the first bytes of a file, as many as are asked for.

    OSError as usual, and for a pipe or a device, which may have no end.
    """
    with open(path, "rb", opener=_open_at_once) as file:
        if not S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "it is not a file")
        return file.read(most)


def from_here(path: Path) -> Path:
    """Write a path as it would be typed: from the current folder, if it is below it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path


def _open_at_once(name: str, flags: int) -> int:
    # A pipe that nobody writes to would otherwise keep the opener waiting.
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


def _near(path: Path) -> str:
    if not path.parent.is_dir():
        return f" The folder {path.parent} isn't there either."
    names = [entry.name for entry in path.parent.iterdir() if entry.suffix in (".yaml", ".yml")]
    from briefgen.ground.suggest import nearest

    found = nearest(path.name, names)
    return f" Did you mean {path.parent / found}?" if found else ""
