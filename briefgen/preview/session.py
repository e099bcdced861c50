"""One brief under preview: its last good pages, what is wrong with it now, and its paper.

Three tasks: one watches the inputs, one builds, one prints (`proofs`). What they find becomes the
state that every open tab is sent; the pages themselves are fetched.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import anyio

from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.errors import FilesError
from briefgen.ground.files import bytes_of
from briefgen.ground.leftovers import SUFFIX, prefix
from briefgen.ground.span import Span
from briefgen.preview.attention import Attention
from briefgen.preview.compiled import Compiled, Overtaken, compiled, fault_of_ours
from briefgen.preview.moved import in_common, span_now
from briefgen.preview.news import Followed
from briefgen.preview.origins import Origins
from briefgen.preview.printer import Printed
from briefgen.preview.printers import Printers
from briefgen.preview.proofs import Proofs
from briefgen.preview.watch import Snapshot, Watched, snapshot, stirrings
from briefgen.report.plain import plain, with_lines
from briefgen.settings.options import Options

# Seconds. A fault that is gone within that time was a save half done, and is never shown.
SECOND_LOOK = 0.06
# Saves that follow each other faster than BURST are built when there was none for a LULL. With a
# build that is quick enough, even the first one can wait to see whether there are more.
BURST, LULL, QUICK = 0.1, 0.04, 0.05
# However fast the saves follow each other, a build gets through once in that time.
PATIENCE = 1.0
# A file that lacks its end is being written: it is waited for so long, and longer while it grows,
# but no longer than the last.
HALF, GROWS, LONGEST = 2.2, 0.5, 6.0
# Garbage is collected that long after a build, so that the page reaches the browser first.
REST = 0.25


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it is served; `patch` is how it differs from the one before, in lines."""

    html: str
    digest: str
    patch: dict[str, Any] = field(default_factory=dict)


def page_after(before: Page | None, html: str) -> Page:
    """The page, with the lines that are to be replaced in the one before it."""
    digest = sha256(html.encode()).hexdigest()
    if before is None:
        return Page(html, digest)
    if before.digest == digest:
        return before
    old, new = before.html.split("\n"), html.split("\n")
    start = in_common(old, new)
    end = min(in_common(old[::-1], new[::-1]), len(old) - start, len(new) - start)
    lines = new[start : len(new) - end]
    return Page(html, digest, {"from": before.digest, "start": start, "end": end, "lines": lines})


@dataclass(frozen=True, slots=True)
class Good:
    """The pages of the last build without faults, and when that was (seconds since 1970)."""

    pages: dict[str, Page] = field(default_factory=dict)
    title: str = ""
    at: float = 0.0


