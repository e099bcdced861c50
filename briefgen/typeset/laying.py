"""A page laid out by the engine, again and again until all of it fits."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefgen.ground.errors import EngineError
from briefgen.ground.files import bytes_of
from briefgen.ground.folder import FileFault, read_inside
from briefgen.ground.shipped import folder
from briefgen.typeset.fetching import BASE, fetcher, font_face_rules
from briefgen.typeset.fitting import PASSES, mark, stack_long
from briefgen.typeset.runs import mark_runs
from briefgen.typeset.survey import Survey, survey
from briefgen.typeset.weasyprint_private import tree_of

# What is finished as PDF/UA-1 as well, and as PDF/A-3a where files go along. The engine takes one
# variant a call.
VARIANT = "pdf/a-2a"
# The steps by which a page that has to fit into a number of pages is made smaller.
SCALES = (1.0, 0.93, 0.86, 0.8, 0.74)


@dataclass(frozen=True, slots=True)
class Laid:
    """The engine's document, what was found on its pages, and whether it has few enough."""

    document: Any
    found: Survey
    fits: bool


def lay_out(engine: Any, html: str, pages_wanted: int, styles: tuple[Path, ...]) -> Laid:
    """Lay a page out in the largest type in which it has no more pages than are wanted.

    With 0 any number is wanted. Raises EngineError where the sheet for paper can't be read.
    """
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    fetch = fetcher(styles)
    fitted = bytes_of(folder("styles") / "fitted.css").decode()
    always = font_face_rules(html, styles) + _paged(styles) + fitted
    faces = _sheet(engine, always, fetch, fonts)
    source = engine.HTML(string=html, base_url=BASE, url_fetcher=fetch)
    mark_runs(tree_of(source))
    stack_long(tree_of(source))
    document, scales = None, SCALES if pages_wanted else SCALES[:1]
    for scale in scales:
        if document and scale != SCALES[-1] and len(document.pages) > 2 * pages_wanted:
            continue  # half the room is needed at least: no type before the smallest gives that
        smaller = f"html {{ font-size: {10.5 * scale}pt !important }}" if scale < 1 else ""
        sheets = [faces, _sheet(engine, smaller, fetch, fonts)] if smaller else [faces]
        most = pages_wanted if scale != SCALES[-1] else 0
        document, found = _fitted(engine, source, sheets, fonts, most)
        if not pages_wanted or len(document.pages) <= pages_wanted:
            return Laid(document, found, fits=True)
    return Laid(document, found, fits=False)


def _fitted(
    engine: Any, source: Any, sheets: list[Any], fonts: Any, most: int
) -> tuple[Any, Survey]:
    """The document laid out, and again for as long as something can be set so that it fits.

    Where it has more pages than `most`, it is left at that: it will be set in smaller type.
    """
    for _ in range(PASSES):
        document = source.render(stylesheets=sheets, font_config=fonts, pdf_variant=VARIANT)
        found = survey(document.pages)
        if most and len(document.pages) > most:
            break
        if not mark(tree_of(source), found):
            break
        # The size of the paper is known only now: a style of the user's can say any.
        first = document.pages[0]
        across = f"@page landscape {{ size: {first.height}px {first.width}px !important }}"
        sheets = [*sheets[:2], _sheet(engine, across, source.url_fetcher, fonts)]
    return document, found


def _sheet(engine: Any, text: str, fetch: Any, fonts: Any) -> Any:
    return engine.CSS(string=text, base_url=BASE, url_fetcher=fetch, font_config=fonts)


def _paged(styles: tuple[Path, ...]) -> str:
    """The sheet for paper alone: the user's, or else the shipped one.

    It is no part of the page, because the Nu checker and browsers know few of its rules.
    """
    at = next(at for at in (*styles, folder("styles")) if (at / "paged.css").is_file())
    try:
        return read_inside(at, "paged.css", "style", FileFault).decode()
    except (FileFault, UnicodeDecodeError) as error:
        raise EngineError(f"The style {at / 'paged.css'} can't be read: {error}") from error
