"""A JPEG loses what isn't its picture: the coded image stays as it is, bit by bit.

Markers as in ITU-T T.81, annex B. Kept are the tables and scans; a camera's data (EXIF, with the
place and a small picture), an editor's (XMP, IPTC), profiles and comments stand in segments of
their own, and further pictures (MPF) behind the end.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import suppress

from briefgen.pictures.raster import NotUnderstood, Raster

START, END, SCAN = 0xD8, 0xD9, 0xDA
TABLES = {0xDB, 0xC4, 0xDD}  # quantisation, Huffman, restart interval
FRAMES = {0xC0, 0xC1, 0xC2}  # baseline, extended and progressive, all with Huffman coding
APPLICATION = range(0xE0, 0xF0)
ADOBE, COMMENT = 0xEE, 0xFE
# What JFIF says is how large a pixel is on paper. Nothing here asks for it, and a header without
# it is the same for all.
JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
# A zero, or a restart, behind FF belongs to the scan (B.1.1.5).
SCAN_END = re.compile(rb"\xff+[\x01-\xcf\xd8-\xfe]")
# Bytes. The last block of a picture takes no more.
SLACK = 8


def stripped(data: bytes) -> bytes:
    """Give the picture alone, coded as it was.

    Raises NotUnderstood where it is built in a rare way: lossless, arithmetic or of 12 bits, or
    where its scan goes on behind its last block.
    """
    made = _kept(data)
    if _has_slack(made):
        raise NotUnderstood
    return made


def _kept(data: bytes) -> bytes:
    kept = [b"\xff\xd8"]
    is_framed = is_scanned = False
    for marker, segment, scan in _segments(data):
        if marker in FRAMES:
            # One frame, of 8 bits a sample, in grey or in three colours (B.2.2).
            if is_framed or segment[4] != 8 or segment[9] not in (1, 3):
                raise NotUnderstood
            is_framed = True
        if marker == SCAN:
            is_scanned = True
        if marker == ADOBE and segment[4:9] == b"Adobe":
            kept.append(_adobe(segment))
        elif marker in TABLES | FRAMES or marker == SCAN:
            kept.append(segment + scan)
        elif marker not in APPLICATION and marker != COMMENT:
            raise NotUnderstood
    if not (is_framed and is_scanned):
        raise NotUnderstood
    if not any(part[:2] == b"\xff\xee" for part in kept):
        kept.insert(1, JFIF)
    return b"".join((*kept, b"\xff\xd9"))


def _has_slack(data: bytes) -> bool:
    """Whether a stripped JPEG has bytes behind its last block, before the end.

    If it looks the same without its last bytes, these were no part of it: a reader passes over what
    stands there, where somebody can hide words.
    """
    from PIL import Image, ImageChops

    shortened = data[: -2 - SLACK] + b"\xff\xd9"
    with Image.open(io.BytesIO(data)) as whole:
        try:
            with Image.open(io.BytesIO(shortened)) as short:
                return ImageChops.difference(whole, short).getbbox() is None
        except (OSError, ValueError):
            return False


def beside(data: bytes) -> Iterator[bytes]:
    """List what stands in the file beside the picture, with all that is behind its end."""
    at = 2
    with suppress(NotUnderstood):
        for marker, segment, scan in _segments(data):
            at += len(segment) + len(scan)
            if marker in APPLICATION or marker == COMMENT:
                yield segment[4:]
    yield data[at:]


def _segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Each segment up to the end of the image: its marker, itself, and the scan behind it."""
    at = 2
    while True:
        while data[at : at + 2] == b"\xff\xff":  # any number of them may stand before (B.1.1.2)
            at += 1
        if data[at : at + 1] != b"\xff" or at + 4 > len(data) + 2:
            raise NotUnderstood
        marker = data[at + 1] if at + 1 < len(data) else START
        if marker == END:
            return
        size = int.from_bytes(data[at + 2 : at + 4])
        segment = data[at : at + 2 + size]
        if size < 2 or len(segment) < size + 2 or (marker in FRAMES and size < 11):
            raise NotUnderstood
        at += len(segment)
        scan = b""
        if marker == SCAN:
            end = SCAN_END.search(data, at)
            if not end:
                raise NotUnderstood
            scan = data[at : end.start()]
            at = end.start()
        yield marker, segment, scan


def _adobe(segment: bytes) -> bytes:
    """How the colours are coded (Adobe Technical Note 5116): YCbCr or RGB, and nothing else.

    Without this segment readers take three colours for YCbCr.
    """
    if len(segment) < 16 or segment[15] not in (0, 1):
        raise NotUnderstood
    return b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00" + segment[15:16]


RASTER = Raster(
    name="JPEG",
    media_type="image/jpeg",
    signature=b"\xff\xd8\xff",
    order=2,
    stripped=stripped,
    beside=beside,
    # Nobody sees a second coding at that quality, with all of the colours kept.
    saving={"format": "JPEG", "quality": 95, "subsampling": 0},
)
