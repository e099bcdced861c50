"""The quotations in a text: the words, where they stand, and who says them.

Rules alone, no model of language: the same text has the same answer. What the text leaves open is
said to be open. How marks are read is in `quotations_marks`, how speakers are found in `speakers`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from briefgen.evidence.quotations_marks import marked, paragraphs
from briefgen.evidence.speakers import speakers


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks; `start` and `end` count code points, marks left out.

    `words` has its white space folded. `speaker` is as the text names them most fully, or empty
    where it doesn't say. `how` tells in words how that is known, or why it isn't; not `certain`
    means that a reader has to look.
    """

    start: int
    end: int
    words: str
    speaker: str
    how: str
    certain: bool


@lru_cache(maxsize=256)
def quotations(text: str) -> list[Quotation]:
    """The quotations found in a text, in order. A quotation inside another isn't listed again.

    A quotation that goes on in a new paragraph is listed once for each. Never raises.
    """
    bounds = paragraphs(text)
    found = marked(text, bounds)
    return [
        Quotation(
            mark.start,
            mark.end,
            " ".join(text[mark.start : mark.end].split()),
            said.who.who if said.who else "",
            said.how,
            said.certain,
        )
        for mark, said in zip(found, speakers(text, bounds, found), strict=True)
    ]
