"""Finds the fonts that a page can be set in, briefgen's own and the user's, and their characters.

Apart from `typeset`, because the checks ask which characters can be printed. A user's font is known
by what its file says, not by the file's name: `SourceSerif4-It.otf` is Source Serif 4, italic.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from briefgen.ground.bounds import Bounds, EndedError
from briefgen.ground.files import bytes_of
from briefgen.ground.folder import MAX_BYTES, FileFault, inside
from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.ground.shipped import folder

ENDINGS = (".ttf", ".otf", ".woff2", ".woff")
# The names of briefgen's own font files.
SHIPPED = regex(r"(?P<family>\w+)-(?P<face>Regular|Italic|Bold|BoldItalic)\.ttf\Z")
# Families that only have symbols: arrows, ticks, boxes. A text in any family may need them.
OF_SIGNS = {"Noto Sans Math", "Noto Sans Symbols", "Noto Sans Symbols2"}
# The characters that the shipped fonts have, and those that the fonts of extras have.
COVERAGE, EXTRA_COVERAGE = "coverage.txt", "coverage-cjk.txt"
# What is wrong with a font whose glyphs have numbers of their own.
RENUMBERED = "numbers its glyphs in a way that the standard for archives, PDF/A, doesn't allow"
# From this weight on, the number alone tells that a font is bold, whatever its bits say.
BOLD = 600
# The most that reading one font may take. Even the largest fonts, of 65,535 glyphs, are within it.
READING = Bounds(seconds=10)


@record
class Face:
    """One font of a family: its file, and what the file says about it.

    `weight` is a number in CSS's scale; it is empty for a variable font, which has many. `names`
    are the family's names, `ranges` the code points with a glyph, as pairs of first and last.
    `fault` says why the file can't be read; it is empty if it can.
    """

    path: Path
    family: str = ""
    weight: str = "400"
    style: str = "normal"
    names: tuple[str, ...] = ()
    ranges: tuple[tuple[int, int], ...] = ()
    fault: str = ""

    def stands_for(self, other: Face) -> bool:
        """Tell whether this face is used in place of the other: same file name, or same face."""
        is_alike = (self.family, self.style) == (other.family, other.style)
        return self.path.name == other.path.name or (is_alike and self.weight in ("", other.weight))

    def has(self, char: str) -> bool:
        """Tell whether the font has a glyph for a character."""
        # The last range that begins at the character or before it.
        at = bisect_right(self.ranges, (ord(char), 0x110000)) - 1
        return at >= 0 and ord(char) <= self.ranges[at][1]


def font_faces(styles: tuple[Path, ...] = ()) -> dict[str, Path]:
    """List all font files by name; a user's file replaces briefgen's own file of that name.

    Those of an extra are there if it is installed. A file that is a link out of the user's folder
    is left out.
    """
    from briefgen.look.extras import files_of_extras

    found = {path.name: path for path in _own_files(styles)}
    for path in (*sorted((folder("styles") / "fonts").glob("*.ttf")), *files_of_extras()):
        found.setdefault(path.name, path)
    return found


@cache
def shipped_faces() -> tuple[Face, ...]:
    """List briefgen's own faces, without ranges.

    Family, weight and style are read from the names of the files, which we control: opening all the
    files would take longer than checking a brief.
    """
    faces = []
    for path in sorted((folder("styles") / "fonts").glob("*.ttf")):
        if found := SHIPPED.match(path.name):
            # NotoSansMath is Noto Sans Math.
            family = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", found["family"])
            weight = "700" if "Bold" in found["face"] else "400"
            style = "italic" if "Italic" in found["face"] else "normal"
            faces.append(Face(path, family, weight, style, (family,)))
    return tuple(faces)


def faces_of_extras() -> list[Face]:
    """List the faces of the extras that are installed, without ranges."""
    from briefgen.look.extras import installed_fonts

    return [
        Face(path, font.family, font.weight, names=(font.family,))
        for font, path in installed_fonts()
    ]


def own_faces(styles: tuple[Path, ...]) -> tuple[Face, ...]:
    """Read the faces in the user's folders; one that can't be read has a `fault`."""
    return tuple(_cached_face(path, *_stamp(path)) for path in _own_files(styles))


def _own_files(styles: Iterable[Path]) -> Iterator[Path]:
    """Yield the font files of the user's folders; of several with one name only the first."""
    seen = set()
    for at in styles:
        if at == folder("styles"):
            continue
        with suppress(OSError):
            for path in sorted((at / "fonts").iterdir()):
                if path.suffix.lower() in ENDINGS and path.name not in seen:
                    with suppress(FileFault):
                        inside(at, f"fonts/{path.name}")
                        seen.add(path.name)
                        yield path


def _stamp(path: Path) -> tuple[int, int]:
    """Return a file's size and the time of its last change: if one differs, it is read again."""
    with suppress(OSError):
        about = path.stat()
        return about.st_size, about.st_mtime_ns
    return 0, 0


