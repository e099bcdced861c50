"""All of WeasyPrint that its documentation doesn't promise, named here and nowhere else.

Its documentation promises `HTML`, `CSS`, `Document`, `FontConfiguration`, `URLFetcher` and the
loggers' names. What follows are parts inside it that may change with any version, each with the
reason why it is needed all the same. `pyproject.toml` bounds the dependency to the versions of one
major number, and a test fails with any version but the one that all of this was tried with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

# All of this module was tried with it, page by page, by the tests.
TRIED_VERSION = "70.0"
# How the engine logs that a picture has no text for a screen reader. It goes on all the same, and
# breaks PDF/UA-1 (ISO 14289-1, 7.3): there is no other sign of it.
NO_ALT = "has no required alt description"


def box_classes() -> Any:
    """Give the module that holds the classes of boxes.

    A box is what CSS calls one, placed on a page. What stands outside of the page, and what is too
    wide, is measured on them: the engine says neither.
    """
    from weasyprint.formatting_structure import boxes

    return boxes


def tree_of(source: Any) -> Any:
    """Give the parsed HTML of a source, an ElementTree, which is changed in place before layout.

    Parsing the page apart and handing over the tree would take another parser's view of it.
    """
    return source.etree_element


def page_box(page: Any) -> Any:
    """Give the box of a page, with all boxes inside it. `Page` itself has its size and links."""
    return page._page_box


def placed_box(box: Any) -> Any:
    """Give the box itself for one that is placed absolutely.

    The engine keeps an `AbsolutePlaceholder` among the children, with the box behind it.
    """
    return getattr(box, "_box", box)


@contextmanager
def structure_heard(hear: Callable[[Any, Any], None]) -> Iterator[None]:
    """Call `hear` with each structure element of a PDF and its box, while one is written.

    The engine tells a PDF the type of an element only: not its language, nor that what stands on
    two pages is one element. So the function is wrapped that turns a box into structure elements.
    """
    from weasyprint.pdf import tags

    build = tags._build_box_tree

    def listening(box: Any, *rest: Any) -> Iterator[Any]:
        for made in build(box, *rest):
            hear(made, box)
            yield made

    tags._build_box_tree = listening
    try:
        yield
    finally:
        tags._build_box_tree = build


@contextmanager
def quick_import() -> Iterator[None]:
    """Let the import of WeasyPrint load its libraries by their file names at once.

    It tries several names for each, the first of which exist on Windows only. For each of those
    cffi asks ctypes.util.find_library, which starts gcc, ld and ldconfig on Linux: a third of the
    time of the import. With another version than the one tried the search is left as it is.
    """
    import ctypes.util
    import importlib.metadata
    import sys

    find = ctypes.util.find_library
    if sys.platform == "linux" and importlib.metadata.version("weasyprint") == TRIED_VERSION:
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = find


def pango_version() -> tuple[int, int, int]:
    """Tell the version of the Pango that the engine has loaded, for `briefgen doctor`."""
    from weasyprint.text.ffi import pango

    # Pango's PANGO_VERSION_ENCODE: 10000 a major version, 100 a minor one.
    number = pango.pango_version()
    return number // 10000, number // 100 % 100, number % 100
