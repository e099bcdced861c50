"""The words at a point of a page of a PDF, read in a process of its own, as pages are drawn."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from briefgen.ground.bounds import Bounds, EndedError
from briefgen.ground.children import Child, Message, serve
from briefgen.ground.errors import EngineError

BOUNDS = Bounds(seconds=20, megabytes=2048)
# Between words of a line there is less than that; between columns there is more, in points.
GAP = 9.0


def words_at(pdf: bytes, page: int, x: float, y: float) -> tuple[list[str], str]:
    """The words of the line at a point, those of its column first, and those of the whole page.

    Pages count from 0, x and y from the top left corner, as shares of the page. EngineError where
    the PDF can't be read.
    """
    asked = {"page": page, "x": x, "y": y}
    try:
        with Child("briefgen.preview.pointed", BOUNDS) as child:
            head, _ = child.ask(asked, pdf)
    except (OSError, EndedError) as error:
        raise EngineError(f"The page can't be read: {type(error).__name__}.") from error
    return head["lines"], head["page"]


def read(pdf: bytes, number: int, x: float, y: float) -> tuple[list[str], str]:
    """The same, in this process."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    if not 0 <= number < len(document):
        return [], ""
    page = document[number]
    width, height = page.get_size()
    text = page.get_textpage()
    boxes = [(at, *text.get_charbox(at)) for at in range(text.count_chars())]
    seen = [box for box in boxes if box[3] > box[1] and box[4] > box[2]]
    line = sorted(_line(seen, x * width, height - y * height), key=lambda box: float(box[1]))
    column = _column(line, x * width)
    letters = [_letters(text, part) for part in (column, line)]
    return letters, str(text.get_text_range())


def _line(boxes: list[Any], x: float, y: float) -> list[Any]:
    """The letters of the line that is nearest below the point, or at it."""
    near = [box for box in boxes if box[2] - 4 <= y <= box[4] + 4]
    if not near:
        return []
    nearest = min(near, key=lambda box: (max(box[1] - x, x - box[3], 0), abs(y - box[2])))
    middle = (nearest[2] + nearest[4]) / 2
    return [box for box in boxes if box[2] <= middle <= box[4]]


def _column(line: list[Any], x: float) -> list[Any]:
    ends = [at for at, (one, other) in enumerate(pairwise(line), 1) if other[1] - one[3] > GAP]
    parts = [line[start:end] for start, end in pairwise([0, *ends, len(line)])]
    distance = [max(part[0][1] - x, x - part[-1][3], 0) if part else x for part in parts]
    return parts[distance.index(min(distance))]


def _letters(text: Any, boxes: list[Any]) -> str:
    return "".join(text.get_text_range(box[0], 1) for box in boxes)


def _load() -> None:
    import pypdfium2  # noqa: F401 - while the PDF is on its way


def _answer(asked: dict[str, Any], pdf: bytes) -> Message:
    lines, page = read(pdf, asked["page"], asked["x"], asked["y"])
    return {"lines": lines, "page": page}, b""


if __name__ == "__main__":
    serve(_answer, _load)
