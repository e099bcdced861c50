"""Merge TrueType fonts that hold different glyphs of one font, under the same numbers.

The tables are those of the OpenType specification, 1.9: `glyf` has the outlines, `loca` where each
begins, `hmtx` how far each advances.
"""

from __future__ import annotations

import io
import struct
import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

# Where fields stand in their tables.
LONG_PLACES = 50  # in `head`: whether `loca` has four bytes for each glyph
GLYPHS = 4  # in `maxp`: how many glyphs there are
ADVANCES = 34  # in `hhea`: for how many glyphs `hmtx` has an advance of their own


NEEDED = {b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp"}


@dataclass(slots=True)
class _Part:
    """One of the fonts: its tables, where its outlines begin, and advance and bearing of glyphs."""

    tables: dict[str, bytes]
    places: Sequence[int]
    metrics: Sequence[tuple[int, int]]


def has_outlines(font: bytes) -> bool:
    """Tell whether a font has all tables that `merge` reads; one of bitmaps alone may not."""
    count = _field(font, 4)
    return {font[at : at + 4] for at in range(12, 12 + 16 * count, 16)} >= NEEDED


def merge(fonts: Sequence[bytes]) -> bytes:
    """Make one font with the glyphs of all; where two have a glyph, it is the same in both.

    The other tables are those of the font with most glyphs.
    """
    from fontTools.ttLib.sfnt import SFNTWriter

    parts = [_read(data) for data in fonts]
    largest = max(parts, key=lambda part: len(part.places))
    count = len(largest.places) - 1
    outlines, metrics = [b""] * count, [(0, 0)] * count
    for part in parts:
        glyf, places = part.tables["glyf"], part.places
        for glyph in range(len(places) - 1):
            begin, end = places[glyph], places[glyph + 1]
            if begin != end and not outlines[glyph]:
                outlines[glyph] = glyf[begin:end]
            if metrics[glyph] == (0, 0):
                metrics[glyph] = part.metrics[glyph]
    tables = dict(largest.tables)
    tables["glyf"], tables["loca"] = _outline_tables(outlines)
    tables["hmtx"] = b"".join(struct.pack(">Hh", *each) for each in metrics)
    tables["hhea"] = _with_field(tables["hhea"], ADVANCES, count)
    tables["head"] = _with_field(tables["head"], LONG_PLACES, 1)
    made = io.BytesIO()
    writer = SFNTWriter(made, len(tables), fonts[0][:4].decode("latin-1"))
    for name in sorted(tables):
        writer[name] = tables[name]
    writer.close()
    return made.getvalue()


def _read(data: bytes) -> _Part:
    from fontTools.ttLib.sfnt import SFNTReader

    reader = SFNTReader(io.BytesIO(data))
    tables = {name: reader[name] for name in reader.keys()}  # noqa: SIM118 - it isn't iterable
    is_long = _field(tables["head"], LONG_PLACES)
    places = array("I" if is_long else "H", tables["loca"])
    if sys.byteorder == "little":
        places.byteswap()
    own = _field(tables["hhea"], ADVANCES)
    count = _field(tables["maxp"], GLYPHS)
    metrics = list(struct.iter_unpack(">Hh", tables["hmtx"][: 4 * own]))
    bearings = struct.iter_unpack(">h", tables["hmtx"][4 * own : 4 * own + 2 * (count - own)])
    metrics += [(metrics[-1][0], bearing) for (bearing,) in bearings]
    return _Part(tables, places if is_long else [2 * place for place in places], metrics)


def _outline_tables(outlines: Sequence[bytes]) -> tuple[bytes, bytes]:
    places, at = array("I", [0]), 0
    padded = [outline + b"\0" * (-len(outline) % 4) for outline in outlines]
    for outline in padded:
        at += len(outline)
        places.append(at)
    if sys.byteorder == "little":
        places.byteswap()
    return b"".join(padded), places.tobytes()


def _field(table: bytes, at: int) -> int:
    return int.from_bytes(table[at : at + 2], "big")


def _with_field(table: bytes, at: int, value: int) -> bytes:
    return table[:at] + value.to_bytes(2, "big") + table[at + 2 :]
