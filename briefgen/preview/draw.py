"""The pages of a PDF as pictures in a folder, in a process of its own.

Apart from the server, because the library that draws takes one caller at a time and its memory
is not given back. Standard input holds the PDF.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from briefgen.errors import EngineError

SCALE = 2.0  # dots a point: 144 dpi
SECONDS = 120


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: the name of its picture, which is the same for the same picture, and its size."""

    name: str
    width: int
    height: int


def drawn(pdf: bytes, folder: Path) -> list[Sheet]:
    """The pages of a PDF, whose pictures are then in the folder. EngineError where that fails."""
    try:
        done = subprocess.run(  # noqa: S603 - this program itself
            [sys.executable, "-m", "briefgen.preview.draw", str(folder)],
            input=pdf,
            capture_output=True,
            timeout=SECONDS,
            check=True,
            start_new_session=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise EngineError(f"The pages can't be drawn: {type(error).__name__}.") from error
    return [Sheet(*about) for about in json.loads(done.stdout)]


def picture(folder: Path, name: str) -> Path:
    """The file of a picture."""
    return folder / f"{name}.png"


def draw(pdf: bytes, folder: Path) -> list[tuple[str, int, int]]:
    """Of each page the name, width and height of its picture. Those that are there stay."""
    import pypdfium2

    about = []
    for page in pypdfium2.PdfDocument(pdf):
        image = page.render(scale=SCALE).to_pil()
        name = sha256(image.tobytes()).hexdigest()[:32]
        file = picture(folder, name)
        if not file.exists():
            image.save(file, "png", compress_level=2)
        about.append((name, image.width, image.height))
    return about


def main() -> None:
    """Draw what standard input holds into the folder that is named."""
    json.dump(draw(sys.stdin.buffer.read(), Path(sys.argv[1])), sys.stdout)


if __name__ == "__main__":
    main()
