"""Make a PDF of HTML: lay it out, have the engine write it, and finish what the engine left out."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import field
from datetime import datetime
from pathlib import Path
from typing import Any

from briefgen.ground.clock import source_date
from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.ground.shipped import folder
from briefgen.typeset.engine import environment, load_engine, log_kept, refuse_errors
from briefgen.typeset.finish import Attached, Origin, carried_by, finish
from briefgen.typeset.laying import VARIANT, lay_out
from briefgen.typeset.outside import Outside
from briefgen.typeset.weasyprint_private import box_classes, page_box, placed_box, structure_heard
from briefgen.typeset.weasyprint_text import text_kept

# By this tag a template asks to fit into a number of pages, as the card does.
PAGES_WANTED = regex(r'<meta name="briefgen\.pages" content="([0-9]{1,4})">')
NUMBER = regex("[0-9]{1,6}")
# The date in the PDF's metadata is that of the brief, so that the same brief gives the same bytes.
DATE = regex(r'<meta name="dcterms\.modified" content="(\d{4}-\d\d-\d\d)')


@record
class Pdf:
    """A typeset document: the bytes of the file, and what was found on its pages.

    `pages` is the number of pages. `anchors` maps each id to the page, from 1, on which its element
    begins. `warnings` are the engine's, mostly about style rules that it ignores. `fits` is false
    where the template asked for fewer pages than there are. `outside` lists what stands outside of
    its area on a page. `above` maps the same ids to the share of the page's text area, from 0 to
    1, that is above them.
    """

    data: bytes
    pages: int
    anchors: dict[str, int]
    warnings: tuple[str, ...] = ()
    fits: bool = True
    outside: tuple[Outside, ...] = ()
    above: dict[str, float] = field(default_factory=dict)


def typeset(html: str, styles: tuple[Path, ...] = (), attached: tuple[Attached, ...] = ()) -> Pdf:
    """Make a PDF of a self-contained HTML page. Only font files are read, and no network is used.

    The PDF is PDF/UA-1 and PDF/A-2a, or PDF/A-3a with files `attached`. Fonts come from the `fonts`
    folders of `styles`, then from the shipped one. The same page gives the same bytes. Raises
    EngineError where the engine is missing, fails, or has logged an error.
    """
    engine = load_engine()
    wanted, attached = PAGES_WANTED.search(html), carried_by(html, attached)
    date = _date_of(html)
    variables = {
        # With this file, Fontconfig finds no fonts but the page's own, and none of the machine's
        # rules about fonts, so that the bytes are the same on every machine.
        "FONTCONFIG_FILE": str(folder("styles") / "fonts" / "fonts.conf"),
        # fontTools puts a date into each font that it writes anew, such as one from a variable
        # font or a woff: that of this variable (reproducible-builds.org), or else today's.
        "SOURCE_DATE_EPOCH": str(int(date.timestamp())) if date else "0",
    }
    with log_kept() as log, environment(variables):
        laid = lay_out(engine, html, int(wanted[1]) if wanted else 0, styles)
        if date:
            metadata, said = laid.document.metadata, date.strftime("%Y-%m-%dT%H:%M:%SZ")
            metadata.created = metadata.created or said
            metadata.modified = metadata.modified or said
        data, origins = _write_pdf(laid.document)
        data = finish(data, origins, hashlib.sha256(html.encode()).digest()[:16], attached)
    refuse_errors(log)
    pages = list(enumerate(laid.document.pages, 1))
    # Backwards, so that the first page wins for an id on several pages, such as that of a table.
    anchors = {name: at for at, page in reversed(pages) for name in page.anchors}
    above = {name: share for _, page in reversed(pages) for name, share in _above(page)}
    warned = tuple(record.getMessage() for record in log)
    return Pdf(data, len(pages), anchors, warned, laid.fits, tuple(laid.found.outside), above)


def _above(page: Any) -> Iterator[tuple[str, float]]:
    """Yield the ids of a page, each with the share of the text area that is above its element."""
    box = page_box(page)
    top, height = box.content_box_y(), box.height
    for name, place in page.anchors.items():
        share = (place[1] - top) / height if height else 0.0
        yield name, round(min(max(share, 0.0), 1.0), 3)


def _date_of(html: str) -> datetime | None:
    """Find the date in the page, or else that of SOURCE_DATE_EPOCH; None without either."""
    if found := DATE.search(html):
        with suppress(ValueError):  # a user's template may write 2019-99-99
            return datetime.fromisoformat(f"{found[1]}T00:00:00+00:00")
    return source_date()


def _write_pdf(document: Any) -> tuple[bytes, dict[int, Origin]]:
    """Have the engine write the PDF; give its bytes, and the origin of each structure element.

    The origins are the HTML elements, by the object numbers of the structure elements.
    """
    origins: dict[int, Origin] = {}

    def hear(made: Any, box: Any) -> None:
        if made.number not in origins and box.element is not None:
            origins[made.number] = _origin(box)

    with warnings.catch_warnings(), structure_heard(hear), text_kept():
        # The engine doesn't close the file of its colour profile, of which Python warns.
        warnings.simplefilter("ignore", ResourceWarning)
        # For an identifier, the engine would compress everything a second time, to hash it.
        # `finish` has its own.
        data = document.write_pdf(pdf_variant=VARIANT, pdf_identifier=False)
    return data, origins


def _origin(box: Any) -> Origin:
    element, tag = box.element, str(box.element_tag)
    words = " ".join("".join(element.itertext()).split()) if element.tag == "a" else ""
    is_block = isinstance(placed_box(box), box_classes().BlockLevelBox)
    # The key has the tag too: the box of a pseudo-element (`li::marker`) has the element of its
    # `li`, but is no piece of it.
    given = element.get("data-continued", "")
    continued = int(given) if NUMBER.fullmatch(given) else -1
    key = f"{id(element)} {tag}"
    return Origin(key, tag, is_block, element.get("lang", ""), words, continued)
