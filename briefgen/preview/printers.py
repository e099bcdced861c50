"""Shares a few printers among all briefs under preview, and says whose turn it is.

Each printer keeps a process with the engine in its memory, so there are few of them. A paper that
somebody looks at comes first, and of those the one that has waited longest; a brief of which only
the page is seen leaves one printer free; a brief that nobody looks at waits until somebody does.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from briefgen.builds.sections import kept_sections
from briefgen.preview.attention import Attention, Rank
from briefgen.preview.draw import Drawer
from briefgen.preview.printer import Printer
from briefgen.preview.remembered import Remembered
from briefgen.typeset.kept import Kept

COUNT = 2
# Seconds. What builds leave behind in memory is collected no more often: it takes a while, in which
# no page is sent.
COLLECTS = 3.0
# Seconds after which a printer is rested: its process has collected its own garbage.
RESTS = 1.0


class Printers:
    """A few printers, and who waits for one. Used in the running loop alone."""

    def __init__(self, count: int = COUNT) -> None:
        # The one that was used last is taken first: it is warm, and the others may never start.
        self._drawer = Drawer()
        kept = kept_sections()
        assert kept  # noqa: S101 - for mypy: a preview uses what was kept
        kept = Kept(Remembered(kept.store), kept.versions)
        self._free = [Printer(self._drawer, kept) for _ in range(count)]
        self._busy: dict[Printer, Attention] = {}
        self._waiting: list[Attention] = []
        self._news = asyncio.Event()
        self._drawing = asyncio.Lock()
        self._collected = time.monotonic()

    def begin(self) -> None:
        """Start the process of the printer that is used first, while the first brief is built."""
        if self._free and not self._busy:
            asyncio.get_running_loop().run_in_executor(None, self._free[-1].begin)

    async def draw(self, file: Path, at: int, to: Path) -> None:
        """Draw a page of a PDF, counted from 0, into a file. EngineError where that fails.

        Only one at a time, so that the pictures of a long brief don't take the threads of builds.
        """
        async with self._drawing:
            await asyncio.to_thread(self._drawer.draw, file, at, to)

    @asynccontextmanager
    async def turn(self, attention: Attention) -> AsyncIterator[Printer]:
        """Wait for the turn of a brief with that attention, and lend it a printer."""
        self._waiting.append(attention)
        try:
            while not self._is_turn_of(attention):
                await self._news.wait()
            printer = self._free.pop()
        finally:
            self._waiting.remove(attention)
        self._busy[printer] = attention
        try:
            yield printer
        finally:
            del self._busy[printer]
            self._free.append(printer)
            self.look_again()
            asyncio.get_running_loop().call_later(RESTS, self._renew, printer)

    def look_again(self) -> None:
        """Make all who wait ask again whose turn it is, because somebody looks at another brief."""
        news, self._news = self._news, asyncio.Event()
        news.set()

    def collect(self) -> None:
        """Collect garbage, if it is due. Python doesn't do it by itself here: see `serve`."""
        if time.monotonic() - self._collected > COLLECTS:
            gc.collect()
            self._collected = time.monotonic()

    async def close(self) -> None:
        """End the printers and their processes. Call this when nobody uses a printer any more."""
        printers = [*self._free, *self._busy]
        # A printer that was just used is to be renewed in a second. By then the loop may have no
        # threads any more, and would write a traceback.
        self._free.clear()
        ends = [self._drawer.end, *(printer.end for printer in printers)]
        await asyncio.gather(*map(asyncio.to_thread, ends))

    def _renew(self, printer: Printer) -> None:
        if printer in self._free:
            asyncio.get_running_loop().run_in_executor(None, printer.renew)

    def _is_turn_of(self, attention: Attention) -> bool:
        # `min` takes the first of equals, which has waited longest.
        if not self._free or min(self._waiting, key=lambda each: each.rank) is not attention:
            return False
        if attention.rank is Rank.PAGE:
            return len(self._free) > 1 or Rank.PAPER in [each.rank for each in self._busy.values()]
        return attention.rank is Rank.PAPER
