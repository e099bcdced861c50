"""Find the place of a value in a file of settings, for a finding about it.

`tomllib` gives values without their places. tomlkit keeps a file as it was typed, but doesn't tell
places either. So for a finding, tomlkit replaces the value by a mark and writes the file again:
the value stands between the text before the mark and the text after it.
"""

from __future__ import annotations

import re
from typing import Any

from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.ground.span import Span

# The path to a value: each step is the key of a table, or the index of an entry in a list.
Path = tuple[str | int, ...]
# The most code points of a file in which tomlkit is used; in a longer one the finding points at the
# line of the key. For this many, tomlkit takes a tenth of a second, once for each finding.
MOST = 30_000
# A number that no settings hold: a random one, of 63 bits, which is what TOML allows.
MARK = 7_391_064_211_830_952_377
# A key, in quotation marks or bare, with nothing but `=` between it and the value.
KEY = regex(r"(?:\"[^\"\n]*\"|'[^'\n]*'|[\w-]+)(?=[ \t]*=[ \t]*\Z)")


@record
class Places:
    """The text of a file of settings, to find places in.

    `table` is the path of the table that holds the settings; it is empty in `briefgen.toml`.
    """

    file: str
    text: str
    table: Path = ()

    def value(self, *path: str | int) -> Span:
        """Find the place of a value, or else of its key, or else of the start of the file."""
        found = self._range((*self.table, *path))
        return self._span(*found) if found else self._by_its_name(str(path[0]))

    def key(self, *path: str | int) -> Span:
        """Find the place of a setting's key, or of one inside of it, or else the file's start."""
        found = self._range((*self.table, *path))
        # 200 code points before the value are enough for a key: none is as long.
        before = KEY.search(self.text, max(0, found[0] - 200), found[0]) if found else None
        return self._span(*before.span()) if before else self._by_its_name(str(path[-1]))

    def _range(self, path: Path) -> tuple[int, int] | None:
        """Find the offsets, in code points, where a value starts and ends; None where unknown."""
        if len(self.text) > MOST or str(MARK) in self.text:
            return None
        import tomlkit  # slow to load, and needed only for a finding

        try:
            document: Any = tomlkit.parse(self.text)
            around = document
            for step in path[:-1]:
                around = around[step]
            around[path[-1]] = MARK
            before, _, behind = tomlkit.dumps(document).partition(str(MARK))
        except Exception:  # tomlkit may refuse what `tomllib` takes, with errors of many classes
            return None
        end = len(self.text) - len(behind)
        # tomlkit may have written other parts of the file in another way than they were typed.
        is_same = self.text.startswith(before) and self.text.endswith(behind)
        return (len(before), end) if is_same and len(before) < end else None

    def _by_its_name(self, name: str) -> Span:
        """Find the first line below the table's head that sets `name`, or begins a table of it."""
        key = rf"[\"']?{re.escape(name)}[\"']?"
        table = re.escape(".".join(map(str, self.table)))
        head = re.search(rf"^\s*\[\s*{table}\s*\]", self.text, re.MULTILINE) if table else None
        pattern = regex(rf"^\s*(?:\[+[^\]\n]*?)?({key})\s*[=\].]", re.MULTILINE)
        found = pattern.search(self.text, head.end() if head else 0)
        return self._span(*found.span(1)) if found else Span(self.file, 1, 1, 1, 2)

    def _span(self, start: int, end: int) -> Span:
        """Make the span between two offsets in code points. Lines and columns count from 1."""
        (line, column), (last, end_column) = self._place(start), self._place(end)
        return Span(self.file, line, column, last, end_column)

    def _place(self, offset: int) -> tuple[int, int]:
        line = self.text.count("\n", 0, offset) + 1
        return line, offset - self.text.rfind("\n", 0, offset)
