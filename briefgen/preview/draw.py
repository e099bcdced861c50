"""The pages of a PDF as pictures in a folder, in a process of its own.

Apart from the server, because the library that draws takes one caller at a time and its memory
is not given back. Standard input holds the PDF.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.ground.errors import EngineError

if TYPE_CHECKING:
    from PIL.Image import Image

SCALE = 2.0  # dots a point: 144 dpi
SECONDS = 120
THREADS = 2


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: the name of its picture, which is the same for the same picture, and its size."""

    name: str
    width: int
    height: int


class Drawing:
    """A process that draws one PDF into a folder. It starts at once, and ends with the block."""

    def __init__(self, folder: Path) -> None:
        try:
            self._process = subprocess.Popen(  # noqa: S603 - this program itself
                [sys.executable, "-m", "briefgen.preview.draw", str(folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            raise EngineError(f"The pages can't be drawn: {error}.") from error

    def sheets(self, pdf: bytes) -> list[Sheet]:
        """The pages of a PDF, whose pictures are then in the folder. EngineError where not."""
        try:
            answer, _ = self._process.communicate(pdf, timeout=SECONDS)
            return [Sheet(*about) for about in json.loads(answer)]
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            raise EngineError(f"The pages can't be drawn: {type(error).__name__}.") from error

    def kill(self) -> None:
        """End it at once; what it draws fails with EngineError."""
        self._process.kill()

    def __enter__(self) -> Drawing:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()


def drawn(pdf: bytes, folder: Path) -> list[Sheet]:
    """The pages of a PDF, whose pictures are then in the folder. EngineError where that fails."""
    with Drawing(folder) as drawing:
        return drawing.sheets(pdf)


def picture(folder: Path, name: str) -> Path:
    """The file of a picture."""
    return folder / f"{name}.png"


def draw(pdf: bytes, folder: Path) -> list[tuple[str, int, int]]:
    """Of each page the name, width and height of its picture. Those that are there stay."""
    import pypdfium2

    about = []
    with ThreadPoolExecutor(THREADS) as pool:  # a picture is written while the next is drawn
        for page in pypdfium2.PdfDocument(pdf):
            image = page.render(scale=SCALE).to_pil()
            name = sha256(image.tobytes()).hexdigest()[:32]
            about.append((name, image.width, image.height))
            pool.submit(_write, image, picture(folder, name))
    return about


def _write(image: Image, file: Path) -> None:
    """Write a picture, if it isn't there. Whoever finds it finds it whole."""
    if not file.exists():
        part = file.with_suffix(f".{os.getpid()}")
        image.save(part, "png", compress_level=1)
        part.replace(file)


def main() -> None:
    """Draw what standard input holds into the folder that is named."""
    import pypdfium2  # noqa: F401 - while the PDF is still being made
    from PIL import Image, PngImagePlugin  # noqa: F401

    json.dump(draw(sys.stdin.buffer.read(), Path(sys.argv[1])), sys.stdout)


if __name__ == "__main__":
    main()
