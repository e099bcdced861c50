"""Reads files that the user named on the command line, or says why they can't be read.

Apart from `folder`, because a user's file may lie anywhere; a file that a brief names may not.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path
from stat import S_ISREG

from briefgen.ground.errors import FilesError
from briefgen.ground.records import record

# Bytes. No file is read beyond this. It is more than any kind of file may have: the module that
# reads a kind has its own bound, and refuses a longer file with its own message.
MOST = 64 * 1024 * 1024


@record
class Typed:
    """A brief as it was typed: its bytes, its name in messages, and the folder of its files."""

    data: bytes
    file: str
    folder: Path


def typed(path: Path) -> Typed:
    """Read the brief in a file; `-` is standard input. Raises FilesError if it can't be read."""
    if str(path) == "-":
        return Typed(_read_stdin(), "<stdin>", Path())
    return Typed(read(path), str(path), path.parent)


def _read_stdin() -> bytes:
    import sys

    try:
        # Python sets it to None if the process was started with its standard input closed.
        if sys.stdin is not None:
            return sys.stdin.buffer.read(MOST)
    except OSError as error:
        raise FilesError(f"Can't read standard input: {error.strerror or error}.") from error
    raise FilesError("Can't read standard input: it is closed.")


def read(path: Path) -> bytes:
    """Read the bytes of a file. Raises FilesError, whose message is a sentence for the user."""
    try:
        return bytes_of(path)
    except FileNotFoundError:
        if path.is_symlink():
            message = f"{path} is a link to {path.readlink()}, which isn't there."
            raise FilesError(message) from None
        raise FilesError(f"There is no file {path}.{_suggestion(path)}") from None
    except IsADirectoryError:
        raise FilesError(f"{path} is a folder, not a brief.") from None
    except OSError as error:
        raise FilesError(f"Can't read {path}: {error.strerror or error}.") from error


def bytes_of(path: Path, most: int = MOST) -> bytes:
    """Read at most so many bytes of a file, from its start.

    Raises OSError if it can't be read, and for a pipe or a device, which may never end.
    """

    def open_at_once(name: str, flags: int) -> int:
        # Without O_NONBLOCK, opening a pipe would wait until another process writes to it.
        return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))

    with open(path, "rb", opener=open_at_once) as file:
        if not S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "it is not a file")
        return file.read(most)


def from_here(path: Path) -> Path:
    """Shorten an absolute path below the current folder to the path from there, for messages."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path


def _suggestion(path: Path) -> str:
    """Write the sentence that suggests a brief with a similar name; empty if there is none."""
    if not path.parent.is_dir():
        return f" The folder {path.parent} isn't there either."
    names = [entry.name for entry in path.parent.iterdir() if entry.suffix in (".yaml", ".yml")]
    from briefgen.ground.suggest import nearest

    found = nearest(path.name, names)
    return f" Did you mean {path.parent / found}?" if found else ""
