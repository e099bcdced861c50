"""Makes the real PDFs of a brief, in child processes that stay for the next save.

In processes, because typesetting holds the interpreter for seconds and can't be interrupted: a
process can be ended when a newer save is there, and the server answers meanwhile. They stay,
because loading the engine takes as long as typesetting a few pages.
"""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import field
from itertools import chain
from pathlib import Path

from briefgen.builds.job import Job
from briefgen.builds.pages import paper_of
from briefgen.builds.pipeline import Checked
from briefgen.ground.bounds import Bounds
from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.errors import EngineError
from briefgen.ground.records import record
from briefgen.preview.compiled import Overtaken
from briefgen.preview.draw import Drawer, Sheet, picture
from briefgen.typeset import Pdf
from briefgen.typeset.finish import Attached
from briefgen.typeset.kept import Kept, keeping
from briefgen.typeset.workers import Workers

# The megabytes that a process may have when it rests, and how many times what it had after its
# first paper. With more of both it is replaced: a long brief needs more, but no more each time.
LARGE, GROWN = 250, 2
# The most processes for the sections of a long brief. All but one start only when it has many.
MOST = min(4, os.cpu_count() or 1)


@record
class Printed:
    """The PDF of each template, its file, and its sheets, which are drawn when they are looked at.

    `found` are the findings that only typesetting shows.
    """

    pdfs: dict[str, Pdf] = field(default_factory=dict)
    sheets: dict[str, list[Sheet]] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)
    found: Sequence[Diagnostic] = ()

    def __or__(self, other: Printed) -> Printed:
        """Join both; where both have a template, the other's PDF is taken."""
        found = [*self.found, *other.found]
        return Printed(
            self.pdfs | other.pdfs, self.sheets | other.sheets, self.files | other.files, found
        )

    def place(self, name: str) -> tuple[Path, int] | None:
        """Find the file of the PDF that has the sheet `name`, and its page, from 0."""
        for template, sheets in self.sheets.items():
            for at, sheet in enumerate(sheets):
                if sheet.name == name:
                    return self.files[template], at
        return None


class Printer:
    """Prints one template of a brief at a time, in a child process that it keeps.

    `stop` and `end` may be called from another thread than the one that prints.
    """

    def __init__(self, drawer: Drawer, kept: Kept) -> None:
        self._drawer = drawer
        self._kept = kept
        self._at_work = threading.Lock()
        self._lock = threading.Lock()
        self._workers: Workers | None = None
        self._is_over = False
        self._megabytes = 0  # after the first paper of the process

    def begin(self) -> None:
        """Start the process, so that it loads the engine while the brief is built."""
        # What is wrong with starting it is said when something is to be printed.
        with suppress(EngineError), self._lock:
            if not self._is_over and not self._workers:
                self._start(Bounds())

    def printed(self, case: Checked, job: Job, template: str, page: str, folder: Path) -> Printed:
        """Typeset a page, keep its PDF in the folder, and list its sheets.

        EngineError where it can't be typeset, BriefError where it would name somebody who must
        not be named. Raises Overtaken where `stop` ended it.
        """
        with self._at_work, self._lent(job.bounds) as workers:
            self._drawer.begin()

            def typeset_all(
                pages: Sequence[str], styles: tuple[Path, ...], attached: tuple[Attached, ...]
            ) -> list[Pdf]:
                def one(page: str) -> Pdf:
                    return workers.typeset_all([page], styles, attached)[0]

                # A page that a save didn't change, such as the card's, isn't typeset again.
                kept = None if attached else self._kept
                made = [keeping(one, kept, styles)(page) for page in pages]
                if self._workers is not workers:  # stopped, just as it had finished
                    raise Overtaken
                return made

            pdf, found = paper_of(case, job, template, page, typeset_all)
            file = _new_file(folder, pdf.data)
            with case.timings.of("draw"):
                sheets = self._drawer.sheets(file)
        return Printed({template: pdf}, {template: sheets}, {template: file}, found)

    def stop(self) -> None:
        """End what is being typeset, and don't wait for it."""
        with self._lock:
            if self._workers:
                self._workers.kill()
                self._workers = None

    def end(self) -> None:
        """End the child process for good."""
        with self._lock:
            self._is_over = True
            if self._workers:
                self._workers.__exit__()
            self._workers = None

    def renew(self) -> None:
        """Replace the process if it has grown too much. Does nothing while it prints."""
        if not self._at_work.acquire(blocking=False):
            return
        try:
            with self._lock, suppress(EngineError):
                if workers := self._workers:
                    now = workers.megabytes
                    self._megabytes = self._megabytes or now
                    if now > max(LARGE, GROWN * self._megabytes):
                        self._workers = None
                        workers.__exit__()
                        self._start(workers.bounds)
        finally:
            self._at_work.release()

    def _start(self, bounds: Bounds) -> Workers:
        self._workers = Workers(1, bounds, MOST, self._kept)
        self._megabytes = 0
        return self._workers

    @contextmanager
    def _lent(self, bounds: Bounds) -> Iterator[Workers]:
        """Lend the child process, with those bounds; end it if the block raises an error."""
        with self._lock:
            if self._workers and self._workers.bounds != bounds:
                self._workers.__exit__()
                self._workers = None
            workers = self._workers or self._start(bounds)
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


def _new_file(folder: Path, data: bytes) -> Path:
    """Write a PDF to a file of its own, of which nobody else decides when it goes."""
    try:
        handle, name = tempfile.mkstemp(".pdf", dir=folder)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
    except OSError as error:
        raise EngineError(f"The pages can't be shown: {error.strerror or error}.") from error
    return Path(name)


def drop(folder: Path, gone: Printed, shown: Sequence[Printed]) -> None:
    """Delete the pictures and the PDFs of a paper from the folder, but those that are shown."""
    for file in _files(folder, gone).difference(*(_files(folder, each) for each in shown)):
        file.unlink(missing_ok=True)


def _files(folder: Path, printed: Printed) -> set[Path]:
    sheets = chain.from_iterable(printed.sheets.values())
    return {picture(folder, sheet.name) for sheet in sheets} | {*printed.files.values()}
