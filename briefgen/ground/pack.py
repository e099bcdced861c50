"""The last stage: files are written beside the last good ones, and swapped in when all are whole.

Apart, because whatever goes wrong, and however a run is ended, the last good files stay.
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from briefgen.ground.errors import FilesError
from briefgen.ground.folder import FileFault, inside
from briefgen.ground.leftovers import SUFFIX, prefix, sweep


@dataclass(frozen=True, slots=True)
class Artefact:
    """One output: its name below the folder, its bytes and, of a PDF, the number of its pages.

    `kind` and `template` say what a build made, and of which template.
    """

    name: str
    data: bytes
    pages: int = 0
    kind: str = ""
    template: str = ""


def pack(artefacts: Sequence[Artefact], folder: Path) -> list[Path]:
    """Write files below a folder, and list their paths. FilesError where one can't be written.

    All are written under other names first, so that a run that fails leaves the last good files.
    """
    waiting: list[tuple[Path, Path]] = []
    try:
        finals = [_final(folder, artefact.name) for artefact in artefacts]
        for at in {folder, *(final.parent for final in finals)}:
            sweep(at)
        for artefact, final in zip(artefacts, finals, strict=True):
            waiting.append((_written(artefact.data, final), final))
        for written, final in waiting:
            written.replace(final)
    except OSError as error:
        reason = error.strerror or str(error)
        raise FilesError(f"Can't write to {folder}: {reason}.") from error
    finally:
        for written, _ in waiting:
            with suppress(OSError):
                written.unlink(missing_ok=True)
    return [folder / artefact.name for artefact in artefacts]


def _final(folder: Path, name: str) -> Path:
    """Find where a file is to stand: a link stays one, and what it leads to is replaced.

    FilesError where it leads out of the folder, or a folder stands in the way.
    """
    try:
        final = inside(folder, name)
    except FileFault as fault:
        raise FilesError(f"{folder / name} is a link that leads out of {folder}.") from fault
    final.parent.mkdir(parents=True, exist_ok=True)
    if final.is_dir():
        raise FilesError(f"Can't write {folder / name}: there is a folder of that name.")
    return final


def _written(data: bytes, final: Path) -> Path:
    """Write a new file beside the final one, with the mode that the old one has."""
    handle, name = tempfile.mkstemp(prefix=prefix(), suffix=SUFFIX, dir=final.parent)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            # Some file systems rename before they write: a power cut would leave an empty file.
            os.fsync(file.fileno())
        path.chmod(stat.S_IMODE(final.stat().st_mode) if final.exists() else 0o666 & ~_umask())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _umask() -> int:
    # The only way to read it is to set it.
    mask = os.umask(0)
    os.umask(mask)
    return mask
