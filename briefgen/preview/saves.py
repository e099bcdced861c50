"""The saves of one brief: that its inputs changed, and that the change is whole.

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

# Seconds, all of them. Saves that follow each other faster than BURST are built when there was none
# for a LULL. Where a build takes less than QUICK, even the first save waits for the rest of that
# time to see whether there are more.
BURST, LULL, QUICK = 0.1, 0.04, 0.05
# However fast the saves follow each other, a build gets through once in that time.
PATIENCE = 1.0
# A file that lacks its end is being written: it is waited for as long as HALF, and as long as it
# grew within GROWS, but no longer than LONGEST. Somebody may have cut it on purpose.
HALF, GROWS, LONGEST = 2.2, 0.5, 6.0


class Saves:
    """What changes in the inputs of a brief. `tell` is called where a save is waited for.

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
        """Overtake the build that is under way, and end the watching."""
        self.number += 1
        self._other_folders.set()

    async def begun(self) -> None:
        """Wait until a save begins."""
        await self._due.wait()

    async def ended(self, took: float) -> None:
        """Wait until the save that has begun, and all that follow it closely, are whole.

        `took` is how many seconds the last build took. A file that lacks its end for long counts
        as whole in the end.
        """
        await self._burst_ended(took)
        await self._file_ended()
        self._due.clear()

    async def follows_within(self, seconds: float) -> bool:
        """Tell whether another save begins so soon."""
        with suppress(TimeoutError):
            # `wait_for` of Python 3.11 can swallow that the task is cancelled meanwhile
            # (python/cpython#86296).
            async with asyncio.timeout(seconds):
                await self._due.wait()
        return self._due.is_set()

    def built(self, inputs: Watched, before: Snapshot, after: Snapshot, start: int) -> None:
        """Take note of a build: what it rested on, and how that was before and after it.

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
            # Of whatever kind: a preview that no longer watches looks like one with nothing new.
            except Exception:
                await asyncio.sleep(1)

    async def _burst_ended(self, took: float) -> None:
        """Wait for the last save of a burst.

        With a long brief the first is built at once, and that build is given up when more come.
        """
        until = time.monotonic() + PATIENCE
        lull = LULL if self._is_burst else QUICK - took
        while lull > 0 and time.monotonic() < until:
            self._due.clear()
            lull = LULL if await self.follows_within(lull) else 0

    async def _file_ended(self) -> None:
        """Wait for a file that lacks its end. The last good page stays meanwhile."""
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
        """Take note of a save: what is being built now is overtaken."""
        now = time.monotonic()
        self._is_burst, self._last = now - self._last < BURST, now
        self.number += 1
        self._due.set()

    async def _watch(self) -> None:
        """Look whenever something stirs, until other folders are to be watched."""
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
