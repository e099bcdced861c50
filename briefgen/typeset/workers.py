"""Typeset pages in other processes, with bounds on the time and the memory of each page or section.

A page holds what a stranger may have sent: if it makes the engine crash or hang, only the other
process ends. And the import of the engine, half of the time of a short build, runs while the brief
is still being checked.
"""

from __future__ import annotations

import gc
import queue
import tempfile
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from time import monotonic_ns
from typing import Any

from briefgen.ground.bounds import Bounds, EndedError
from briefgen.ground.children import Child, Message, serve
from briefgen.ground.diagnostics import finding
from briefgen.ground.errors import BriefgenError, EngineError
from briefgen.ground.leftovers import SUFFIX, prefix, sweep
from briefgen.ground.memory import megabytes_of
from briefgen.ground.records import record
from briefgen.typeset.dividing import typeset_divided
from briefgen.typeset.engine import load_engine
from briefgen.typeset.finish import Attached
from briefgen.typeset.kept import Kept, about, keeping, pdf_of
from briefgen.typeset.pdf import Pdf, typeset

MORE = "Make the brief shorter, or raise the bounds: --seconds and --megabytes."


@record
class Worked:
    """When a process was at a page or section: in nanoseconds of `monotonic_ns`, with its id."""

    what: str
    began: int
    ended: int
    process: int


class Workers:
    """Processes that typeset, each one page or section at a time. They end with the block.

    `count` of them start at once, and as many as `most` for a page with many sections. Sections
    that were typeset before come from `kept`. `worked` has what the processes did for the pages
    that were asked for last. Making one raises EngineError where the processes can't be started.
    """

    def __init__(
        self, count: int, bounds: Bounds | None = None, most: int = 0, kept: Kept | None = None
    ) -> None:
        self.bounds = bounds or Bounds()
        self._most, self._kept = max(count, most), kept
        self.worked: list[Worked] = []
        self._lock = threading.Lock()
        self._children: list[Child] = []
        # The processes that have nothing to do. The last one is asked first: with few sections,
        # one process does them all, and the others needn't be started.
        self._free: queue.LifoQueue[Child] = queue.LifoQueue()
        self._is_killed = False
        # The engine writes its fonts to temporary files. A process that is killed leaves them, so
        # those of earlier runs are deleted here.
        sweep(Path(tempfile.gettempdir()))
        self._folder = tempfile.TemporaryDirectory(SUFFIX, prefix())
        try:
            for _ in range(count):
                self._free.put(self._started())
        except EngineError:
            self._folder.cleanup()
            raise

    def typeset_all(
        self, pages: Sequence[str], styles: tuple[Path, ...], attached: tuple[Attached, ...] = ()
    ) -> list[Pdf]:
        """Typeset pages at the same time; give the PDFs in the same order, with files `attached`.

        The sections of a big page are typeset at the same time, too. Raises EngineError where a
        page can't be typeset, or a page or section not within the bounds. Then all processes are
        ended.
        """
        # A thread for each page joins its sections; the others wait for a process each.
        joining = ThreadPoolExecutor(max(1, len(pages)))
        asking = ThreadPoolExecutor(self._most)
        given = {"styles": [str(path) for path in styles]}
        files = [file.as_json() for file in attached]
        self.worked = []

        def whole(page: str) -> Pdf:
            return asking.submit(self._typeset, "page", page, {**given, "attached": files}).result()

        def sections(pages: Sequence[str]) -> Iterator[Pdf]:
            typeset = partial(self._typeset, "section", asked={**given, "attached": []})
            one = keeping(typeset, self._kept, styles)
            # The longest first: begun last, it would go on while the other processes have nothing
            # left to do.
            longest = sorted(pages, key=len, reverse=True)
            made = {page: asking.submit(one, page) for page in longest}
            # Begun here, before the first is asked for.
            return (made[page].result() for page in pages)

        def divided(page: str) -> Pdf:
            return typeset_divided(page, styles, attached, whole, sections)

        try:
            return list(joining.map(divided, pages))
        except BaseException:
            # After an error or Ctrl-C, the other pages aren't needed. Without this, `shutdown`
            # would wait for them.
            self.kill()
            raise
        finally:
            asking.shutdown(cancel_futures=True)
            joining.shutdown(cancel_futures=True)

    @property
    def megabytes(self) -> int:
        """How much memory the largest process has now; 0 where the system doesn't say."""
        return max(megabytes_of(child.pid) for child in self._children)

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        for child in self._children:
            child.__exit__()
        self._folder.cleanup()

    def kill(self) -> None:
        """End the processes at once. Pages that they are typesetting fail with EngineError."""
        with self._lock:
            self._is_killed = True
            for child in self._children:
                child.kill()

    def _started(self) -> Child:
        """Start a process. Raises EngineError where that fails."""
        try:
            scratch = Path(self._folder.name)
            child = Child("briefgen.typeset.workers", self.bounds, scratch)
        except OSError as error:
            message = f"The engine can't be started: {error.strerror or error}."
            raise EngineError(message) from error
        self._children.append(child)
        return child

    @contextmanager
    def _lent(self) -> Iterator[Child]:
        """Lend a process that has nothing to do, a new one while there may be more, or wait."""
        child = None
        with suppress(queue.Empty):
            child = self._free.get_nowait()
        with self._lock:
            if not (child or self._is_killed or len(self._children) >= self._most):
                with suppress(EngineError):  # those that are there do it, then
                    child = self._started()
        child = child or self._free.get()
        try:
            yield child
        finally:
            self._free.put(child)

    def _typeset(self, what: str, page: str, asked: dict[str, Any]) -> Pdf:
        """Have a process typeset a page, and turn its answer into a PDF or an EngineError."""
        try:
            with self._lent() as child:
                began = monotonic_ns()
                try:
                    head, data = child.ask(asked, page.encode())
                finally:
                    self.worked.append(Worked(what, began, monotonic_ns(), child.pid))
        except EndedError as error:
            raise ended_error(error) from None
        if "error" in head:
            raise EngineError(head["error"])
        return pdf_of(head, data)


def ended_error(error: EndedError) -> EngineError:
    """Make the error of a page whose process has ended without a PDF."""
    message = f"Typesetting took {error}, and was ended."
    if error.code is not None:
        message = (
            f"Typesetting ended without a result (code {error.code}). It may have needed {error}."
        )
    return EngineError(message, [finding("bounds", message, hint=MORE)])


def load() -> None:
    """Load what typesetting needs. A process does so at its start, before it has a page."""
    with suppress(EngineError):  # typesetting the first page raises it again
        load_engine(alone=True)
    from briefgen.typeset.finish import tree  # noqa: F401 - with pikepdf

    # Modules stay loaded, so the collector needn't look through them. With these thresholds,
    # measured on packets of 5 to 400 pages, typesetting takes a tenth less time.
    gc.freeze()
    gc.set_threshold(100_000, 50, 1000)


def _answer(head: dict[str, Any], data: bytes) -> Message:
    """Typeset the page in a message, and make the answer: fields for JSON, and the PDF's bytes."""
    try:
        styles = tuple(Path(path) for path in head["styles"])
        attached = tuple(map(Attached.from_json, head["attached"]))
        pdf = typeset(data.decode(), styles, attached)
    except BriefgenError as error:
        return {"error": str(error)}, b""
    return about(pdf), pdf.data


if __name__ == "__main__":
    serve(_answer, load)
