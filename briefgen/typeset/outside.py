"""Hold what stands outside of its area on a typeset page, as plain data, and shorten its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from briefgen.ground.records import record

# The most places that are kept of one document; `margins` makes findings of far fewer.
MOST = 200
# The most code points of the words in a finding; longer ones end in "…".
SHOWN = 60
# Two texts count as overlapping if they share at least this much: CSS pixels in width, and a share
# of the height of the lower one. Accents and descenders of lines next to each other touch
# without harm, and share less.
ACROSS, DOWN = 3.0, 0.4
# The most pairs of texts that are compared on one page; then the search ends. A style can put all
# texts in one place, and the pairs grow with the square of their number.
MOST_PAIRS = 200_000


@record
class Outside:
    """Words or a picture outside of their area on a page.

    `page` counts from 1. `anchor` is the id of the nearest element around them that has one. `kind`
    is `text`, `table` for words in a table, `picture`, `head` for a running head or foot, `cut` for
    words that a style cuts off, or `overlap` for words that overlap with others.
    """

    page: int
    anchor: str
    words: str
    kind: str

    def as_json(self) -> list[Any]:
        """List the fields in order, for the answer of a worker."""
        return [self.page, self.anchor, self.words, self.kind]


def cut_off(
    words: str, place: tuple[float, float], area: tuple[float, float], *, is_rtl: bool = False
) -> str:
    """Find the words of a line that stick out at one side; all words if they stick out at none.

    `place` and `area` are left and right edges; with `is_rtl`, the words run to the left. Where a
    letter stands is estimated by the length of the line: the engine places whole lines.
    """
    if is_rtl:  # as seen in a mirror
        place, area = (-place[1], -place[0]), (-area[1], -area[0])
    left, right = place
    per_letter = max(right - left, 1e-6) / len(words)
    if right > area[1] and left < area[1]:
        first = int((area[1] - left) / per_letter)
        words = words[words.rfind(" ", 0, first + 1) + 1 :]
    elif left < area[0] and right > area[0]:
        last = len(words) - int((right - area[0]) / per_letter)
        end = words.find(" ", last)
        words = words[: end if end >= 0 else None]
    return named(words)


def named(words: str) -> str:
    """Put words on one line, and shorten them to SHOWN code points."""
    words = " ".join(words.split())
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"


def overlapping(texts: Sequence[tuple[Any, str, str]]) -> Iterator[tuple[str, str]]:
    """Find each text that overlaps with one above it, and give its anchor and words.

    `texts` are areas, words and anchors. From top to bottom, each text is compared only with those
    that reach below its top; on a normal page these are few, and sorting takes most of the time.
    """
    above: list[Any] = []
    pairs = 0
    for area, words, anchor in sorted(texts, key=lambda text: text[0].top):
        above = [each for each in above if each.bottom > area.top]
        pairs += len(above)
        if pairs > MOST_PAIRS:
            return
        if any(_overlap(area, other) for other in above):
            yield anchor, named(words)
        above.append(area)


def _overlap(one: Any, other: Any) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    lower = min(one.bottom - one.top, other.bottom - other.top)
    return bool(across > ACROSS and down > DOWN * lower)
