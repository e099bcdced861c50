"""HTML becomes a PDF. The only module that knows WeasyPrint and its log.

WeasyPrint is imported here and nowhere else, and only when something is typeset: it costs more
than all other stages together.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import logging
import os
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from briefgen.ground.clock import source_date
from briefgen.ground.errors import EngineError
from briefgen.ground.files import bytes_of
from briefgen.ground.folder import FileFault, read_inside
from briefgen.ground.shipped import folder
from briefgen.look.fonts import OF_SIGNS, Face, font_faces, own_faces, shipped_faces
from briefgen.typeset.finish import Attached, Origin, finish
from briefgen.typeset.fitting import PASSES, mark, stack_long
from briefgen.typeset.outside import Outside
from briefgen.typeset.runs import mark_runs
from briefgen.typeset.survey import Survey, survey

BASE = "https://briefgen.invalid/"
# With this version the shortened import was tried; with any other the plain one is taken.
TRIED_VERSION = "70.0"
# What is finished as PDF/UA-1 as well, and as PDF/A-3a where files go along.
VARIANT = "pdf/a-2a"
# The steps by which a page that has to fit into a number of pages is made smaller.
SCALES = (1.0, 0.93, 0.86, 0.8, 0.74)
PAGES_WANTED = re.compile(r'<meta name="briefgen\.pages" content="([0-9]{1,4})">')
DATE = re.compile(r'<meta name="dcterms\.modified" content="(\d{4}-\d\d-\d\d)')
SVG = "data:image/svg+xml"
INSTALL = (
    "Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 · "
    "Fedora: dnf install pango · macOS: brew install pango · "
    "Windows: install MSYS2, then pacman -S mingw-w64-ucrt-x86_64-pango"
)


@dataclass(frozen=True, slots=True)
class Pdf:
    """A typeset document: its bytes, its number of pages, and the page on which each anchor starts.

    `warnings` is what the engine had to say of the styles. `fits` is false where the document was
    to have a number of pages and has more. `outside` is what stands outside of its area on a page.
    """

    data: bytes
    pages: int
    anchors: dict[str, int]
    warnings: tuple[str, ...] = ()
    fits: bool = True
    outside: tuple[Outside, ...] = ()


# A picture in an engine's message: megabytes of it.
DATA = re.compile(r"(data:[\w/+.;-]{0,60},?)[^\s\"')]*")


def typeset(html: str, styles: tuple[Path, ...] = (), attached: tuple[Attached, ...] = ()) -> Pdf:
    """The PDF of a page that holds all it needs: nothing but its fonts is read, and no network.

    It is PDF/UA-1 and PDF/A-2a, or PDF/A-3a with files `attached`. Fonts come from the `fonts`
    folders of `styles`, then from the shipped one. Same bytes for the same page. EngineError where
    the engine is missing, or had an error to report.
    """
    engine = load_engine()
    fetcher = _fetcher(styles)
    wanted = PAGES_WANTED.search(html)
    pages_wanted = int(wanted[1]) if wanted else 0
    date = _date_of(html)
    with _log_of_engine() as log, _environment(_surroundings(date)):
        document, found, fits = _laid_out(engine, html, fetcher, pages_wanted, styles)
        _dated(document.metadata, date)
        data = _written(document, hashlib.sha256(html.encode()).digest()[:16], attached)
    _refuse_errors(log)
    pages = reversed(list(enumerate(document.pages, 1)))
    anchors = {name: at for at, page in pages for name in page.anchors}
    said = tuple(record.getMessage() for record in log)
    return Pdf(data, len(document.pages), anchors, said, fits, tuple(found.outside))


def load_engine() -> Any:
    """The engine, with its libraries. EngineError with what to install where they are missing."""
    heard = io.StringIO()
    try:
        # Without fonts it warns, and without Pango it prints; both are said better here.
        with (
            warnings.catch_warnings(),
            contextlib.redirect_stdout(heard),
            _no_search_for_libraries(),
        ):
            warnings.simplefilter("ignore")
            import weasyprint
            from PIL import ImageFile

            # It has Pillow read damaged pictures, wherever in this process; a check refuses them.
            ImageFile.LOAD_TRUNCATED_IMAGES = False
    except OSError as error:
        message = f"The typesetting engine needs Pango, which isn't installed. {INSTALL}"
        raise EngineError(message) from error
    except ImportError as error:
        message = f"The typesetting engine can't be loaded: {error}. Run: pip install briefgen"
        raise EngineError(message) from error
    return weasyprint


@contextlib.contextmanager
def _no_search_for_libraries() -> Iterator[None]:
    """Let the import load its libraries by their file names at once.

    The first names that WeasyPrint tries exist on Windows only; for each cffi then starts gcc, ld
    and ldconfig in search of it, a third of the time of the import.
    """
    import ctypes.util
    import importlib.metadata
    import sys

    find = ctypes.util.find_library
    known = sys.platform == "linux" and importlib.metadata.version("weasyprint") == TRIED_VERSION
    if known:
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = find


def _date_of(html: str) -> datetime | None:
    """The date that the page has, else that of SOURCE_DATE_EPOCH, else none."""
    if found := DATE.search(html):
        with contextlib.suppress(ValueError):  # a template can say any digits
            return datetime.fromisoformat(f"{found[1]}T00:00:00+00:00")
    return source_date()


def _surroundings(date: datetime | None) -> dict[str, str]:
    """What the engine and its font tools ask the environment for, the same on every machine.

    Fontconfig finds no fonts but the page's own, and none of the machine's rules on them. A font
    that is made anew, as of a variable one, is dated by fontTools, which asks this variable.
    """
    return {
        "FONTCONFIG_FILE": str(folder("styles") / "fonts" / "fonts.conf"),
        "SOURCE_DATE_EPOCH": str(int(date.timestamp())) if date else "0",
    }


def _dated(metadata: Any, date: datetime | None) -> None:
    """Give a document the date, where its page says none."""
    if date:
        said = date.strftime("%Y-%m-%dT%H:%M:%SZ")
        metadata.created = metadata.created or said
        metadata.modified = metadata.modified or said


@contextlib.contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """Variables of the environment, set while something runs."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _paged(styles: tuple[Path, ...]) -> str:
    """The sheet that is for the typesetter alone, the user's in place of the shipped."""
    at = next(at for at in (*styles, folder("styles")) if (at / "paged.css").is_file())
    try:
        return read_inside(at, "paged.css", "style", FileFault).decode()
    except (FileFault, UnicodeDecodeError) as error:
        raise EngineError(f"The style {at / 'paged.css'} can't be read: {error}") from error


