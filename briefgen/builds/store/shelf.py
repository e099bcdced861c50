"""Hold values and outputs by hashes of what they rest on, in a folder that machines may share.

Whoever can write to the folder may have put anything there. So it is read as JSON and bytes alone,
nothing is believed whose hash isn't right, and what is damaged counts as not there. Files are
written under another name first, and need no lock: under one name there is always the same content.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import Any

from briefgen.ground.records import record

# The folder inside of the one that the user names, which may hold other things.
INNER = "briefgen-1"
OUTPUTS = "outputs"
# Of each section of a long packet, what was found on its pages; its PDF is one of the outputs.
SECTIONS = "sections"
# Of each long brief, what was found of its sentences.
SENTENCES = "sentences"
KINDS = ("named", "outcomes", SECTIONS, SENTENCES, OUTPUTS)
KEY = re.compile(r"[0-9a-f]{64}")
# Bytes that all files together may have. Beyond it, those that weren't used for longest are
# deleted, down to a part of it, so that this isn't done at each run.
MOST_BYTES = 1024**3
LEFT = 0.8
# The most bytes of one file that are read.
MOST_OF_ONE = 512 * 1024 * 1024
# Seconds after which a use is noted again, and after which a half-written file is deleted.
HOUR = 3600


@record
class Kept:
    """A file on a shelf: its path, its size in bytes, and when it was last used, in seconds."""

    path: Path
    size: int
    used: float


class Shelf:
    """The files in one folder, by kind and key. Nothing here raises an error of a file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._root = folder / INNER
        self._is_swept = False

    @property
    def is_empty(self) -> bool:
        """Whether no outcome was ever kept here."""
        return not (self._root / "outcomes").is_dir()

    @cached_property
    def is_there(self) -> bool:
        """Whether there is a folder for the shelf; it is made if it can be."""
        try:
            # Only this user may read a folder that is made here. One that is there already keeps
            # its rights: machines may share it.
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError:
            return False
        return True

    def value(self, kind: str, key: str) -> Any:
        """Give the value that was kept under a key; None where there is none, or it is damaged."""
        data = self._read(kind, key)
        digest, _, body = (data or b"").partition(b"\n")
        if sha256(body).hexdigest().encode() != digest:
            return None
        with suppress(ValueError, TypeError, AttributeError, RecursionError):
            found = json.loads(body)
            # The key is inside as well, so that no file passes for another.
            if found["key"] == f"{kind} {key}":
                return found["value"]
        return None

    def keep_value(self, kind: str, key: str, value: object) -> bool:
        """Keep a value that JSON can hold, and tell whether it is there now."""
        body = json.dumps({"key": f"{kind} {key}", "value": value}).encode()
        return self._write(kind, key, sha256(body).hexdigest().encode() + b"\n" + body)

    def output(self, digest: str) -> bytes | None:
        """Give the output with a SHA-256; None where it isn't there, or is damaged."""
        data = self._read(OUTPUTS, digest)
        return data if data is not None and sha256(data).hexdigest() == digest else None

    def keep_output(self, digest: str, data: bytes) -> bool:
        """Keep an output under its SHA-256, and tell whether it is there now."""
        return self.output(digest) is not None or self._write(OUTPUTS, digest, data)

    def files(self) -> Iterator[Kept]:
        """List what is kept."""
        for each in self._entries():
            if KEY.fullmatch(each.path.name):
                yield each

    def clear(self) -> int:
        """Delete all that is kept, and count it."""
        count = 0
        for each in [*self._entries()]:
            with suppress(OSError):
                each.path.unlink()
                count += bool(KEY.fullmatch(each.path.name))
        for kind in KINDS:
            for at in [*(self._root / kind).glob("??"), self._root / kind]:
                with suppress(OSError):
                    at.rmdir()
        with suppress(OSError):
            self._root.rmdir()
        return count

    def sweep(self, most: int | None = None) -> None:
        """Delete what wasn't used for longest where all files have more than `most` bytes.

        Files that a killed process left half-written are deleted too.
        """
        most = MOST_BYTES if most is None else most
        kept = sorted(self._entries(), key=lambda each: each.used)
        total = sum(each.size for each in kept)
        is_full, old = total > most, time.time() - HOUR
        for each in kept:
            is_left_over = each.path.name.startswith(".") and each.used < old
            if is_left_over or (is_full and total > most * LEFT):
                with suppress(OSError):
                    each.path.unlink()
                total -= each.size

    def _entries(self) -> Iterator[Kept]:
        """List all files of ours, half-written ones too; no other file, whatever lies there."""
        for kind in KINDS:
            with suppress(OSError):
                for inner in os.scandir(self._root / kind):
                    if len(inner.name) == 2 and inner.is_dir(follow_symlinks=False):
                        yield from _in_folder(inner.path)

    def _path(self, kind: str, key: str) -> Path:
        if not KEY.fullmatch(key):
            raise ValueError(f"{key!r} is no key.")
        return self._root / kind / key[:2] / key

    def _read(self, kind: str, key: str) -> bytes | None:
        with suppress(OSError, ValueError, MemoryError):
            path = self._path(kind, key)
            with open(path, "rb", opener=_opened) as file:
                about = os.fstat(file.fileno())
                if not S_ISREG(about.st_mode) or about.st_size > MOST_OF_ONE:
                    return None
                data = file.read(MOST_OF_ONE)
            if about.st_mtime < time.time() - HOUR:
                with suppress(OSError):  # others' files on a shared shelf
                    os.utime(path)
            return data
        return None

    def _write(self, kind: str, key: str, data: bytes) -> bool:
        path = self._path(kind, key)
        written = path.with_name(f".{key}.{os.getpid()}.{os.urandom(4).hex()}")
        try:
            # Only this user may read a folder that is made here. One that is there already keeps
            # its rights, and files get those that the user's umask gives: machines may share them.
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.parent.mkdir(parents=True, exist_ok=True)
            with written.open("xb") as file:
                file.write(data)
            if path.is_dir() and not path.is_symlink():
                import shutil

                shutil.rmtree(path)  # no file of ours: a file couldn't take its place
            written.replace(path)
        except OSError:
            return False
        finally:
            with suppress(OSError):
                written.unlink(missing_ok=True)
        # One in 256 keys begins so: a sweep looks at every file, and needn't be made each time.
        if key.startswith("00") and not self._is_swept:
            self._is_swept = True
            self.sweep()
        return True


def _opened(path: str, flags: int) -> int:
    """Open a file, but follow no link, which would lead elsewhere, and wait for no pipe."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def _in_folder(folder: str) -> Iterator[Kept]:
    with suppress(OSError):
        for each in os.scandir(folder):
            name = each.name[1:65] if each.name.startswith(".") else each.name
            if not KEY.fullmatch(name) or each.is_dir(follow_symlinks=False):
                continue
            with suppress(OSError):
                about = each.stat(follow_symlinks=False)
                yield Kept(Path(each.path), about.st_size, about.st_mtime)
