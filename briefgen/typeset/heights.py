"""Make the lines of a font as high as those of Noto Serif, where its file can't be changed.

A line in which a word of another font stands would be higher than its neighbours. The shipped fonts
have the heights in their files (`scripts/script_fonts.py`); those of an extra are what their
package has.
"""

from __future__ import annotations

from struct import pack_into, unpack_from

# Of Noto Serif and Noto Sans, in thousandths of the size: above the base line, below it, between.
ASCENT, DESCENT, GAP = 1069, 293, 0


def with_heights(font: bytes) -> bytes:
    """Give a font of one face, TrueType or OpenType, with the heights of Noto Serif.

    The checksums of its tables stay as they were: no engine compares them.
    """
    # OpenType: after 12 bytes, 16 for each table: its name, checksum, place and length.
    (number,) = unpack_from(">H", font, 4)
    entries = (unpack_from(">4sLLL", font, 12 + 16 * at) for at in range(number))
    places = {name: place for name, _, place, _ in entries}
    (units,) = unpack_from(">H", font, places[b"head"] + 18)
    above, below, between = (round(each * units / 1000) for each in (ASCENT, DESCENT, GAP))
    changed = bytearray(font)
    pack_into(">hhh", changed, places[b"hhea"] + 4, above, -below, between)
    pack_into(">hhhHH", changed, places[b"OS/2"] + 68, above, -below, between, above, below)
    return bytes(changed)
