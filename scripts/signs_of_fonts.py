"""Cut the signs that texts use out of larger fonts: arrows, ticks, boxes, signs of mathematics.

`python scripts/signs_of_fonts.py FOLDER`, where FOLDER holds Noto Sans Math, Noto Sans Symbols and
Noto Sans Symbols 2 as they are published. Afterwards run `scripts/coverage_of_fonts.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "styles" / "fonts"
# Of each font the blocks that are taken: the first font that has a sign is the one that prints it.
BLOCKS = {
    "NotoSansMath-Regular.ttf": [(0x2190, 0x21FF), (0x2200, 0x22FF), (0x27F5, 0x27FF)],
    "NotoSansSymbols2-Regular.ttf": [(0x25A0, 0x27BF), (0x2B00, 0x2BFF)],
    "NotoSansSymbols-Regular.ttf": [(0x2460, 0x24FF), (0x2600, 0x27BF)],
}
# Each has them as well: Pango takes the space between two signs from the font of the first.
SPACES = {0x20, 0xA0}


def cut(source: Path, points: set[int], target: Path) -> None:
    """Write a font with those characters alone, the same bytes each time."""
    options = Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=["*"])
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    font.save(target)


def main(folder: Path) -> None:
    """Cut each font; what an earlier one has is left out of the later ones."""
    taken: set[int] = set()
    for name, blocks in BLOCKS.items():
        with TTFont(folder / name, lazy=True) as font:
            held = set(font.getBestCmap())
        points = {p for first, last in blocks for p in range(first, last + 1)} & held - taken
        taken |= points
        cut(folder / name, points | SPACES & held, FONTS / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
