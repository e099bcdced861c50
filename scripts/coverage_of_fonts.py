"""Write down which characters the shipped fonts can print, so that a check need not open them.

The table holds what every face of both styles covers, or a font of signs, as ranges of code points
in hexadecimal.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from fontTools.ttLib import TTFont
from signs_of_fonts import BLOCKS

FONTS = Path(__file__).resolve().parent.parent / "styles" / "fonts"


def covered(folder: Path) -> list[int]:
    """The code points that every face of texts has a glyph for, or one of signs, in order."""
    faces = sorted(folder.glob("*.ttf"))
    texts = [path for path in faces if path.name not in BLOCKS]
    signs = [path for path in faces if path.name in BLOCKS]
    return sorted(set.intersection(*map(_glyphs, texts)).union(*map(_glyphs, signs)))


def _glyphs(path: Path) -> set[int]:
    with TTFont(path, lazy=True) as face:
        return set(face.getBestCmap())


def as_ranges(points: list[int]) -> str:
    """Code points as ranges, a range to a line: `20-7e`."""
    lines = []
    for _, group in groupby(enumerate(points), lambda pair: pair[1] - pair[0]):
        run = [point for _, point in group]
        lines.append(f"{run[0]:x}-{run[-1]:x}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    (FONTS / "coverage.txt").write_text(as_ranges(covered(FONTS)), encoding="ascii")
