"""What a build reads and what it looks for, and whether any of it has changed.

By content: a save that changes nothing is none. The folders of the files are watched rather than
the files, because editors put a new file in the place of the old one; and once a second all are
looked at anyway, for network drives and folders that were moved, of which nobody is told.
"""

from __future__ import annotations

import os
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG

import anyio
from watchfiles import awatch

from briefgen.builds.pipeline import Checked
from briefgen.ground.errors import ConfigError
from briefgen.ground.folder import MAX_BYTES, FileFault, inside
from briefgen.ground.shipped import folder as shipped
from briefgen.look.fonts import ENDINGS
from briefgen.settings.files import Settings, looked_for, own_folders, settings_for

# Milliseconds: how long it has to be quiet before a save counts as done, and how long at most.
QUIET, LONGEST = 5, 100
LOOK_AGAIN = 1000
# A file that changed less than that before it was read may have changed since (nanoseconds).
FRESH = 50_000_000
# The times of files lag behind the clock by as much.
CLOCK = 10_000_000
READ_FROM_TREES = (".j2", ".css", *ENDINGS)
# So many bytes at the end of a file tell whether it is all there; of one that isn't text, so many.
LAST, LAST_OF_DATA = 200, 2

Stat = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Watched:
    """Single files, there or not, and folders of which every template, style and font counts."""

    files: frozenset[Path]
    trees: frozenset[Path] = frozenset()

    def paths(self) -> Iterator[Path]:
        """All files, those of the trees as they are now."""
        yield from self.files
        for tree in self.trees:
            for at, _, names in os.walk(tree):
                yield from (Path(at, name) for name in names if name.endswith(READ_FROM_TREES))

    def __or__(self, other: Watched) -> Watched:
        return Watched(self.files | other.files, self.trees | other.trees)

    def folders(self) -> set[Path]:
        """The folders to watch: of each file the nearest that is there, and the one around it."""
        near = {_nearest(path.parent) for path in self.files | self.trees}
        inner = {Path(at) for tree in self.trees for at, _, _ in os.walk(tree)}
        return near | {path.parent for path in near} | inner


def settings_there(folder: Path) -> Settings | None:
    """Read the settings that hold in a folder; None where they are wrong, or can't be read."""
    with suppress(ConfigError, OSError):
        return settings_for(folder)
    return None


def watched_of(brief: Path, settings: Settings | None, case: Checked | None) -> Watched:
    """What the build of a brief rested on. `settings` or `case` is None where it got no further."""
    folder = brief.parent
    files = {brief, *looked_for(folder, settings.file if settings else None)}
    # Where a link leads, if a build follows it there.
    for file in [file for file in files if file.is_symlink()]:
        with suppress(FileFault):
            files.add(inside(file.parent, file.name))
    trees = {shipped("templates"), shipped("styles")}
    if settings is not None:
        root = settings.file.parent if settings.file else folder
        own = own_folders(settings, folder).values()
        trees |= {at for at in own if _is_below(at, root)}
    for name in case.files if case else ():
        with suppress(FileFault):
            files |= {folder / name, inside(folder, name)}
    with suppress(OSError, RuntimeError):
        files.add(brief.resolve())
    return Watched(frozenset(files), frozenset(trees))


@dataclass(frozen=True, slots=True)
class Ending:
    """How a file ends: its last bytes, and how many lines it has."""

    last: bytes = b""
    lines: int = 0

    def is_reached_by(self, later: Ending | None) -> bool:
        """Whether a later state of the file is whole, as far as can be told.

        A save that is half done lacks the end; one that is done has changed it seldom, and then the
        file has a last line as before, and hardly fewer lines.
        """
        if later is None:
            return False
        if later.last.endswith(self.last):
            return True
        ends_as_before = later.last.endswith(b"\n") or not self.last.endswith(b"\n")
        return len(self.last) > LAST_OF_DATA and ends_as_before and later.lines >= self.lines


