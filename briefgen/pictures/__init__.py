"""Read pictures in the brief's folder, refuse unsafe ones, and write them again without metadata.

A picture's file may say who took it, where, and with which device; none of that goes into a page.
`hidden` finds what it says, for a warning about the file itself.
"""

from __future__ import annotations

import base64
import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.ground.errors import BriefgenError
from briefgen.ground.folder import FileFault, read_inside
from briefgen.ground.records import record
from briefgen.pictures.kinds import raster_of, rasters

if TYPE_CHECKING:
    from briefgen.pictures.drawing import Drawing

# The most pixels of a picture; one with more is refused. A page needs far fewer (A4 at 600 dpi has
# 35 million), and each takes four bytes of memory while the picture is written again.
MAX_PIXELS = 50_000_000
SVG = "image/svg+xml"


class PictureFault(FileFault):
    """Raised where a picture can't be used; it says why in a sentence, and what to do about it."""


@record
class Picture:
    """The bytes of a picture that was found safe, with its media type and its name in the brief.

    `words` are the words that an SVG prints, for the check whether the fonts have all their signs.
    `texts` are the same words in each way in which they can be put together to lines, for the
    search for names. Both are empty for pictures of pixels.
    """

    media_type: str
    data: bytes
    words: str = ""
    texts: tuple[str, ...] = ()
    name: str = ""

    @property
    def url(self) -> str:
        """Write the picture again without metadata, and give it as a data URL (RFC 2397).

        Raises PictureFault where it can't be written.
        """
        with _readable(f"The picture `{self.name}`"):
            return _data_url(self.media_type, _bare(self.media_type, self.data))


def _data_url(media_type: str, data: bytes) -> str:
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"


# Cached, because each template of a brief shows the same pictures. Only the last 16 are kept, as
# each may have megabytes.
@lru_cache(maxsize=16)
def _bare(media_type: str, data: bytes) -> bytes:
    if media_type == SVG:
        return _drawing(data).data
    from briefgen.pictures.pixels import bare

    return bare(data, media_type)


def read_picture(folder: Path, name: str) -> Picture:
    """Read the picture `name` in a folder, or below it, and check that it is safe.

    Raises PictureFault where it is missing, damaged, too large, no picture, or more than a picture,
    such as an SVG with a script.
    """
    data = read_inside(folder, name, "picture", PictureFault)
    media_type = _media_type(data, name)
    words, texts = _look_into(media_type, data, name)
    return Picture(media_type, data, words, texts, name)


def _media_type(data: bytes, name: str) -> str:
    """Find the media type of a picture by its first bytes; the file's name may be wrong."""
    if found := raster_of(data):
        return found.media_type
    if b"<svg" in data[:2000]:
        return SVG
    names = ", ".join(each.name for each in rasters())
    raise PictureFault(f"`{name}` is not a {names} or SVG picture.", "Save it as one of these.")


@lru_cache(maxsize=16)
def _look_into(media_type: str, data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Check that a picture is safe, and give the `words` and `texts` of `Picture`."""
    if media_type == SVG:
        return _look_into_svg(data, name)
    _load(data, f"The picture `{name}`")
    return "", ()


def _load(data: bytes, called: str) -> str:
    """Read a picture of pixels to its end, and give its mode, Pillow's name for its colours.

    Raises PictureFault where it is damaged or too large. `called` is its name in the message.
    """
    from PIL import Image

    with _readable(called), Image.open(io.BytesIO(data)) as image:
        # Only the header was read so far, so a small file that unpacks to gigabytes ends here.
        if image.width * image.height > MAX_PIXELS:
            raise PictureFault(f"{called} has more than {MAX_PIXELS:,} pixels.")
        image.load()
        # Pillow accepts a PNG of palette colours without a palette, which the PNG specification
        # doesn't allow (11.2.2).
        if image.mode == "P" and not image.palette:
            raise PictureFault(f"{called} names colours, and has none.", "Save it again.")
        return image.mode


@contextmanager
def _readable(called: str) -> Iterator[None]:
    """Turn whatever is raised in the block, by a damaged picture, into a PictureFault.

    Pillow has no class of its own for damaged pictures: it raises OSError, ValueError, SyntaxError,
    struct.error and others.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (FileFault, BriefgenError, MemoryError):
        raise  # these say more than "damaged", such as that a bound on time was passed
    except Exception:
        raise PictureFault(f"{called} is damaged.", "Save it again.") from None


def _look_into_svg(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Check an SVG and the pictures inside it; give its words and texts."""
    from briefgen.pictures.svg import look_into

    try:
        held = look_into(data)
        for picture in held.pictures:
            _refuse_unfit_inside(picture, name)
        return held.words, _drawing(data).texts
    except PictureFault:
        raise
    except FileFault as fault:
        # The modules that read SVGs don't know the name: their messages go on after it.
        raise PictureFault(f"The SVG `{name}` {fault}", fault.hint) from None


@lru_cache(maxsize=16)
def _drawing(data: bytes) -> Drawing:
    from briefgen.pictures.drawing import drawing_of
    from briefgen.pictures.svg import payload

    def written_again(url: str) -> str:
        inside = payload(url)
        media_type = _media_type(inside, "")
        return _data_url(media_type, _bare(media_type, inside))

    return drawing_of(data, written_again)


def _refuse_unfit_inside(data: bytes, name: str) -> None:
    """Refuse a picture inside of the SVG `name` that isn't a JPEG or PNG in colours of a screen.

    Other colours, such as inks, are converted only in pictures that are files of their own.
    """
    if not raster_of(data):
        names = " nor ".join(each.name for each in rasters())
        message = f"The SVG `{name}` holds a picture that is neither {names}."
        raise PictureFault(message, "Export it again, with the picture as a PNG.")
    from briefgen.pictures.pixels import PLAIN_MODES

    mode = _load(data, f"A picture inside the SVG `{name}`")
    if mode not in PLAIN_MODES:
        message = f"The SVG `{name}` holds a picture with colours that no screen shows ({mode})."
        raise PictureFault(message, "Export it again, with the picture as a PNG in RGB.")
