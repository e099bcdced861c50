"""A slip: one error of libyaml, and helpers with which the explanations of it are written.

A module of its own, because three others explain slips.
"""

from __future__ import annotations

from typing import Any

from briefgen.ground.diagnostics import Diagnostic, Edit, finding
from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.ground.span import Span
from briefgen.load.names import FIELDS
from briefgen.load.yamltext import quoting

# A line that starts with a field's name. Dashes of entries may stand before it.
FIELD = regex(r"\s*(?:-\s+)*(?P<key>[\w-]+)\s*:")
# A line with a field, or with an entry of a list: its indentation, its dash, the field's name.
LINE = regex(r"(?P<indent> *)(?P<dash>-(?P<gap> +))?(?:(?P<key>[\w-]+):(?=\s|$))?")
# A comment, or else the spaces at the end of a line.
COMMENT = regex(r"\s+#.*$|\s+$")
IN_ROUND = regex(r"\(\s*(?P<key>[a-z_0-9]+):\s")
# Message and hint for a line in the wrong column; also for errors that nothing else explains,
# because indentation is what most often causes them.
INDENTATION = (
    "This line doesn't line up with those above it.",
    "Fields of one thing start in the same column; what belongs to a field, two further in.",
)
COLON = "This text holds a colon, which YAML reads as the end of a field's name."


@record
class Slip:
    """One error of libyaml, and the lines of its file.

    `said` is libyaml's message. `line` and `column` say where it gave up, both counted from 1.
    `start` is PyYAML's mark of where the node began that it was reading, counted from 0; it may be
    None. `line_end` is the line end that the file uses.
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
        """The line on which libyaml gave up."""
        return self.lines[self.line - 1]

    def found(
        self, message: str, hint: str, place: Span | None = None, edit: Edit | None = None
    ) -> Diagnostic:
        """Make the finding. Without a `place` it is about where libyaml gave up."""
        place = place or self.at(self.line, self.column)
        return finding("yaml-syntax", message, place, hint, edit=edit)

    def to_quote(self, message: str, place: Span) -> Diagnostic:
        """Make the finding that the text at a place has to stand in quotation marks."""
        advised = quoting(self.lines, place.line, place.column - 1)
        # `(use: if asked, text: We go.)` was meant for a group in braces.
        in_round = IN_ROUND.match(self.lines[place.line - 1], place.column - 1)
        is_group = in_round and in_round["key"] in FIELDS
        edit = None if is_group else advised.edit(self.file, place.line)
        return self.found(message, advised.hint, place, edit)

    def above(self, line: int) -> int:
        """Find the nearest line above that isn't empty or a comment; 0 if there is none."""
        numbers = range(line - 1, 0, -1)
        texts = ((number, self.lines[number - 1].strip()) for number in numbers)
        return next((number for number, text in texts if text and text[0] != "#"), 0)

    def below(self, line: int) -> int:
        """Find the nearest line below that isn't empty or a comment; 0 if there is none."""
        for number in range(line + 1, min(len(self.lines), line + 50) + 1):
            text = self.lines[number - 1].strip()
            if text and text[0] != "#":
                return number
        return 0

    def at(self, line: int, column: int, width: int = 1) -> Span:
        """Make the span of some columns of a line."""
        return Span(self.file, line, column, line, column + width)
