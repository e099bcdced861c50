"""Typeset pages in other processes, with bounds on time and memory.

A page holds what a stranger may have sent: if it makes the engine crash or hang, only the other
process ends. And the import of the engine, half of the time of a short build, runs while the brief
is still being checked.
"""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from briefgen.ground.bounds import Bounds, EndedError
from briefgen.ground.children import Child, Message, serve
from briefgen.ground.diagnostics import finding
from briefgen.ground.errors import BriefgenError, EngineError
from briefgen.ground.leftovers import SUFFIX, prefix, sweep
from briefgen.typeset.engine import load_engine
from briefgen.typeset.finish import Attached
from briefgen.typeset.outside import Outside
from briefgen.typeset.pdf import Pdf, typeset

MORE = "Make the brief shorter, or raise the bounds: --seconds and --megabytes."


class Workers:
    """Processes that typeset, each one page at a time. They start at once, and end with the block.

    Making one raises EngineError where the processes can't be started.
    """

    def __init__(self, count: int, bounds: Bounds | None = None) -> None:
        self.bounds = bounds or Bounds()
        # The engine writes its fonts to temporary files. A process that is killed leaves them, so
        # those of earlier runs are deleted here.
        sweep(Path(tempfile.gettempdir()))
        self._folder = tempfile.TemporaryDirectory(SUFFIX, prefix())
        try:
            scratch = Path(self._folder.name)
            start = partial(Child, "briefgen.typeset.workers", self.bounds, scratch)
            self._children = [start() for _ in range(count)]
        except OSError as error:
            self._folder.cleanup()
            message = f"The engine can't be started: {error.strerror or error}."
            raise EngineError(message) from error

    def typeset_all(
        self, pages: Sequence[str], styles: tuple[Path, ...], attached: tuple[Attached, ...] = ()
    ) -> list[Pdf]:
        """Typeset pages at the same time; give the PDFs in the same order, with files `attached`.

        Raises EngineError where a page can't be typeset within the bounds. Then all processes are
        ended.
        """
        count = len(self._children)
        shares = [pages[at::count] for at in range(count)]
        head = {
            "styles": [str(path) for path in styles],
            "attached": [file.as_json() for file in attached],
        }

        def typeset_share(child: Child, share: Sequence[str]) -> list[Pdf]:
            return [self._typeset(child, page, head) for page in share]

        pool = ThreadPoolExecutor(count)
        try:
            done = list(pool.map(typeset_share, self._children, shares))
        except BaseException:
            # After an error or Ctrl-C, the other pages aren't needed. Without this, `shutdown`
            # would wait for them.
            self.kill()
            raise
        finally:
            pool.shutdown()
        return [done[at % count][at // count] for at in range(len(pages))]

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        for child in self._children:
            child.__exit__()
        self._folder.cleanup()

    def kill(self) -> None:
        """End the processes at once. Pages that they are typesetting fail with EngineError."""
        for child in self._children:
            child.kill()

    def _typeset(self, child: Child, page: str, asked: dict[str, Any]) -> Pdf:
        """Have a process typeset a page, and turn its answer into a PDF or an EngineError."""
        try:
            head, data = child.ask(asked, page.encode())
        except EndedError as error:
            message = f"Typesetting took {error}, and was ended."
            if error.code is not None:
                message = (
                    f"Typesetting ended without a result (code {error.code}). "
                    f"It may have needed {error}."
                )
            raise EngineError(message, [finding("bounds", message, hint=MORE)]) from None
        if "error" in head:
            raise EngineError(head["error"])
        outside = tuple(Outside(*found) for found in head["outside"])
        warnings = tuple(head["warnings"])
        return Pdf(data, head["pages"], head["anchors"], warnings, head["fits"], outside)


def _load() -> None:
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
    about = {"pages": pdf.pages, "anchors": pdf.anchors, "fits": pdf.fits}
    outside = [found.as_json() for found in pdf.outside]
    return {**about, "warnings": pdf.warnings, "outside": outside}, pdf.data


if __name__ == "__main__":
    serve(_answer, _load)