def _laid_out(
    engine: Any, html: str, fetcher: Any, pages_wanted: int, styles: tuple[Path, ...]
) -> tuple[Any, Survey, bool]:
    """The document, in the largest type in which it has no more pages than are wanted.

    With it what was found on its pages, and whether it has no more.
    """
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    fitted = bytes_of(folder("styles") / "fitted.css").decode()
    always = _font_face_rules(html, styles) + _paged(styles) + fitted
    faces = _sheet(engine, always, fetcher, fonts)
    source = engine.HTML(string=html, base_url=BASE, url_fetcher=fetcher)
    mark_runs(source.etree_element)
    stack_long(source.etree_element)
    document, scales = None, SCALES if pages_wanted else SCALES[:1]
    for scale in scales:
        if document and scale != SCALES[-1] and len(document.pages) > 2 * pages_wanted:
            continue  # half the room is needed at least: no type before the smallest gives that
        smaller = f"html {{ font-size: {10.5 * scale}pt !important }}" if scale < 1 else ""
        sheets = [faces, _sheet(engine, smaller, fetcher, fonts)] if smaller else [faces]
        most = pages_wanted if scale != SCALES[-1] else 0
        document, found = _fitted(engine, source, sheets, fonts, most)
        if not pages_wanted or len(document.pages) <= pages_wanted:
            return document, found, True
    return document, found, False


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
        if not mark(source.etree_element, found):
            break
        first = document.pages[0]
        across = f"@page landscape {{ size: {first.height}px {first.width}px !important }}"
        sheets = [*sheets[:2], _sheet(engine, across, source.url_fetcher, fonts)]
    return document, found


def _written(document: Any, identifier: bytes, attached: tuple[Attached, ...]) -> bytes:
    """The document as a finished PDF."""
    # The engine leaves the file of its colour profile to be closed by the garbage collector.
    with warnings.catch_warnings(), _origins_kept() as origins:
        warnings.simplefilter("ignore", ResourceWarning)
        data = document.write_pdf(pdf_variant=VARIANT, pdf_identifier=identifier)
    return finish(data, origins, attached)