class Session(Followed):
    """The preview of one brief. `name` is what messages call it; `built` hears of each build."""

    def __init__(
        self,
        brief: Path,
        name: str,
        options: Options,
        built: Callable[[Session], None],
        printers: Printers,
    ) -> None:
        super().__init__()
        self.brief = brief
        self.name = name
        self.good = Good()
        self.attention = Attention()
        self.result = Compiled(Watched(frozenset({brief})))
        self._shown: Compiled | None = None
        self._options = options
        self._collect = printers.collect
        self._built = built
        # Not in memory: they would be the most of it.
        self._folder = tempfile.TemporaryDirectory(SUFFIX, prefix())
        self._proofs = Proofs(self.pictures, printers, self.attention, self._tell)
        self._is_building = True
        self._is_waiting = False
        self._has_tried = False
        self._wanted = asyncio.Event()
        self._rewatch = anyio.Event()
        self._number = 0
        self._finished = time.monotonic()
        self._saved = 0.0
        self._is_burst = False
        self._took = 0.0
        self._seen = snapshot(self.result.inputs)
        self._whole = Snapshot()
        self._tasks: list[asyncio.Task[None]] = []
        self._loop = asyncio.get_running_loop()

    def start(self) -> None:
        """Begin to build and to watch, in the running loop."""
        self._wanted.set()
        work = (self._keep_building, self._keep_watching, self._proofs.keep_printing)
        self._tasks = [asyncio.create_task(each()) for each in work]

    async def stop(self) -> None:
        """End all of it, child processes too."""
        self._number += 1
        self._rewatch.set()
        self._tell()  # who listens lets go at once, however long it takes to end
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._folder.cleanup()

    async def first(self, seconds: float) -> None:
        """Wait until there is something to show, but not longer than that."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not self.good.pages and not self._has_tried:
                    await self._news.wait()

    @property
    def printed(self) -> Printed:
        """The newest paper."""
        return self._proofs.printed

    @property
    def pictures(self) -> Path:
        """The folder with the pictures of the pages."""
        return Path(self._folder.name)

    @property
    def findings(self) -> list[Diagnostic]:
        """All that is known: of the brief, and of its pages on paper."""
        found = list(self.result.found)
        late = () if self.result.failed else self.printed.found
        return [*found, *(each for each in late if each not in found)]

    def state(self) -> dict[str, Any]:
        """What a tab has to know, as plain data."""
        return {
            "serial": self.serial,
            "title": self.good.title or self.name,
            "failed": self.result.failed,
            "building": self._is_building,
            "waiting": self._is_waiting,
            "at": self.good.at,
            "seconds": dict(self.result.seconds),
            "views": {name: page.digest for name, page in self.good.pages.items()},
            "patches": {name: page.patch for name, page in self.good.pages.items() if page.patch},
            "settled": self.result.settled,
            "found": [with_lines(plain(found, {}), self.result.lines) for found in self.findings],
            "paper": self._proofs.state(),
        }

    @property
    def origins(self) -> Origins | None:
        """Where what the pages show was typed; None where there are none yet."""
        return self._shown.origins if self._shown else None

    def now(self, span: Span) -> Span | None:
        """Where a place of the brief that is shown is in its file, which may have changed since.

        None where the file can't be read.
        """
        if not self.result.failed or not self._shown or not self._shown.case:
            return span
        try:
            text = bytes_of(self.brief).decode(errors="replace")
        except OSError:
            return None
        return span_now(span, self._shown.case.document.lines, text.split("\n"))

    def knows(self, file: str) -> bool:
        """Whether the brief, or a finding about it, is in that file, as messages call it."""
        spans = [found.span for found in self.findings if found.span]
        spans += [each.span for found in self.findings for each in found.related]
        return file == self.name or any(span.file == file for span in spans)

    async def _keep_building(self) -> None:
        while True:
            await self._wanted.wait()
            self._is_building = True
            await self._let_a_burst_end()
            await self._let_a_save_end()
            self._wanted.clear()
            with suppress(Overtaken):
                await self._build_or_say_why()
                self._finished = time.monotonic()
                self._is_building = self._wanted.is_set()
                self._tell()
                self._loop.call_later(REST, self._collect)
                self._report()
            if not self._has_tried:
                self._has_tried = True
                self._tell()

    async def _let_a_burst_end(self) -> None:
        """A burst of saves is built when the last has come.

        Of a long brief the first is built at once, and given up when there are more.
        """
        until = time.monotonic() + PATIENCE
        lull = LULL if self._is_burst else QUICK - self._took
        while lull > 0 and time.monotonic() < until:
            self._wanted.clear()
            lull = LULL if await self._changes_within(lull) else 0

    async def _let_a_save_end(self) -> None:
        """A file that lacks its end is waited for, and the last page stays meanwhile."""
        began = grew = time.monotonic()
        while self._whole.is_cut_in(self._seen):
            now = time.monotonic()
            if now - began > LONGEST or (now - began > HALF and now - grew > GROWS):
                break
            if not self._is_waiting:
                self._is_waiting = True
                self._tell()
            self._wanted.clear()
            if await self._changes_within(GROWS / 5):
                grew = time.monotonic()
        self._is_waiting = False

    def _report(self) -> None:
        """Tell the terminal, if there is still one: it may have been closed."""
        with suppress(OSError, ValueError, FilesError):
            self._built(self)

    async def _build_or_say_why(self) -> None:
        try:
            await self._build()
        except Overtaken:
            raise
        except Exception as error:  # of whatever kind: the next save may be another case
            self.result = replace(self.result, found=[fault_of_ours(error)], failed=True)

    async def _build(self) -> None:
        number, before, start = self._number, self._seen, time.time_ns()
        made, after = await asyncio.to_thread(self._compile, number, before)
        if self._has_tried:  # the first one has much to load
            self._took = (time.time_ns() - start) / 1e9
        if made.failed and await self._changes_within(SECOND_LOOK):
            raise Overtaken
        if made.inputs != self.result.inputs:
            self._rewatch.set()
        self.result, self._seen = made, after
        if before.changed_since(after, start):
            self._want()
        else:
            self._whole = after

    def _compile(self, number: int, before: Snapshot) -> tuple[Compiled, Snapshot]:
        """A build, and its inputs as they are after it; in a thread. Good pages are shown first."""
        made = compiled(self.brief, self.name, self._options, self._overtaken(number))
        if made.failed:
            # It read less than the brief will need again.
            made = replace(made, inputs=made.inputs | self.result.inputs)
        else:
            self._loop.call_soon_threadsafe(self._show, made)
        return made, snapshot(made.inputs, before)

    def _overtaken(self, number: int) -> Callable[[], bool]:
        return lambda: self._number != number and time.monotonic() - self._finished < PATIENCE

    async def _changes_within(self, seconds: float) -> bool:
        """Whether the inputs change so soon: then the fault is that of a save half done."""
        with suppress(TimeoutError):
            # `wait_for` of Python 3.11 can swallow that the task is cancelled meanwhile.
            async with asyncio.timeout(seconds):
                await self._wanted.wait()
        return self._wanted.is_set()

    def _show(self, made: Compiled) -> None:
        before = self.good.pages
        pages = {name: page_after(before.get(name), html) for name, html in made.pages.items()}
        self.good = Good(pages, made.title, time.time())
        self.result = replace(made, inputs=self.result.inputs)
        self._shown = made
        self._proofs.want(made)
        self._tell()

    def _want(self) -> None:
        """Build again: what is being built now is overtaken."""
        now = time.monotonic()
        self._is_burst, self._saved = now - self._saved < BURST, now
        self._number += 1
        self._wanted.set()

    async def _keep_watching(self) -> None:
        while True:
            try:
                await self._watch()
            except Exception:  # of whatever kind: the eyes stay open
                await asyncio.sleep(1)

    async def _watch(self) -> None:
        """Look whenever something stirs, until other folders are to be watched."""
        self._rewatch = anyio.Event()
        inputs = self.result.inputs
        folders = await asyncio.to_thread(inputs.folders)
        async for _ in stirrings(folders, self._rewatch):
            await self._look()
            if folders != await asyncio.to_thread(inputs.folders):
                break  # a folder came or went

    async def _look(self) -> None:
        """Build again where an input holds something else than before."""
        seen = self._seen
        now = await asyncio.to_thread(snapshot, self.result.inputs, seen)
        if seen is self._seen:  # else a build has looked at them meanwhile
            self._seen = now
            if seen.differs(now):
                self._want()
