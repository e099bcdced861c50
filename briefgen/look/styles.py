"""The styles there are, those of the user's among them, and the user's sheets that one is made of.

A style is a folder `styles/NAME/` with tokens, found by being there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from briefgen.ground.decode import composed
from briefgen.ground.folder import FileFault, inside
from briefgen.ground.shipped import folder
from briefgen.look import Look
from briefgen.look.fonts import ENDINGS

TOKENS = "tokens.css"
# What else stands in `styles/`.
NO_STYLES = ("parts", "fonts")
# The name becomes a part of a path and, in the page, a class: one word, and no way anywhere.
NAME = re.compile(r"[^\W_][\w-]{0,63}")
SHEETS = ("*.css", "{style}/*.css", "parts/*.css")
FONTS = tuple(f"{at}fonts/*{ending}" for at in ("", "{style}/") for ending in ENDINGS)


def style_names(own: Iterable[Path] = ()) -> tuple[str, ...]:
    """List the styles: the default, the others that are shipped, those in the user's folders."""
    default = Look().style
    shipped = sorted(_names_in(folder("styles")), key=lambda name: (name != default, name))
    added = (name for at in own for name in sorted(_names_in(at)))
    return tuple(dict.fromkeys((*shipped, *added)))


def _names_in(root: Path) -> Iterator[str]:
    with suppress(OSError):
        for path in root.glob(f"*/{TOKENS}"):
            name = path.parent.name
            if is_plain(name) and _is_inside(root, name):
                yield name


def is_plain(name: str) -> bool:
    """Tell whether a style may have that name, which leads nowhere as a part of a path."""
    return bool(NAME.fullmatch(composed(name))) and name not in NO_STYLES


def _is_inside(root: Path, name: str) -> bool:
    """Tell whether the tokens are there, and no link leads out of the folder on the way."""
    with suppress(FileFault, OSError):
        return inside(root, f"{name}/{TOKENS}").is_file()
    return False


def style_meant(name: str, own: Iterable[Path] = ()) -> str | None:
    """Find the style of that name, in capitals or not; None where there is none.

    Some systems hand out names of files with their accents as letters of their own (NFD).
    """
    if name in style_names():  # the user's folders may be large: they aren't looked through for it
        return name
    meant = composed(name).casefold()
    alike = [each for each in style_names(own) if composed(each).casefold() == meant]
    return name if name in alike else next(iter(alike), None)


def own_sheets(look: Look) -> Iterator[tuple[Path, str]]:
    """List the sheets of the user's that the style may use: the folder, and the name in it.

    A sheet that comes first hides those of its name that follow. Links aren't looked into here.
    """
    return _own(look, SHEETS)


def own_files(look: Look) -> Iterator[tuple[Path, str]]:
    """List the sheets and the fonts of the user's that the style may use, as `own_sheets` does."""
    return _own(look, (*SHEETS, *FONTS))


def _own(look: Look, patterns: Iterable[str]) -> Iterator[tuple[Path, str]]:
    for root in look.styles:
        for pattern in patterns:
            # The folder of the style may be a link that leads out: then `folders` is without it.
            if "{style}" not in pattern or root / look.style in look.folders:
                for path in sorted(root.glob(pattern.format(style=look.style))):
                    yield root, path.relative_to(root).as_posix()
