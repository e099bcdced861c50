"""List the files that a brief names, and tell in what state each is."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.ground.folder import MAX_BYTES, FileFault, inside, read_inside

if TYPE_CHECKING:
    from briefgen.model import Brief

# The fields that name these: a source's copy; the file of a figure or an annex; a person's picture.
FIELDS = frozenset({"capture", "file", "picture"})


def files_named(brief: Brief) -> list[str]:
    """List the files that a brief names, as it names them: captures, pictures, then annexes."""
    # Imported here, because a brief that is known to be clean is told of without the model.
    from briefgen.model import pictures

    captures = [source.capture for source in brief.sources.values() if source.capture]
    annexes = [annex.file for annex in brief.annexes if annex.file]
    return [*captures, *(file for _, file in pictures(brief)), *annexes]


def state_of(folder: Path, name: str, sha_of: Callable[[Path], str] | None = None) -> str:
    """Give the SHA-256 of a file that a brief in a folder names, or say why it can't be used.

    Two states are the same only where every rule finds the same of the file: the reason has the
    names of similar files in it, as a finding would. `sha_of` may know the hash without reading.
    """
    try:
        if sha_of:
            path = inside(folder, name)
            try:
                if path.stat().st_size <= MAX_BYTES:
                    return sha_of(path)
            except OSError:  # why it can't be read is said below
                pass
        return sha256(read_inside(folder, name, "file", FileFault)).hexdigest()
    except FileFault as fault:
        return f"{fault} {fault.hint}"


def is_hash(state: str) -> bool:
    """Tell whether a state is a hash, and not the reason why there is none."""
    return len(state) == sha256().digest_size * 2 and " " not in state
