"""Takes snapshots of the inputs of a build, so that two moments can be compared.

The content is compared, so a save that changes nothing doesn't count. A file whose stat is as
before isn't read.
"""

from __future__ import annotations

import os
import time
from dataclasses import field
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG

from briefgen.ground.folder import MAX_BYTES
from briefgen.ground.records import record
from briefgen.preview.watch import Watched

# Nanoseconds. If a file changed less than that before it was read, it may change again and keep the
# same times: Linux takes them from the last tick of the kernel, of which there are 100 to 1000
# in a second.
FRESH = 50_000_000
# Nanoseconds by which the times of files lag behind the clock, for the same reason.
CLOCK = 10_000_000
# How many last bytes of a text file, and of another file, tell whether all of it is there.
LAST, LAST_OF_DATA = 200, 2

# The size, the times of the last change of content and of anything (nanoseconds), and the inode.
Stat = tuple[int, int, int, int]
NO_FILE: Stat = (-1, 0, 0, 0)  # a folder, a pipe, a device


@record
class Ending:
    """How a file ends: its last bytes, and how many lines it has."""

    last: bytes = b""
    lines: int = 0

    def is_reached_by(self, later: Ending | None) -> bool:
        """Tell whether a later state of the file is written completely, as far as its end shows.

        A save that is half done lacks the end. One that is done has seldom changed the end; where
        it has, the file has a last line as before, and at least as many lines.
        """
        if later is None:
            return False
        if later.last.endswith(self.last):
            return True
        ends_as_before = later.last.endswith(b"\n") or not self.last.endswith(b"\n")
        return len(self.last) > LAST_OF_DATA and ends_as_before and later.lines >= self.lines


@record
class Snapshot:
    """The files as they were at a moment: of each its stat, the hash of its content, and its end.

    `taken` is that moment, in nanoseconds since 1970.
    """

    stats: dict[Path, Stat | None] = field(default_factory=dict)
    hashes: dict[Path, bytes | None] = field(default_factory=dict)
    taken: int = 0
    endings: dict[Path, Ending | None] = field(default_factory=dict)

    def is_cut_in(self, later: Snapshot) -> bool:
        """Tell whether a file of this snapshot lacks its end in a later one, or is gone there.

        Editors and network drives empty a file before they write it, which may take seconds.
        """
        return any(
            ending and path in later.endings and not ending.is_reached_by(later.endings[path])
            for path, ending in self.endings.items()
        )

    def differs(self, later: Snapshot) -> bool:
        """Tell whether a later snapshot of the same files has other content."""
        return self.hashes != later.hashes

    def changed_since(self, later: Snapshot, start: int) -> bool:
        """Tell whether a build that began at `start` may have read another state than `later`.

        A file that only the later snapshot knows was found by the build: it counts where it changed
        after `start`.
        """
        for path, digest in later.hashes.items():
            if path in self.hashes:
                if self.hashes[path] != digest:
                    return True
            elif (stat := later.stats[path]) and stat[2] >= start - CLOCK:
                return True
        return False


def snapshot(inputs: Watched, before: Snapshot | None = None) -> Snapshot:
    """Take a snapshot. Files that have the same stat in `before` aren't read again."""
    before = before or Snapshot()
    taken = time.time_ns()
    stats = {path: _stat(path) for path in inputs.paths()}

    def is_known(path: Path, stat: Stat | None) -> bool:
        if path not in before.hashes or before.stats[path] != stat:
            return False
        return stat is None or max(stat[1], stat[2]) < before.taken - FRESH

    held = {
        path: (before.hashes[path], before.endings.get(path))
        if is_known(path, stat)
        else _held(path, stat)
        for path, stat in stats.items()
    }
    hashes = {path: digest for path, (digest, _) in held.items()}
    return Snapshot(stats, hashes, taken, {path: ending for path, (_, ending) in held.items()})


def _stat(path: Path) -> Stat | None:
    try:
        found = path.stat()
    except (OSError, ValueError):  # ValueError: a zero byte in the name
        return None
    if not S_ISREG(found.st_mode):
        return NO_FILE
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def _held(path: Path, stat: Stat | None) -> tuple[bytes | None, Ending | None]:
    """Hash the content of a file, and find its end; if no build reads it, hash its stat instead."""
    if stat is None:
        return None, None
    # Reading a pipe would wait for ever, and a build refuses what is larger.
    if not 0 <= stat[0] <= MAX_BYTES:
        return repr(stat).encode(), None
    try:
        if path.is_symlink():  # where it leads is watched under its own name, if a build reads it
            return os.fsencode(path.readlink()), None
        data = path.read_bytes()
    except OSError:
        return b"unreadable", None
    if b"\0" in data:
        # Pictures and archives of one format end alike, whatever is in them.
        ending = Ending(data[-LAST_OF_DATA:])
    else:
        ending = Ending(data[-LAST:], data.count(b"\n"))
    return sha256(data).digest(), ending
