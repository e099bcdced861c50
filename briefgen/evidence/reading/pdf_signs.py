"""Mend pdfium's text of a page by the places of its signs on the paper.

Pdfium loses spaces that are gaps only, keeps those that a following letter covers, and turns the
letters of an Arabic ligature round. It also knows nothing of raised figures.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple

from briefgen.evidence.folding import Change
from briefgen.ground.regexes import regex

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

# Pdfium takes a hyphen-minus at a line's end, and the line end with it, for one mark: U+0002, or
# U+FFFE as of its newer versions. It can't tell `coopera-tion` from `far-reaching`, so that what
# was printed is put back; whoever compares has to allow for both. U+2010 is left as it is.
BROKEN = regex("[\x02\ufffe]")
# In heights of a line, which is a little more than the size of its type: a space is 0.2 and more,
# and letters that are set apart by kerning keep below 0.1.
GAP, NO_GAP, WIDEST = 0.14, 0.05, 5.0
# A raised figure stands at least so much above the line.
RAISED = 0.15
RAISABLE = regex(r"(?:(?<=[^\W\d_]{3})|(?<=[^\W\d_][.,;:!?”’\"')»]))\d{1,3}(?![\w%])")


class _Box(NamedTuple):
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        """The height of the sign on the page, in points."""
        return self.top - self.bottom

    def is_level_with(self, other: _Box) -> bool:
        """Whether two signs stand on one line."""
        return min(self.top, other.top) - max(self.bottom, other.bottom) > self.height / 2


def mended(document: PdfDocument, number: int, start: int, text: str) -> Iterator[Change]:
    """List the changes to the text of a page, which starts at an offset of the whole text.

    The list is empty where pdfium counts more or fewer signs than it gives, so that their places
    aren't known.
    """
    with closing(document[number]) as page, closing(page.get_textpage()) as words:
        typed = words.get_text_range()
        if len(typed) != words.count_chars():
            return
        places = _offsets(typed, start)
        if places[-1] > len(text):
            return
        boxes = [*_boxes(words, range(len(typed)))]
        # An earlier kind is kept where two of them overlap: whoever sorts these keeps their order.
        for first, last, piece in (
            *_spaces(typed, boxes),
            *_turned(typed, boxes),
            *_raised(typed, words),
        ):
            yield places[first], places[last], piece


def _offsets(typed: str, start: int) -> list[int]:
    """Give the offset in briefgen's text of each sign of pdfium's text, and of its end."""
    found = [start]
    for sign, following in zip(typed, (*typed[1:], ""), strict=True):
        length = 0 if sign == "\r" and following == "\n" else 1 + bool(BROKEN.match(sign))
        found.append(found[-1] + length)
    return found


def _boxes(words: Any, numbers: Iterable[int]) -> Iterator[_Box]:
    """Give the boxes of signs on the paper, each as wide as the room that it takes."""
    from pypdfium2.raw import FS_RECTF, FPDFText_GetLooseCharBox

    rect = FS_RECTF()
    pointer = ctypes.byref(rect)
    for at in numbers:
        FPDFText_GetLooseCharBox(words, at, pointer)
        yield _Box(rect.left, rect.right, rect.bottom, rect.top)


def _spaces(typed: str, boxes: list[_Box]) -> Iterator[Change]:
    """Put in spaces that are only gaps on the paper, and take out those that a letter covers."""
    for at in range(1, len(typed)):
        before, here, after = typed[at - 1], typed[at], typed[at + 1 : at + 2]
        if here == " " and before.isalnum() and after.isalnum():
            is_covered = _gap(boxes[at - 1], boxes[at + 1]) < NO_GAP
            yield from [(at, at + 1, "")] * is_covered
        elif not (before.isspace() or here.isspace()):
            is_lost = GAP < _gap(boxes[at - 1], boxes[at]) < WIDEST
            yield from [(at, at, " ")] * is_lost


def _gap(before: _Box, after: _Box) -> float:
    """How far apart two signs are, in heights; WIDEST where one doesn't follow the other."""
    if before.height <= 0 or not before.is_level_with(after) or after.left <= before.left:
        return WIDEST
    return (after.left - before.right) / before.height


def _turned(typed: str, boxes: list[_Box]) -> Iterator[Change]:
    """Turn round the letters of each ligature in a script from right to left."""
    at = 0
    while at < len(typed):
        end = at + 1
        while end < len(typed) and boxes[end] == boxes[at] and boxes[at].height > 0:
            end += 1
        if end - at > 1 and all(unicodedata.bidirectional(x) in ("R", "AL") for x in typed[at:end]):
            yield at, end, typed[at:end][::-1]
        at = end


def _raised(typed: str, words: Any) -> Iterator[Change]:
    """Take out raised figures behind words, which are numbers of notes."""
    for found in RAISABLE.finditer(typed):
        at = found.start()
        height = next(_boxes(words, [at - 1])).height
        if height > 0 and _base(words, at) - _base(words, at - 1) > RAISED * height:
            yield *found.span(), ""


def _base(words: Any, at: int) -> float:
    """How high a sign's line is, in points from the page's bottom."""
    from pypdfium2.raw import FPDFText_GetCharOrigin

    x, y = ctypes.c_double(), ctypes.c_double()
    FPDFText_GetCharOrigin(words, at, x, y)
    return y.value
