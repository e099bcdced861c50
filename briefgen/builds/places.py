"""Finds the brief of an output, which the output itself doesn't tell.

No path of the machine goes into what may be sent to others. So this machine remembers where a
brief was built from, as it remembers other things that may be lost; and for what came from another
one, the usual places are looked into.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from hashlib import file_digest, sha256
from pathlib import Path

from briefgen.builds.stamps import home, keep
from briefgen.ground import folder
from briefgen.ground.folder import FileFault, inside


def remember(output: Path, brief: Path) -> None:
    """Remember where the brief is whose outputs are in a folder. Never fails."""
    with suppress(OSError, RuntimeError):
        keep(home("places"), _key(output, brief.name), str(brief.resolve()))


def place_of(output: Path, name: str, digest: str, given: Sequence[Path] = ()) -> Path | None:
    """Find the brief of that name: the one with that SHA-256, or else the only one.

    Looked into are the briefs and folders that are given, the place where it was on this machine,
    then the folder around that of the outputs, and the folders in that. None where it isn't there.
    """
    sure = [path for at in given for path in _given(at, name)]
    if path := next((path for path in [*sure, *_remembered(output, name)] if _is_file(path)), None):
        return path
    beside = output.resolve().parent
    near = [at / name for at in _near(beside) if _is_inside(beside, at / name)]
    # Several briefs of one name, none of them as it was: any choice would be a guess.
    only = near[0] if len(near) == 1 else None
    return next((path for path in near if _digest(path) == digest), only)


def _digest(path: Path) -> str:
    with suppress(OSError), path.open("rb") as file:
        if path.stat().st_size > folder.MAX_BYTES:
            return ""
        return file_digest(file, "sha256").hexdigest()
    return ""


def _given(at: Path, name: str) -> list[Path]:
    """List what is meant by a path that was given: a brief, or the folder where it is."""
    if at.is_dir():
        return [at / name] if _is_inside(at, at / name) else []
    return [at] if at.name == name else []


def _is_file(path: Path) -> bool:
    with suppress(OSError, ValueError):
        return path.is_file()
    return False


def _is_inside(root: Path, path: Path) -> bool:
    """Tell whether there is such a file, and no link on its way leads out of the folder."""
    with suppress(FileFault):
        return _is_file(inside(root, str(path.absolute())))
    return False


# No deeper: the folder around may be a whole office, with a hundred thousand files below it.
@cache
def _near(beside: Path) -> tuple[Path, ...]:
    with suppress(OSError):
        return (beside, *sorted(at for at in beside.iterdir() if at.is_dir()))
    return ()


def _remembered(output: Path, name: str) -> list[Path]:
    """Find the brief where it was, unless a link to another place stands there by now."""
    try:
        path = Path(json.loads((home("places") / _key(output, name)).read_text("utf-8")))
        return [path] if path.name == name and path.resolve() == path else []
    except (OSError, ValueError, TypeError, RuntimeError):
        return []


def _key(output: Path, name: str) -> str:
    return sha256(f"{output.resolve()}\0{name}".encode(errors="surrogateescape")).hexdigest()
