"""Choose, before the layout, where the second of two columns begins.

WeasyPrint balances columns by laying them out again and again, each time a pixel higher: up to a
hundred layouts. Told where the second column begins, it needs two. The heights are estimated by
letters: of sixty cards of all kinds, fifty-four had their columns set in the best way, and in the
worst of the others they were 7 per cent higher.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from math import ceil
from typing import Any

from briefgen.ground.breadth import breadth
from briefgen.typeset.fitting import add

# About the letters of a line in half of a page.
LETTERS = 56
# In tenths of a line, so that halves as high as each other are equal numbers: a line, the room
# between two blocks, and that around a child of several.
LINE, BETWEEN, AROUND = 10, 2, 6
BLOCKS = {"h1", "h2", "h3", "li", "div", "p"}


def halve(root: Any) -> None:
    """Mark the elements with which a second column is to begin, so that both are about as high.

    The mark is `second`. The sheet that sets columns, `card.css`, says what it does.
    """
    for children in _in_columns(root):
        heights = [_height(child) for child in children]
        if len(heights) > 1:
            add(children[_middle(heights)], "second")


def _in_columns(root: Any) -> Iterator[list[Any]]:
    """List what the shipped styles set in two columns: the items of a card."""
    for element in root.iter():
        if "columns" in element.get("class", "").split():
            yield list(element)


def _middle(heights: list[int]) -> int:
    """Give the number of the first one in the second half, so that the higher half is lowest.

    Of two places that are as good, it is the later one: then the first half is the higher.
    """
    halves = [(above, sum(heights) - above) for above in accumulate(heights[:-1])]
    return min(range(1, len(heights)), key=lambda at: (max(halves[at - 1]), -at))


def _height(child: Any) -> int:
    """Estimate the height of a child of columns, in tenths of a line."""
    blocks = [block for block in child.iter() if block.tag in BLOCKS and not _has_blocks(block)]
    letters = [breadth("".join(block.itertext())) for block in blocks]
    heights = [ceil(each / LETTERS) * LINE + BETWEEN for each in letters]
    return sum(heights) + (AROUND if len(heights) > 1 else 0)


def _has_blocks(block: Any) -> bool:
    return any(inside.tag in BLOCKS for inside in block.iter() if inside is not block)
