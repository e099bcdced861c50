"""Waits until the inputs of one brief have changed, and have been written completely.

Apart from the building, because most of it is waiting: editors save in several steps, programs
save in bursts, and a file on a network drive can be half there for seconds.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress

import anyio

from briefgen.preview.snapshot import Snapshot, snapshot
from briefgen.preview.watch import Watched, stirrings

# In seconds. Saves less than BURST apart are a burst, and are built when no save came for a LULL.
# If builds take less than QUICK, the first save waits for the rest of QUICK, too, as more may come.
BURST, LULL, QUICK = 0.1, 0.04, 0.05
# In seconds: at least so often a build is finished, however fast saves follow each other.
PATIENCE = 1.0
# In seconds. A file that lacks its end is probably being written. It is waited for during HALF, and
# longer if it grew in the last GROWS, up to LONGEST: somebody may have cut it on purpose.
HALF, GROWS, LONGEST = 2.2, 0.5, 6.0


class Saves:
    """The changes in the inputs of a brief. `tell` is called when a file is being written.

    `number` grows with each save, `seen` is how the inputs were when they were last looked at, and
    `is_waiting` says that a file is being written. Used in the running loop alone.
    """

    def __init__(self, inputs: Watched, tell: Callable[[], None]) -> None:
        self.inputs = inputs
        self.number = 0
        self.seen = snapshot(inputs)
        self.is_waiting = False
        self._tell = tell
        self._built = Snapshot()  # the inputs when they were last whole
        self._due = asyncio.Event()
        self._other_folders = anyio.Event()
        self._last = 0.0
        self._is_burst = False

    @property
    def is_due(self) -> bool:
        """Whether there is a save that no build has begun with."""
        return self._due.is_set()

    def ask(self) -> None:
        """Ask for a first build, though nothing was saved."""
        self._due.set()

    def stop(self) -> None:
        """Stop the build that is under way, and the watching."""
        self.number += 1
        self._other_folders.set()

    async def begun(self) -> None:
        """Wait until a save begins."""
        await self._due.wait()

    async def ended(self, took: float) -> None:
        """Wait until a save and those that follow it closely are written completely.

        `took` is how many seconds the last build took. A file that stays incomplete for long is
        taken as it is.
        """
        await self._burst_ended(took)
        await self._file_ended()
        self._due.clear()

    async def follows_within(self, seconds: float) -> bool:
        """Wait for another save for so many seconds; tell whether one began."""
        with suppress(TimeoutError):
            # `wait_for` of Python 3.11 can swallow that the task is cancelled meanwhile
            # (python/cpython#86296).
            async with asyncio.timeout(seconds):
                await self._due.wait()
        return self._due.is_set()

    def built(self, inputs: Watched, before: Snapshot, after: Snapshot, start: int) -> None:
        """Note a build: its inputs, and how they were before and after it.

        What changed after `start` (nanoseconds since 1970) is to be built again.
        """
        if inputs != self.inputs:
            self._other_folders.set()
        self.inputs, self.seen = inputs, after
        if before.changed_since(after, start):
            self._save()
        else:
            self._built = after

    async def keep_watching(self) -> None:
        """Look at the inputs again and again, until this is cancelled."""
        while True:
            try:
                await self._watch()
            # Any error: a preview that has stopped watching would look like one without news.
            except Exception:
                await asyncio.sleep(1)

    async def _burst_ended(self, took: float) -> None:
        """Wait for the last save of a burst.

        If builds take long, the first save of a burst is built at once, until more saves come.
        """
        until = time.monotonic() + PATIENCE
        lull = LULL if self._is_burst else QUICK - took
        while lull > 0 and time.monotonic() < until:
            self._due.clear()
            lull = LULL if await self.follows_within(lull) else 0

    async def _file_ended(self) -> None:
        """Wait for a file that is half written. The last good page stays meanwhile."""
        began = grew = time.monotonic()
        while self._built.is_cut_in(self.seen):
            now = time.monotonic()
            if now - began > LONGEST or (now - began > HALF and now - grew > GROWS):
                break
            if not self.is_waiting:
                self.is_waiting = True
                self._tell()
            self._due.clear()
            if await self.follows_within(GROWS / 5):
                grew = time.monotonic()
        self.is_waiting = False

    def _save(self) -> None:
        """Note a save, which makes the build that is under way stop."""
        now = time.monotonic()
        self._is_burst, self._last = now - self._last < BURST, now
        self.number += 1
        self._due.set()

    async def _watch(self) -> None:
        """Look at the inputs when a watched folder changes, until the folders are others."""
        self._other_folders = anyio.Event()
        inputs = self.inputs
        folders = await asyncio.to_thread(inputs.folders)
        async for _ in stirrings(folders, self._other_folders):
            seen = self.seen
            now = await asyncio.to_thread(snapshot, self.inputs, seen)
            # Otherwise a build has looked meanwhile, and knows better.
            if seen is self.seen:
                self.seen = now
                if seen.differs(now):
                    self._save()
            if folders != await asyncio.to_thread(inputs.folders):
                break  # a folder came or went
