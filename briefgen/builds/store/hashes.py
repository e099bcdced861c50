"""Compute the SHA-256 of files, and remember them by size and times, for this user alone."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from hashlib import file_digest, sha256
from stat import S_ISREG
from typing import Any, get_args

from briefgen.builds.store.home import home, keep, kept
from briefgen.builds.store.marks import Mark, is_settled, mark_of

FOLDER = "hashes"
# The most files of one folder that are remembered. Beyond it, those that are gone are forgotten.
MOST = 20_000
# The mark of a file in a list, as JSON has it, and its SHA-256.
Known = dict[str, list[Any]]


class Hashes:
    """The SHA-256 of files. Those whose size and times are as they were aren't read again.

    What is remembered is written by `save`, in a file for each folder.
    """

    def __init__(self) -> None:
        self._folders: dict[str, Known] = {}
        self._changed: set[str] = set()
        self._real: dict[str, str] = {}

    def sha_of(self, path: str | os.PathLike[str]) -> str:
        """Give the SHA-256 of a file. Raises OSError where it can't be read, or is no file."""
        path = os.fspath(path)
        folder, name = os.path.split(path)
        known = self._known(folder)
        before = mark_of(path)
        if before and (entry := known.get(name)) and tuple(entry[:4]) == before:
            return str(entry[4])
        now = time.time_ns()
        digest = _digest(path)
        if before and before == mark_of(path) and is_settled(before, now):
            known[name] = [*before, digest]
            self._changed.add(self._real[folder])
        return digest

    def save(self) -> None:
        """Write what was hashed to the user's cache. Never fails."""
        for folder in self._changed:
            entries = self._folders[folder]
            if len(entries) > MOST:
                entries = {
                    name: entry
                    for name, entry in entries.items()
                    if os.path.exists(os.path.join(folder, name))  # noqa: PTH110, PTH118 - quick
                }
            with suppress(OSError, ValueError):
                value = {"folder": folder, "files": entries}
                keep(home(FOLDER), _key(folder), value)
        self._changed.clear()

    def _known(self, folder: str) -> Known:
        if (real := self._real.get(folder)) is None:
            real = self._real[folder] = os.path.realpath(folder)
        if real not in self._folders:
            self._folders[real] = _read(real)
        return self._folders[real]


def _read(folder: str) -> Known:
    """Read what is remembered of a folder; nothing where that is damaged or of another folder."""
    try:
        value = kept(home(FOLDER), _key(folder))
        files = value["files"] if value["folder"] == folder else {}
        return {name: entry for name, entry in files.items() if _is_entry(entry)}
    except (KeyError, TypeError, AttributeError):
        return {}


def _is_entry(entry: object) -> bool:
    if not (isinstance(entry, list) and len(entry) == len(get_args(Mark)) + 1):
        return False
    *mark, digest = entry
    return all(type(each) is int for each in mark) and isinstance(digest, str)


def _key(folder: str) -> str:
    """Give the name of a folder's file, a hash: the path itself may hold people's names."""
    return sha256(folder.encode(errors="surrogateescape")).hexdigest()


def _digest(path: str) -> str:
    def open_at_once(name: str, flags: int) -> int:
        # Without O_NONBLOCK, opening a pipe would wait until somebody writes to it.
        return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))

    with open(path, "rb", opener=open_at_once) as file:
        if not S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(f"{path} is not a file")
        return file_digest(file, "sha256").hexdigest()
