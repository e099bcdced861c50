"""Put a mended file in the place of the one that was read, unless it was changed meanwhile."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefgen.builds.fixing.briefs import MendedFile
from briefgen.ground.errors import FilesError
from briefgen.ground.files import read
from briefgen.ground.folder import FileFault, inside
from briefgen.ground.pack import Artefact, pack

# The bits of a file's mode by which anybody may write to it.
WRITABLE = 0o222


def write(path: Path, mended: MendedFile) -> None:
    """Replace a file at once by its mended version, with its mode and, where possible, its owner.

    A link stays, and the file to which it leads is replaced. Raises FilesError, and nothing is
    changed, where the file can't be written, isn't what was read, or is a link that leads out of
    its folder.
    """
    try:
        at = inside(path.parent, path.name)
    except FileFault as fault:
        message = f"{path} is a link that leads out of its folder, so it is left as it is."
        raise FilesError(message) from fault
    # Renaming another file over it would work, but isn't what a read-only file is for. The mode is
    # asked, too: root may write to any file.
    try:
        is_writable = at.stat().st_mode & WRITABLE and os.access(at, os.W_OK)
    except OSError as error:
        raise FilesError(f"Can't read {path}: {error.strerror or error}.") from error
    if not is_writable:
        raise FilesError(f"Can't write to {path}: it is read-only.")
    made = Artefact(at.name, mended.after)
    pack([made], at.parent, _if_unchanged(path, mended.before), keeps_owner=True)


@contextmanager
def _if_unchanged(path: Path, before: bytes) -> Iterator[None]:
    """Raise FilesError where somebody has saved the file since it was read."""
    if read(path) != before:
        message = (
            f"{path} was saved by another program meanwhile, so it is left as it is. Run it again."
        )
        raise FilesError(message)
    yield
