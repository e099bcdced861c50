"""The fonts that a page can be set in: those that came with briefgen, and those of the user.

Apart from `typeset`, because the rules ask as well which signs can be printed. A font is known by
what its file says of itself: `SourceSerif4-It.otf` is Source Serif 4, italic.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from briefgen.ground.bounds import Bounds, EndedError
from briefgen.ground.children import bounded
from briefgen.ground.files import bytes_of
from briefgen.ground.folder import MAX_BYTES, FileFault, inside
from briefgen.ground.shipped import folder

ENDINGS = (".ttf", ".otf", ".woff2", ".woff")
SHIPPED = re.compile(r"(?P<family>\w+)-(?P<face>Regular|Italic|Bold|BoldItalic)\.ttf\Z")
# Fonts of signs alone: arrows, ticks, boxes. Any text may need one, whatever it is set in.
OF_SIGNS = {"Noto Sans Math", "Noto Sans Symbols", "Noto Sans Symbols2"}
# From this weight on a font is bold by its number, and its bits change nothing.
BOLD = 600
# What reading one font may take: the largest honest ones have 65,535 glyphs.
READING = Bounds(seconds=10)


@dataclass(frozen=True, slots=True)
class Face:
    """One font of a family: the file it is in, and what the file says of itself.

    `weight` is empty where it has many, as a variable font. `names` are those it is known by,
    `ranges` the code points that it has, from each first to its last. `fault` says why it can't be
    read.
    """

    path: Path
    family: str = ""
    weight: str = "400"
    style: str = "normal"
    names: tuple[str, ...] = ()
    ranges: tuple[tuple[int, int], ...] = ()
    fault: str = ""

    def stands_for(self, other: Face) -> bool:
        """Tell whether a style that asks for the other one gets this."""
        is_alike = (self.family, self.style) == (other.family, other.style)
        return self.path.name == other.path.name or (is_alike and self.weight in ("", other.weight))

    def has(self, char: str) -> bool:
        """Tell whether there is a glyph for a character."""
        at = bisect_right(self.ranges, (ord(char), 0x110000)) - 1
        return at >= 0 and ord(char) <= self.ranges[at][1]


def font_faces(styles: tuple[Path, ...] = ()) -> dict[str, Path]:
    """List the font files by name. One of the user's takes the place of a shipped one of its name.

    A link that leads out of a folder of the user's is left aside.
    """
    found = {path.name: path for path in _own_files(styles)}
    for path in sorted((folder("styles") / "fonts").glob("*.ttf")):
        found.setdefault(path.name, path)
    return found


@cache
def shipped_faces() -> tuple[Face, ...]:
    """List the faces that came with briefgen.

    They are known by the names of their files, which are ours: opening them all takes
    longer than checking a brief.
    """
    faces = []
    for path in sorted((folder("styles") / "fonts").glob("*.ttf")):
        if found := SHIPPED.match(path.name):
            family = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", found["family"])
            weight = "700" if "Bold" in found["face"] else "400"
            style = "italic" if "Italic" in found["face"] else "normal"
            faces.append(Face(path, family, weight, style, (family,)))
    return tuple(faces)


def own_faces(styles: tuple[Path, ...]) -> tuple[Face, ...]:
    """List the faces in the user's folders, as their files describe them."""
    return tuple(_known(path, *_stamp(path)) for path in _own_files(styles))


def _own_files(styles: Iterable[Path]) -> Iterator[Path]:
    """List the font files of the user's folders, of those with one name the first."""
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
    with suppress(OSError):
        about = path.stat()
        return about.st_size, about.st_mtime_ns
    return 0, 0


@lru_cache(maxsize=256)
def _known(path: Path, _size: int, _changed: int) -> Face:
    """Read the face in a file as it is now, within bounds: fonts may come from anybody."""
    try:
        return bounded(lambda: _read(path), READING)
    except EndedError:
        return Face(path, fault="takes too long to be read")


def _read(path: Path) -> Face:
    import io

    from fontTools.ttLib import TTFont

    try:
        data = bytes_of(path, MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            return Face(path, fault=f"is larger than {MAX_BYTES // 1048576} MB")
        with TTFont(io.BytesIO(data), lazy=True) as font:
            return _said(path, font)
    except Exception as error:  # a broken font can fail in any way
        if isinstance(error, MemoryError):
            raise
        return Face(path, fault="is not a font that can be read")


def _said(path: Path, font: Any) -> Face:
    # The typographic family, and the family of four that older programs know (OpenType, `name`).
    names = [font["name"].getDebugName(number) for number in (16, 1)]
    names = [" ".join(name.split()) for name in names if name and name.strip()]
    family = names[0] if names else path.stem
    # Bit 0 of `fsSelection` and bit 1 of `macStyle` say italic; a file may have one of them only.
    bits = font["OS/2"].fsSelection if "OS/2" in font else 0
    style = "italic" if bits & 1 or font["head"].macStyle & 2 else "normal"
    ranges = tuple(_ranges(sorted(font.getBestCmap())))
    return Face(path, family, _weight(font), style, tuple(names or [family]), ranges)


def _weight(font: Any) -> str:
    """Read the weight from the OpenType table OS/2, bold where its bits say so.

    Free fonts often have 400 there for all faces, and only the bits tell the bold one.
    """
    if "fvar" in font and any(axis.axisTag == "wght" for axis in font["fvar"].axes):
        return ""
    about = font.get("OS/2", None)
    weight = about.usWeightClass if about else 400
    weight = min(900, max(100, round(weight / 100) * 100))
    is_bold = (about and about.fsSelection & 1 << 5) or font["head"].macStyle & 1
    return str(700 if is_bold and weight < BOLD else weight)


def _ranges(points: list[int]) -> Iterator[tuple[int, int]]:
    """Join code points to ranges: 1, 2, 3, 7 is (1, 3), (7, 7)."""
    for _, group in groupby(enumerate(points), lambda pair: pair[1] - pair[0]):
        run = [point for _, point in group]
        yield run[0], run[-1]


@lru_cache(maxsize=4096)
def is_shipped(char: str) -> bool:
    """Tell whether the shipped fonts have a glyph for a character: every face, or one of signs.

    The table is made by `scripts/coverage_of_fonts.py`, so that a check opens no font.
    """
    starts, ends = _coverage()
    at = bisect_right(starts, ord(char)) - 1
    return at >= 0 and ord(char) <= ends[at]


@cache
def _coverage() -> tuple[list[int], list[int]]:
    """Read the first and the last code points of the ranges that the shipped fonts cover."""
    lines = (folder("styles") / "fonts" / "coverage.txt").read_text("ascii").split()
    ranges = [line.split("-") for line in lines]
    return [int(first, 16) for first, _ in ranges], [int(last, 16) for _, last in ranges]
