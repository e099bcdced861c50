"""One brief under preview: its last good pages, what is wrong with it now, and its paper.

Three tasks: one watches the inputs (`saves`), one builds, one prints (`proofs`). What they find
becomes the state that every open tab is sent; the pages themselves are fetched.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.errors import FilesError
from briefgen.ground.files import bytes_of
from briefgen.ground.leftovers import SUFFIX, prefix
from briefgen.ground.span import Span
from briefgen.preview.attention import Attention
from briefgen.preview.both_texts import BothTexts
from briefgen.preview.compiled import Compiled, Overtaken, compiled, fault_of_ours
from briefgen.preview.inverse_search import InverseSearch
from briefgen.preview.moved import span_now
from briefgen.preview.news import Followed
from briefgen.preview.pages import GoodPages, page_after
from briefgen.preview.printer import Printed
from briefgen.preview.printers import Printers
from briefgen.preview.proofs import Proofs
from briefgen.preview.saves import PATIENCE, Saves
from briefgen.preview.snapshot import Snapshot, snapshot
from briefgen.preview.watch import Watched
from briefgen.report.plain import plain, with_lines
from briefgen.settings.options import Options

# Seconds before a fault is shown: one that is gone by then came from a file that was half written.
SECOND_LOOK = 0.06
# Seconds after a build in which no garbage is collected, so that the page is in the browser first.
REST = 0.25


class Session(Followed):
    """The preview of one brief. Messages call it `name`; `built` is called after each build."""

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
        self.good = GoodPages()
        self.attention = Attention()
        self.result = Compiled(Watched(frozenset({brief})))
        self._shown: Compiled | None = None
        self._options = options
        self._collect = printers.collect
        self._built = built
        # The pictures are files: in memory they would be most of what the server takes.
        self._folder = tempfile.TemporaryDirectory(SUFFIX, prefix())
        self._saves = Saves(self.result.inputs, self._tell)
        self._proofs = Proofs(Path(self._folder.name), printers, self.attention, self._tell)
        self._is_building = True
        self._has_tried = False
        self._finished = time.monotonic()
        self._took = 0.0
        self._tasks: list[asyncio.Task[None]] = []
        self._loop = asyncio.get_running_loop()

    def start(self) -> None:
        """Begin to build and to watch, in the running loop."""
        self._saves.ask()
        work = (self._keep_building, self._saves.keep_watching, self._proofs.keep_printing)
        self._tasks = [asyncio.create_task(each()) for each in work]

    async def stop(self) -> None:
        """End all tasks, and the child processes."""
        self._saves.stop()
        self._tell()  # so that tabs are released at once, however long ending takes
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._folder.cleanup()

    async def first(self, seconds: float) -> None:
        """Wait until there is something to show, but no longer than that."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not self.good.pages and not self._has_tried:
                    await self._news.wait()

    @property
    def printed(self) -> Printed:
        """The newest PDF pages, of all templates."""
        return self._proofs.printed

    async def picture(self, name: str) -> Path | None:
        """Find the picture of a sheet, drawn now if need be; None where there is none any more."""
        return await self._proofs.picture(name)

    @property
    def findings(self) -> list[Diagnostic]:
        """All findings: on the brief, and on its pages on paper."""
        found = list(self.result.found)
        # While the brief fails, the paper is an older one's, and its places aren't right any more.
        late = () if self.result.failed else self.printed.found
        return [*found, *(each for each in late if each not in found)]

    def state(self) -> dict[str, Any]:
        """Tell what a tab has to know, as plain data."""
        return {
            "serial": self.serial,
            "title": self.good.title or self.name,
            "failed": self.result.failed,
            "building": self._is_building,
            "waiting": self._saves.is_waiting,
            "at": self.good.at,
            "seconds": dict(self.result.seconds),
            "views": {name: page.digest for name, page in self.good.pages.items()},
            "patches": {name: page.patch for name, page in self.good.pages.items() if page.patch},
            "settled": self.result.settled,
            "found": [with_lines(plain(found, {}), self.result.lines) for found in self.findings],
            "paper": self._proofs.state(),
        }

    @property
    def inverse_search(self) -> InverseSearch | BothTexts | None:
        """The search for where words of the pages were typed; None where there are no pages."""
        return self._shown.inverse_search if self._shown else None

    def passages(self, number: str) -> dict[str, Any] | None:
        """Describe what the sentence before a note's number on the shown pages rests on."""
        return self._shown.passages(number) if self._shown else None

    def annex(self, name: str) -> bytes | None:
        """Give the copy of an annex to which the shown pages link; None where there is none.

        Raises BriefError where its file has changed since the pages were made.
        """
        from briefgen.builds.annexes import copy_named  # for the few briefs that have any

        case = self._shown.case if self._shown else None
        return copy_named(case, self.brief.stem, name) if case else None

    def now(self, span: Span) -> Span | None:
        """Find where a place in the shown state of a file is now; the file may have changed since.

        None where the file can't be read.
        """
        if not self.result.failed or not self._shown or not self._shown.case:
            return span
        documents = {each.file: each for each in self._shown.case.documents}
        if span.file not in documents:
            return span
        try:
            text = bytes_of(self.brief.with_name(Path(span.file).name)).decode(errors="replace")
        except OSError:
            return None
        return span_now(span, documents[span.file].lines, text.split("\n"))

    def knows(self, file: str) -> bool:
        """Tell whether `file`, as messages call it, is a text of the brief, or one with a finding.

        Only these are opened in the editor, whatever a browser asks for.
        """
        spans = [found.span for found in self.findings if found.span]
        spans += [each.span for found in self.findings for each in found.related]
        texts = self.result.case.documents if self.result.case else ()
        known = {self.name, *(each.file for each in texts), *(each.file for each in spans)}
        return file in known

    async def _keep_building(self) -> None:
        while True:
            await self._saves.begun()
            self._is_building = True
            await self._saves.ended(self._took)
            with suppress(Overtaken):
                await self._build_or_say_why()
                self._finished = time.monotonic()
                self._is_building = self._saves.is_due
                self._tell()
                self._loop.call_later(REST, self._collect)
                # The terminal that hears of it may have been closed.
                with suppress(OSError, ValueError, FilesError):
                    self._built(self)
            if not self._has_tried:
                self._has_tried = True
                self._tell()

    async def _build_or_say_why(self) -> None:
        try:
            await self._build()
        except Overtaken:
            raise
        except Exception as error:  # of whatever kind: the next save may be another case
            self.result = replace(self.result, found=[fault_of_ours(error)], failed=True)

    async def _build(self) -> None:
        number, before, start = self._saves.number, self._saves.seen, time.time_ns()
        made, after = await asyncio.to_thread(self._compile, number, before)
        # The first build loads Jinja, Babel and more: it says nothing of the next.
        if self._has_tried:
            self._took = (time.time_ns() - start) / 1e9
        if made.failed and await self._saves.follows_within(SECOND_LOOK):
            raise Overtaken
        self.result = made
        self._saves.built(made.inputs, before, after, start)

    def _compile(self, number: int, before: Snapshot) -> tuple[Compiled, Snapshot]:
        """Build in a thread, show the pages if they are good, and then look at the inputs again.

        A newer save stops the build, unless no build was finished for long.
        """

        def is_overtaken() -> bool:
            return self._saves.number != number and time.monotonic() - self._finished < PATIENCE

        made = compiled(self.brief, self.name, self._options, is_overtaken)
        if made.failed:
            # It read less than the brief will need again.
            made = replace(made, inputs=made.inputs | self._saves.inputs)
        else:
            self._loop.call_soon_threadsafe(self._show, made)
        return made, snapshot(made.inputs, before)

    def _show(self, made: Compiled) -> None:
        before = self.good.pages
        pages = {name: page_after(before.get(name), html) for name, html in made.pages.items()}
        self.good = GoodPages(pages, made.title, time.time())
        self.result = self._shown = made
        self._proofs.want(made)
        self._tell()
