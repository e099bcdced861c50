"""Finds where each character of a YAML scalar's value stands in the file.

The parser only tells where a scalar starts and ends, and its value has no escapes, quotation marks
or folded lines any more. Findings about single words are made long after the file was parsed; so
the scalar is read a second time, and only if there is a finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from briefgen.ground.decode import LINE_END
from briefgen.ground.records import record
from briefgen.ground.span import Span

# The character that a backslash and a letter stand for in double quotation marks (YAML 1.2, 5.7).
ESCAPES = {"0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r"}
ESCAPES |= {"e": "\x1b", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029"}
# The number of hexadecimal digits that follow these letters: \x41, \u0041, \U00000041.
WIDTHS = {"x": 2, "u": 4, "U": 8}


@record
class Mark:
    """The place of one value and of its key in the file.

    `start` and `end` are the offsets of a scalar in the file's text. For a list or a group (a
    mapping) they only hold its first character, and `close` is the offset of its end: behind its
    bracket, or where the next thing begins. `style` is PyYAML's sign for how a scalar is quoted
    (`'`, `"`, `|` or `>`); None for a plain one.
    """

    key: Span | None
    value: Span
    start: int
    end: int
    style: str | None = None
    close: int | None = None


def _characters(text: str, mark: Mark) -> Iterator[tuple[str, int]]:
    """Yield each character of a scalar that is not white space, with its offset in the file."""
    at, end = mark.start, mark.end
    if mark.style in ("'", '"'):
        at, end = at + 1, end - 1
    elif mark.style in ("|", ">"):
        # The text of a block starts on the line behind its sign.
        newline = LINE_END.search(text, at)
        at = newline.end() if newline else end
    while at < end:
        char, step = text[at], 1
        if mark.style == '"' and char == "\\" and at + 1 < end:
            letter = text[at + 1]
            width = WIDTHS.get(letter, 0)
            step = 2 + width
            char = chr(int(text[at + 2 : at + step], 16)) if width else ESCAPES.get(letter, letter)
        elif mark.style == "'" and text[at : at + 2] == "''":
            step = 2
        if not char.isspace():
            yield char, at
        at += step


@lru_cache(maxsize=4)  # one text can have thousands of findings, which come one after the other
def places(value: str, text: str, mark: Mark) -> tuple[int | None, ...]:
    """List, for each character of a scalar's value, its offset in the file; None for white space.

    Folding lines only changes white space. So the other characters are the same in the value and in
    the file, in the same order, and are matched one by one.
    """
    typed = _characters(text, mark)
    return tuple(None if char.isspace() else next(typed, (char, mark.start))[1] for char in value)
