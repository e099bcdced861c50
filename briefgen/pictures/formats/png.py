"""A PNG loses what isn't its picture: its pixels stay as they are packed, all else goes.

Chunks as in the PNG specification (W3C, Third Edition), section 11. A text, a time, a camera's
data, an editor's own chunks, a profile and whatever stands behind the end aren't needed to draw it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import suppress

from briefgen.pictures.raster import NotUnderstood, Raster

SIGNATURE = b"\x89PNG\r\n\x1a\n"
# How many numbers a pixel has, by the type of its colours (section 11.2.1).
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
# Chunks that say how the pixels are to be shown, and the greatest of the numbers in each: they are
# given in parts of 100,000, and larger ones would be letters.
SHOWN = {b"gAMA": 1_000_000, b"cHRM": 1_000_000}
DRAWN = {b"IHDR", b"PLTE", b"IDAT", b"tRNS", b"gAMA", b"cHRM"}
# So many bytes are unpacked at a time, and of a text at most: some unpack to gigabytes.
PART = 1 << 20


def stripped(data: bytes) -> bytes:
    """Give the picture alone, packed as it was.

    Raises NotUnderstood where it is built in a rare way: interlaced, or with bytes to spare.
    """
    header, pixels, kept = b"", [], []
    for kind, content in _chunks(data):
        if kind == b"IHDR" and len(content) == 13:
            header = content
        elif kind == b"IDAT":
            pixels.append(content)
        elif header and _is_shown(kind, content, header[9]):
            kept.append(_chunk(kind, content))
    packed = b"".join(pixels)
    # Behind the last row a file can hold more than it shows.
    if _size(packed) != _size_meant(header):
        raise NotUnderstood
    parts = [_chunk(b"IHDR", header), *kept, _chunk(b"IDAT", packed), _chunk(b"IEND", b"")]
    return SIGNATURE + b"".join(parts)


def beside(data: bytes) -> Iterator[bytes]:
    """List what stands in the file beside the picture, unpacked, with all behind its end."""
    at = len(SIGNATURE)
    with suppress(NotUnderstood):
        for kind, content in _chunks(data):
            at += 12 + len(content)
            if kind not in DRAWN:
                yield content
                yield _unpacked(kind, content)
    yield data[at:]


def _unpacked(kind: bytes, content: bytes) -> bytes:
    """The text that a chunk has packed behind its keyword (section 11.3.3); empty in others."""
    _, _, behind = content.partition(b"\0")
    packed = behind[1:] if kind in (b"zTXt", b"iCCP") else b""
    if kind == b"iTXt" and behind[:1] == b"\x01":
        packed = behind[2:].partition(b"\0")[2].partition(b"\0")[2]
    try:
        return zlib.decompressobj().decompress(packed, PART)
    except zlib.error:
        return b""


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while True:
        size, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        if at + 12 + size > len(data):
            raise NotUnderstood
        if kind == b"IEND":
            return
        yield kind, data[at + 8 : at + 8 + size]
        at += 12 + size


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return len(content).to_bytes(4) + kind + content + check.to_bytes(4)


def _is_shown(kind: bytes, content: bytes, colours: int) -> bool:
    """Whether a chunk is needed to show pixels of that kind, as a palette can be."""
    if kind == b"PLTE":
        return colours == 3
    if kind == b"tRNS":
        return colours == 3 or len(content) == {0: 2, 2: 6}.get(colours)
    return kind in SHOWN and _is_plain(content, SHOWN[kind])


def _is_plain(content: bytes, most: int) -> bool:
    numbers = (int.from_bytes(content[at : at + 4]) for at in range(0, len(content), 4))
    return len(content) in (4, 32) and all(number <= most for number in numbers)


def _size(packed: bytes) -> int:
    """How many bytes are packed, and nothing behind them."""
    unpack, size, left = zlib.decompressobj(), 0, packed
    try:
        while left and not unpack.eof:
            size += len(unpack.decompress(left, PART))
            left = unpack.unconsumed_tail
    except zlib.error:
        raise NotUnderstood from None
    if not unpack.eof or unpack.unused_data:
        raise NotUnderstood
    return size


def _size_meant(header: bytes) -> int:
    """How many bytes the rows have, each with one for its filter (section 7.3)."""
    if len(header) != 13 or header[10:] != b"\0\0\0" or header[9] not in CHANNELS:
        raise NotUnderstood
    width, height = int.from_bytes(header[:4]), int.from_bytes(header[4:8])
    return height * (1 + (width * CHANNELS[header[9]] * header[8] + 7) // 8)


RASTER = Raster(
    name="PNG",
    media_type="image/png",
    signature=SIGNATURE,
    order=1,
    stripped=stripped,
    beside=beside,
    saving={"format": "PNG"},
)
