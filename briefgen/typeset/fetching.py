"""Limit what the engine fetches to data URLs and known fonts, and write the fonts' CSS rules."""

from __future__ import annotations

import re
from base64 import b64decode
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from briefgen.ground.errors import EngineError
from briefgen.ground.files import bytes_of
from briefgen.ground.regexes import regex
from briefgen.look.extras import files_of_extras, way_to_install
from briefgen.look.fonts import (
    OF_SIGNS,
    Face,
    extra_of,
    faces_of_extras,
    font_faces,
    own_faces,
    shipped_faces,
)
from briefgen.look.scripts import FAMILIES, SCRIPTS, scripts_in
from briefgen.typeset.heights import with_heights

# The base URL of each page, with a host that no name server will ever know (RFC 2606, section 2).
# The engine writes links and names of pictures that begin with the base URL. So the URL of a file
# would put the path of its folder into the PDF. With an invented scheme (not `https`), the engine
# drops all style sheets without a word.
BASE = "https://briefgen.invalid/"
SVG = "data:image/svg+xml"
# The data URL of an SVG: its form, such as `;base64`, and its data.
ENCODED = regex(r"""data:image/svg\+xml([^,"'\s]{0,40}),([^"'\s)]*)""")
# A script isn't printed, whatever signs it looks for. None of the page's own has its end inside.
PROGRAM = regex(r"<script\b.*?</script>", re.DOTALL | re.IGNORECASE)


def font_face_rules(html: str, styles: tuple[Path, ...]) -> str:
    """Write an @font-face rule for each font that a page may need.

    Family, weight and style are those in the font's file. `styles` are the user's folders, whose
    fonts replace shipped ones of the same face.
    """
    shipped, own = shipped_faces(), [face for face in own_faces(styles) if not face.fault]
    # Only fonts that the page names are loaded: each costs time.
    named = [face for face in shipped if f'"{face.family}"' in html]
    # An SVG or a style of the user's may name any of the fonts. And without a font at all, the
    # engine crashes.
    if own or not named or SVG in html:
        named = [face for face in shipped if face.family not in FAMILIES or face in named]
    # Fonts of signs are always there, for signs that the other fonts lack.
    signs = [face for face in shipped if face.family in OF_SIGNS and face not in named]
    scripts = [face for face in _faces_of_scripts(html, own) if face not in named]
    wanted = (*named, *signs, *scripts)
    mine = [face for face in wanted if not any(each.stands_for(face) for each in own)]
    return "\n".join(_font_face_rule(face) for face in (*own, *mine))


def _faces_of_scripts(html: str, own: list[Face]) -> list[Face]:
    """List the faces for the scripts in a page other than Latin, Cyrillic and Greek.

    No page has to name them: `styles/fonts/fonts.conf` makes them parts of the families that pages
    name. Raises EngineError where the fonts of an extra are missing, and `own` lacks a letter, too.
    """
    text = _with_pictures(PROGRAM.sub("", html))
    scripts = scripts_in(text)
    families = {family for script in scripts for family in script.families}
    families.update(family for family in FAMILIES if f'"{family}"' in html)
    found = [face for face in shipped_faces() if face.family in families]
    if any(script.extra for script in scripts):
        found += faces_of_extras()
        _refuse_missing(text, [*found, *own])
    return found


def _refuse_missing(text: str, faces: list[Face]) -> None:
    """Raise EngineError where an extra has a letter of a text, and isn't installed.

    The checks see to what a brief says. This is for a template's own words, and for a worker on
    another machine, which would print boxes.
    """
    there = {face.family for face in faces}
    for script in SCRIPTS:
        if script.extra and there.isdisjoint(script.families):
            letters = (char for char in dict.fromkeys(text) if extra_of(char) == script.extra)
            if missing := next((c for c in letters if not any(f.has(c) for f in faces)), ""):
                way_out = way_to_install(script.extra)
                raise EngineError(f"The page has “{missing}”, and no font here. Run: {way_out}")


def _with_pictures(html: str) -> str:
    """Give a page as text: entities as characters, and its SVGs decoded."""
    svgs = [_decoded(*found.groups()) for found in ENCODED.finditer(html)]
    return unescape("".join([html, *svgs]))


def _decoded(form: str, svg: str) -> str:
    """Decode the data of an SVG, which a user's template may have written in any form."""
    if not form.endswith("base64"):
        return unquote(svg)
    try:
        return b64decode(svg).decode("utf-8", "replace")
    except ValueError:  # the engine will say what is wrong with it
        return ""


def _font_face_rule(face: Face) -> str:
    # A user's font may have any name. Other signs than letters are written as CSS escapes.
    family = re.sub(r"[^\w \-]", lambda found: f"\\{ord(found[0]):x} ", face.family)
    weight = f" font-weight: {face.weight};" if face.weight else ""
    return (
        f'@font-face {{ font-family: "{family}"; src: url("{BASE}fonts/{quote(face.path.name)}");'
        f"{weight} font-style: {face.style} }}"
    )


@cache
def _fetcher_class() -> type[Any]:
    # A class inside a function, because its base class comes with the engine.
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class PageOnly(URLFetcher):  # type: ignore[misc]
        """A fetcher that gives data URLs and fonts, and ends the typesetting at any other URL.

        By default, WeasyPrint reads any file and asks any host that a page names.
        """

        faces: dict[str, Path]  # the files of the fonts, by the last part of their URLs
        extras: frozenset[Path]  # those of them that an extra brings

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            name = unquote(url.removeprefix(f"{BASE}fonts/"))
            if name in self.faces:
                data = bytes_of(self.faces[name])
                is_uneven = self.faces[name] in self.extras
                return URLFetcherResponse(url, with_heights(data) if is_uneven else data)
            # Only this error ends the typesetting. Of any other, the engine writes a line to its
            # log, and goes on without what it asked for.
            raise FatalURLFetchingError(f"The page asks for {url[:200]}, which it must not.")

    return PageOnly


def fetcher(styles: tuple[Path, ...]) -> Any:
    """Make the engine's fetcher, which gives data URLs and the fonts of `styles` and briefgen."""
    made = _fetcher_class()(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)
    made.faces, made.extras = font_faces(styles), frozenset(files_of_extras())
    return made
