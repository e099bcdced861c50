"""Choose, before the layout, where the second of two columns begins.

WeasyPrint balances columns by laying them out again and again, each time a pixel higher: for a card
that is up to a hundred layouts. Told where the second column begins, it needs two. The lines are
estimated by letters: of sixty cards of all kinds, six had their columns differ by an item from the
best place, which made them higher by 7 per cent at most.
"""

from __future__ import annotations

from itertools import accumulate
from math import ceil
from typing import Any

from briefgen.typeset.fitting import add

# The class of elements whose children the shipped styles set in two columns. The mark `second`
# begins the second one, in `styles/parts/card.css`.
HALVED = "columns"
# About the letters of a line in half of a page.
LETTERS = 42
# The room between two blocks, in lines, and that around each child.
BETWEEN, AROUND = 0.3, 0.8
BLOCKS = {"h2", "h3", "li", "div", "p"}


def halve(root: Any) -> None:
    """Mark the elements with which a second column is to begin, so that both are about as high."""
    for element in root.iter():
        children = list(element)
        if HALVED in element.get("class", "").split() and len(children) > 1:
            add(children[_middle([_lines(child) for child in children])], "second")


def _middle(heights: list[float]) -> int:
    """Give the number of the first one in the second half, so that the higher half is lowest.

    Of two places that are as good, it is the later one: then the first half is the higher.
    """
    halves = [(above, sum(heights) - above) for above in accumulate(heights[:-1])]
    return min(range(1, len(heights)), key=lambda at: (max(halves[at - 1]), -at))


def _lines(child: Any) -> float:
    """Estimate the lines that a child of columns takes, with the room between them."""
    texts = ("".join(block.itertext()) for block in child.iter() if block.tag in BLOCKS)
    return AROUND + sum(ceil(len(text) / LETTERS) + BETWEEN for text in texts)
