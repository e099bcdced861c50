"""Write down which characters the shipped fonts can print, so that a check need not open them.

The table holds what every face of both styles covers, as ranges of code points in hexadecimal.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "styles" / "fonts"


def covered(folder: Path) -> list[int]:
    """The code points that every face in a folder has a glyph for, in order."""
    return sorted(set.intersection(*map(_glyphs, sorted(folder.glob("*.ttf")))))


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
