"""Find the brief that outputs were built from, for `briefgen verify`.

Outputs may be sent to others, so neither they nor the manifest hold a path of the machine. Instead
this machine keeps the path in the user's cache, where it may be lost. For outputs from another
machine, the likely folders are searched.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from hashlib import file_digest, sha256
from pathlib import Path

from briefgen.builds.store.home import home, keep
from briefgen.ground import folder
from briefgen.ground.folder import FileFault, inside


def remember(output: Path, brief: Path) -> None:
    """Keep the path of the brief whose outputs are in the folder `output`. Never fails."""
    with suppress(OSError, RuntimeError):
        keep(home("places"), _key(output, brief.name), str(brief.resolve()))


def place_of(output: Path, name: str, digest: str, given: Sequence[Path] = ()) -> Path | None:
    """Find the brief called `name`, whose outputs are in `output`; None where it isn't found.

    Searched in this order: the briefs and folders in `given`, the path that this machine has kept,
    then the folder around that of the outputs and the folders in it. Among several briefs in the
    latter, the one with the SHA-256 `digest` is taken.
    """
    sure = [path for at in given for path in _meant_by(at, name)]
    if path := next((path for path in [*sure, *_remembered(output, name)] if _is_file(path)), None):
        return path
    beside = output.resolve().parent
    near = [at / name for at in _folders_near(beside) if _is_inside(beside, at / name)]
    # Where several briefs have the name, and none has the SHA-256, any choice would be a guess.
    only = near[0] if len(near) == 1 else None
    return next((path for path in near if _sha256_or_empty(path) == digest), only)


def _sha256_or_empty(path: Path) -> str:
    """Compute the SHA-256 of a file; empty where it can't be read or is too large for a brief."""
    with suppress(OSError), path.open("rb") as file:
        if path.stat().st_size > folder.MAX_BYTES:
            return ""
        return file_digest(file, "sha256").hexdigest()
    return ""


def _meant_by(at: Path, name: str) -> list[Path]:
    """List the brief that a given path means: the path itself, or the brief in that folder."""
    if at.is_dir():
        return [at / name] if _is_inside(at, at / name) else []
    return [at] if at.name == name else []


def _is_file(path: Path) -> bool:
    with suppress(OSError, ValueError):  # ValueError of a name with a NUL, from a manifest
        return path.is_file()
    return False


def _is_inside(root: Path, path: Path) -> bool:
    """Tell whether a file is there, and no link on its path leads out of the folder `root`."""
    with suppress(FileFault):
        return _is_file(inside(root, str(path.absolute())))
    return False


@cache
def _folders_near(beside: Path) -> tuple[Path, ...]:
    """List a folder and the folders directly in it.

    No deeper ones: it may be the folder of a whole office, with a hundred thousand files in it.
    """
    with suppress(OSError):
        return (beside, *sorted(at for at in beside.iterdir() if at.is_dir()))
    return ()


def _remembered(output: Path, name: str) -> list[Path]:
    """Give the path that was kept for a brief; nothing where none was, or where it is a link now.

    The path was resolved when it was kept. If it resolves to another path now, somebody has put a
    link there, which may lead to a file that isn't the user's brief.
    """
    try:
        path = Path(json.loads((home("places") / _key(output, name)).read_text("utf-8")))
        return [path] if path.name == name and path.resolve() == path else []
    except (OSError, ValueError, TypeError, RuntimeError):
        return []


def _key(output: Path, name: str) -> str:
    """Give the name of the cache file, a hash: the paths themselves may hold people's names."""
    return sha256(f"{output.resolve()}\0{name}".encode(errors="surrogateescape")).hexdigest()
