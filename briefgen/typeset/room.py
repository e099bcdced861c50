"""Measure how much room the lines of a document take, to tell early that they can't fit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from briefgen.typeset.weasyprint_private import box_classes, page_box, placed_box


def taken_by_lines(pages: Iterable[Any]) -> float:
    """Add up the room of all lines, each as wide as its block, in text areas of a page.

    What stands between the lines isn't counted, nor what is left empty, so it is always less than
    the number of pages.
    """
    boxes = box_classes()
    taken = 0.0
    for page in map(page_box, pages):
        area = max(page.width * page.height, 1.0)
        waiting = [each for each in page.children if not isinstance(each, boxes.MarginBox)]
        while waiting:
            box = placed_box(waiting.pop())
            children = getattr(box, "children", ())
            if children and isinstance(children[0], boxes.LineBox):
                taken += sum(line.height for line in children) * box.width / area
            else:
                waiting += children
    return taken