@contextlib.contextmanager
def _origins_kept() -> Iterator[dict[int, Origin]]:
    """The HTML element behind each structure element, by its number, filled while a PDF is written.

    The engine tells a PDF the type of an element only: not its language, nor that what stands on
    two pages is one. So its function is listened to that turns a box into structure elements.
    """
    from weasyprint.pdf import tags

    build = tags._build_box_tree
    origins: dict[int, Origin] = {}

    def listening(box: Any, *rest: Any) -> Iterator[Any]:
        for made in build(box, *rest):
            if made.number not in origins and box.element is not None:
                origins[made.number] = _origin(box)
            yield made

    tags._build_box_tree = listening
    try:
        yield origins
    finally:
        tags._build_box_tree = build


def _origin(box: Any) -> Origin:
    from weasyprint.formatting_structure.boxes import BlockLevelBox

    element, tag = box.element, str(box.element_tag)
    words = " ".join("".join(element.itertext()).split()) if element.tag == "a" else ""
    is_block = isinstance(getattr(box, "_box", box), BlockLevelBox)
    return Origin(f"{id(element)} {tag}", tag, is_block, element.get("lang", ""), words)


def _sheet(engine: Any, text: str, fetcher: Any, fonts: Any) -> Any:
    return engine.CSS(string=text, base_url=BASE, url_fetcher=fetcher, font_config=fonts)


def _font_face_rules(html: str, styles: tuple[Path, ...]) -> str:
    """An @font-face rule for each font that may be needed, with what its file says of itself.

    Of the shipped ones those that the page names, or all where an SVG in it, or a style of the
    user's, may name them: without any font the engine crashes. A sign that one lacks is taken from
    another one.
    """
    shipped, own = shipped_faces(), [face for face in own_faces(styles) if not face.fault]
    named = [face for face in shipped if f'"{face.family}"' in html]
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
        """Hands out data URLs and the fonts; anything else stops the typesetting."""

        faces: dict[str, Path]

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            name = unquote(url.removeprefix(f"{BASE}fonts/"))
            if name in self.faces:
                return URLFetcherResponse(url, bytes_of(self.faces[name]))
            raise FatalURLFetchingError(f"The page asks for {url[:200]}, which it must not.")

    return PageOnly


def _fetcher(styles: tuple[Path, ...]) -> Any:
    fetcher = _fetcher_class()(
        allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True
    )
    fetcher.faces = font_faces(styles)
    return fetcher


class _Kept(logging.Handler):
    """Keeps the records of a log."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextlib.contextmanager
def _log_of_engine() -> Iterator[list[logging.LogRecord]]:
    """What the engine and its font tools log from WARNING on, kept from the terminal."""
    handler = _Kept(logging.WARNING)
    records = handler.records
    loggers = [logging.getLogger("weasyprint"), logging.getLogger("fontTools")]
    before = [(logger, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.propagate = False
    try:
        yield records
    except RecursionError as error:
        raise EngineError("The page is nested too deep to be typeset.") from error
    except Exception as error:
        # What a style asks for can meet a fault of the engine; the page is what can be mended.
        message = f"The engine fails on this page ({type(error).__name__}: {error})."
        raise EngineError(f"{message} Is there a style of your own that it can't set?") from error
    except BaseException as error:
        # WeasyPrint's refusal to fetch derives from BaseException, so that nothing swallows it.
        if type(error).__name__ != "FatalURLFetchingError":
            raise
        raise EngineError(str(error.__cause__ or error)) from error
    finally:
        for logger, propagate in before:
            logger.removeHandler(handler)
            logger.propagate = propagate


def _refuse_errors(log: list[logging.LogRecord]) -> None:
    errors = [record.getMessage() for record in log if record.levelno >= logging.ERROR]
    if any("has no required alt description" in error for error in errors):
        hint = "Give each figure an `alt`, or build the HTML alone: --to html."
        raise EngineError(f"A picture without a text that says what it shows is in no PDF. {hint}")
    if errors:
        said = DATA.sub(r"\1…", " ".join(dict.fromkeys(errors)))
        raise EngineError(f"The page can't be typeset whole: {said}")
