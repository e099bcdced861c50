"""Finds where each character of a YAML scalar's value stands in the file.

Apart from the reader, because findings about single words of a text are made much later.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefgen.ground.decode import LINE_END
from briefgen.ground.span import Span

# What a backslash and a letter stand for inside of double quotation marks (YAML 1.2, section 5.7).
ESCAPES = {"0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r"}
ESCAPES |= {"e": "\x1b", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029"}
WIDTHS = {"x": 2, "u": 4, "U": 8}


@dataclass(frozen=True, slots=True)
class Mark:
    """Where one value stands, and its key; `start` and `end` are offsets into the file's text.

    They are those of a scalar. Of a list or a group they hold its first sign, and `close` is where
    it ends: behind its bracket, or where the next thing begins.
    """

    key: Span | None
    value: Span
    start: int
    end: int
    style: str | None = None
    close: int | None = None


def _typed(text: str, mark: Mark) -> Iterator[tuple[str, int]]:
    """Yield each character of a scalar that is not white space, with its offset in the file."""
    at, end = mark.start, mark.end
    if mark.style in ("'", '"'):
        at, end = at + 1, end - 1
    elif mark.style in ("|", ">"):
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


@lru_cache(maxsize=4)  # a text can have thousands of findings
def places(value: str, text: str, mark: Mark) -> tuple[int | None, ...]:
    """List for each character of a scalar's value its offset in the file; None for white space.

    White space is what folding changes, so that only the other characters are matched, in order.
    """
    typed = _typed(text, mark)
    return tuple(None if char.isspace() else next(typed, (char, mark.start))[1] for char in value)
