"""Prepare a picture of pixels for a page: without metadata, upright, in the colours of a screen.

"Upright": a camera often stores a picture lying on its side, and writes into EXIF how to turn it.
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

# The modes of Pillow that screens show and PDF/A allows. Not among them: inks (CMYK), and grey of
# 16 or 32 bits.
PLAIN_MODES = {"1", "L", "LA", "P", "PA", "RGB", "RGBA"}
ORIENTATION = 0x0112  # the tag of EXIF; its value 1 stands for upright
# The largest difference of two shades, from 0 to 255, that counts as none. A colour profile that
# changes no shade by more is dropped.
ALIKE = 4


def bare(data: bytes, media_type: str) -> bytes:
    """Write a JPEG or PNG again without metadata. Pillow must have read it without an error before.

    The compressed image is copied as it is, without loss. It is compressed again only where it has
    to be turned, where its colours have to be converted, or where its file is built in a rare way.
    The same picture gives the same bytes.
    """
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of damaged metadata, which isn't kept
        with Image.open(io.BytesIO(data)) as image:
            turn, profile = _turn_needed(image), _profile_needed(image)
            if image.mode in PLAIN_MODES and turn is None and profile is None:
                with suppress(NotUnderstood):
                    return raster(media_type).stripped(data)
            shown = _shown(image, turn, profile)
            # Of what Pillow keeps beside the pixels, only transparency belongs to the picture.
            clear = shown.info.get("transparency")
            shown.info = {} if clear is None else {"transparency": clear}
            written = io.BytesIO()
            shown.save(written, **raster(media_type).saving)
            return written.getvalue()


def _turn_needed(image: Image.Image) -> Transpose | None:
    """Give the turn that makes a picture upright; None if it is, or if its EXIF is damaged."""
    from PIL.Image import Transpose

    # By the value of EXIF's tag Orientation.
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
    except Exception:  # Pillow raises errors of many classes where EXIF is damaged
        return None
    return turns.get(said) if isinstance(said, int) else None


def _profile_needed(image: Image.Image) -> ImageCmsProfile | None:
    """Give the picture's colour profile, if its colours would look different without it."""
    from PIL import Image, ImageChops, ImageCms

    data = image.info.get("icc_profile")
    if not data:
        return None
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(data))
        if image.mode == "CMYK":
            return profile
        # Most profiles are sRGB, under many names. So the names aren't compared, but a sample of
        # colours with the profile and without it.
        grey = Image.linear_gradient("L")
        bands = (grey, grey.transpose(Image.Transpose.ROTATE_90), Image.radial_gradient("L"))
        # Three different gradients, which give many mixtures of red, green and blue.
        sample = grey if _is_grey(image) else Image.merge("RGB", bands)
        difference = ImageChops.difference(sample, _on_screen(sample, profile))
    except (OSError, ValueError, ImageCms.PyCMSError):
        return None
    return profile if max(difference.tobytes()) > ALIKE else None


def _is_grey(image: Image.Image) -> bool:
    return image.mode in ("1", "L", "LA")


def _on_screen(image: Image.Image, profile: ImageCmsProfile) -> Image.Image:
    """Convert a picture from the colours of a profile to sRGB; a grey picture stays grey."""
    from PIL import ImageCms

    screen = ImageCms.createProfile("sRGB")
    made = ImageCms.profileToProfile(image, profile, screen, outputMode="RGB")
    return (made or image).convert("L" if image.mode == "L" else "RGB")


def _shown(
    image: Image.Image, turn: Transpose | None, profile: ImageCmsProfile | None
) -> Image.Image:
    """Convert a picture to colours that a screen shows, and make it upright."""
    from PIL import ImageCms

    if image.mode == "CMYK":
        try:
            image = _on_screen(image, profile) if profile else image.convert("RGB")
        except (OSError, ImageCms.PyCMSError):
            image = image.convert("RGB")
    elif image.mode not in PLAIN_MODES:
        # Grey of 16 bits. Pillow's own conversion to 8 bits doesn't divide, but clips at 255.
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    elif profile:
        # Only the colours are converted: the transparency is taken off, and put back after it.
        is_clear = "A" in image.getbands() or "transparency" in image.info
        alpha = image.convert("RGBA").getchannel("A") if is_clear else None
        image = _on_screen(image.convert("L" if _is_grey(image) else "RGB"), profile)
        if alpha:
            image.putalpha(alpha)
    return image if turn is None else image.transpose(turn)
