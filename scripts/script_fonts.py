"""Make the fonts of scripts other than Latin, Cyrillic and Greek, from those that are published.

`python scripts/script_fonts.py FOLDER`, where FOLDER holds the files of these packages of npm, as
`npm pack` unpacks them: @expo-google-fonts/ vazirmatn, noto-serif-hebrew, noto-sans-hebrew,
noto-serif-devanagari, noto-serif-bengali, noto-sans-bengali, noto-sans-thai,
noto-sans-georgian, noto-sans-armenian. Afterwards run `scripts/coverage_of_fonts.py`.

Their licence, the SIL Open Font License 1.1, allows the changes; none of them reserves its name.
"""

from __future__ import annotations

import shutil
import sys
import unicodedata
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "styles" / "fonts"
FAMILIES = (
    *("Vazirmatn", "NotoSerifHebrew", "NotoSansHebrew", "NotoSerifDevanagari"),
    *("NotoSerifBengali", "NotoSansBengali"),
    *("NotoSansThai", "NotoSansGeorgian", "NotoSansArmenian"),
)
FACES = {"400Regular": "Regular", "700Bold": "Bold"}
# The font whose lines are as high as theirs are made.
LIKE = FONTS / "NotoSerif-Regular.ttf"
# The heights of a line that engines read, by table.
HEIGHTS = {
    "hhea": ("ascent", "descent", "lineGap"),
    "OS/2": ("sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent"),
}


def prepared(source: Path, like: TTFont) -> TTFont:
    """The font without Latin and Greek letters, with lines as high as those of `like`.

    The letters are those of Noto Serif and Noto Sans on all pages. A font that had them, too, would
    print them where its own script's language is set. And a line stays as high as its neighbours
    where a word of another script stands in it.
    """
    options = Options(layout_features=["*"], hinting=False, notdef_outline=True, name_IDs=["*"])
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[point for point in font.getBestCmap() if not _is_foreign(point)])
    subsetter.subset(font)
    scale = font["head"].unitsPerEm / like["head"].unitsPerEm
    for table, names in HEIGHTS.items():
        for name in names:
            setattr(font[table], name, round(getattr(like[table], name) * scale))
    return font


def _is_foreign(point: int) -> bool:
    name = unicodedata.name(chr(point), "")
    return chr(point).isalpha() and name.startswith(("LATIN", "GREEK", "MICRO", "FEMININE", "MASC"))


def main(folder: Path) -> None:
    """Write both faces of each family, and its licence."""
    like = TTFont(LIKE)
    for family in FAMILIES:
        for published, face in FACES.items():
            (source,) = folder.rglob(f"{family}_{published}.ttf")
            prepared(source, like).save(FONTS / f"{family}-{face}.ttf")
        shutil.copyfile(source.parent.parent / "LICENSE_FONT", FONTS / f"OFL-{family}.txt")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
