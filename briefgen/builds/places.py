"""Where the brief of an output is, which the output itself doesn't say.

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
    """Keep in mind where a brief is whose outputs are in a folder. Never fails."""
    with suppress(OSError, RuntimeError):
        keep(home("places"), _key(output, brief.name), str(brief.resolve()))


def place_of(output: Path, name: str, digest: str, given: Sequence[Path] = ()) -> Path | None:
    """The brief of that name and SHA-256, or the one of that name; None where it isn't found.

    It is looked for among those given, where it was on this machine, beside the folder of outputs,
    and in the folders there.
    """
    sure = [path for at in given for path in _given(at, name)]
    if path := next((path for path in [*sure, *_remembered(output, name)] if _is_file(path)), None):
        return path
    beside = output.resolve().parent
    near = [at / name for at in _near(beside) if _is_inside(beside, at / name)]
    same = [path for path in near if _digest(path) == digest]
    if same:
        return same[0]
    return near[0] if len(near) == 1 else None


def _digest(path: Path) -> str:
    with suppress(OSError), path.open("rb") as file:
        if path.stat().st_size > folder.MAX_BYTES:
            return ""
        return file_digest(file, "sha256").hexdigest()
    return ""


def _given(at: Path, name: str) -> list[Path]:
    """What is given: a brief of that name, or the folder where it is."""
    if at.is_dir():
        return [at / name] if _is_inside(at, at / name) else []
    return [at] if at.name == name else []


def _is_file(path: Path) -> bool:
    with suppress(OSError, ValueError):
        return path.is_file()
    return False


def _is_inside(root: Path, path: Path) -> bool:
    """Whether there is such a file, and no link on its way leads out of the folder."""
    with suppress(FileFault):
        return _is_file(inside(root, str(path.absolute())))
    return False


@cache
def _near(beside: Path) -> tuple[Path, ...]:
    with suppress(OSError):
        return (beside, *sorted(at for at in beside.iterdir() if at.is_dir()))
    return ()


def _remembered(output: Path, name: str) -> list[Path]:
    """The brief where it was, unless there is a link to another place by now."""
    try:
        path = Path(json.loads((home("places") / _key(output, name)).read_text("utf-8")))
        return [path] if path.name == name and path.resolve() == path else []
    except (OSError, ValueError, TypeError, RuntimeError):
        return []


def _key(output: Path, name: str) -> str:
    return sha256(f"{output.resolve()}\0{name}".encode(errors="surrogateescape")).hexdigest()
