"""Keeps the paper of one brief, typeset in the background from the last build without faults.

A typesetting that has begun is let finish, so that there is a new paper now and then however fast
the saves follow each other; of the builds that come meanwhile the newest is typeset next, at once
where another printer is free.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any

from briefgen.preview.attention import Attention
from briefgen.preview.compiled import Compiled
from briefgen.preview.draw import picture
from briefgen.preview.printer import Printed, Printer, drop
from briefgen.preview.printers import Printers

# Seconds that typesetting waits after a build, so that the page reaches the browser first.
REST = 0.02


class Proofs:
    """The newest PDF pages of a brief, in a folder; `tell` is called whenever they change."""

    def __init__(
        self, folder: Path, printers: Printers, attention: Attention, tell: Callable[[], None]
    ) -> None:
        self._printed: dict[str, Printed] = {}
        self._first: dict[str, Printed] = {}  # until every template has been printed once
        self._before = Printed()
        self._folder = folder
        self._printers = printers
        self._attention = attention
        self._tell = tell
        self._made: Compiled | None = None
        self._number = 0
        # For each template, the number of the build that was last begun, and last printed.
        self._begun: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        self._waiting: set[str] = set()
        self._faults: dict[str, str] = {}
        self._wanted = asyncio.Event()

    def want(self, made: Compiled) -> None:
        """Ask for a build without faults to be typeset, after the one that is being typeset now."""
        self._made, self._number = made, self._number + 1
        self._wanted.set()

    async def keep_printing(self) -> None:
        """Typeset the newest wanted build, again and again, until this is cancelled."""
        async with asyncio.TaskGroup() as group:
            # Ends only when it is cancelled, with all that is being printed.
            while True:
                await self._wanted.wait()
                await asyncio.sleep(REST)
                self._wanted.clear()
                for template in self._pages.keys() - self._waiting:
                    self._waiting.add(template)
                    group.create_task(self._print(template))

    def state(self) -> dict[str, Any]:
        """Tell what a tab has to know, as plain data.

        `working` says that the newest page isn't typeset yet.
        """
        return {
            "working": any(self._numbers.get(each) != self._number for each in self._pages),
            "fault": next(filter(None, map(self._faults.get, self._pages)), ""),
            "sheets": {
                template: [[sheet.name, sheet.width, sheet.height] for sheet in sheets]
                for template, sheets in self.printed.sheets.items()
            },
        }

    @property
    def printed(self) -> Printed:
        """The newest PDF pages, of all templates."""
        return reduce(or_, self._printed.values(), Printed())

    async def picture(self, name: str) -> Path | None:
        """Find the picture of a sheet, and draw it first where need be; None where it is gone.

        EngineError where it can't be drawn.
        """
        file = picture(self._folder, name)
        if file.exists():
            return file
        places = (each.place(name) for each in (self.printed, self._before))
        found = next(filter(None, places), None)
        if found is None:
            return None
        await self._printers.draw(*found, file)
        return file

    @property
    def _pages(self) -> dict[str, str]:
        return self._made.pages if self._made else {}

    async def _print(self, template: str) -> None:
        """Print a template of the build that is the newest at the moment when a printer is free."""
        async with self._printers.turn(self._attention) as printer:
            self._waiting.remove(template)
            made, number = self._made, self._number
            if not made or template not in made.pages or self._begun.get(template) == number:
                return
            self._begun[template] = number
            printed, fault = None, ""
            try:
                printed = await self._on(printer, made, template)
            except Exception as error:  # of whatever kind: it is said where the paper would be
                fault = str(error) or type(error).__name__
        if number > self._numbers.get(template, 0):  # else a newer one was quicker
            self._numbers[template], self._faults[template] = number, fault
            if printed:
                self._put(made, template, printed)
            self._tell()
        self._printers.collect()

    async def _on(self, printer: Printer, made: Compiled, template: str) -> Printed:
        """Print a template, in a thread. Where this is cancelled, the printer is stopped."""

        def print_() -> Printed:
            if made.case is None or made.job is None:
                return Printed()
            page = made.pages[template]
            return printer.printed(made.case, made.job, template, page, self._folder)

        # Shielded, because cancelling the wait for a thread doesn't end the thread: it would print
        # on a printer that is already lent to another brief.
        work = asyncio.ensure_future(asyncio.to_thread(print_))
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            while not work.done():  # it may be about to start its process
                printer.stop()
                await asyncio.wait([work], timeout=0.1)
            work.exception()  # asked for, or asyncio would log that nobody did
            raise

    def _put(self, made: Compiled, template: str, printed: Printed) -> None:
        """Show a template's new paper; the first time, wait until all templates have one."""
        every = {**self._printed, **self._first, template: printed}
        every = {name: every[name] for name in made.pages if name in every}
        if len(every) < len(made.pages):
            self._first = every
        else:
            # Tabs that haven't heard of the new one yet still show the one before.
            gone, self._before = self._before, self.printed
            self._printed, self._first = every, {}
            drop(self._folder, gone, (self._before, self.printed))
