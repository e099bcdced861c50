"""The passage of a text that is read to learn who says some of its words.

Apart from those who ask, so that they share passages: where one starts and ends is counted in
steps, so that words near each other have the same one, and it is read only once for all of them.
"""

from __future__ import annotations

# A passage that far from the words may still say who speaks.
BEFORE, BEHIND = 3000, 1500
STEP = 1500


def passage_around(text: str, start: int, end: int) -> tuple[str, int]:
    """Give the text around the words between two offsets, and where it starts.

    It starts with a paragraph, where one starts near: half a quotation turns its marks, so that
    what is outside seems to be inside.
    """
    at = max(0, start - BEFORE) // STEP * STEP
    line = text.find("\n", at, at + BEFORE // 2) + 1 if at else 0
    last = -(-(end + BEHIND) // STEP) * STEP
    return text[line or at : last], line or at
