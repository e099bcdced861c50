"""What stands outside of its area on a typeset page, as plain data, and how its words are named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

# The most that are kept of one document: a page that is wrong throughout says so often enough.
MOST = 200
# The most letters of the words that are named.
SHOWN = 60
# Two texts lie over each other from here on: CSS pixels across, and the share of the lower one's
# height. Accents and descenders of lines above each other touch, and nobody minds.
ACROSS, DOWN = 3.0, 0.4
# The most pairs that are compared on one page. A style can put all of its texts on one spot.
MOST_PAIRS = 200_000


@dataclass(frozen=True, slots=True)
class Outside:
    """Words, or a picture, outside of the text area of a page.

    `anchor` is the id of the nearest element around. `kind` is `text`, `table` for what stands in
    one, `picture`, `head` for a running head, `cut` for what a style hides, or `overlap` for words
    on which others lie.
    """

    page: int
    anchor: str
    words: str
    kind: str

    def as_json(self) -> list[Any]:
        """Give what the pipe of a worker carries."""
        return [self.page, self.anchor, self.words, self.kind]


def cut_off(words: str, place: tuple[float, float], area: tuple[float, float]) -> str:
    """Name the words of a line that stick out at a side; all of them where none does.

    Where a letter stands is guessed from the line's length: the engine places whole lines.
    """
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
    """Put words on one line, and no more of them than are shown."""
    words = " ".join(words.split())
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"


def overlapping(texts: Sequence[tuple[Any, str, str]]) -> Iterator[tuple[str, str]]:
    """Find the anchor and the words of each text that lies over another.

    `texts` are areas, words and anchors. The time is about that of sorting them: from top to
    bottom, only those are compared that go on below the top of the next.
    """
    above: list[Any] = []
    pairs = 0
    for area, words, anchor in sorted(texts, key=lambda text: text[0].top):
        above = [each for each in above if each.bottom > area.top]
        pairs += len(above)
        if pairs > MOST_PAIRS:
            return
        if any(_lie_over(area, other) for other in above):
            yield anchor, named(words)
        above.append(area)


def _lie_over(one: Any, other: Any) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    lower = min(one.bottom - one.top, other.bottom - other.top)
    return bool(across > ACROSS and down > DOWN * lower)
