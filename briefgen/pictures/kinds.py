"""The formats of pictures in pixels there are, found by being in `formats/`."""

from __future__ import annotations

from functools import cache

from briefgen.ground.modules import defined_in
from briefgen.pictures import formats
from briefgen.pictures.raster import Raster


@cache
def rasters() -> tuple[Raster, ...]:
    """List the formats, in the order of their names in messages."""
    found: list[Raster] = defined_in(formats, "RASTER")
    return tuple(sorted(found, key=lambda each: each.order))


def raster_of(data: bytes) -> Raster | None:
    """Find the format of a picture by its first bytes; a name's ending says what it was called."""
    return next((each for each in rasters() if data.startswith(each.signature)), None)


def raster(media_type: str) -> Raster:
    """Find the format of a media type, which is one of them."""
    return next(each for each in rasters() if each.media_type == media_type)
