"""Have WeasyPrint divide a word between its letters only where the word begins its line.

With `overflow-wrap`, a word that is wider than its line may be divided anywhere. WeasyPrint 70.0
believes that a word begins the line as long as no child of the line is finished. So inside of an
element that begins the line, such as the `bdi` around words of another direction, it divides an
emphasised word that would stand whole on the next line, and without a hyphen.

What is replaced is undocumented, as in `weasyprint_private`. With any version but the one that was
tried, nothing is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from typing import Any

from briefgen.typeset.weasyprint_private import TRIED_VERSION


@contextmanager
def words_whole() -> Iterator[None]:
    """Have the engine lay out, in the block, words whole that have room on the next line."""
    import weasyprint
    from weasyprint.formatting_structure.boxes import LineBox, TextBox
    from weasyprint.layout import inline

    if weasyprint.__version__ != TRIED_VERSION:
        yield
        return
    split_box, split_level = inline.split_inline_box, inline.split_inline_level
    # Where the first text of each line begins that is being laid out: a line may be inside another.
    starts: list[float] = []

    def box_split(context: Any, box: Any, *rest: Any) -> Any:
        if not isinstance(box, LineBox):
            return split_box(context, box, *rest)
        starts.append(inf)
        try:
            return split_box(context, box, *rest)
        finally:
            starts.pop()

    def level_split(context: Any, box: Any, position_x: float, *rest: Any) -> Any:
        if starts and isinstance(box, TextBox):
            # An element may be tried again from the same place, with less room.
            starts[-1] = min(starts[-1], position_x)
            *before, line_children, letter_style, line_style = rest
            if position_x > starts[-1] and not line_children:
                # Of a text, the engine asks only whether there are any.
                rest = (*before, [box], letter_style, line_style)
        return split_level(context, box, position_x, *rest)

    inline.split_inline_box, inline.split_inline_level = box_split, level_split
    try:
        yield
    finally:
        inline.split_inline_box, inline.split_inline_level = split_box, split_level
