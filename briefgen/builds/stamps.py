"""Briefs that were found clean: checked again only when something they rest on has changed.

A stamp is a file named by a hash of the brief, the settings and this program. It holds the hashes
of the captures and pictures, and nothing of what the brief says. Losing it costs a check.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from threading import get_ident

from briefgen.evidence.tally import Tally
from briefgen.ground.files import Typed
from briefgen.ground.folder import FileFault, read_inside
from briefgen.ground.shipped import PACKAGE

MOST = 4096


def known_clean(brief: Typed, off: tuple[str, ...]) -> Tally | None:
    """The tally of a brief that was found clean as it is now; None of any other."""
    try:
        stamp = json.loads((home("clean") / _key(brief.data, off)).read_text("utf-8"))
        files = stamp["files"].items()
        same = all(_digest(brief.folder, name) == digest for name, digest in files)
        return Tally(**stamp["tally"]) if same else None
    except (FileFault, OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def keep_clean(brief: Typed, off: tuple[str, ...], files: list[str], tally: Tally) -> None:
    """Remember that a brief was found clean, with the files that it rests on. Never fails."""
    try:
        hashes = {name: _digest(brief.folder, name) for name in files}
        keep(home("clean"), _key(brief.data, off), {"files": hashes, "tally": asdict(tally)})
    except (FileFault, OSError):
        return


def _key(data: bytes, off: tuple[str, ...]) -> str:
    """The name of a brief's stamp: another one for each change of brief, settings or program."""
    digest = sha256(data)
    digest.update("\0".join(("", sys.version, _program(), *sorted(off))).encode())
    return digest.hexdigest()


def _program() -> str:
    """What this program is made of, by the names, sizes and times of its files."""
    kinds = ("*.py", "*.txt", "*.toml")  # code, and the words that it looks for
    files = (path for kind in kinds for path in PACKAGE.rglob(kind))
    stats = [(path.name, path.stat()) for path in sorted(files)]
    return " ".join(f"{name}:{stat.st_size}:{stat.st_mtime_ns}" for name, stat in stats)


def _digest(folder: Path, name: str) -> str:
    return sha256(read_inside(folder, name, "file", FileFault)).hexdigest()


def home(name: str) -> Path:
    """Give the folder of that name for what may be lost, in the system's place for caches."""
    from platformdirs import user_cache_path

    # Only a name: with an author as well, the folder on Windows would be briefgen\\briefgen.
    return user_cache_path("briefgen", appauthor=False) / name


def keep(folder: Path, name: str, value: object) -> None:
    """Keep a value as a file of a folder that only this user reads. OSError where it can't be."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / name
    # Its own name for each thread as well: two that check the same brief keep the same stamp.
    written = path.with_suffix(f".{os.getpid()}.{get_ident()}")
    written.write_text(json.dumps(value), "utf-8")
    written.replace(path)
    _prune(folder)


def _prune(home: Path) -> None:
    """Forget the older half, where there are very many."""
    stamps = list(home.iterdir())
    if len(stamps) > MOST:
        for path in sorted(stamps, key=lambda each: each.stat().st_mtime)[: MOST // 2]:
            path.unlink(missing_ok=True)
