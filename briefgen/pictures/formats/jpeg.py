"""Copy a JPEG without anything but its picture; the compressed image stays the same, bit by bit.

The markers are those of ITU-T T.81, annex B. Tables and scans are kept. Left out are the segments
of a camera (EXIF, with the place and a small picture), of an editor (XMP, IPTC), profiles and
comments, and further pictures behind the end (MPF).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress

from briefgen.ground.regexes import regex
from briefgen.pictures.raster import NotUnderstood, Raster

# The second bytes of markers; the first is always FF.
START, END, SCAN = 0xD8, 0xD9, 0xDA
TABLES = {0xDB, 0xC4, 0xDD}  # quantisation, Huffman, restart interval
FRAMES = {0xC0, 0xC1, 0xC2}  # baseline, extended and progressive, all with Huffman coding
APPLICATION = range(0xE0, 0xF0)
ADOBE, COMMENT = 0xEE, 0xFE
# The header of a JPEG. A file's own one says how large a pixel is on paper, which nothing here
# needs, and may hold a small picture. So every file gets this one.
JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
# The marker that ends a scan. FF followed by zero, or by a restart (D0 to D7), belongs to the scan
# (B.1.1.5).
SCAN_END = regex(rb"\xff+[\x01-\xcf\xd8-\xfe]")
# The bytes that are cut off the end for a test, more than the code of one last block has.
SLACK = 8


def stripped(data: bytes) -> bytes:
    """Copy the picture alone, compressed as it was.

    Raises NotUnderstood where it is built in a rare way (lossless, arithmetic, of 12 bits), or
    where its scan has bytes behind the last block.
    """
    made = _picture_only(data)
    if _has_slack(made):
        raise NotUnderstood
    return made


def _picture_only(data: bytes) -> bytes:
    """Copy the segments of a JPEG that draw it. Raises NotUnderstood like `stripped`."""
    kept = [b"\xff\xd8"]
    is_framed = is_scanned = False
    for marker, segment, scan in _segments(data):
        if marker in FRAMES:
            # Only one frame, of 8 bits a sample, in grey or in three colours (B.2.2).
            if is_framed or segment[4] != 8 or segment[9] not in (1, 3):
                raise NotUnderstood
            is_framed = True
        if marker == SCAN:
            is_scanned = True
        if marker == ADOBE and segment[4:9] == b"Adobe":
            kept.append(_adobe_segment(segment))
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
    """Tell whether a stripped JPEG has bytes between its last block and its end.

    Readers skip such bytes, so that somebody can hide words there. If the picture looks the same
    without its last bytes, they were no part of it.
    """
    from PIL import Image, ImageChops

    shortened = data[: -2 - SLACK] + b"\xff\xd9"
    with Image.open(io.BytesIO(data)) as whole:
        try:
            with Image.open(io.BytesIO(shortened)) as short:
                return ImageChops.difference(whole, short).getbbox() is None
        except (OSError, ValueError):  # too short now, so the bytes were part of the picture
            return False


def beside(data: bytes) -> Iterator[bytes]:
    """List the contents of the segments that aren't the picture, and all that follows its end."""
    at = 2
    with suppress(NotUnderstood):  # then all that follows is one part
        for marker, segment, scan in _segments(data):
            at += len(segment) + len(scan)
            if marker in APPLICATION or marker == COMMENT:
                yield segment[4:]
    yield data[at:]


def _segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """List the segments up to the end of the image: the marker, the segment, and its scan.

    Raises NotUnderstood where a segment is cut off, or something stands between two of them.
    """
    at = 2
    while True:
        while data[at : at + 2] == b"\xff\xff":  # any number of FF may precede a marker (B.1.1.2)
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


def _adobe_segment(segment: bytes) -> bytes:
    """Write Adobe's segment again with one field only: how the colours are coded.

    The field is 1 for YCbCr and 0 for RGB (Adobe Technical Note 5116). Without this segment,
    readers take three colours for YCbCr. Raises NotUnderstood where it has another value.
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
    # At this quality, without fewer pixels for colours, compressing it again can't be seen.
    saving={"format": "JPEG", "quality": 95, "subsampling": 0},
)
