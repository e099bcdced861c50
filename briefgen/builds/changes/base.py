"""Compare files with those of a commit, by the hashes that git has of them.

The files are hashed here and not by git, which would run the filters that the repository's config
names.
"""

from __future__ import annotations

import hashlib
import os
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from stat import S_ISLNK, S_ISREG
from unicodedata import normalize

from briefgen.builds.changes.git import ask
from briefgen.ground.errors import ConfigError
from briefgen.ground.files import bytes_of
from briefgen.ground.folder import MAX_BYTES

LINK = b"120000"
SUBMODULE = b"160000"
# The characters of a SHA-1 in hexadecimal; a repository of SHA-256 has longer ones.
SHA1 = 40


class Base:
    """The files of a repository as they were in a commit: the mode and hash of each, by its path.

    Paths are relative to `root`, with slashes, as bytes. Without a commit there were none.
    """

    def __init__(self, root: str, commit: str = "") -> None:
        self.root = root
        self._entries = _entries(root, commit) if commit else {}
        self._same: dict[str, bool] = {}

    @cached_property
    def _paths(self) -> list[bytes]:
        return sorted(self._entries)

    def is_same(self, path: str) -> bool:
        """Tell whether a file, or a link, is what it was, or was missing then and is now.

        Ends of lines don't count where git may have changed them when it wrote the file, and a file
        is the same as its pointer in Git LFS.
        """
        if path not in self._same:
            self._same[path] = self._compared(path)
        return self._same[path]

    def below(self, folder: str) -> Iterator[str]:
        """List the paths of the files that were in a folder, and below it."""
        starts = {b""} if folder == self.root else {name + b"/" for name in self._names(folder)}
        for start in starts:
            for at in range(bisect_left(self._paths, start), len(self._paths)):
                if not self._paths[at].startswith(start):
                    break
                yield os.path.join(self.root, os.fsdecode(self._paths[at]))  # noqa: PTH118

    def submodule(self, folder: str) -> str:
        """Give the commit at which a submodule was; empty where there was none in that folder."""
        mode, digest = self._entries.get(self._name(folder), (b"", ""))
        return digest if mode == SUBMODULE else ""

    def text(self, path: str) -> bytes:
        """Read a file as it was; empty where there was none, git lacks it, or it is too large."""
        _, digest = self._entries.get(self._name(path), (b"", ""))
        size = ask(self.root, "cat-file", "-s", digest).line if digest else ""
        is_read = size.isdecimal() and int(size) <= MAX_BYTES
        return ask(self.root, "cat-file", "blob", digest).out if is_read else b""

    def _name(self, path: str) -> bytes:
        name, composed = self._names(path)
        return composed if composed in self._entries else name

    def _names(self, path: str) -> tuple[bytes, bytes]:
        """Give a path as git may have it, and the same composed.

        macOS may spell a name decomposed, which git spells composed (core.precomposeUnicode).
        """
        name = os.path.relpath(path, self.root).replace(os.sep, "/")
        return os.fsencode(name), os.fsencode(normalize("NFC", name))

    def _compared(self, path: str) -> bool:
        mode, digest = self._entries.get(self._name(path), (b"", ""))
        try:
            about = os.lstat(path)
            if S_ISLNK(about.st_mode):
                target = os.fsencode(os.readlink(path))  # noqa: PTH115
                return mode == LINK and _blob(target, digest) == digest
            if not S_ISREG(about.st_mode):  # a folder, which a brief can't use
                return not digest or mode == SUBMODULE
            # None is read beyond that size, and it could have been smaller before.
            if not digest or about.st_size > MAX_BYTES:
                return False
            data = bytes_of(Path(path), MAX_BYTES)
        except (FileNotFoundError, NotADirectoryError):
            return not digest
        except OSError:
            return False
        return any(_blob(each, digest) == digest for each in _as_kept(data))


def _entries(root: str, commit: str) -> dict[bytes, tuple[bytes, str]]:
    """List all files of a commit. Raises ConfigError where git lacks a part of it."""
    listed = ask(root, "ls-tree", "-r", "-z", "--full-tree", commit)
    if listed.code:
        raise ConfigError(f"git can't list the files of {commit[:12]} in {root}: {listed.said}")
    entries = {}
    for line in listed.out.split(b"\0"):
        about, _, name = line.partition(b"\t")
        if name:
            mode, _, digest = about.split(b" ")
            entries[name] = (mode, digest.decode("ascii"))
    return entries


def _as_kept(data: bytes) -> Iterator[bytes]:
    """Yield what git may have kept of a file: its bytes, those without CR, its pointer of LFS."""
    yield data
    # Git takes what holds a NUL for no text, and leaves its ends of lines alone.
    if b"\r\n" in data and b"\0" not in data:
        yield data.replace(b"\r\n", b"\n")
    # The form of a pointer is fixed to the byte (git-lfs, docs/spec.md).
    sha = hashlib.sha256(data).hexdigest()
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{sha}\nsize {len(data)}\n"
    yield pointer.encode()


def _blob(data: bytes, like: str) -> str:
    """Hash a file as git does, by SHA-1 or SHA-256 as the hash `like` is made."""
    made = hashlib.sha1(usedforsecurity=False) if len(like) <= SHA1 else hashlib.sha256()
    made.update(b"blob %d\0" % len(data))
    made.update(data)
    return made.hexdigest()
