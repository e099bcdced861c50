"""The finished files leave: written beside the last good ones, swapped in when all are whole."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from briefgen.errors import FilesError


@dataclass(frozen=True, slots=True)
class Artefact:
    """One output: its file name, its bytes and, of a PDF, the number of its pages."""

    name: str
    data: bytes
    pages: int = 0


def pack(artefacts: Sequence[Artefact], folder: Path) -> list[Path]:
    """The paths of the files, written below a folder. FilesError where it can't be written.

    All are written under other names first: a run that fails leaves the last good files.
    """
    waiting: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        waiting.extend((_written(each, folder), folder / each.name) for each in artefacts)
        for written, final in waiting:
            written.replace(final)
    except OSError as error:
        reason = error.strerror or str(error)
        raise FilesError(f"Can't write to {folder}: {reason}.") from error
    finally:
        for written, _ in waiting:
            with suppress(OSError):
                written.unlink(missing_ok=True)
    return [final for _, final in waiting]


def _written(artefact: Artefact, folder: Path) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{artefact.name}.", suffix=".part", dir=folder)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(artefact.data)
            file.flush()
            os.fsync(file.fileno())
        path.chmod(0o666 & ~_umask())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
