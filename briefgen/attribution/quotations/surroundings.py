"""The passage of a text that is read to learn who says some of its words.

Where it starts and ends is counted in steps, so that words that stand near to each other share it,
and it is read only once for all of them.
"""

from __future__ import annotations

# A passage that far from the words may still say who speaks.
BEFORE, BEHIND = 3000, 1500
STEP = 1500


def passage_around(text: str, start: int, end: int) -> tuple[str, int]:
    """The text around the words between two offsets, and the offset at which it starts.

    It starts a paragraph, where one starts near: half a quotation turns its marks.
    """
    at = max(0, start - BEFORE) // STEP * STEP
    line = text.find("\n", at, at + BEFORE // 2) + 1 if at else 0
    last = -(-(end + BEHIND) // STEP) * STEP
    return text[line or at : last], line or at
