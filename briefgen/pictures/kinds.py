"""Find the formats of pictures of pixels: each is a module in `formats/`."""

from __future__ import annotations

from functools import cache

from briefgen.ground.modules import defined_in
from briefgen.pictures import formats
from briefgen.pictures.raster import Raster


@cache
def rasters() -> tuple[Raster, ...]:
    """List the formats, in the order in which messages name them."""
    found: list[Raster] = defined_in(formats, "RASTER")
    return tuple(sorted(found, key=lambda each: each.order))


def raster_of(data: bytes) -> Raster | None:
    """Find the format of a picture by its first bytes; None if it has none of these formats.

    The extension of the file's name isn't asked, because it may be wrong.
    """
    return next((each for each in rasters() if data.startswith(each.signature)), None)


def raster(media_type: str) -> Raster:
    """Find the format with a media type, which must be that of one of them."""
    return next(each for each in rasters() if each.media_type == media_type)
