"""Keep small values in the user's own cache, that may be lost at any time."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from threading import get_ident

from briefgen.builds.store.where import home_of

# The most files in a folder of the cache; beyond it the older half is deleted. A value is left
# behind for each folder and each call, and nothing else would ever delete it.
MOST = 4096


def home(name: str) -> Path:
    """Give the path of a folder in the user's cache, which the system may empty at any time."""
    return Path(home_of(name))


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
    written.write_text(json.dumps(value), "utf-8")
    written.replace(path)
    kept = os.listdir(folder)  # noqa: PTH208 - `iterdir` makes a path of each
    most = MOST if most is None else most
    if len(kept) > most:
        paths = sorted((folder / each for each in kept), key=lambda each: each.stat().st_mtime)
        for old in paths[: most // 2]:
            old.unlink(missing_ok=True)


def forget() -> None:
    """Delete what is remembered of files and calls. Never fails, and says nothing of it."""
    for name in ("hashes", "calls", "program", "sections"):
        with suppress(OSError):
            for path in [*home(name).iterdir()]:
                path.unlink(missing_ok=True)
