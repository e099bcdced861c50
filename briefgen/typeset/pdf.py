"""HTML becomes a PDF: laid out, written with what the engine doesn't tell it, and finished."""

from __future__ import annotations

import hashlib
import re
import warnings
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from briefgen.ground.clock import source_date
from briefgen.ground.shipped import folder
from briefgen.typeset.engine import environment, load_engine, log_kept, refuse_errors
from briefgen.typeset.finish import Attached, Origin, finish
from briefgen.typeset.laying import VARIANT, lay_out
from briefgen.typeset.outside import Outside
from briefgen.typeset.weasyprint_private import box_classes, placed_box, structure_heard

PAGES_WANTED = re.compile(r'<meta name="briefgen\.pages" content="([0-9]{1,4})">')
DATE = re.compile(r'<meta name="dcterms\.modified" content="(\d{4}-\d\d-\d\d)')


@dataclass(frozen=True, slots=True)
class Pdf:
    """A typeset document.

    `anchors` has the number of the page, from 1, on which each anchor starts. `warnings` is what
    the engine had to say of the styles. `fits` is false where the document was to have a number of
    pages and has more. `outside` is what stands outside of its area on a page.
    """

    data: bytes
    pages: int
    anchors: dict[str, int]
    warnings: tuple[str, ...] = ()
    fits: bool = True
    outside: tuple[Outside, ...] = ()


def typeset(html: str, styles: tuple[Path, ...] = (), attached: tuple[Attached, ...] = ()) -> Pdf:
    """Make a PDF of a page that holds all it needs: nothing but its fonts is read, and no network.

    It is PDF/UA-1 and PDF/A-2a, or PDF/A-3a with files `attached`. Fonts come from the `fonts`
    folders of `styles`, then from the shipped one. The same page gives the same bytes. Raises
    EngineError where the engine is missing, or had an error to report.
    """
    engine = load_engine()
    wanted = PAGES_WANTED.search(html)
    date = _date_of(html)
    with log_kept() as log, environment(_surroundings(date)):
        laid = lay_out(engine, html, int(wanted[1]) if wanted else 0, styles)
        if date:
            metadata, said = laid.document.metadata, date.strftime("%Y-%m-%dT%H:%M:%SZ")
            metadata.created = metadata.created or said
            metadata.modified = metadata.modified or said
        data, origins = _written(laid.document, hashlib.sha256(html.encode()).digest()[:16])
        data = finish(data, origins, attached)
    refuse_errors(log)
    pages = list(enumerate(laid.document.pages, 1))
    # Backwards: of an anchor on several pages, as of a broken table, the first page stays.
    anchors = {name: at for at, page in reversed(pages) for name in page.anchors}
    warned = tuple(record.getMessage() for record in log)
    return Pdf(data, len(pages), anchors, warned, laid.fits, tuple(laid.found.outside))


def _date_of(html: str) -> datetime | None:
    """Find the date of the page, or else that of SOURCE_DATE_EPOCH; None without either."""
    if found := DATE.search(html):
        with suppress(ValueError):  # a template can say any digits
            return datetime.fromisoformat(f"{found[1]}T00:00:00+00:00")
    return source_date()


def _surroundings(date: datetime | None) -> dict[str, str]:
    """What the engine and its font tools ask the environment for, the same on every machine."""
    return {
        # Fontconfig finds no fonts but the page's own, and none of the machine's rules on them.
        "FONTCONFIG_FILE": str(folder("styles") / "fonts" / "fonts.conf"),
        # A font that is made anew, as of a variable one or a woff, is dated by fontTools: by this
        # variable (reproducible-builds.org), else by the clock.
        "SOURCE_DATE_EPOCH": str(int(date.timestamp())) if date else "0",
    }


def _written(document: Any, identifier: bytes) -> tuple[bytes, dict[int, Origin]]:
    """The PDF as the engine writes it, and the HTML element behind each structure element."""
    origins: dict[int, Origin] = {}

    def hear(made: Any, box: Any) -> None:
        if made.number not in origins and box.element is not None:
            origins[made.number] = _origin(box)

    with warnings.catch_warnings(), structure_heard(hear):
        # The engine leaves the file of its colour profile to be closed by the garbage collector.
        warnings.simplefilter("ignore", ResourceWarning)
        data = document.write_pdf(pdf_variant=VARIANT, pdf_identifier=identifier)
    return data, origins


def _origin(box: Any) -> Origin:
    element, tag = box.element, str(box.element_tag)
    words = " ".join("".join(element.itertext()).split()) if element.tag == "a" else ""
    is_block = isinstance(placed_box(box), box_classes().BlockLevelBox)
    # The tag counts as well: what stands before an element (`li::marker`) is its element too.
    return Origin(f"{id(element)} {tag}", tag, is_block, element.get("lang", ""), words)