@lru_cache(maxsize=256)
def _cached_face(path: Path, _size: int, _changed: int) -> Face:
    """Read the face in a file, in a child with bounds: the font may have come by e-mail.

    Size and time of the file are parameters so that the cache notices a change.
    """
    from briefgen.ground.children import bounded

    try:
        return bounded(lambda: _read(path), READING)
    except EndedError:
        return Face(path, fault="takes too long to be read")


def _read(path: Path) -> Face:
    """Read the face in a file in this process; never raises for what is in the file."""
    import io

    from fontTools.ttLib import TTFont

    try:
        data = bytes_of(path, MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            return Face(path, fault=f"is larger than {MAX_BYTES // 1048576} MB")
        with TTFont(io.BytesIO(data), lazy=True) as font:
            return Face(path, fault=RENUMBERED) if _is_renumbered(font) else _described(path, font)
    except Exception as error:  # fontTools raises errors of many kinds for broken fonts
        # `bounded` turns this one into EndedError.
        if isinstance(error, MemoryError):
            raise
        return Face(path, fault="is not a font that can be read")


def _is_renumbered(font: Any) -> bool:
    """Tell whether a font in CFF calls its glyphs by other numbers (CIDs) than their places.

    The engine writes the places as CIDs, which breaks PDF/A and PDF/UA (ISO 32000-1, 9.7.4.2). The
    fonts for one country of Chinese, Japanese and Korean are of this kind.
    """
    if "CFF " not in font:
        return False
    top = font["CFF "].cff[0]
    if not hasattr(top, "ROS"):
        return False
    return any(name != f"cid{at:05d}" for at, name in enumerate(top.charset) if at)


def _described(path: Path, font: Any) -> Face:
    """Describe a font that fontTools has opened."""
    # Name 16 is the typographic family. Name 1 is the family for older programs, which know four
    # faces a family at most, as in "Source Serif 4 Light" (OpenType, table `name`).
    names = [font["name"].getDebugName(number) for number in (16, 1)]
    names = [" ".join(name.split()) for name in names if name and name.strip()]
    family = names[0] if names else path.stem
    # Bit 0 of `fsSelection` and bit 1 of `macStyle` both say italic; some fonts only set one.
    bits = font["OS/2"].fsSelection if "OS/2" in font else 0
    style = "italic" if bits & 1 or font["head"].macStyle & 2 else "normal"
    ranges = tuple(_ranges(sorted(font.getBestCmap())))
    return Face(path, family, _weight(font), style, tuple(names or [family]), ranges)


def _weight(font: Any) -> str:
    """Read the weight from OpenType's table OS/2, rounded to CSS's hundreds; empty if variable.

    Free fonts often have 400 there for all faces, and only bits tell the bold one.
    """
    if "fvar" in font and any(axis.axisTag == "wght" for axis in font["fvar"].axes):
        return ""
    about = font.get("OS/2", None)
    weight = about.usWeightClass if about else 400
    weight = min(900, max(100, round(weight / 100) * 100))
    is_bold = (about and about.fsSelection & 1 << 5) or font["head"].macStyle & 1
    return str(700 if is_bold and weight < BOLD else weight)


def _ranges(points: list[int]) -> Iterator[tuple[int, int]]:
    """Join sorted code points to ranges: 1, 2, 3, 7 gives (1, 3), (7, 7)."""
    # Within a run, a code point and its index grow alike, so that their difference is the same.
    for _, group in groupby(enumerate(points), lambda pair: pair[1] - pair[0]):
        run = [point for _, point in group]
        yield run[0], run[-1]


@lru_cache(maxsize=4096)
def is_shipped(char: str) -> bool:
    """Tell whether briefgen's own fonts can print a character in any face.

    It is in every face of the text families, with the fonts of other scripts that are a part of
    them, or in one of the families of symbols. The table that says so is made by
    `scripts/coverage_of_fonts.py`, so that a check opens no font.
    """
    return _is_in(char, COVERAGE)


@lru_cache(maxsize=4096)
def extra_of(char: str) -> str:
    """Find the extra of briefgen whose fonts have a character; empty if none has it."""
    from briefgen.look.scripts import script_of_char

    script = script_of_char(char)
    return script.extra if script and script.extra and _is_in(char, EXTRA_COVERAGE) else ""


def _is_in(char: str, table: str) -> bool:
    """Tell whether a character is in a table of `styles/fonts`."""
    starts, ends = _coverage(table)
    at = bisect_right(starts, ord(char)) - 1
    return at >= 0 and ord(char) <= ends[at]


@cache
def _coverage(table: str) -> tuple[list[int], list[int]]:
    """Read the ranges of code points of a table: all starts, and all ends."""
    lines = (folder("styles") / "fonts" / table).read_text("ascii").split()
    ranges = [line.split("-") for line in lines]
    return [int(first, 16) for first, _ in ranges], [int(last, 16) for _, last in ranges]