def _ending(data: bytes) -> Ending:
    if b"\0" in data:  # pictures and archives end alike, whatever is in them
        return Ending(data[-LAST_OF_DATA:])
    return Ending(data[-LAST:], data.count(b"\n"))


@dataclass(frozen=True)
class Snapshot:
    """The files as they were at a moment: of each its stat, the hash of what it holds, its end."""

    stats: dict[Path, Stat | None] = field(default_factory=dict)
    hashes: dict[Path, bytes | None] = field(default_factory=dict)
    taken: int = 0
    endings: dict[Path, Ending | None] = field(default_factory=dict)

    def is_cut_in(self, later: Snapshot) -> bool:
        """Whether a file that was there lacks its end in a later snapshot, or is gone.

        Editors and network drives empty a file before they write it, and take their time.
        """
        return any(
            ending and path in later.endings and not ending.is_reached_by(later.endings[path])
            for path, ending in self.endings.items()
        )

    def differs(self, later: Snapshot) -> bool:
        """Whether a later snapshot of the same files holds anything else."""
        return self.hashes != later.hashes

    def changed_since(self, later: Snapshot, start: int) -> bool:
        """Whether a build that began at `start` may have read something else than `later` holds.

        A file that only the later snapshot knows counts where it is younger than the build.
        """
        return any(
            self.hashes[path] != digest
            if path in self.hashes
            else _is_younger(later.stats[path], start)
            for path, digest in later.hashes.items()
        )


def snapshot(inputs: Watched, before: Snapshot | None = None) -> Snapshot:
    """The files as they are. Those that `before` knows with the same stat aren't read again."""
    before = before or Snapshot()
    taken = time.time_ns()
    stats = {path: _stat(path) for path in inputs.paths()}
    held = {
        path: (before.hashes[path], before.endings.get(path))
        if path in before.hashes and before.stats[path] == stat and _is_settled(stat, before.taken)
        else _held(path, stat)
        for path, stat in stats.items()
    }
    hashes = {path: digest for path, (digest, _) in held.items()}
    return Snapshot(stats, hashes, taken, {path: ending for path, (_, ending) in held.items()})


async def stirrings(folders: Iterable[Path], stop: anyio.Event) -> AsyncIterator[None]:
    """Something may have changed: at once where the system tells, else within a second."""
    try:
        async for _ in awatch(
            *sorted(folders),
            watch_filter=None,
            recursive=False,
            step=QUIET,
            debounce=LONGEST,
            rust_timeout=LOOK_AGAIN,
            yield_on_timeout=True,
            stop_event=stop,
            raise_interrupt=False,
            ignore_permission_denied=True,
        ):
            yield
    except OSError:
        # A folder went between being found and being watched, or the system watches no more.
        with anyio.move_on_after(LOOK_AGAIN / 1000):
            await stop.wait()
        yield


def _is_below(path: Path, root: Path) -> bool:
    """Whether a path stands below a folder, links followed."""
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # a link that leads to itself
        return False


def _nearest(folder: Path) -> Path:
    """The folder itself, or the nearest around it that is there."""
    return next((at for at in (folder, *folder.parents) if at.is_dir()), folder)


def _stat(path: Path) -> Stat | None:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    if not S_ISREG(found.st_mode):
        return (-1, 0, 0, 0)
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def _is_settled(stat: Stat | None, taken: int) -> bool:
    return stat is None or max(stat[1], stat[2]) < taken - FRESH


def _is_younger(stat: Stat | None, start: int) -> bool:
    return stat is not None and stat[2] >= start - CLOCK


def _held(path: Path, stat: Stat | None) -> tuple[bytes | None, Ending | None]:
    """The hash of a file, and how it ends; of what no build reads, the hash of its stat."""
    if stat is None:
        return None, None
    if not 0 <= stat[0] <= MAX_BYTES:
        return repr(stat).encode(), None
    try:
        if path.is_symlink():  # where it leads is watched under its own name, if a build reads it
            return os.fsencode(path.readlink()), None
        data = path.read_bytes()
    except OSError:
        return b"unreadable", None
    return sha256(data).digest(), _ending(data)
