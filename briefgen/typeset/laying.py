"""Have the engine lay out a page, again and again until all of it fits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from briefgen.ground.errors import EngineError
from briefgen.ground.files import bytes_of
from briefgen.ground.folder import FileFault, read_inside
from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.ground.shipped import folder
from briefgen.look.sides import direction_of_page, mirrored, sides_of, with_sides
from briefgen.typeset.beside import unlink_files
from briefgen.typeset.fetching import BASE, fetcher, font_face_rules
from briefgen.typeset.fitting import PASSES, mark
from briefgen.typeset.halves import halve
from briefgen.typeset.room import taken_by_lines
from briefgen.typeset.runs import mark_runs
from briefgen.typeset.survey import Survey, survey
from briefgen.typeset.weasyprint_lines import words_whole
from briefgen.typeset.weasyprint_page_numbers import page_numbers_once
from briefgen.typeset.weasyprint_private import tree_of

# The kind of PDF that the engine writes. It takes only one variant a call; `finish` makes the file
# PDF/UA-1 too, and PDF/A-3a where it carries files.
VARIANT = "pdf/a-2a"
# The sizes of type, relative to the normal one, that are tried for a page that has to fit into a
# number of pages; but none that gives less than SMALLEST points. A page that needs smaller type
# counts as not fitting.
SCALES = (1.0, 0.93, 0.86, 0.8, 0.74)
SMALLEST = 7.7
# The size that a page asks for itself, as the card does; the last one holds. Else it is NORMAL.
SIZE = regex(r"--size: ([0-9]{1,2}(?:\.[0-9])?)pt")
NORMAL = 10.5
# With lines that take more text areas than these, in type of the normal size, a document won't fit
# on a page: not in any type, or not likely. The smallest type makes the room of a line 0.55 of it,
# and less for lines whose last word had been alone on a second one.
BEYOND = 2.2
TIGHT = 1.4


@record
class Laid:
    """The engine's document, its survey, and whether it has no more pages than were wanted."""

    document: Any
    found: Survey
    fits: bool


def lay_out(engine: Any, html: str, pages_wanted: int, styles: tuple[Path, ...]) -> Laid:
    """Lay a page out in the largest type in which it has at most `pages_wanted` pages.

    0 stands for any number. A page that is far too long for that is laid out in the normal type,
    once: in a smaller type it would be no use either. Raises EngineError where the style sheet for
    paper can't be read.
    """
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    fetch = fetcher(styles)
    fitted = bytes_of(folder("styles") / "fitted.css").decode()
    direction = direction_of_page(html)
    always = font_face_rules(html, styles) + _sheet_for_paper(styles, direction) + fitted
    always = sides_of(always, direction)
    base_sheet = _sheet(engine, always, fetch, fonts)
    source = engine.HTML(string=with_sides(html), base_url=BASE, url_fetcher=fetch)
    unlink_files(tree_of(source))
    mark_runs(tree_of(source))
    halve(tree_of(source))

    # In the head alone: what a brief says of sizes is no style.
    size = float((SIZE.findall(html.partition("</head>")[0]) or [NORMAL])[-1])
    scales = [scale for scale in SCALES if size * scale >= SMALLEST] or [1.0]

    def laid(scale: float) -> Laid:
        smaller = f"html {{ font-size: {size * scale}pt !important }}"
        sheets = [base_sheet, *([_sheet(engine, smaller, fetch, fonts)] if scale < 1 else [])]
        most = pages_wanted if scale != scales[-1] else 0
        document, found = _fitted(engine, source, sheets, fonts, most)
        return Laid(document, found, not pages_wanted or len(document.pages) <= pages_wanted)

    first = laid(1.0)
    if first.fits or _is_beyond(first.document, pages_wanted):
        return first
    if len(first.document.pages) > 2 * pages_wanted:
        # The text needs half the room, which only the smallest type can give.
        return laid(scales[-1])
    smallest = None
    if taken_by_lines(first.document.pages) > TIGHT * pages_wanted:
        # Most likely not even the smallest type will do. The layouts between are spared then.
        smallest = laid(scales[-1])
    if not smallest or smallest.fits:
        for scale in scales[1:-1]:
            if (between := laid(scale)).fits:
                return between
    return smallest or laid(scales[-1])


def _is_beyond(document: Any, most: int) -> bool:
    """Tell whether a document in type of the normal size can't have so few pages in any type."""
    return taken_by_lines(document.pages) > BEYOND * most


def _fitted(
    engine: Any, source: Any, sheets: list[Any], fonts: Any, most: int
) -> tuple[Any, Survey]:
    """Lay a document out, and again while something on it can be set in a better way.

    A document that has more than `most` pages isn't laid out again: it will be set in smaller type
    anyway, unless none is small enough. 0 stands for any number.
    """
    for _ in range(PASSES):
        with page_numbers_once(), words_whole():
            document = source.render(stylesheets=sheets, font_config=fonts, pdf_variant=VARIANT)
        found = survey(document.pages)
        if most and len(document.pages) > most and not _is_beyond(document, most):
            break
        if not mark(tree_of(source), found):
            break
        # The size of a turned page is known only after a layout: a user's style may set any paper.
        # At most two sheets stay: those given, or one of them and an older one for turned pages,
        # which the new one overrides.
        first = document.pages[0]
        across = f"@page landscape {{ size: {first.height}px {first.width}px !important }}"
        sheets = [*sheets[:2], _sheet(engine, across, source.url_fetcher, fonts)]
    return document, found


def _sheet(engine: Any, text: str, fetch: Any, fonts: Any) -> Any:
    return engine.CSS(string=text, base_url=BASE, url_fetcher=fetch, font_config=fonts)


def _sheet_for_paper(styles: tuple[Path, ...], direction: str) -> str:
    """Read the style sheet for paper: the user's `paged.css`, or else the shipped one.

    The shipped one is mirrored for pages that are written from right to left.

    It isn't a part of the HTML, because browsers know few of its rules, and the Nu checker, which
    the HTML has to pass, rejects them.
    """
    at = next(at for at in (*styles, folder("styles")) if (at / "paged.css").is_file())
    try:
        sheet = read_inside(at, "paged.css", "style", FileFault).decode()
    except (FileFault, UnicodeDecodeError) as error:
        raise EngineError(f"The style {at / 'paged.css'} can't be read: {error}") from error
    return mirrored(sheet) if direction == "rtl" and at not in styles else sheet
