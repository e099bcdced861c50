"""A stretch of a file, with which every value and finding says where it was typed.

The lowest of all modules: it imports no other of briefgen's.
"""

from __future__ import annotations

from briefgen.ground.records import record

# The place of a value in a brief: keys, and indexes of lists from 0.
Path = tuple[int | str, ...]


@record
class Span:
    """A stretch of one file. Lines and columns count from 1, columns in code points.

    `end_line` is the line of the last character, and `end_column` the column behind it: a word of
    five letters at column 3 ends at column 8. `path` is the place in the brief, such as
    `agenda[2].quotes[0].text`; it is empty for other files.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    path: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


def dotted(path: Path) -> str:
    """Write a path as text: `agenda[2].quotes[0].text`. Indexes count from 0."""
    out = ""
    for step in path:
        out += f"[{step}]" if isinstance(step, int) else f".{step}" if out else step
    return out
