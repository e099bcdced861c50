"""A picture in pixels becomes what goes into a page.

It is the right way up, in the colours of a screen, and without a word of who took it, where, or
with what.
"""

from __future__ import annotations

import io
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING

from briefgen.pictures.kinds import raster
from briefgen.pictures.raster import NotUnderstood

if TYPE_CHECKING:
    from PIL import Image
    from PIL.Image import Transpose
    from PIL.ImageCms import ImageCmsProfile

# The modes of Pillow that a screen shows and PDF/A takes: no inks (CMYK), no 16 or 32 bits of grey.
PLAIN_MODES = {"1", "L", "LA", "P", "PA", "RGB", "RGBA"}
ORIENTATION = 0x0112  # of EXIF, in which 1 is the right way up
# The steps between two shades that look alike, of 255.
ALIKE = 4


def bare(data: bytes, media_type: str) -> bytes:
    """Give the picture without metadata, of a JPEG or PNG that Pillow has read.

    The coded image stays as it is, but where it has to be turned, or is in colours of a press, of
    an instrument or of another screen: then it is coded anew, the same for the same picture.
    """
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what is damaged beside the picture
        with Image.open(io.BytesIO(data)) as image:
            turn, profile = _turn(image), _profile(image)
            if image.mode in PLAIN_MODES and turn is None and profile is None:
                with suppress(NotUnderstood):
                    return raster(media_type).stripped(data)
            return _coded(_shown(image, turn, profile), media_type)


def _turn(image: Image.Image) -> Transpose | None:
    """How EXIF says that it has to be turned; None where it is the right way up, or damaged."""
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    try:
        said = image.getexif().get(ORIENTATION) if "exif" in image.info else None
    except Exception:  # of whatever kind: a damaged EXIF makes its reader raise many
        return None
    return turns.get(said) if isinstance(said, int) else None


def _profile(image: Image.Image) -> ImageCmsProfile | None:
    """The picture's own profile of colours, where a screen would show other ones without it."""
    from PIL import Image, ImageChops, ImageCms

    data = image.info.get("icc_profile")
    if not data:
        return None
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(data))
        if image.mode == "CMYK":
            return profile
        # Most profiles are sRGB under one name or another, so their names say little: a sample of
        # colours is looked at with the profile and without.
        grey = Image.linear_gradient("L")
        bands = (grey, grey.transpose(Image.Transpose.ROTATE_90), Image.radial_gradient("L"))
        sample = grey if _is_grey(image) else Image.merge("RGB", bands)
        difference = ImageChops.difference(sample, _on_screen(sample, profile))
    except (OSError, ValueError, ImageCms.PyCMSError):
        return None
    return profile if max(difference.tobytes()) > ALIKE else None


def _is_grey(image: Image.Image) -> bool:
    return image.mode in ("1", "L", "LA")


def _on_screen(image: Image.Image, profile: ImageCmsProfile) -> Image.Image:
    """A picture of a profile's colours in those of a screen (sRGB), grey where it was grey."""
    from PIL import ImageCms

    screen = ImageCms.createProfile("sRGB")
    made = ImageCms.profileToProfile(image, profile, screen, outputMode="RGB")
    return (made or image).convert("L" if image.mode == "L" else "RGB")


def _shown(
    image: Image.Image, turn: Transpose | None, profile: ImageCmsProfile | None
) -> Image.Image:
    """The picture as it is meant to be seen, and as a screen can show it."""
    from PIL import ImageCms

    if image.mode == "CMYK":
        try:
            image = _on_screen(image, profile) if profile else image.convert("RGB")
        except (OSError, ImageCms.PyCMSError):
            image = image.convert("RGB")
    elif image.mode not in PLAIN_MODES:
        # 16 bits of grey. Pillow's conversion of these to 8 bits clips at 255.
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    elif profile:
        is_clear = "A" in image.getbands() or "transparency" in image.info
        alpha = image.convert("RGBA").getchannel("A") if is_clear else None
        image = _on_screen(image.convert("L" if _is_grey(image) else "RGB"), profile)
        if alpha:
            image.putalpha(alpha)
    return image if turn is None else image.transpose(turn)


def _coded(image: Image.Image, media_type: str) -> bytes:
    """A new file of the pixels, and of what Pillow kept beside them only what is clear."""
    clear = image.info.get("transparency")
    image.info = {} if clear is None else {"transparency": clear}
    made = io.BytesIO()
    image.save(made, **raster(media_type).saving)
    return made.getvalue()
