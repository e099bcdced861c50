"""Remember which briefs had no findings, so that they aren't checked again while nothing changes.

A stamp is a file in the user's cache. Its name is a hash of the brief, what the settings ask of
rules, and this program. It holds the hashes of the captures and pictures and how much was compared,
but no words of the brief. If it is lost, the brief is checked once more.
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

# The most files in one folder of the cache; beyond it the older half is deleted. A stamp is left
# behind by each version of each brief, and nothing else would ever delete it.
MOST = 4096


def known_clean(brief: Typed, asked: tuple[str, ...]) -> Tally | None:
    """Give the tally of a brief that had no findings and hasn't changed since; else None.

    The tally says how much of the brief was compared with copies of its sources. `asked` is what
    the settings ask of rules, such as which are turned off.
    """
    try:
        stamp = json.loads((home("clean") / _key(brief.data, asked)).read_text("utf-8"))
        files = stamp["files"].items()
        same = all(_digest(brief.folder, name) == digest for name, digest in files)
        return Tally(**stamp["tally"]) if same else None
    except (FileFault, OSError, ValueError, KeyError, TypeError, AttributeError):
        return None  # without a stamp, or with a damaged one, the brief is checked


def keep_clean(brief: Typed, asked: tuple[str, ...], files: list[str], tally: Tally) -> None:
    """Keep a stamp for a brief without findings. `files` are the files it names. Never fails."""
    try:
        hashes = {name: _digest(brief.folder, name) for name in files}
        keep(home("clean"), _key(brief.data, asked), {"files": hashes, "tally": asdict(tally)})
    except (FileFault, OSError):
        return


def _key(data: bytes, asked: tuple[str, ...]) -> str:
    """Give the name of a brief's stamp.

    It changes with the brief, `asked`, Python, briefgen, and the libraries that are installed.
    """
    import platformdirs

    kinds = ("*.py", "*.txt", "*.toml")  # the code, and the lists of words that rules look for
    files = (path for kind in kinds for path in PACKAGE.rglob(kind))
    stats = [(path.name, path.stat()) for path in sorted(files)]
    # Sizes and times instead of hashes: reading all files would take longer than the stamp saves.
    program = " ".join(f"{name}:{stat.st_size}:{stat.st_mtime_ns}" for name, stat in stats)
    # Installing or upgrading any library changes the time of the folder that it stands in.
    libraries = str(Path(platformdirs.__file__).parent.parent.stat().st_mtime_ns)
    digest = sha256(data)
    digest.update("\0".join(("", sys.version, program, libraries, *asked)).encode())
    return digest.hexdigest()


def _digest(folder: Path, name: str) -> str:
    return sha256(read_inside(folder, name, "file", FileFault)).hexdigest()


def home(name: str) -> Path:
    """Give the path of a folder in the user's cache, which the system may empty at any time."""
    from platformdirs import user_cache_path

    # With an author, the folder on Windows would be briefgen\\briefgen.
    return user_cache_path("briefgen", appauthor=False) / name


def keep(folder: Path, name: str, value: object) -> None:
    """Write a value as JSON to a file in a folder that only this user can read.

    Where the folder has more than MOST files, the older half is deleted. Raises OSError where the
    file can't be written.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / name
    # A temporary name for each process and thread: two that check the same brief at the same time
    # write the same stamp, and a reader must never see half of one.
    written = path.with_suffix(f".{os.getpid()}.{get_ident()}")
    written.write_text(json.dumps(value), "utf-8")
    written.replace(path)
    kept = list(folder.iterdir())
    if len(kept) > MOST:
        for old in sorted(kept, key=lambda each: each.stat().st_mtime)[: MOST // 2]:
            old.unlink(missing_ok=True)
