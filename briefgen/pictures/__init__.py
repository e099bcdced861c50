"""Pictures from the brief's folder: read from nowhere else, looked into, and written anew.

What a picture file holds beside its picture (who took it, where, with what) stays behind. `hidden`
tells what that is, for whoever sends the file itself.
"""

from __future__ import annotations

import base64
import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.ground.errors import BriefgenError
from briefgen.ground.folder import FileFault, read_inside
from briefgen.pictures.kinds import raster_of, rasters

if TYPE_CHECKING:
    from briefgen.pictures.drawing import Drawing

# More than any page needs. Each takes four bytes while the picture is written anew.
MAX_PIXELS = 50_000_000
SVG = "image/svg+xml"


class PictureFault(FileFault):
    """Why a picture can't be used, in a sentence, with a way out."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes of a picture that was looked into, with its media type.

    `words` is what an SVG sets in the fonts of the page, `texts` the same as it is read: once with
    its lines apart, and again with the parts of each line together.
    """

    media_type: str
    data: bytes
    words: str = ""
    texts: tuple[str, ...] = ()
    name: str = ""

    @property
    def url(self) -> str:
        """The picture, written anew without metadata, as a data URL (RFC 2397).

        Raises PictureFault where it can't be written.
        """
        with _readable(f"The picture `{self.name}`"):
            return _url(self.media_type, _bare(self.media_type, self.data))


def _url(media_type: str, data: bytes) -> str:
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"


# Each template of a brief shows the same pictures.
@lru_cache(maxsize=16)
def _bare(media_type: str, data: bytes) -> bytes:
    if media_type == SVG:
        return _drawing(data).data
    from briefgen.pictures.pixels import bare

    return bare(data, media_type)


def read_picture(folder: Path, name: str) -> Picture:
    """Read the picture of that name below a folder, and look into it.

    Raises PictureFault where it can't be used.
    """
    data = read_inside(folder, name, "picture", PictureFault)
    media_type = _media_type(data, name)
    words, texts = _look_into(media_type, data, name)
    return Picture(media_type, data, words, texts, name)


def _media_type(data: bytes, name: str) -> str:
    if found := raster_of(data):
        return found.media_type
    if b"<svg" in data[:2000]:
        return SVG
    names = ", ".join(each.name for each in rasters())
    raise PictureFault(f"`{name}` is not a {names} or SVG picture.", "Save it as one of these.")


@lru_cache(maxsize=16)
def _look_into(media_type: str, data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The words that are set in the fonts of the page, and the texts as they are read."""
    if media_type == SVG:
        return _look_into_svg(data, name)
    _load(data, f"The picture `{name}`")
    return "", ()


def _load(data: bytes, called: str) -> str:
    """Read all of a picture in pixels, and give its mode: Pillow's word for its colours."""
    from PIL import Image

    with _readable(called), Image.open(io.BytesIO(data)) as image:
        # Of the header alone: nothing is unpacked yet.
        if image.width * image.height > MAX_PIXELS:
            raise PictureFault(f"{called} has more than {MAX_PIXELS:,} pixels.")
        image.load()
        # Pillow reads a PNG without its PLTE chunk, which the specification demands (11.2.2).
        if image.mode == "P" and not image.palette:
            raise PictureFault(f"{called} names colours, and has none.", "Save it again.")
        return image.mode


@contextmanager
def _readable(called: str) -> Iterator[None]:
    """Turn whatever a reader raises of a damaged picture into a PictureFault.

    Pillow has no class for that: it raises OSError, ValueError, SyntaxError, struct.error and more.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (FileFault, BriefgenError, MemoryError):
        raise
    except Exception:
        raise PictureFault(f"{called} is damaged.", "Save it again.") from None


def _look_into_svg(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    from briefgen.pictures.svg import look_into

    try:
        held = look_into(data)
        for picture in held.pictures:
            _look_into_held(picture, name)
        return held.words, _drawing(data).texts
    except PictureFault:
        raise
    except FileFault as fault:
        raise PictureFault(f"The SVG `{name}` {fault}", fault.hint) from None


@lru_cache(maxsize=16)
def _drawing(data: bytes) -> Drawing:
    from briefgen.pictures.drawing import drawing_of

    return drawing_of(data, _held_written)


def _held_written(url: str) -> str:
    """A picture inside an SVG, written anew as well."""
    from briefgen.pictures.svg import payload

    data = payload(url)
    media_type = _media_type(data, "")
    return _url(media_type, _bare(media_type, data))


def _look_into_held(data: bytes, name: str) -> None:
    """Refuse what is inside an SVG and is no picture for a screen."""
    if not raster_of(data):
        names = " nor ".join(each.name for each in rasters())
        message = f"The SVG `{name}` holds a picture that is neither {names}."
        raise PictureFault(message, "Export it again, with the picture as a PNG.")
    from briefgen.pictures.pixels import PLAIN_MODES

    mode = _load(data, f"A picture inside the SVG `{name}`")
    if mode not in PLAIN_MODES:
        message = f"The SVG `{name}` holds a picture with colours that no screen shows ({mode})."
        raise PictureFault(message, "Export it again, with the picture as a PNG in RGB.")
