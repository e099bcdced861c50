"""Finds where in a settings file a value stands, for a message about it.

The reader of the standard library gives values without their places, and tomlkit, which keeps a
file as it was typed, doesn't tell them either. So where there is a fault, tomlkit puts a mark into
the place of the value: what stands before and behind it stands before and behind the value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from briefgen.ground.span import Span

# A step is the key of a table, or the number of an entry in a list.
Path = tuple[str | int, ...]
# Characters; of a longer file the line of the key is shown. For so many tomlkit takes a tenth of a
# second, and it is asked for each fault.
MOST = 30_000
MARK = 7_391_064_211_830_952_377
KEY = re.compile(r"(?:\"[^\"\n]*\"|'[^'\n]*'|[\w-]+)(?=[ \t]*=[ \t]*\Z)")


@dataclass(frozen=True)
class Places:
    """The places of the values in a file's text; `table` is the path of the settings in it."""

    file: str
    text: str
    table: Path = ()

    def value(self, *path: str | int) -> Span:
        """Find the place of a value; else that of its key, or the start of the file."""
        found = self._range((*self.table, *path))
        return self._span(*found) if found else self._by_its_name(str(path[0]))

    def key(self, name: str) -> Span:
        """Find the place of the key of a setting."""
        found = self._range((*self.table, name))
        before = KEY.search(self.text, max(0, found[0] - 200), found[0]) if found else None
        return self._span(*before.span()) if before else self._by_its_name(name)

    def _range(self, path: Path) -> tuple[int, int] | None:
        """Find where a value starts and ends; None where that can't be told."""
        if len(self.text) > MOST or str(MARK) in self.text:
            return None
        import tomlkit

        try:
            document: Any = tomlkit.parse(self.text)
            around = document
            for step in path[:-1]:
                around = around[step]
            around[path[-1]] = MARK
            before, _, behind = tomlkit.dumps(document).partition(str(MARK))
        except Exception:  # a file that only one of the two readers takes: then its key must do
            return None
        end = len(self.text) - len(behind)
        is_same = self.text.startswith(before) and self.text.endswith(behind)
        return (len(before), end) if is_same and len(before) < end else None

    def _by_its_name(self, name: str) -> Span:
        """Find the first line that gives something that name, or that starts a table of it."""
        key = rf"[\"']?{re.escape(name)}[\"']?"
        table = re.escape(".".join(map(str, self.table)))
        head = re.search(rf"^\s*\[\s*{table}\s*\]", self.text, re.MULTILINE) if table else None
        pattern = re.compile(rf"^\s*(?:\[+[^\]\n]*?)?({key})\s*[=\].]", re.MULTILINE)
        found = pattern.search(self.text, head.end() if head else 0)
        return self._span(*found.span(1)) if found else Span(self.file, 1, 1, 1, 2)

    def _span(self, start: int, end: int) -> Span:
        """Make the place of some characters, by their offsets."""
        (line, column), (last, end_column) = self._place(start), self._place(end)
        return Span(self.file, line, column, last, end_column)

    def _place(self, offset: int) -> tuple[int, int]:
        line = self.text.count("\n", 0, offset) + 1
        return line, offset - self.text.rfind("\n", 0, offset)
