"""Draws the pages of a PDF as pictures into a folder, in a process of its own.

Not in the server's process, because PDFium takes one caller at a time (its API is not thread-safe),
and doesn't give back the memory that it took. Pictures rather than the PDF itself: a browser's own
viewer of PDFs starts at the first page again with each new file.
"""

from __future__ import annotations

import os
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import astuple
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.ground.bounds import Bounds, EndedError
from briefgen.ground.children import Child, Message, serve
from briefgen.ground.errors import EngineError
from briefgen.ground.records import record

if TYPE_CHECKING:
    from PIL.Image import Image

SCALE = 2.0  # dots a point: 144 dpi
BOUNDS = Bounds(seconds=120, megabytes=2048)
THREADS = 2
# The most pictures that wait to be written. Each has some MB, and drawing is faster than
# compressing: without a bound, all pages of a long brief would be in memory.
MOST_WAITING = 4


@record
class Sheet:
    """One page: its size, and the name of its picture, which is a hash of what it shows."""

    name: str
    width: int
    height: int


class Rasteriser:
    """A process that draws one PDF into a folder. It starts at once, and ends with the block.

    Because it starts before the PDF is there, it can load its libraries meanwhile. Raises
    EngineError where it can't be started.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            self._child = Child("briefgen.preview.draw", BOUNDS)
        except OSError as error:
            raise EngineError(f"The pages can't be drawn: {error}.") from error

    def sheets(self, pdf: bytes) -> list[Sheet]:
        """Draw the pages of a PDF into the folder, and list them. EngineError where that fails."""
        try:
            head, _ = self._child.ask({"folder": str(self.folder)}, pdf)
        except EndedError as error:
            raise EngineError("The pages can't be drawn within the bounds.") from error
        return [Sheet(*about) for about in head["sheets"]]

    def kill(self) -> None:
        """End the process at once; what it draws fails with EngineError."""
        self._child.kill()

    def __enter__(self) -> Rasteriser:
        return self

    def __exit__(self, *_: object) -> None:
        self._child.__exit__()


def drawn(pdf: bytes, folder: Path) -> list[Sheet]:
    """Draw the pages of a PDF into a folder, and list them. EngineError where that fails."""
    with Rasteriser(folder) as drawing:
        return drawing.sheets(pdf)


def picture(folder: Path, name: str) -> Path:
    """Give the path of the picture `name` in the folder."""
    return folder / f"{name}.png"


def draw(pdf: bytes, folder: Path) -> list[Sheet]:
    """Draw each page into the folder in this process, and list them.

    A picture that is there already stays as it is.
    """
    import pypdfium2

    sheets = []
    waiting = threading.Semaphore(MOST_WAITING)

    def write(image: Image, file: Path) -> None:
        if not file.exists():
            # Whoever finds a picture finds it whole; two processes may draw the same page.
            part = file.with_suffix(f".{os.getpid()}")
            # Level 1 is much faster and makes larger files, which seldom leave this machine.
            image.save(part, "png", compress_level=1)
            part.replace(file)

    def written(_: Future[None]) -> None:
        waiting.release()

    # A picture is written while the next is drawn: zlib works without the interpreter's lock.
    with ThreadPoolExecutor(THREADS) as pool:
        for page in pypdfium2.PdfDocument(pdf):
            waiting.acquire()
            image = page.render(scale=SCALE).to_pil()
            # The hash of the pixels: a page that looks as before isn't sent to the browser again.
            name = sha256(image.tobytes()).hexdigest()[:32]
            sheets.append(Sheet(name, image.width, image.height))
            pool.submit(write, image, picture(folder, name)).add_done_callback(written)
    return sheets


def _load() -> None:
    """Load what drawing needs, while the PDF is still being made."""
    import pypdfium2  # noqa: F401
    from PIL import Image, PngImagePlugin  # noqa: F401


def _answer(head: dict[str, Any], pdf: bytes) -> Message:
    return {"sheets": [astuple(sheet) for sheet in draw(pdf, Path(head["folder"]))]}, b""


if __name__ == "__main__":
    serve(_answer, _load)
