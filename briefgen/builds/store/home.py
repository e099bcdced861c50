"""Keep small values in the user's own cache, that may be lost at any time."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from threading import get_ident
from typing import Any

from briefgen.builds.store.where import home_of, is_ours

# The most files in a folder of the cache; beyond it the older half is deleted. A value is left
# behind for each folder and each call, and nothing else would ever delete it.
MOST = 4096


def home(name: str) -> Path:
    """Give the path of a folder in the user's cache, which the system may empty at any time."""
    return Path(home_of(name))


def kept(folder: Path, name: str) -> Any:
    """Read what `keep` wrote; None where there is nothing, or what others may have written."""
    with suppress(OSError, ValueError, RecursionError), (folder / name).open("rb") as file:
        if is_ours(os.fstat(file.fileno())):
            return json.load(file)
    return None


def keep(folder: Path, name: str, value: object, most: int | None = None) -> None:
    """Write a value as JSON to a file in a folder that only this user can read.

    Where the folder has more than `most` files, by default MOST, the older half is deleted. Raises
    OSError where the file can't be written.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / name
    # A temporary name for each process and thread: two that check the same brief at the same time
    # write the same value, and a reader must never see half of one.
    written = path.with_suffix(f".{os.getpid()}.{get_ident()}")
    # As `kept` wants it, whatever the umask is.
    descriptor = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(value, file)
    written.replace(path)
    files = os.listdir(folder)  # noqa: PTH208 - `iterdir` makes a path of each
    most = MOST if most is None else most
    if len(files) > most:
        paths = sorted((folder / each for each in files), key=lambda each: each.stat().st_mtime)
        for old in paths[: most // 2]:
            old.unlink(missing_ok=True)


def forget() -> None:
    """Delete what is remembered of files and calls. Never fails, and says nothing of it."""
    for name in ("hashes", "calls", "kinds", "program", "sections"):
        with suppress(OSError):
            for path in [*home(name).iterdir()]:
                path.unlink(missing_ok=True)
