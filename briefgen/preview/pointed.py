"""Reads the words at a point on a page of a PDF, in a process of its own (as `draw` does).

A click with Alt on the paper asks for them, and `inverse_search` finds where in the brief they were
typed. They are read from the PDF, because only that says how the text was broken into lines.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

from briefgen.ground.bounds import Bounds, EndedError
from briefgen.ground.children import Child, Message, serve
from briefgen.ground.errors import EngineError

BOUNDS = Bounds(seconds=20, megabytes=2048)
# The gap, in points, that parts columns: words of a line are closer together.
GAP = 9.0
# How far, in points, a click may be from a letter to mean its line: clicks fall between lines, too.
BESIDE = 4
# The height of a letter, in points, below which it is a space, and no line is told by it.
THIN = 0.3


class Letter(NamedTuple):
    """A letter by its number in the text of the page, and where it stands, in points."""

    at: int
    left: float
    bottom: float
    right: float
    top: float


def words_at(pdf: bytes, page: int, x: float, y: float) -> tuple[list[str], str]:
    """Read the line at a point, its part in one column and the whole, and the page's text.

    Pages count from 0, x and y from the top left corner, as shares of the page. Raises EngineError
    where the PDF can't be read.
    """
    asked = {"page": page, "x": x, "y": y}
    try:
        with Child("briefgen.preview.pointed", BOUNDS) as child:
            head, _ = child.ask(asked, pdf)
    except (OSError, EndedError) as error:
        raise EngineError(f"The page can't be read: {type(error).__name__}.") from error
    return head["lines"], head["page"]


def read(pdf: bytes, number: int, x: float, y: float) -> tuple[list[str], str]:
    """Read the words like `words_at`, but in this process. A page that isn't there has none."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    if not 0 <= number < len(document):
        return [], ""
    page = document[number]
    width, height = page.get_size()  # in points; y counts from the bottom in a PDF
    text = page.get_textpage()
    letters = [Letter(at, *text.get_charbox(at)) for at in range(text.count_chars())]
    # The spaces that PDFium puts between words have no size.
    seen = [each for each in letters if each.right > each.left and each.top > each.bottom]
    line = sorted(_line(seen, x * width, height - y * height), key=lambda each: each.left)
    parts = (_column(line, x * width), line)
    # Letter by letter: in the text of the page a line of two columns may stand far apart.
    words = ["".join(text.get_text_range(at, 1) for at in _in_order(part)) for part in parts]
    return words, str(text.get_text_range())


def _line(letters: list[Letter], x: float, y: float) -> list[Letter]:
    """Find the letters of the line at the point, or nearest to it."""
    near = [
        each
        for each in letters
        if each.bottom - BESIDE <= y <= each.top + BESIDE and each.top - each.bottom > THIN
    ]
    if not near:
        return []
    nearest = min(
        near, key=lambda each: (max(each.left - x, x - each.right, 0), abs(y - each.bottom))
    )
    # Some letters are as low as a comma, such as an Arabic dal.
    return [each for each in letters if each.bottom < nearest.top and each.top > nearest.bottom]


def _column(line: list[Letter], x: float) -> list[Letter]:
    """Find the part of a line between two gaps that is nearest to the point."""
    ends = [at for at, (one, other) in enumerate(pairwise(line), 1) if other.left - one.right > GAP]
    parts = [line[start:end] for start, end in pairwise([0, *ends, len(line)])]
    distance = [max(part[0].left - x, x - part[-1].right, 0) if part else x for part in parts]
    return parts[distance.index(min(distance))]


def _in_order(part: list[Letter]) -> list[int]:
    """Put letters of a line, sorted from left to right, into the order in which they are read.

    A PDF draws the pieces of a line in any order. Within one, PDFium gives the letters as they are
    read, from right to left too, where that is not the order in which they stand.
    """
    pieces: list[list[int]] = []
    for at in sorted(each.at for each in part):
        # Spaces, which have no size, are not among the letters.
        if pieces and at - pieces[-1][-1] <= 2:
            pieces[-1].append(at)
        else:
            pieces.append([at])
    place = {each.at: number for number, each in enumerate(part)}
    pieces.sort(key=lambda piece: min(place[at] for at in piece))
    return [at for piece in pieces for at in piece]


def _load() -> None:
    """Load what reading needs, while the PDF is still on its way."""
    import pypdfium2  # noqa: F401


def _answer(asked: dict[str, Any], pdf: bytes) -> Message:
    lines, page = read(pdf, asked["page"], asked["x"], asked["y"])
    return {"lines": lines, "page": page}, b""


if __name__ == "__main__":
    serve(_answer, _load)
