"""Write down which characters the fonts can print, so that a check need not open them.

`coverage.txt` holds what every face of both styles covers, with the fonts of other scripts that are
a part of both, or a font of signs. `coverage-cjk.txt` holds what the fonts of `briefgen[cjk]`
cover; they have to be installed. Both are ranges of code points in hexadecimal.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import groupby
from pathlib import Path

from fontTools.ttLib import TTFont
from signs_of_fonts import BLOCKS

from briefgen.look.extras import installed_fonts
from briefgen.look.fonts import shipped_faces
from briefgen.look.scripts import SCRIPTS, Script, script_of_char

FONTS = Path(__file__).resolve().parent.parent / "styles" / "fonts"
STYLES = ("Noto Serif", "Noto Sans")


def covered() -> list[int]:
    """The code points that every face of texts has a glyph for, or one of signs, in order."""
    texts = set.intersection(*map(_in_style, STYLES))
    return sorted(texts.union(*(_glyphs(FONTS / name) for name in BLOCKS)))


def _in_style(style: str) -> set[int]:
    """What one style covers: its own family, and of each script the families that are for it."""
    found = _in_family(style)
    for script in SCRIPTS:
        others = {each for each in STYLES if each != style}
        families = [family for family in script.families if not any(map(family.startswith, others))]
        # A family that is for both, or for one alone, as Noto Sans Thai is.
        for family in () if script.extra else families or script.families:
            found |= of_script(script, _in_family(family))
    return found


@cache
def _in_family(family: str) -> set[int]:
    return set.intersection(
        *(_glyphs(face.path) for face in shipped_faces() if face.family == family)
    )


def of_script(script: Script, points: Iterable[int]) -> set[int]:
    """The code points of a script: for them alone its fonts are loaded."""
    return {point for point in points if script_of_char(chr(point)) is script}


def of_extra() -> list[int]:
    """The code points that the fonts of `briefgen[cjk]` cover; empty if they aren't installed."""
    faces = [_glyphs(path) for _, path in installed_fonts()]
    (script,) = (script for script in SCRIPTS if script.extra == "cjk")
    return sorted(of_script(script, set.intersection(*faces))) if faces else []


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
    (FONTS / "coverage.txt").write_text(as_ranges(covered()), encoding="ascii")
    if points := of_extra():
        (FONTS / "coverage-cjk.txt").write_text(as_ranges(points), encoding="ascii")
