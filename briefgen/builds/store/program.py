"""Tell which briefgen, with which libraries, would do a job: part of the key of each outcome."""

from __future__ import annotations

import json
import os
import site
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from briefgen.builds.store.home import home, keep, kept
from briefgen.builds.store.marks import Mark, is_settled, mark_of
from briefgen.ground.shipped import PACKAGE, folder

NAME = "program"


def program_files() -> Iterator[str]:
    """List the files and folders of briefgen, of its libraries' folder, and Python itself."""
    for root in (PACKAGE, folder("templates"), folder("styles")):
        yield from _below(str(root))
    # Installing or upgrading any library changes the time of the folder that it stands in.
    yield from dict.fromkeys(_installed())
    yield os.path.realpath(sys.executable)


def _below(root: str) -> Iterator[str]:
    yield root
    for each in os.scandir(root):
        if each.is_dir(follow_symlinks=False):
            if each.name != "__pycache__":
                yield from _below(each.path)
        elif not each.name.endswith(".pyc"):
            yield each.path


def _installed() -> Iterator[str]:
    """List the folders that libraries are loaded from, the user's even if it isn't there yet."""
    import click

    yield str(Path(click.__file__).parent.parent)
    yield from (at for at in sys.path if Path(at).name in ("site-packages", "dist-packages"))
    if site.ENABLE_USER_SITE:
        yield site.getusersitepackages()


@cache
def _marks() -> tuple[tuple[str, Mark | None], ...]:
    return tuple((path, mark_of(path)) for path in sorted(program_files()))


@cache
def signature() -> str:
    """Name the program and its libraries as they are on this machine, by sizes and times."""
    # These variables say where the system's libraries are loaded from (ld.so(8), dyld(1)).
    loading = sorted(each for each in os.environ.items() if each[0].startswith(("LD_", "DYLD_")))
    about = (sys.version, sys.executable, loading, _marks())
    return sha256(repr(about).encode(errors="surrogateescape")).hexdigest()


def _known() -> dict[str, Any] | None:
    """Read what was found of the versions; None where a file has changed since."""
    try:
        known = kept(home(NAME), _name())
        if known["signature"] != signature():
            return None
        if any(list(mark_of(path) or ()) != mark for path, mark in known["libraries"].items()):
            return None
        texts = (*known["libraries"], *known["versions"], *known["versions"].values())
        return known if all(isinstance(each, str) for each in texts) else None
    except (KeyError, TypeError, AttributeError):
        return None


@cache
def known_versions() -> dict[str, str] | None:
    """Give the versions that were found before; None where a file has changed since."""
    known = _known()
    return known["versions"] if known else None


def files_of_versions() -> list[str] | None:
    """List the files of the system's libraries in use; None where that isn't known."""
    known = _known()
    return [*known["libraries"]] if known else None


@cache
def versions_now() -> dict[str, str]:
    """Give the versions of all that outputs depend on, from memory where nothing has changed."""
    if (known := known_versions()) is not None:
        return known
    import time

    from briefgen.builds.versions import libraries_in_use, versions

    now = time.time_ns()
    found = versions()
    in_use = libraries_in_use()
    if in_use is not None and all(is_settled(mark, now) for _, mark in _marks()):
        libraries = {path: mark_of(path) for path in in_use}
        value = {"signature": signature(), "libraries": libraries, "versions": found}
        try:
            keep(home(NAME), _name(), value)
        except OSError:
            return found
    return found


def identity(*, is_quick: bool) -> str:
    """Name the program and the libraries, for a key.

    With `is_quick`, where the versions aren't known yet, it is a name that only this machine
    understands: hashing the program takes longer than the check of a brief.
    """
    known = known_versions() if is_quick else versions_now()
    return json.dumps([known or signature(), sys.version, _libraries()])


@cache
def _libraries() -> list[str]:
    """List the libraries that are installed, with their versions, by the names of their records."""
    found: set[str] = set()
    for at in dict.fromkeys(_installed()):
        found.update(at.name for at in Path(at).glob("*.dist-info"))
    return sorted(name for name in found if not name.startswith("briefgen-"))


def _name() -> str:
    return sha256(f"{PACKAGE}\0{sys.executable}".encode(errors="surrogateescape")).hexdigest()
