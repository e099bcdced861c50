"""Keep what was compiled, in a folder of this user alone, so that the next run needn't compile it.

Who can write to such a folder can have this user's programs run code. So it is a folder of its own,
not the one that machines share; nothing is taken from a folder or a file that belongs to, or can be
written by, anybody else; and nothing that is damaged. What can't be kept is compiled once more.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

# The most files in the folder. Each version of a library and of a template leaves one behind.
MOST = 256


def kept(kind: str, key: bytes) -> bytes | None:
    """Give what was kept for a key, which has to name all that the result depends on; else None."""
    if not hasattr(os, "getuid"):  # Windows has no owners and modes of this kind
        return None
    folder = _folder()
    path = folder / _name(kind, key)
    try:
        if not _is_own(os.lstat(folder), stat.S_ISDIR):
            return None
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
            if not _is_own(os.fstat(file.fileno()), stat.S_ISREG):
                return None
            held = file.read()
    except OSError:
        return None
    digest, data = held[:32], held[32:]
    return data if digest == _digest(kind, key, data) else None


def keep(kind: str, key: bytes, data: bytes) -> None:
    """Keep data for a key. Never fails: where nothing can be kept, nothing is."""
    if not hasattr(os, "getuid"):
        return
    with suppress(OSError):
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not _is_own(os.lstat(folder), stat.S_ISDIR):
            return
        # Another process may write the same file, or read it: it must never see half of one.
        with NamedTemporaryFile(dir=folder, prefix="new-", delete=False) as file:
            file.write(_digest(kind, key, data) + data)
        Path(file.name).replace(folder / _name(kind, key))
        _trim(folder)


def _folder() -> Path:
    """Find the folder. `XDG_CACHE_HOME` moves it, as it moves the caches of other programs."""
    from platformdirs import user_cache_path

    return user_cache_path("briefgen-compiled", appauthor=False)


def _name(kind: str, key: bytes) -> str:
    return f"{kind}-{sha256(_key(key)).hexdigest()[:32]}"


def _digest(kind: str, key: bytes, data: bytes) -> bytes:
    # With the key: a file that was renamed to that of another key is as wrong as a damaged one.
    return sha256(b"\0".join((kind.encode(), _key(key), data))).digest()


def _key(key: bytes) -> bytes:
    return sys.version.encode() + b"\0" + key


def _is_own(found: os.stat_result, is_kind: Callable[[int], bool]) -> bool:
    """Tell whether a file or folder is of the kind expected, ours, and writable by us alone."""
    is_shared = found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return is_kind(found.st_mode) and found.st_uid == os.geteuid() and not is_shared


def _trim(folder: Path) -> None:
    """Delete the older half where the folder has more than MOST files."""
    files = list(folder.iterdir())
    if len(files) > MOST:
        for path in sorted(files, key=lambda each: each.stat().st_mtime)[: MOST // 2]:
            path.unlink(missing_ok=True)
