"""Finds the styles, briefgen's own and the user's, and the user's sheets and fonts for one.

A folder `styles/NAME/` is a style if it has a file `tokens.css`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from fnmatch import fnmatchcase
from pathlib import Path

from briefgen.ground.decode import composed
from briefgen.ground.folder import FileFault, inside
from briefgen.ground.regexes import regex
from briefgen.ground.shipped import folder
from briefgen.look import Look
from briefgen.look.fonts import ENDINGS

TOKENS = "tokens.css"
# Folders in `styles/` that are no styles.
NO_STYLES = ("parts", "fonts")
# A style's name becomes a part of a path and a class in the page. So it has no dots, slashes or
# spaces, and has 64 characters at most.
NAME = regex(r"[^\W_][\w-]{0,63}")
# Where sheets and fonts may stand in a user's folder.
SHEETS = ("*.css", "{style}/*.css", "parts/*.css")
FONTS = ("fonts/*", "{style}/fonts/*")


def style_names(own: Iterable[Path] = ()) -> tuple[str, ...]:
    """List the names of the styles: the default, briefgen's others, those in the user's folders."""
    default = Look().style
    shipped = sorted(_names_in(folder("styles")), key=lambda name: (name != default, name))
    added = (name for at in own for name in sorted(_names_in(at)))
    return tuple(dict.fromkeys((*shipped, *added)))


def _names_in(root: Path) -> Iterator[str]:
    """Yield the names of the styles in one folder, in no order."""
    with suppress(OSError):
        for path in root.glob(f"*/{TOKENS}"):
            name = path.parent.name
            if is_plain(name) and _is_inside(root, name):
                yield name


def is_plain(name: str) -> bool:
    """Tell whether a style may have that name: as a part of a path it can't lead elsewhere."""
    return bool(NAME.fullmatch(composed(name))) and name not in NO_STYLES


def _is_inside(root: Path, name: str) -> bool:
    """Tell whether a style's tokens are there, and aren't reached by a link out of the folder."""
    with suppress(FileFault, OSError):
        return inside(root, f"{name}/{TOKENS}").is_file()
    return False


def style_meant(name: str, own: Iterable[Path] = ()) -> str | None:
    """Find the style that is meant by a name, whatever its case; None if there is none.

    Names are compared composed, because macOS has decomposed letters (NFD) in names of files.
    """
    # First briefgen's own: the user's folders may be large, and needn't be listed for these.
    if name in style_names():
        return name
    meant = composed(name).casefold()
    alike = [each for each in style_names(own) if composed(each).casefold() == meant]
    return name if name in alike else next(iter(alike), None)


def own_sheets(look: Look) -> Iterator[tuple[Path, str]]:
    """Yield the user's sheets for the style: the folder, and the sheet's name below it.

    Of several sheets with one name, the first is used. Whether a sheet is a link that leads out of
    its folder isn't checked here, but when it is read.
    """
    # A style of the user's builds on the tokens of the default one (`render.sheets`).
    is_shipped = (folder("styles") / look.style).is_dir()
    return _own(look, SHEETS if is_shipped else (*SHEETS, f"{Look().style}/{TOKENS}"))


def own_files(look: Look) -> Iterator[tuple[Path, str]]:
    """Yield the user's sheets and fonts for the style, as `own_sheets` does."""
    yield from own_sheets(look)
    fonts = _own(look, FONTS)
    # A font may end in capitals: `Own.TTF`.
    yield from ((root, name) for root, name in fonts if name.lower().endswith(ENDINGS))


def is_own(name: str, style: str) -> bool:
    """Tell whether a file is a sheet or a font for a style by its name below the user's folder."""
    patterns = (*SHEETS, f"{Look().style}/{TOKENS}", *FONTS)
    return (name.endswith(".css") or name.lower().endswith(ENDINGS)) and any(
        name.count("/") == pattern.count("/") and fnmatchcase(name, pattern.format(style=style))
        for pattern in patterns
    )


def _own(look: Look, patterns: Iterable[str]) -> Iterator[tuple[Path, str]]:
    """Yield the user's files whose names fit one of the patterns: a folder, and a name below it."""
    for root in look.styles:
        for pattern in patterns:
            # `folders` lacks the folder of the style if it is a link that leads out.
            if "{style}" not in pattern or root / look.style in look.folders:
                for path in sorted(root.glob(pattern.format(style=look.style))):
                    yield root, path.relative_to(root).as_posix()
