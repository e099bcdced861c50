"""A stretch of a file: the thread from what was typed to every later message.

Apart, and the lowest of all modules: whatever says something of a brief says where it was typed.
"""

from __future__ import annotations

from dataclasses import dataclass

Path = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one file. Lines and columns count from 1, columns in code points.

    `end_line` and `end_column` are exclusive in the column: a word of five letters at column 3
    ends at column 8. `path` is the place in the brief, such as `agenda[2].quotes[0].text`.
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
    """Write a path as people do: `agenda[2].quotes[0].text`."""
    out = ""
    for step in path:
        out += f"[{step}]" if isinstance(step, int) else f".{step}" if out else step
    return out
