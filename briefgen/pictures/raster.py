"""What a format of pictures in pixels has to say of itself: one of `formats/`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any


class NotUnderstood(Exception):  # noqa: N818 - nobody's error: the picture is then coded anew
    """Raised of a file that is built in another way than nearly all are."""


@dataclass(frozen=True, slots=True)
class Raster:
    """A format of pictures in pixels.

    `signature` is how its files begin. `stripped` gives the picture alone, coded as it was, or
    raises NotUnderstood. `beside` lists what stands in a file beside the picture. `saving` is what
    Pillow is told to code one anew, and `order` the place of its name in messages.
    """

    name: str
    media_type: str
    signature: bytes
    order: int
    stripped: Callable[[bytes], bytes]
    beside: Callable[[bytes], Iterator[bytes]]
    saving: Mapping[str, Any]
