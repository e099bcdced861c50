"""Wrap the undocumented parts of WeasyPrint that briefgen uses. No other module touches them.

WeasyPrint documents `HTML`, `CSS`, `Document`, `FontConfiguration`, `URLFetcher` and the names of
its loggers. The parts here may change with any version; each function says why it is needed.
`pyproject.toml` allows one major version only, and a test fails with any version but TRIED_VERSION.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

# The version with which the tests of this module, and of all pages, have passed.
TRIED_VERSION = "70.0"
# The engine's log message for a picture without a text for screen readers. The engine goes on, and
# the PDF breaks PDF/UA-1 (ISO 14289-1, 7.3); the message is the only sign of it.
NO_ALT = "has no required alt description"


def box_classes() -> Any:
    """Give the module with the classes of boxes, in the sense of CSS.

    `survey` measures boxes to find what is too wide, or outside of the page. The engine reports
    neither.
    """
    from weasyprint.formatting_structure import boxes

    return boxes


def tree_of(source: Any) -> Any:
    """Give the parsed HTML of a source, an ElementTree, to be changed in place before a layout.

    A tree made by another parser could be handed to the engine instead, but it might differ from
    the engine's own.
    """
    return source.etree_element


def page_box(page: Any) -> Any:
    """Give the box of a page, with all boxes inside it. The public `Page` has no boxes."""
    return page._page_box


def placed_box(box: Any) -> Any:
    """Give the real box of one that is positioned absolutely, and any other box as it is.

    Among the children, the engine has an `AbsolutePlaceholder` in its place.
    """
    return getattr(box, "_box", box)


@contextmanager
def structure_heard(hear: Callable[[Any, Any], None]) -> Iterator[None]:
    """Call `hear` with each structure element and its box, while a PDF is written in the block.

    Into the PDF, the engine writes only the type of an element: not its language, nor which
    elements on two pages are one in the HTML. So its function that makes structure elements of a
    box is wrapped.
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


def pango_version() -> tuple[int, int, int]:
    """Give the version of the loaded Pango as three numbers, for `briefgen doctor`."""
    from weasyprint.text.ffi import pango

    # Encoded by PANGO_VERSION_ENCODE: 1.50.12 is 15012.
    number = pango.pango_version()
    return number // 10000, number // 100 % 100, number % 100
