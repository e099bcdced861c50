"""What the engine may fetch: the page's own data, and the fonts that an @font-face rule names."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from briefgen.ground.files import bytes_of
from briefgen.look.fonts import OF_SIGNS, Face, font_faces, own_faces, shipped_faces

# A host that no name server will ever know (RFC 2606, section 2). The engine makes links and the
# names of pictures out of the base URL, so that a file's would put the folder into the PDF. With a
# scheme of our own it drops all style sheets.
BASE = "https://briefgen.invalid/"
SVG = "data:image/svg+xml"


def font_face_rules(html: str, styles: tuple[Path, ...]) -> str:
    """Write an @font-face rule for each font that a page may need, by what its file says of itself.

    A sign that one font lacks is taken from another one.
    """
    shipped, own = shipped_faces(), [face for face in own_faces(styles) if not face.fault]
    named = [face for face in shipped if f'"{face.family}"' in html]
    # An SVG, or a style of the user's, may name any; and without a font the engine crashes.
    if own or not named or SVG in html:
        named = list(shipped)
    signs = [face for face in shipped if face.family in OF_SIGNS and face not in named]
    wanted = [face for face in (*named, *signs) if not any(each.stands_for(face) for each in own)]
    return "\n".join(_rule(face) for face in (*own, *wanted))


def _rule(face: Face) -> str:
    family = re.sub(r"[^\w \-]", lambda found: f"\\{ord(found[0]):x} ", face.family)
    weight = f" font-weight: {face.weight};" if face.weight else ""
    return (
        f'@font-face {{ font-family: "{family}"; src: url("{BASE}fonts/{quote(face.path.name)}");'
        f"{weight} font-style: {face.style} }}"
    )


@cache
def _fetcher_class() -> type[Any]:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class PageOnly(URLFetcher):  # type: ignore[misc]
        """Hands out data URLs and the fonts; anything else stops the typesetting.

        Left to itself, WeasyPrint reads any file and asks any host that a page names.
        """

        faces: dict[str, Path]

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            name = unquote(url.removeprefix(f"{BASE}fonts/"))
            if name in self.faces:
                return URLFetcherResponse(url, bytes_of(self.faces[name]))
            # The one error that ends the page. Of any other the engine makes a line of its log, and
            # inside an SVG it goes on without the part.
            raise FatalURLFetchingError(f"The page asks for {url[:200]}, which it must not.")

    return PageOnly


def fetcher(styles: tuple[Path, ...]) -> Any:
    """Make what the engine fetches with: data URLs and these fonts, nothing else."""
    made = _fetcher_class()(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)
    made.faces = font_faces(styles)
    return made
