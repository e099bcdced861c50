"""Pictures from the brief's folder, and from nowhere else."""

from __future__ import annotations

import base64
import io
import warnings
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from briefgen.folder import Fault, read_inside

MAX_PIXELS = 50_000_000
SIGNATURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


class PictureFault(Fault):
    """Why a picture can't be used, in a sentence, with a way out."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes of a picture that was looked into, with its media type."""

    media_type: str
    data: bytes

    @property
    def url(self) -> str:
        """The picture as a data URL (RFC 2397), so that a page holds it."""
        return f"data:{self.media_type};base64,{base64.b64encode(self.data).decode()}"


def read_picture(folder: Path, name: str) -> Picture:
    """The picture of that name below a folder. PictureFault where it isn't one to be used."""
    data = read_inside(folder, name, "picture", PictureFault)
    media_type = _media_type(data, name)
    _look_into(media_type, data, name)
    return Picture(media_type, data)


def _media_type(data: bytes, name: str) -> str:
    for signature, media_type in SIGNATURES.items():
        if data.startswith(signature):
            return media_type
    if b"<svg" in data[:2000]:
        return "image/svg+xml"
    raise PictureFault(f"`{name}` is not a PNG, JPEG or SVG picture.", "Save it as one of these.")


@lru_cache(maxsize=16)
def _look_into(media_type: str, data: bytes, name: str) -> None:
    if media_type == "image/svg+xml":
        _look_into_svg(data, name)
        return
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data)) as image:
            warnings.simplefilter("ignore")
            if image.width * image.height > MAX_PIXELS:
                raise PictureFault(f"`{name}` has more than {MAX_PIXELS:,} pixels.")
            image.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise PictureFault(f"The picture `{name}` is damaged.", "Save it again.") from None


def _look_into_svg(data: bytes, name: str) -> None:
    from briefgen.svg import look_into

    try:
        look_into(data)
    except Fault as fault:
        raise PictureFault(f"The SVG `{name}` {fault}", fault.hint) from None
