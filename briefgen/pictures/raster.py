"""Define what a module in `formats/` has to say about its format of pictures of pixels."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from briefgen.ground.records import record


class NotUnderstood(Exception):  # noqa: N818 - no error: the picture is compressed again instead
    """Raised by a format where a file is built in a way that nearly no files are."""


@record
class Raster:
    """A format of pictures of pixels.

    `signature` are the first bytes of its files. `stripped` copies a file without metadata, and
    without changing the compressed image, or raises NotUnderstood. `beside` lists the parts of a
    file that aren't the picture. `saving` are Pillow's arguments for compressing a picture again.
    `order` sorts the names of the formats in messages.
    """

    name: str
    media_type: str
    signature: bytes
    order: int
    stripped: Callable[[bytes], bytes]
    beside: Callable[[bytes], Iterator[bytes]]
    saving: Mapping[str, Any]
