"""Cut a passage out of a text: only the passage is read to learn who says some words in it.

Passages start and end at multiples of `STEP`, so that words near each other share one, and the
cache of `quotations` reads it only once.
"""

from __future__ import annotations

# How many code points before and behind the words may still say who speaks.
BEFORE, BEHIND = 3000, 1500
# Passages start and end at multiples of this, so that quotes near each other share one.
STEP = 1500


def passage_around(text: str, start: int, end: int) -> tuple[str, int]:
    """Give the passage around the words between two offsets, and the offset where it starts.

    It starts with a paragraph, if one starts near. A passage that started inside a quotation would
    take its closing mark for an opening one, and everything outside of marks for quoted.
    """
    at = max(0, start - BEFORE) // STEP * STEP
    line = text.find("\n", at, at + BEFORE // 2) + 1 if at else 0
    last = -(-(end + BEHIND) // STEP) * STEP
    return text[line or at : last], line or at
