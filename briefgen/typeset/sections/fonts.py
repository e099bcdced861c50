"""Merge the fonts of sections: each section has the glyphs that it prints, of the same fonts.

The engine embeds a part of each font, in which glyphs keep the numbers that they have in the whole
font (`HB_SUBSET_FLAGS_RETAIN_GIDS`), and names it after the font. So fonts of one name are parts of
one, and the texts on the pages, which are numbers of glyphs, stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from pikepdf import Array, Name, Pdf

from briefgen.typeset.sections.glyphs import has_outlines, merge

# An entry of the map from glyphs to text, as the engine writes it.
LETTER = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")
# The most entries of a map in one block (Adobe Technical Note 5014, 5.1).
BLOCK = 100
# What stands around the blocks.
BEFORE_MAP = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo
<< /Registry (Adobe)
/Ordering (UCS)
/Supplement 0
>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange"""
AFTER_MAP = b"""endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


class _Merged:
    """A font that stands for several of one name, with the glyphs and letters of all of them."""

    def __init__(self, font: Any) -> None:
        self.font, self.letters, self.widths = font, _letters(font), _widths(font)

    def takes(self, font: Any) -> bool:
        """Add a font; false if it has another letter or width for the same glyph.

        A glyph may stand for a space in one section, and for a space without a break in another.
        """
        letters, widths = _letters(font), _widths(font)
        if _differ(self.letters, letters) or _differ(self.widths, widths):
            return False
        self.letters |= letters
        self.widths |= widths
        return True


def _differ(own: dict[int, Any], other: dict[int, Any]) -> bool:
    return any(own.get(glyph, said) != said for glyph, said in other.items())


def share(pdf: Pdf, places: Iterable[Any]) -> None:
    """Merge the fonts that dictionaries of resources name, in place."""
    merged: dict[str, list[_Merged]] = {}
    files: dict[str, dict[bytes, Any]] = {}
    others: dict[bytes, Any] = {}
    for named in places:
        for key, font in list(named.items()):
            if font.get("/Subtype") != Name.Type0:
                continue
            descriptor, name = _descriptor(font), str(font.BaseFont)
            stream = descriptor.get("/FontFile2")
            if stream is None or not has_outlines(stream.read_bytes()):
                _share_file(descriptor, others)
                continue
            files.setdefault(name, {}).setdefault(_hash(stream), stream)
            group = merged.setdefault(name, [])
            same = next((each for each in group if each.takes(font)), None)
            if same is None:
                group.append(_Merged(font))
            else:
                named[key] = same.font
    for name, group in merged.items():
        _write(pdf, group, list(files[name].values()))


def _write(pdf: Pdf, group: list[_Merged], streams: list[Any]) -> None:
    """Write one file of glyphs for all fonts of a name, and the letters and widths of each."""
    file = streams[0]
    if len(streams) > 1:
        data = merge([stream.read_bytes() for stream in streams])
        file = pdf.make_stream(data)
        file.Length1 = len(data)
    for each in group:
        _descriptor(each.font).FontFile2 = file
        each.font.DescendantFonts[0].W = Array(list(_runs(each.widths)))
        each.font.ToUnicode.write(_map_of(each.letters))


def _share_file(descriptor: Any, kept: dict[bytes, Any]) -> None:
    """Keep one of equal files of another format, such as that of PostScript outlines."""
    for key in ("/FontFile", "/FontFile2", "/FontFile3"):
        if key in descriptor:
            descriptor[key] = kept.setdefault(_hash(descriptor[key]), descriptor[key])


def _hash(stream: Any) -> bytes:
    return sha256(stream.read_raw_bytes()).digest()


def _descriptor(font: Any) -> Any:
    return font.DescendantFonts[0].FontDescriptor


def _letters(font: Any) -> dict[int, bytes]:
    found = LETTER.findall(font.ToUnicode.read_bytes())
    return {int(glyph, 16): letters for glyph, letters in found}


def _widths(font: Any) -> dict[int, Any]:
    """Read the widths of glyphs: runs of a number and an array (ISO 32000-1, 9.7.4.3)."""
    widths: dict[int, Any] = {}
    runs = list(font.DescendantFonts[0].W)
    for first, run in zip(runs[::2], runs[1::2], strict=True):
        widths |= enumerate(run, int(first))
    return widths


def _runs(widths: dict[int, Any]) -> Iterator[Any]:
    run: list[Any] = []
    for glyph in sorted(widths):
        if glyph - 1 not in widths:
            if run:
                yield Array(run)
            yield glyph
            run = []
        run.append(widths[glyph])
    if run:
        yield Array(run)


def _map_of(letters: dict[int, bytes]) -> bytes:
    """Write the map from glyphs to text, in the engine's words."""
    entries = [b"<%04x> <%s>" % (glyph, letters[glyph]) for glyph in sorted(letters)]
    blocks = [entries[at : at + BLOCK] for at in range(0, len(entries), BLOCK)]
    lines = [
        line for block in blocks for line in (b"%d beginbfchar" % len(block), *block, b"endbfchar")
    ]
    return b"\n".join([BEFORE_MAP, *lines, AFTER_MAP])
