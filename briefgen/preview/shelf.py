"""Keeps the index of a folder up to date: its briefs, with a row for each (`rows`).

A folder may hold hundreds of briefs. So a brief is read again only if it or a file that it rests on
has changed, and each row is shown as soon as it is read.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path

import anyio

from briefgen.builds.briefs import briefs_in as first_briefs_in
from briefgen.ground.records import record
from briefgen.preview.news import Followed
from briefgen.preview.rows import Row, row_of
from briefgen.preview.snapshot import Snapshot, snapshot
from briefgen.preview.watch import Watched, stirrings
from briefgen.settings.options import Options

MOST_BRIEFS = 2000
# Seconds for which a file that lacks its end is waited for.
HALF = 2.2
# After a look through the folder comes a rest, RESTS times as long as the look, but no more than
# LONGEST_REST seconds. A look that failed counts as FAILED seconds.
RESTS, LONGEST_REST, FAILED = 5, 30.0, 0.2


def briefs_in(folder: Path, known: Collection[Path] = ()) -> list[Path]:
    """List the briefs in a folder. A file in `known` counts as one, whatever is in it now."""
    return first_briefs_in(folder, MOST_BRIEFS, known)


def keys_of(briefs: Sequence[Path], folder: Path) -> dict[str, Path]:
    """Map keys to briefs. A key is the path from the folder, and part of the URL.

    It is without the file's ending, unless an earlier brief has that key.
    """
    keys: dict[str, Path] = {}
    for brief in briefs:
        relative = brief.relative_to(folder)
        key = relative.with_suffix("").as_posix()
        keys[relative.as_posix() if key in keys else key] = brief
    return keys


@record
class _Known:
    """A brief that was read, and the state of the files that it rests on before that."""

    row: Row
    inputs: Watched
    seen: Snapshot


class Shelf(Followed):
    """The index of a folder: `briefs` and `rows` by key. `is_whole` says that all were read once.

    The folder is read in one thread at a time; all else happens in the running loop.
    """

    def __init__(self, folder: Path, options: Options) -> None:
        super().__init__()
        self.folder = folder
        self._options = options
        self.briefs: dict[str, Path] = {}
        self.rows: dict[str, Row] = {}
        self.is_whole = False
        self._known: dict[Path, _Known] = {}
        self._cut: dict[Path, float] = {}
        self._stop = anyio.Event()
        self._loop = asyncio.get_running_loop()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to read the folder, in the running loop."""
        self._task = asyncio.create_task(self._keep_true())

    async def stop(self) -> None:
        """End the reading of the folder."""
        self._stop.set()
        self._tell()
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def brief(self, key: str) -> Path | None:
        """Find the brief of a key; None where there is none."""
        # A brief that was just written may not be in the index yet.
        if key not in self.briefs:
            self.briefs = keys_of(briefs_in(self.folder), self.folder)
        return self.briefs.get(key)

    def state(self) -> Row:
        """Tell what the index shows, as plain data. `left` is how many are yet to be read."""
        rows = [{**self.rows[key], "key": key} for key in self.briefs if key in self.rows]
        left = 0 if self.is_whole else len(self.briefs) - len(rows)
        return {"serial": self.serial, "folder": self.folder.name, "briefs": rows, "left": left}

    async def _keep_true(self) -> None:
        while not self._stop.is_set():
            try:
                folders, took = await asyncio.to_thread(self._refresh)
            except OSError:  # the folder went while it was looked through
                folders, took = {self.folder.parent}, FAILED
            # A folder on a network drive can take seconds, and is to have some rest.
            await asyncio.sleep(min(LONGEST_REST, RESTS * took))
            async for _ in stirrings(folders, self._stop):
                break

    def _refresh(self) -> tuple[set[Path], float]:
        """Read what has changed, in a thread.

        Returns the folders in which something may change, and the seconds that it took to look
        through them.
        """
        start = time.monotonic()
        found = briefs_in(self.folder)
        took = time.monotonic() - start
        # An editor empties a file before it writes it: the brief in it isn't gone.
        if emptied := {brief for brief in self._known.keys() - found if self._is_cut(brief)}:
            found = briefs_in(self.folder, emptied)
        briefs = keys_of(found, self.folder)
        if briefs != self.briefs:
            self.briefs = briefs
            self._tell_from_thread()
        for key, brief in briefs.items():
            self._read(brief)
            if self.rows.get(key) != self._known[brief].row:
                self.rows[key] = self._known[brief].row
                self._tell_from_thread()
        self._known = {brief: self._known[brief] for brief in briefs.values()}
        self.rows = {key: self.rows[key] for key in briefs}
        if not self.is_whole:
            self.is_whole = True
            self._tell_from_thread()
        return {brief.parent for brief in briefs.values()} | {self.folder}, took

    def _read(self, brief: Path) -> None:
        """Read a brief, if it is new, or if it or what it rests on has changed."""
        known = self._known.get(brief)
        if known:
            now = snapshot(known.inputs, known.seen)
            if not known.seen.differs(now):
                self._known[brief] = _Known(known.row, known.inputs, now)
                self._cut.pop(brief, None)
                return
            if self._is_cut(brief):
                return
        self._cut.pop(brief, None)
        row, inputs = row_of(brief, self.folder, date.today(), self._options)
        # Without the trees: no row shows anything of templates and styles.
        files = Watched(inputs.files)
        self._known[brief] = _Known(row, files, snapshot(files))

    def _is_cut(self, brief: Path) -> bool:
        """Tell whether a brief is half written, and has been so for less than HALF seconds."""
        known = self._known[brief]
        if not (brief.is_file() and known.seen.is_cut_in(snapshot(known.inputs, known.seen))):
            return False
        return time.monotonic() - self._cut.setdefault(brief, time.monotonic()) < HALF

    def _tell_from_thread(self) -> None:
        self._loop.call_soon_threadsafe(self._tell)
