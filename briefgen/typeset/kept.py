"""Keep typeset sections, so that a change in one of many costs that one alone.

A section is kept under the hash of all that its bytes depend on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from briefgen.ground.clock import source_date
from briefgen.ground.files import bytes_of
from briefgen.ground.folder import FileFault, read_inside
from briefgen.ground.records import record
from briefgen.look.fonts import own_faces
from briefgen.typeset.outside import Outside
from briefgen.typeset.pdf import Pdf


class Store(Protocol):
    """Where sections are kept by a key, a SHA-256. Neither function raises."""

    def get(self, key: str) -> tuple[dict[str, Any], bytes] | None:
        """Give what `about` gave of a section, and its PDF; None if it isn't there or damaged."""

    def keep(self, key: str, about: dict[str, Any], data: bytes) -> None:
        """Keep a section, if there is room."""


@record
class Kept:
    """The sections of all runs, in a store. `versions` finds a name for all that typesets them."""

    store: Store
    versions: Callable[[], str]

    def around(self, styles: tuple[Path, ...]) -> str:
        """Hash all that a section depends on, other than its page: read once for all of a brief."""
        digest = sha256(f"{self.versions()}\0{source_date()}".encode())
        for data in _sheets_and_fonts(styles):
            digest.update(sha256(data).digest())
        return digest.hexdigest()

    def recalled(self, key: str) -> Pdf | None:
        """Give a section that was kept; None where there is none, or where it is damaged."""
        found = self.store.get(key)
        with suppress(ValueError, KeyError, TypeError, AttributeError):
            return pdf_of(*found) if found else None
        return None  # whoever can write to the store may have put anything there

    def keep(self, key: str, pdf: Pdf) -> None:
        """Keep a section, with what was found on its pages."""
        self.store.keep(key, about(pdf), pdf.data)


def keeping(
    typeset: Callable[[str], Pdf], kept: Kept | None, styles: tuple[Path, ...]
) -> Callable[[str], Pdf]:
    """Make a function that typesets a section only where it isn't kept, and then keeps it."""
    if kept is None:
        return typeset
    around = kept.around(styles)

    def recalled_or_typeset(page: str) -> Pdf:
        key = sha256(f"{around}\0{page}".encode()).hexdigest()
        pdf = kept.recalled(key)
        if pdf is None:
            pdf = typeset(page)
            kept.keep(key, pdf)
        return pdf

    return recalled_or_typeset


def about(pdf: Pdf) -> dict[str, Any]:
    """Give what was found on the pages of a PDF, as JSON can hold it, for `pdf_of`."""
    outside = [found.as_json() for found in pdf.outside]
    found = {"pages": pdf.pages, "anchors": pdf.anchors, "fits": pdf.fits}
    return {**found, "warnings": pdf.warnings, "outside": outside, "above": pdf.above}


def pdf_of(head: dict[str, Any], data: bytes) -> Pdf:
    """Make a PDF of what `about` gave and its bytes. Raises what a damaged head leads to."""
    outside = tuple(Outside(*found) for found in head["outside"])
    anchors = {str(name): int(page) for name, page in head["anchors"].items()}
    warnings = tuple(map(str, head["warnings"]))
    above = {str(name): float(share) for name, share in head["above"].items()}
    return Pdf(data, int(head["pages"]), anchors, warnings, bool(head["fits"]), outside, above)


def _sheets_and_fonts(styles: tuple[Path, ...]) -> Iterator[bytes]:
    """List what typesetting reads of a user's folders: the sheets for paper, then the fonts.

    Those that come with briefgen are a part of its version.
    """
    for folder in styles:
        # A sheet that leads out of the folder is refused when it is typeset, and hides none here.
        with suppress(OSError, FileFault):
            yield read_inside(folder, "paged.css", "style", FileFault)
    for face in own_faces(styles):
        with suppress(OSError):
            yield face.path.name.encode() + bytes_of(face.path)
