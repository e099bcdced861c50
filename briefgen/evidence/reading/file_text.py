"""What the readers of all kinds share: what they give back, and the bounds that they read within.

Each of them opens what a stranger made, so each does it in a child process; what its library
can't make sense of is a file that is damaged.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from typing import TypeVar

from briefgen.evidence.folding import Change
from briefgen.ground.bounds import Bounds, EndedError
from briefgen.ground.children import bounded
from briefgen.ground.folder import FileFault

T = TypeVar("T")
# A book of a thousand pages takes 3 s.
BOUNDS = Bounds(seconds=15, megabytes=2048)
# Where a file sets apart who speaks: in bold at the start of a paragraph, or as a voice. Empty
# where somebody speaks whom it doesn't name.
Place = tuple[int, int]
# What the libraries raise for a file that breaks the rules of its kind. No MemoryError: that is
# a bound.
BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


@dataclass(frozen=True)
class Reading:
    """The text of a file. `left_out` are stretches that stand between the words of a sentence;
    `lines` the line of the file for each line of the text, where they differ; `labels` where it may
    name who speaks.
    """

    text: str
    left_out: tuple[Change, ...] = ()
    lines: tuple[int, ...] = ()
    labels: tuple[Place, ...] = ()


class Sheet:
    """A text that is being written, with the stretches of it that may be left out."""

    def __init__(self) -> None:
        self._written = StringIO()
        self._length = 0
        self._left_out: list[Change] = []

    def add(self, text: str, *, is_furniture: bool = False) -> None:
        """Write some text; furniture is no part of the sentence that it stands in."""
        self._written.write(text)
        if text and is_furniture:
            self._left_out.append((self._length, self._length + len(text), ""))
        self._length += len(text)

    @property
    def reading(self) -> Reading:
        """What was written."""
        return Reading(self._written.getvalue(), tuple(self._left_out))


def within_bounds(read: Callable[[], T]) -> T:
    """What a reader returns, run in a process of its own.

    FileFault where it fails, or takes too long.
    """
    try:
        return bounded(lambda: _read(read), BOUNDS)
    except EndedError as error:
        raise FileFault(f"takes {error} to read.", "Save the text alone, as .txt.") from None


def _read(read: Callable[[], T]) -> T:
    try:
        return read()
    except BROKEN:
        raise FileFault("is damaged.", "Save it again.") from None
