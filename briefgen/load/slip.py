"""One error of libyaml, and what all explanations of it ask: its lines, places and wording.

Apart, because the explanations stand in several modules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from briefgen.ground.diagnostics import Diagnostic, Edit, finding
from briefgen.ground.span import Span
from briefgen.load.yamltext import quoting

# A line that starts with a field's name, behind the dashes of the entries that it may start.
FIELD = re.compile(r"\s*(?:-\s+)*(?P<key>[\w-]+)\s*:")
# A comment, or else the spaces at the end of a line.
COMMENT = re.compile(r"\s+#.*$|\s+$")
INDENTATION = (
    "This line doesn't line up with those above it.",
    "Fields of one thing start in the same column; what belongs to a field, two further in.",
)
COLON = "This text holds a colon, which YAML reads as the end of a field's name."


@dataclass(frozen=True, slots=True)
class Slip:
    """One error of libyaml, and the lines of its file.

    `said` is its message. `line` and `column`, counted from 1, are where it gave up. `start` is
    PyYAML's mark of where the thing began that it was reading, or None. `line_end` is how the
    lines of the file end.
    """

    said: str
    start: Any
    lines: list[str]
    file: str
    line: int
    column: int
    line_end: str

    @property
    def text(self) -> str:
        """The line on which it gave up."""
        return self.lines[self.line - 1]

    def found(
        self, message: str, hint: str, place: Span | None = None, edit: Edit | None = None
    ) -> Diagnostic:
        """Make the finding; without a place, where it gave up."""
        place = place or self.at(self.line, self.column)
        return finding("yaml-syntax", message, place, hint, edit=edit)

    def to_quote(self, message: str, place: Span) -> Diagnostic:
        """Make the finding about a text that has to stand in quotation marks."""
        advised = quoting(self.lines, place.line, place.column - 1)
        return self.found(message, advised.hint, place, advised.edit(self.file, place.line))

    def above(self, line: int) -> int:
        """Find the number of the nearest line above that isn't empty or a comment; 0 if none."""
        numbers = range(line - 1, 0, -1)
        texts = ((number, self.lines[number - 1].strip()) for number in numbers)
        return next((number for number, text in texts if text and text[0] != "#"), 0)

    def at(self, line: int, column: int, width: int = 1) -> Span:
        """Make the span of some columns of a line."""
        return Span(self.file, line, column, line, column + width)
