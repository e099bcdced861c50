"""Copy a PNG without anything but its picture; the compressed pixels stay the same.

The chunks are those of the PNG specification (W3C, Third Edition), section 11. Left out are texts,
times, a camera's data, an editor's own chunks, profiles, and whatever stands behind the end.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import suppress

from briefgen.pictures.raster import NotUnderstood, Raster

SIGNATURE = b"\x89PNG\r\n\x1a\n"
# The number of samples that a pixel has, by the colour type (section 11.2.1).
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
# The chunks for gamma and for primary colours, and the largest number that they may hold: 10, in
# units of 1/100,000. Larger numbers make no sense, and their bytes could spell words.
SHOWN = {b"gAMA": 1_000_000, b"cHRM": 1_000_000}
# The chunks that draw the picture; all others are beside it.
DRAWN = {b"IHDR", b"PLTE", b"IDAT", b"tRNS", b"gAMA", b"cHRM"}
# The most bytes that are unpacked at a time, or of a text at all: a small chunk may unpack to
# gigabytes.
PART = 1 << 20


def stripped(data: bytes) -> bytes:
    """Copy the picture alone, compressed as it was.

    Raises NotUnderstood where it is built in a rare way: interlaced, or with bytes behind its last
    row.
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
    # A reader stops after the last row, and somebody can hide words in bytes behind it.
    if _size_unpacked(packed) != _size_of_rows(header):
        raise NotUnderstood
    parts = [_chunk(b"IHDR", header), *kept, _chunk(b"IDAT", packed), _chunk(b"IEND", b"")]
    return SIGNATURE + b"".join(parts)


def beside(data: bytes) -> Iterator[bytes]:
    """List the contents of the chunks that aren't the picture, and all that follows its end.

    Each chunk comes as it is, and then unpacked (empty if nothing in it is packed).
    """
    at = len(SIGNATURE)
    with suppress(NotUnderstood):  # then all that follows is one part
        for kind, content in _chunks(data):
            at += 12 + len(content)  # with 4 bytes each for the length, the type and the checksum
            if kind not in DRAWN:
                yield content
                yield _unpacked(kind, content)
    yield data[at:]


def _unpacked(kind: bytes, content: bytes) -> bytes:
    """Unpack the compressed text or profile in a chunk (section 11.3.3); empty if it has none.

    At most PART bytes are unpacked.
    """
    # A keyword, a zero byte, and the rest, which in zTXt and iCCP begins with the method.
    _, _, behind = content.partition(b"\0")
    packed = behind[1:] if kind in (b"zTXt", b"iCCP") else b""
    if kind == b"iTXt" and behind[:1] == b"\x01":
        # Between the method and the text, iTXt has a language and a translated keyword.
        packed = behind[2:].partition(b"\0")[2].partition(b"\0")[2]
    try:
        return zlib.decompressobj().decompress(packed, PART)
    except zlib.error:
        return b""


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """List the type and the content of each chunk before IEND.

    Raises NotUnderstood where the file is cut off.
    """
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
    """Write a chunk: the length, the type, the content and the checksum (section 5.3)."""
    check = zlib.crc32(kind + content)
    return len(content).to_bytes(4) + kind + content + check.to_bytes(4)


def _is_shown(kind: bytes, content: bytes, colours: int) -> bool:
    """Tell whether a chunk is needed to show pixels of the colour type `colours`.

    A chunk with a content that its type doesn't allow isn't: it could spell words.
    """
    if kind == b"PLTE":
        return colours == 3
    if kind == b"tRNS":
        return colours == 3 or len(content) == {0: 2, 2: 6}.get(colours)
    # One number in gAMA, eight in cHRM, of four bytes each.
    numbers = (int.from_bytes(content[at : at + 4]) for at in range(0, len(content), 4))
    return (
        kind in SHOWN
        and len(content) in (4, 32)
        and all(number <= SHOWN[kind] for number in numbers)
    )


def _size_unpacked(packed: bytes) -> int:
    """Count the bytes that are compressed, without keeping them.

    Raises NotUnderstood where they are damaged, or something follows them.
    """
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


def _size_of_rows(header: bytes) -> int:
    """Compute by the header the bytes of all rows, each with one for its filter (section 7.3).

    Raises NotUnderstood where the picture is interlaced, or the header isn't a valid one.
    """
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
