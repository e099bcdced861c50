"""What libyaml says of a malformed file, in a plain sentence, at the place where it can be mended.

Apart, because libyaml reports where it gave up, which is often a line after the slip.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from briefgen.diagnostics import Diagnostic, finding
from briefgen.source import Span

COLON_INSIDE = re.compile(
    r"\s*(?:(?:-\s+)+[^:\"'#]+|[^\s:\"'#]+):\s+(?P<value>[^\"'|>{\[#].*?:(?:\s|$).*)$"
)
FIELD = re.compile(r"\s*(?:-\s+)*(?P<key>[\w-]+)\s*:")
OPEN_QUOTE = re.compile(r"\s*(?:-\s+)*(?:[\w-]+:\s+)?(?P<quote>\"(?:[^\"\\]|\\.)*|'(?:[^']|'')*)$")
COMMENT = re.compile(r"\s+#.*$|\s+$")
GLUED = re.compile(r"([\w-]+)[:：](\S+)")
QUOTED = re.compile(r"\s*(?:-\s+)*(?:[\w-]+:\s+)?(?P<mark>[\"'])")
INDENTATION = (
    "This line doesn't line up with those above it.",
    "Fields of one thing start in the same column; what belongs to a field, two further in.",
)
SIMPLE = (
    ("block sequence entries", "A list can't start on the line of its field.",
     "Put each `- …` on a line of its own, below the field."),
    ("unknown escape", "A backslash has a meaning of its own inside \"…\".",
     "Type it twice, or use '…'."),
    ("alias", "In YAML * and & have a meaning of their own.",
     "Text that starts with * or & goes in quotation marks."),
    ("anchor", "In YAML * and & have a meaning of their own.",
     "Text that starts with * or & goes in quotation marks."),
    ("document start", "The brief ended above, and something follows.",
     "Check the closing brackets, and lines that start with `...` or `---`."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Slip:
    """One error of the parser: what it says, where it stopped, and the lines of the file."""

    said: str
    start: Any
    lines: list[str]
    file: str
    line: int
    column: int

    @property
    def text(self) -> str:
        return self.lines[self.line - 1]

    def found(self, message: str, hint: str, place: Span | None = None) -> Diagnostic:
        return finding("yaml-syntax", message, place or self.at(self.line, self.column), hint)

    def at(self, line: int, column: int, width: int = 1) -> Span:
        return Span(self.file, line, column, line, column + width)


def explain(error: Any, text: str, file: str) -> Diagnostic:
    """The diagnostic for an error of PyYAML's parser."""
    mark = error.problem_mark or error.context_mark
    lines = text.splitlines() or [""]
    line = min(mark.line, len(lines) - 1) + 1
    said = f"{error.context or ''} {error.problem or ''}"
    slip = _Slip(said, error.context_mark, lines, file, line, mark.column + 1)
    for explanation in (
        _tab,
        _unclosed,
        _flow,
        _colon,
        _no_colon,
        _reserved,
        _after_quote,
        _simple,
    ):
        if found := explanation(slip):
            return found
    return slip.found(*INDENTATION)


def _tab(slip: _Slip) -> Diagnostic | None:
    white = slip.text[: len(slip.text) - len(slip.text.lstrip())]
    if "\t" not in white:
        return None
    hint = "Put spaces in its place: two for each step."
    place = slip.at(slip.line, white.index("\t") + 1)
    return finding("tab-indent", "This line is indented with a tab.", place, hint)


def _unclosed(slip: _Slip) -> Diagnostic | None:
    """A quotation without its end. Where a later one closes it, the slip shows at that one."""
    place = None
    if "quoted scalar" in slip.said and ("end of stream" in slip.said or "document" in slip.said):
        place = slip.at(slip.start.line + 1, slip.start.column + 1)
    elif "expected" in slip.said:
        place = _left_open(slip)
    if place is None:
        return None
    hint = "Put the closing quotation mark, the same as the opening one."
    return slip.found("The quotation that starts here is never closed.", hint, place)


def _left_open(slip: _Slip) -> Span | None:
    """The quotation mark of the nearest line above that opens a quotation and doesn't close it."""
    for number in range(slip.line - 1, max(0, slip.line - 30), -1):
        if found := OPEN_QUOTE.match(slip.lines[number - 1]):
            return slip.at(number, found.start("quote") + 1)
    return None


def _flow(slip: _Slip) -> Diagnostic | None:
    if "flow" not in slip.said or slip.start is None or "expected" not in slip.said:
        return None
    kind = "list" if "sequence" in slip.said else "group"
    hint = "Put a comma between two entries, and close it with `]` or `}`."
    place = slip.at(slip.start.line + 1, slip.start.column + 1)
    return slip.found(
        f"The {kind} that starts here is never closed, or lacks a comma.", hint, place
    )


def _colon(slip: _Slip) -> Diagnostic | None:
    if "mapping values are not allowed" not in slip.said:
        return None
    if inside := COLON_INSIDE.match(slip.text):
        place = slip.at(slip.line, inside.start("value") + 1, len(inside["value"].rstrip()))
        hint = "Put the whole text in straight quotation marks, or after `|` on lines of its own."
        message = "This text holds a colon, which YAML reads as the end of a field's name."
        return slip.found(message, hint, place)
    if field := FIELD.match(slip.text):
        place = slip.at(slip.line, field.start("key") + 1, len(field["key"]))
        return slip.found(*INDENTATION, place)
    return slip.found(*INDENTATION)


def _no_colon(slip: _Slip) -> Diagnostic | None:
    if "could not find expected ':'" not in slip.said or slip.start is None:
        return None
    line = COMMENT.sub("", slip.lines[slip.start.line])
    place = slip.at(slip.start.line + 1, slip.start.column + 1, len(line) - slip.start.column)
    if glued := GLUED.search(line):
        hint = f"Put a space after the colon: `{glued[1]}: {glued[2]}`"
        return slip.found("A field's colon is followed by a space.", hint, place)
    hint = "A field is `name: value`. If the line belongs to the text above, put that after `|`."
    return slip.found("This line has no colon.", hint, place)


def _reserved(slip: _Slip) -> Diagnostic | None:
    if not any(word in slip.said for word in ("cannot start any token", "directive", "tag", "URI")):
        return None
    char = slip.text[slip.column - 1 : slip.column].strip()
    message = (
        f"A text can't start with {char} in YAML." if char else "A text can't start like this."
    )
    return slip.found(message, "Put the text in quotation marks.")


def _after_quote(slip: _Slip) -> Diagnostic | None:
    """Text that goes on after its closing quotation mark: the usual slip with quotes in quotes."""
    quoted = QUOTED.match(slip.text)
    if "expected" not in slip.said or not quoted or slip.column <= quoted.end():
        return None
    mark = quoted["mark"]
    hint = f"Inside {mark}…{mark} use “ ” for quotation marks, or put the text after `|` below."
    return slip.found("The text goes on after its closing quotation mark.", hint)


def _simple(slip: _Slip) -> Diagnostic | None:
    for word, message, hint in SIMPLE:
        if word in slip.said:
            at_sign = word in ("alias", "anchor") and slip.start is not None
            place = slip.at(slip.start.line + 1, slip.start.column + 1) if at_sign else None
            return slip.found(message, hint, place)
    return None
