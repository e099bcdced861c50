"""Pictures from the brief's folder, and from nowhere else."""

from __future__ import annotations

import base64
import io
import warnings
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.folder import Fault, read_inside

if TYPE_CHECKING:
    from PIL import Image

MAX_PIXELS = 50_000_000
# The modes of Pillow that a screen shows and PDF/A takes: no inks (CMYK), no 16 or 32 bits of grey.
PLAIN_MODES = {"1", "L", "LA", "P", "PA", "RGB", "RGBA"}
SIGNATURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


class PictureFault(Fault):
    """Why a picture can't be used, in a sentence, with a way out."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes of a picture that was looked into, with its media type.

    `words` is what an SVG sets in the fonts of the page.
    """

    media_type: str
    data: bytes
    words: str = ""

    @property
    def url(self) -> str:
        """The picture as a data URL (RFC 2397), so that a page holds it."""
        data = self.data if self.media_type == "image/svg+xml" else _in_plain_colours(self.data)
        return f"data:{self.media_type};base64,{base64.b64encode(data).decode()}"


def read_picture(folder: Path, name: str) -> Picture:
    """The picture of that name below a folder. PictureFault where it isn't one to be used."""
    data = read_inside(folder, name, "picture", PictureFault)
    media_type = _media_type(data, name)
    return Picture(media_type, data, _look_into(media_type, data, name))


def _media_type(data: bytes, name: str) -> str:
    for signature, media_type in SIGNATURES.items():
        if data.startswith(signature):
            return media_type
    if b"<svg" in data[:2000]:
        return "image/svg+xml"
    raise PictureFault(f"`{name}` is not a PNG, JPEG or SVG picture.", "Save it as one of these.")


@lru_cache(maxsize=16)
def _look_into(media_type: str, data: bytes, name: str) -> str:
    """The words that are set in the fonts of the page. PictureFault where it can't be used."""
    if media_type == "image/svg+xml":
        return _look_into_svg(data, name)
    _load(data, f"The picture `{name}`")
    return ""


def _load(data: bytes, called: str) -> str:
    """The mode of a picture in pixels, once all of it was read."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data)) as image:
            warnings.simplefilter("ignore")
            if image.width * image.height > MAX_PIXELS:
                raise PictureFault(f"{called} has more than {MAX_PIXELS:,} pixels.")
            image.load()
            return image.mode
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise PictureFault(f"{called} is damaged.", "Save it again.") from None


def _look_into_svg(data: bytes, name: str) -> str:
    from briefgen.svg import look_into

    try:
        held = look_into(data)
    except Fault as fault:
        raise PictureFault(f"The SVG `{name}` {fault}", fault.hint) from None
    for picture in held.pictures:
        _look_into_held(picture, name)
    return held.words


def _look_into_held(data: bytes, name: str) -> None:
    """A picture inside an SVG, which goes into the page as it is."""
    if not data.startswith(tuple(SIGNATURES)):
        message = f"The SVG `{name}` holds a picture that is neither PNG nor JPEG."
        raise PictureFault(message, "Export it again, with the picture as a PNG.")
    mode = _load(data, f"A picture inside the SVG `{name}`")
    if mode not in PLAIN_MODES:
        message = f"The SVG `{name}` holds a picture with colours that no screen shows ({mode})."
        raise PictureFault(message, "Export it again, with the picture as a PNG in RGB.")


@lru_cache(maxsize=16)
def _in_plain_colours(data: bytes) -> bytes:
    """The picture itself, or where it is made for a press or an instrument, one for a screen."""
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        if image.mode in PLAIN_MODES:
            return data
        made = io.BytesIO()
        _plain(image).save(made, image.format, quality=92)
    return made.getvalue()


def _plain(image: Image.Image) -> Image.Image:
    from PIL import ImageCms

    if image.mode != "CMYK":
        return image.convert("I").point(lambda value: value / 256).convert("L")
    profile = image.info.get("icc_profile")
    if not profile:
        return image.convert("RGB")
    try:
        inks = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        screen = ImageCms.createProfile("sRGB")
        made = ImageCms.profileToProfile(image, inks, screen, outputMode="RGB")
    except (OSError, ImageCms.PyCMSError):
        return image.convert("RGB")
    return made or image.convert("RGB")
