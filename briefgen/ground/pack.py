"""Writes the files of a run, the last stage: all of them, or none.

New files are first written beside the last good ones under temporary names, and only renamed when
all are complete. So the last good files stay, whatever goes wrong and however the run is ended.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path

from briefgen.ground.errors import FilesError
from briefgen.ground.folder import FileFault, inside
from briefgen.ground.leftovers import SUFFIX, prefix, sweep
from briefgen.ground.records import record

# The seconds after which a folder is looked through again for what killed runs have left.
SWEPT = 60
# When this process has looked through a folder, by its path.
_swept: dict[Path, float] = {}


@record
class Artefact:
    """One output: its name below the output folder, and its bytes.

    `pages` is the number of pages of a PDF, else 0. `kind` is the output's name (`pdf`), and
    `template` the template that it was made with; both are empty for other files. Where the bytes
    are on the disk alone, `data` is empty, and `sha256` says what they were.
    """

    name: str
    data: bytes
    pages: int = 0
    kind: str = ""
    template: str = ""
    sha256: str = ""


def pack(
    artefacts: Sequence[Artefact],
    folder: Path,
    around: AbstractContextManager[None] | None = None,
    *,
    keeps_owner: bool = False,
) -> list[Path]:
    """Write files below a folder, all or none, and list their paths in the same order.

    `around` is entered when all are written under temporary names, and left when they are renamed.
    With `keeps_owner`, a file that is replaced stays its owner's, where this user may do that.
    Raises FilesError if one can't be written; then the last good files are still there.
    """
    waiting: list[tuple[Path, Path]] = []
    try:
        finals = [_final(folder, artefact.name) for artefact in artefacts]
        for at in {folder, *(final.parent for final in finals)}:
            _sweep_at_times(at)
        for artefact, final in zip(artefacts, finals, strict=True):
            waiting.append((_written(artefact.data, final), final))
            if keeps_owner:
                _give(waiting[-1][0], final)
        # Renaming within a folder replaces a file at once, and hardly ever fails.
        with around or nullcontext():
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


def _sweep_at_times(folder: Path) -> None:
    """Remove what killed runs have left, unless this process has only just done so.

    A run writes a thousand briefs into one folder. Looking through it for each of them would take
    longer the more there are.
    """
    now, at = time.monotonic(), folder.absolute()
    if now - _swept.get(at, -SWEPT) >= SWEPT:
        _swept[at] = now
        sweep(folder)


def _final(folder: Path, name: str) -> Path:
    """Find the path to write to. If the name is a link, that is the file to which it leads.

    Raises FilesError if the link leads out of the folder, or a folder has that name.
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
    """Write a temporary file beside the final one, with the permissions of the file it replaces."""
    import tempfile

    handle, name = tempfile.mkstemp(prefix=prefix(), suffix=SUFFIX, dir=final.parent)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            # Some file systems store a renaming before the bytes of the file. Without this, a power
            # cut could leave an empty file.
            os.fsync(file.fileno())
        # mkstemp lets only this user read the file; a new output is to be as open as any other.
        path.chmod(stat.S_IMODE(final.stat().st_mode) if final.exists() else 0o666 & ~_umask())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _give(written: Path, final: Path) -> None:
    """Give a temporary file the owner, the group and the mode of the file that it replaces."""
    if not (hasattr(os, "chown") and final.exists()):
        return
    kept = final.stat()
    # Only root may give a file away; others can give it to a group that they belong to.
    for owner in (kept.st_uid, -1):
        with suppress(OSError):
            os.chown(written, owner, kept.st_gid)
            break
    written.chmod(stat.S_IMODE(kept.st_mode))  # a change of owner takes bits away


def _umask() -> int:
    # The only way to read the umask is to set it.
    mask = os.umask(0)
    os.umask(mask)
    return mask
