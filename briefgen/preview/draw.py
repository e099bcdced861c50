"""Draws pages of PDFs as pictures into a folder, in a process of its own, when they are looked at.

Not in the server's process, because PDFium takes one caller at a time (its API is not thread-safe),
and doesn't give back the memory that it took. Pictures rather than the PDF itself: a browser's own
viewer of PDFs starts at the first page again with each new file.
"""

from __future__ import annotations

import math
import threading
from dataclasses import astuple
from pathlib import Path
from typing import Any

from briefgen.ground.bounds import Bounds, EndedError
from briefgen.ground.children import Child, Message, serve
from briefgen.ground.errors import EngineError
from briefgen.ground.memory import megabytes_of
from briefgen.ground.records import record

SCALE = 2.0  # dots a point: 144 dpi
BOUNDS = Bounds(seconds=120, megabytes=2048)
# Megabytes of memory from which on the process is replaced, when it has answered.
MOST = 300


@record
class Sheet:
    """One page: its size in pixels, and the name of its picture, a hash of what is drawn on it."""

    name: str
    width: int
    height: int


class Drawer:
    """A process that draws. It starts with the first `begin`, and anew after it has ended.

    It may be used by several threads, which wait for each other.
    """

    def __init__(self) -> None:
        self._child: Child | None = None
        self._at_work = threading.Lock()

    def begin(self) -> None:
        """Start the process, if none runs, so that it loads its libraries before it is needed.

        EngineError where it can't be started.
        """
        with self._at_work:
            self._started()

    def sheets(self, file: Path) -> list[Sheet]:
        """List the pages of a PDF; nothing is drawn yet. EngineError where it can't be read."""
        return [Sheet(*about) for about in self._ask({"file": str(file)})["sheets"]]

    def draw(self, file: Path, at: int, to: Path) -> None:
        """Draw a page of a PDF, counted from 0, into the file `to`, unless that is there already.

        EngineError where that fails.
        """
        if not to.exists():
            self._ask({"file": str(file), "at": at, "to": str(to)})

    def end(self) -> None:
        """End the process, also while it draws."""
        child, self._child = self._child, None
        if child:
            child.__exit__()

    def _started(self) -> Child:
        try:
            self._child = self._child or Child("briefgen.preview.draw", BOUNDS)
        except OSError as error:
            raise EngineError(f"The pages can't be drawn: {error}.") from error
        return self._child

    def _ask(self, asked: dict[str, Any]) -> dict[str, Any]:
        with self._at_work:
            try:
                child = self._started()
                head, _ = child.ask(asked, b"")
            except EndedError as error:
                self.end()
                raise EngineError("The pages can't be drawn within the bounds.") from error
            if megabytes_of(child.pid) > MOST:
                self.end()
                self._started()
        if "fault" in head:
            raise EngineError(f"The pages can't be drawn: {head['fault']}.")
        return head


def picture(folder: Path, name: str) -> Path:
    """Give the path of the picture `name` in the folder."""
    return folder / f"{name}.png"


def listed(file: Path) -> list[Sheet]:
    """List the pages of a PDF in this process."""
    from pypdfium2 import PdfDocument

    from briefgen.typeset.looks import looks_of

    data = file.read_bytes()
    document = PdfDocument(data)
    try:
        sizes = [document.get_page_size(at) for at in range(len(document))]
    finally:
        document.close()
    names = looks_of(data)
    return [
        Sheet(name, math.ceil(width * SCALE), math.ceil(height * SCALE))
        for name, (width, height) in zip(names, sizes, strict=True)
    ]


def draw(file: Path, at: int, to: Path) -> None:
    """Draw a page of a PDF in this process."""
    from pypdfium2 import PdfDocument

    # Opened each time: PDFium reads only what the page needs, in a millisecond or two.
    document = PdfDocument(file)
    try:
        image = document[at].render(scale=SCALE).to_pil()
    finally:
        document.close()
    # Whoever finds a picture finds it whole.
    part = to.with_suffix(".part")
    # Level 1 is much faster and makes larger files, which seldom leave this machine.
    image.save(part, "png", compress_level=1)
    part.replace(to)


def _load() -> None:
    """Load what drawing needs, while the PDF is still being made."""
    import pypdfium2  # noqa: F401
    from PIL import Image, PngImagePlugin  # noqa: F401

    from briefgen.typeset import looks  # noqa: F401 - with pikepdf


def _answer(head: dict[str, Any], _: bytes) -> Message:
    file = Path(head["file"])
    try:
        if "to" not in head:
            return {"sheets": [astuple(sheet) for sheet in listed(file)]}, b""
        draw(file, head["at"], Path(head["to"]))
    except OSError as error:  # the disk is full, or the folder went with its brief
        return {"fault": error.strerror or str(error)}, b""
    return {}, b""


if __name__ == "__main__":
    serve(_answer, _load)
