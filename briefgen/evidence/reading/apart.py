"""Open files of strangers in a child process, within bounds on time and memory.

If a library never ends, or crashes its process, then only that child is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from briefgen.ground.bounds import Bounds, EndedError
from briefgen.ground.folder import FileFault

T = TypeVar("T")
# A book of a thousand pages takes 3 s.
BOUNDS = Bounds(seconds=15, megabytes=2048)
# What the libraries raise for a file that breaks the rules of its format: none of them has one
# exception for all of that. No MemoryError: that is a bound.
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
)


def read_apart(read: Callable[[], T], bounds: Bounds) -> T:
    """Run a reader in a process of its own. FileFault where it needs more than its bounds."""
    from briefgen.ground.children import bounded

    try:
        return bounded(read, bounds)
    except EndedError as error:
        raise FileFault(f"takes {error} to read.", "Save the text alone, as .txt.") from None


def parse_apart(read: Callable[[], T]) -> T:
    """Run a reader as `read_apart` does. FileFault also where its library fails on the file."""
    import zipfile
    import zlib

    def parsed() -> T:
        try:
            return read()
        except (*BROKEN, zipfile.BadZipFile, zlib.error):
            raise FileFault("is damaged.", "Save it again.") from None

    return read_apart(parsed, BOUNDS)
