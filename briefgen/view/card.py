"""Chooses how large a card is set, and in one panel or two, so that it fills its page.

The heights are estimated by letters, as the typesetter does for columns: laying the card out in
each size would take as many times as long. Where the estimate is too high, the card is a little
smaller than it might be; where it is too low, the typesetter sets it smaller until it fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from math import ceil
from typing import Any

from markupsafe import Markup

from briefgen.ground.breadth import breadth
from briefgen.view import data

# The text area of the paper across, in points: about that of A4 and of Letter, with their margins.
WIDE, HIGH = 727, 526
# The room between the two panels, where the card is folded.
FOLD = 74
# The sizes of the text, in points. One that is read from a lectern has one panel.
LECTERN = (20.0, 18.0, 16.0, 14.0)
FOLDED = (16.0, 15.0, 14.0, 13.2, 12.6, 12, 11.6, 11.3, 11, 10.7, 10.4)
# The most things that one panel holds: more of them are looked up, not read through.
FEW = 2
# A letter's mean width, and the height of a line, in the size of the text.
LETTER, LINE = 0.48, 1.32
# Of a text: how much larger or smaller it is set, and the room around it.
NAME, SAID, TITLE, ASKED = (1.4, 0.3), (1.06, 1.6), (1.15, 0.7), (1.05, 0.75)
QUIET, POINT = (0.87, 0.1), (1.0, 0.1)
# As much of the page is planned to be filled.
FILLED = 0.94

# A text with how it is set, and the texts of what isn't divided between panels.
Line = tuple[str, tuple[float, float]]
Block = Sequence[Line]


def card_of(title: str, sections: dict[str, Any]) -> data.CardView:
    """Choose the largest size in which a card fits its page, by what will stand on it.

    Where even the smallest would be too much for a side, its front has the items, and its back what
    is asked.
    """
    front, back = list(_front(title, sections)), list(_back(sections))
    blocks = [*front, *back]
    ways = [(size, 1) for size in LECTERN] if len(blocks) - 1 <= FEW else []
    ways += [(size, 2) for size in FOLDED]
    if found := next((way for way in ways if _fits(blocks, *way)), None):
        return data.CardView(*found, sides=1)
    if len(front) == 1 or not back:
        return data.CardView(*ways[-1], sides=1)
    both = (way for way in ways if _fits(front, *way) and _fits(back, *way))
    return data.CardView(*next(both, ways[-1]), sides=2)


def _front(title: str, sections: dict[str, Any]) -> Iterator[Block]:
    """List the blocks of the front: the head of a card, then each item."""
    said = sections["bottom_line"]
    head = [("", QUIET), (title, NAME), ("", POINT)]
    yield [*head, (_plain(said.bare), SAID)] if said else head
    yield from map(_of_item, sections["items"])


def _back(sections: dict[str, Any]) -> Iterator[Block]:
    """List the blocks that can be on the back: each question, and each line for the media."""
    for groups in (sections["questions"], sections["press_questions"]):
        yield from (_of_question(each) for group in groups for each in group.questions)
    yield from ([(_plain(line.bare), POINT)] for line in sections["press_lines"])


def _of_item(item: data.ItemView) -> Block:
    groups = (group.points for group in item.points if group.kind in ("make", "avoid"))
    points = ((_plain(point.bare), POINT) for points in groups for point in points)
    wanted = [(_plain(item.objective.bare), QUIET)] if item.objective else []
    return [(f"{item.title} {item.time or item.minutes}", TITLE), *wanted, *points]


def _of_question(asked: data.QuestionView) -> Block:
    pressed = (f"{said.ask} {_plain(said.bare)}" for said in asked.if_pressed)
    texts = (asked.redirect, _plain(asked.bare), *pressed)
    return [(asked.question, ASKED), *((text, POINT) for text in texts if text)]


def _plain(words: Markup) -> str:
    return words.striptags()


def _fits(blocks: Sequence[Block], size: float, panels: int) -> bool:
    """Tell whether blocks fill at most a page; none of them is divided between panels."""
    width = WIDE if panels == 1 else (WIDE - FOLD) / 2
    heights = [_height(block, width / size) * size for block in blocks]
    total = sum(heights)
    highest = total if panels == 1 else _higher_half(heights, total)
    return highest <= HIGH * FILLED


def _higher_half(heights: Iterable[float], total: float) -> float:
    """Give the height of the higher panel, where the second one begins at the best place."""
    return min(max(above, total - above) for above in accumulate(heights))


def _height(block: Block, width: float) -> float:
    """Estimate the height of a block in a panel of that width, both in the size of the text."""
    return sum(
        max(1, ceil(breadth(text) * LETTER * larger / width)) * LINE * larger + around
        for text, (larger, around) in block
    )
