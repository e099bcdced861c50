"""Makes the real PDFs of a brief and the pictures of their pages, in child processes.

In processes, because typesetting holds the interpreter for seconds and can't be interrupted: a
process can be ended when a newer save is there, and the server answers meanwhile.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import field
from itertools import chain
from pathlib import Path
from typing import Any

from briefgen.builds.job import Job
from briefgen.builds.pages import paper_of
from briefgen.builds.pipeline import Checked
from briefgen.ground.bounds import Bounds
from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.records import record
from briefgen.preview.compiled import Overtaken
from briefgen.preview.draw import Rasteriser, Sheet
from briefgen.typeset import Pdf
from briefgen.typeset.workers import Workers

# Seconds by which the times of files may lag behind the clock. Some file systems count whole ones.
CLOCK = 1.0


@record
class Printed:
    """The PDF of each template, and its sheets, whose pictures are in a folder.

    `found` are the findings that only typesetting shows.
    """

    pdfs: dict[str, Pdf] = field(default_factory=dict)
    sheets: dict[str, list[Sheet]] = field(default_factory=dict)
    found: Sequence[Diagnostic] = ()

    def __or__(self, other: Printed) -> Printed:
        """Join both; where both have a template, the other's PDF is taken."""
        found = [*self.found, *other.found]
        return Printed(self.pdfs | other.pdfs, self.sheets | other.sheets, found)


class Printer:
    """Prints one template of a brief at a time, in a child process that it keeps.

    Loading the engine takes longer than typesetting a page. `stop` and `end` may be called from
    another thread than the one that prints.
    """

    def __init__(self) -> None:
        self._at_work = threading.Lock()
        self._lock = threading.Lock()
        self._workers: Workers | None = None
        self._drawing: Rasteriser | None = None

    def printed(self, case: Checked, job: Job, template: str, page: str, folder: Path) -> Printed:
        """Typeset a page and draw what it looks like on paper, as pictures in the folder.

        EngineError where it can't be typeset, BriefError where it would name somebody who must
        not be named. Raises Overtaken where `stop` ended it.
        """
        # Both processes load their libraries at once: the one that draws, while the other typesets.
        with self._at_work, self._kept(job.bounds) as workers, Rasteriser(folder) as drawing:
            self._drawing = drawing

            def typeset_all(*asked: Any) -> list[Pdf]:
                made = workers.typeset_all(*asked)
                if self._workers is not workers:  # stopped, just as it had finished
                    raise Overtaken
                return made

            pdf, found = paper_of(case, job, template, page, typeset_all)
            with case.timings.of("draw"):
                sheets = drawing.sheets(pdf.data)
        return Printed({template: pdf}, {template: sheets}, found)

    def stop(self) -> None:
        """End what is being typeset or drawn, and don't wait for it."""
        with self._lock:
            if self._workers:
                self._workers.kill()
                self._workers = None
            if self._drawing:
                self._drawing.kill()

    def end(self) -> None:
        """End the child process."""
        with self._lock:
            if self._workers:
                self._workers.__exit__()
            self._workers = None

    @contextmanager
    def _kept(self, bounds: Bounds) -> Iterator[Workers]:
        """Lend the child process, with those bounds; end it if the block raises an error."""
        with self._lock:
            if self._workers and self._workers.bounds != bounds:
                self._workers.__exit__()
                self._workers = None
            workers = self._workers = self._workers or Workers(1, bounds)
        try:
            yield workers
        except BaseException:
            workers.__exit__()
            with self._lock:
                # `stop` killed it: whatever was raised comes of that.
                if self._workers is not workers:
                    raise Overtaken from None
                self._workers = None
            raise


@record
class Use:
    """The pictures that were in a folder when drawing into it began, and the time of that."""

    began: float
    there: frozenset[str]


@contextmanager
def in_use(folder: Path, uses: list[Use]) -> Iterator[None]:
    """Note that something is drawn into the folder until the block ends, so `keep` spares it."""
    use = Use(time.time(), frozenset(file.stem for file in folder.glob("*.png")))
    uses.append(use)
    try:
        yield
    finally:
        uses.remove(use)


def keep(folder: Path, printed: Sequence[Printed], uses: Sequence[Use]) -> None:
    """Delete all pictures in the folder but those of `printed`, and those in use.

    A drawing uses pictures that are there already. So while it runs, all pictures that were there
    when it began are in use, and all that were written since.
    """
    sheets = chain.from_iterable(each.sheets.values() for each in printed)
    used = {sheet.name for sheet in chain.from_iterable(sheets)}
    used = used.union(*(use.there for use in uses))
    since = min((use.began for use in uses), default=time.time() + CLOCK) - CLOCK
    for file in folder.glob("*.png"):
        if file.stem not in used and file.stat().st_mtime < since:
            file.unlink()
