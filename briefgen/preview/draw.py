"""The pages of a PDF as pictures, in a process of its own.

Apart from the server, because the library that draws takes one caller at a time and its memory
is not given back. Standard input holds a list of known hashes in JSON, a line feed and the PDF.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256

from briefgen.errors import EngineError

SCALE = 2.0  # dots a point: 144 dpi
SECONDS = 120


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: the name of its picture, which is the same for the same picture, and its size."""

    name: str
    width: int
    height: int


def drawn(pdf: bytes, known: Collection[str]) -> tuple[list[Sheet], dict[str, bytes]]:
    """The pages of a PDF, and as PNG those pictures that aren't known. EngineError if it fails."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "briefgen.preview.draw"],
            input=json.dumps(sorted(known)).encode() + b"\n" + pdf,
            capture_output=True,
            timeout=SECONDS,
            check=True,
            start_new_session=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise EngineError(f"The pages can't be drawn: {type(error).__name__}.") from error
    head, _, data = done.stdout.partition(b"\n")
    sheets, pictures = [], {}
    for name, width, height, size in json.loads(head):
        sheets.append(Sheet(name, width, height))
        if size:
            pictures[name], data = data[:size], data[size:]
    return sheets, pictures


def draw(pdf: bytes, known: Collection[str]) -> tuple[list[tuple[str, int, int, int]], bytes]:
    """Of each page the name, width, height and length of its picture, and the new pictures."""
    import pypdfium2

    about, data, done = [], io.BytesIO(), set(known)
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        image = page.render(scale=SCALE).to_pil()
        name = sha256(image.tobytes()).hexdigest()[:32]
        start = data.tell()
        if name not in done:
            image.save(data, "png", compress_level=2)
            done.add(name)
        about.append((name, image.width, image.height, data.tell() - start))
    return about, data.getvalue()


def main() -> None:
    """Draw what standard input holds."""
    known = json.loads(sys.stdin.buffer.readline())
    about, data = draw(sys.stdin.buffer.read(), known)
    sys.stdout.buffer.write(json.dumps(about).encode() + b"\n" + data)


if __name__ == "__main__":
    main()
