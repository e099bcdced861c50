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

from briefgen.stamps import home, keep


def remember(output: Path, brief: Path) -> None:
    """Keep in mind where a brief is whose outputs are in a folder. Never fails."""
    with suppress(OSError, RuntimeError):
        keep(home("places"), _key(output, brief.name), str(brief.resolve()))


def place_of(output: Path, name: str, digest: str, given: Sequence[Path] = ()) -> Path | None:
    """The brief of that name and SHA-256, or the one of that name; None where it isn't found.

    It is looked for among those given, where it was on this machine, beside the folder of outputs,
    and in the folders there.
    """
    sure = [*(at / name if at.is_dir() else at for at in given), _remembered(output, name)]
    for path in sure:
        if path and path.name == name and path.is_file():
            return path
    near = [at / name for at in _near(output.resolve()) if (at / name).is_file()]
    same = [path for path in near if _digest(path) == digest]
    if same:
        return same[0]
    return near[0] if len(near) == 1 else None


def _digest(path: Path) -> str:
    with suppress(OSError), path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
    return ""


@cache
def _near(output: Path) -> tuple[Path, ...]:
    with suppress(OSError):
        return (output.parent, *sorted(at for at in output.parent.iterdir() if at.is_dir()))
    return ()


def _remembered(output: Path, name: str) -> Path | None:
    try:
        return Path(json.loads((home("places") / _key(output, name)).read_text("utf-8")))
    except (OSError, ValueError, TypeError, RuntimeError):
        return None


def _key(output: Path, name: str) -> str:
    return sha256(f"{output.resolve()}\0{name}".encode(errors="surrogateescape")).hexdigest()
