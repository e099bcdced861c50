"""What libyaml says of a malformed file, in a plain sentence, at the place where it can be mended.

Apart, because libyaml reports where it gave up, which is often a line after the slip.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from briefgen.ground.diagnostics import Diagnostic, Edit, edit_to, finding
from briefgen.ground.span import Span
from briefgen.load.yamltext import ELIDED, VALUE, in_marks, quoting

COLON_INSIDE = re.compile(
    r"\s*(?:(?:-\s+)+[^:\"'#]+|[^\s:\"'#]+):\s+(?P<value>[^\"'|>{\[#].*?:(?:\s|$).*)$"
)
FIELD = re.compile(r"\s*(?:-\s+)*(?P<key>[\w-]+)\s*:")
OPEN_QUOTE = re.compile(r"\s*(?:-\s+)*(?:[\w-]+:\s+)?(?P<quote>\"(?:[^\"\\]|\\.)*|'(?:[^']|'')*)$")
COMMENT = re.compile(r"\s+#.*$|\s+$")
GLUED = re.compile(r"\s*(?:-\s+)*([^\W\d][\w-]*)[:：](?!//)\s*(\S.*)")
# A line that is no field: words without a colon, behind the dash of an entry or without one.
NO_FIELD = re.compile(r"(?P<before>\s*(?:-\s+)+)(?P<text>[^\s\"'|>{\[#&*!-](?:(?!:\s|:$).)*)$")
NO_SPACE = re.compile(r"\s*(?P<dash>-[^\s-]|[•·▪◦‣∙●○■□–—*](?=\s)|\d{1,2}[.)](?=\s))")
# Words before the colon, so that it is one inside of a text.
WORDS_FIRST = re.compile(r"\s*(?P<value>[^\s:\"'#-][^:\"'#]*\s[^:\"'#]*:(?:\s.*)?)$")
# A text with a comment behind it. Other texts of the line may be in double quotation marks.
CUT = re.compile(
    r"(?!.*[\s\[{]')(?:[^\"#]|\"[^\"]*\")*[^\s\"'#:,\[\]{}]\s+(?P<cut>#(?!\s*briefgen:).*)$"
)
# A comment that is no note: without a space, or with the bracket or the comma behind the text.
TAKEN = re.compile(r"#\w|.*[\]}]|.*,\s*\Z")
NO_DASHES = re.compile(r"(?:\s*(?P<nested>people|parties|positions)|sources):\s*$")
# An entry that starts with a field of its own, and has no id.
ENTRY_FIELD = re.compile(r"\s*-\s+(?:name|title|role|described_as|party|publisher|author|url):")
BLOCK = re.compile(r":\s+[|>][-+\d]*\s*(?:#.*)?$")
BRACKET = re.compile(r"\s*(?:-\s+)*(?:[\w-]+:\s+)?[\[{]")
QUOTED = re.compile(r"\s*(?:-\s+)*(?:[\w-]+:\s+)?(?P<mark>[\"'])")
# The dash of an entry that starts with words which are no field's name.
ENTRY_OF_WORDS = re.compile(r"\s*(?:-\s+)+(?![a-z_]+:\s)")
# Behind an opening bracket, a comma or a colon: a quotation, and words after it.
QUOTED_INSIDE = re.compile(r"(?<=[\[{,:])\s*(?P<quoted>\"[^\"]*\"|'[^']*')\s*[^\s,\]}:\"'][^,\]}]*")
LIST_FIELD = re.compile(
    r"\s*(?:-\s+)*(?:points|objectives|quotes|figures|with|sources|lines|questions|programme|agenda"
    r"|also_called):"
)
DOUBLE = re.compile(r"(?:(?P<key>[\w-]{1,40}):\s{1,9})?\"(?P<text>(?:[^\"\\]|\\.)*)\"")
TABBED = re.compile(r"[ ]*\t[ \t]*(?=\S)")
# An edit of more lines is no longer seen at a glance.
MOST_TABBED = 200
INDENTATION = (
    "This line doesn't line up with those above it.",
    "Fields of one thing start in the same column; what belongs to a field, two further in.",
)
COLON = "This text holds a colon, which YAML reads as the end of a field's name."
SIMPLE = (
    ("block sequence entries", "A list can't start on the line of its field.",
     "Put each `- …` on a line of its own, below the field."),
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
    line_end: str

    @property
    def text(self) -> str:
        return self.lines[self.line - 1]

    def found(
        self, message: str, hint: str, place: Span | None = None, edit: Edit | None = None
    ) -> Diagnostic:
        place = place or self.at(self.line, self.column)
        return finding("yaml-syntax", message, place, hint, edit=edit)

    def to_quote(self, message: str, place: Span, start: int | None = None) -> Diagnostic:
        """A text to be put into quotation marks, from a column on, or else from its place on."""
        advised = quoting(self.lines, place.line, place.column - 1 if start is None else start)
        return self.found(message, advised.hint, place, advised.edit(self.file, place.line))

    def above(self, line: int) -> int:
        """The number of the nearest line above that isn't empty or a comment, or 0."""
        numbers = range(line - 1, 0, -1)
        texts = ((number, self.lines[number - 1].strip()) for number in numbers)
        return next((number for number, text in texts if text and text[0] != "#"), 0)

    def at(self, line: int, column: int, width: int = 1) -> Span:
        return Span(self.file, line, column, line, column + width)


def explain(error: Any, text: str, file: str) -> Diagnostic:
    """The diagnostic for an error of PyYAML's parser."""
    mark = error.problem_mark or error.context_mark
    lines = text.splitlines() or [""]
    line = min(mark.line, len(lines) - 1) + 1
    said = f"{error.context or ''} {error.problem or ''}"
    line_end = "\r\n" if "\r\n" in text else "\n"
    slip = _Slip(said, error.context_mark, lines, file, line, mark.column + 1, line_end)
    for explanation in (
        _tab,
        _unclosed,
        _cut,
        _after_quote_in_brackets,
        _flow,
        _colon,
        _no_colon,
        _after_quote,
        _after_bracket,
        _no_dash,
        _reserved,
        _backslash,
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
    edit = _without_tabs(slip)
    return finding("tab-indent", "This line is indented with a tab.", place, hint, edit=edit)


def _without_tabs(slip: _Slip) -> Edit:
    """The edit of this line and those behind it that are indented with tabs: they are one slip."""
    indents = [TABBED.match(line) for line in slip.lines[slip.line - 1 :][:MOST_TABBED]]
    tabbed = [found for found in takewhile(bool, indents) if found]
    typed = slip.line_end.join(
        found[0].replace("\t", "  ") + found.string[found.end() :] for found in tabbed
    )
    last = slip.line + len(tabbed) - 1
    return Edit(Span(slip.file, slip.line, 1, last, len(slip.lines[last - 1]) + 1), typed)


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
    opened = slip.lines[place.line - 1][place.column - 1 :]
    if ELIDED.match(opened):
        return slip.to_quote("A text can't start with ' in YAML.", place)
    if opened.startswith("'"):
        hint += ' If it is an apostrophe, put the whole text in "…".'
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


def _cut(slip: _Slip) -> Diagnostic | None:
    """A text that a comment cut short, in braces or before it went on."""
    if "flow" in slip.said and slip.start is not None:
        first = min(slip.start.line + 1, len(slip.lines))
        cuts = [_cut_in_flow(slip, number) for number in range(first, slip.line + 1)[:30]]
    elif "expected" in slip.said and not FIELD.match(slip.text) and slip.text.strip()[:1] != "-":
        above = slip.above(slip.line)
        cuts = [(above, CUT.match(slip.lines[above - 1]) if above else None)]
    else:
        return None
    number, found = next((cut for cut in cuts if cut[1]), (0, None))
    if found is None:
        return None
    place = slip.at(number, found.start("cut") + 1, len(found["cut"].rstrip()))
    hint = "Put the whole text in quotation marks. A note goes on a line of its own, above."
    return slip.found("Everything from the # on is a comment, and cuts this off.", hint, place)


def _cut_in_flow(slip: _Slip, number: int) -> tuple[int, re.Match[str] | None]:
    """The comment of a line that took a closing bracket or a comma along."""
    found = CUT.match(slip.lines[number - 1])
    return number, found if found and TAKEN.match(found["cut"]) else None


def _colon(slip: _Slip) -> Diagnostic | None:
    if "mapping values are not allowed" not in slip.said:
        return None
    if inside := COLON_INSIDE.match(slip.text):
        start = inside.start("value")
        entry = ENTRY_OF_WORDS.match(slip.text)
        start = entry.end() if entry else start
        place = slip.at(slip.line, start + 1, len(slip.text.rstrip()) - start)
        return slip.to_quote(COLON, place)
    field = FIELD.match(slip.text)
    if field is None:
        return _entry(slip, slip.line) or slip.found(*INDENTATION)
    place = slip.at(slip.line, field.start("key") + 1, len(field["key"]))
    return _colon_above(slip, field.start("key")) or slip.found(*INDENTATION, place)


def _colon_above(slip: _Slip, column: int) -> Diagnostic | None:
    """The slip of the line above a field that YAML took for the rest of that line."""
    number = slip.above(slip.line)
    line = COMMENT.sub("", slip.lines[number - 1]) if number else ""
    if (entry := NO_FIELD.match(line)) and entry.end("before") == column:
        return _without_colon(slip, number, entry.start("text"))
    if found := _entry(slip, number):
        return found
    field, before = FIELD.match(line), slip.above(number)
    if field and slip.text.lstrip().startswith("-"):
        message = f"`{field['key']}` has a text, so that this list can't be its own."
        return slip.found(message, "Delete the text after its colon, or the list.")
    if field and before and field.start("key") < column == _column(slip.lines[before - 1]):
        place = slip.at(number, field.start("key") + 1, len(field["key"]))
        return slip.found(*INDENTATION, place)
    return None


def _entry(slip: _Slip, number: int) -> Diagnostic | None:
    """A line that was to be an entry of a list: with a bullet, a number, or no space."""
    dash = NO_SPACE.match(slip.lines[number - 1]) if number else None
    if dash is None:
        return None
    place = slip.at(number, dash.start("dash") + 1, len(dash["dash"]))
    return slip.found("An entry of a list is a dash and a space.", "Start it with `- `.", place)


def _column(line: str) -> int:
    """The column in which a field starts, or the line itself."""
    field = FIELD.match(line)
    return field.start("key") if field else len(line) - len(line.lstrip())


def _no_colon(slip: _Slip) -> Diagnostic | None:
    if "could not find expected ':'" not in slip.said or slip.start is None:
        return None
    number, column = slip.start.line + 1, slip.start.column
    above = slip.above(number)
    words = WORDS_FIRST.match(slip.lines[above - 1]) if above else None
    if words and words.start("value") == column:
        place = slip.at(above, column + 1, len(words["value"].rstrip()))
        return slip.to_quote(COLON, place)
    return _without_colon(slip, number, column)


def _without_colon(slip: _Slip, number: int, column: int) -> Diagnostic:
    line = COMMENT.sub("", slip.lines[number - 1])
    place = slip.at(number, column + 1, len(line) - column)
    if glued := GLUED.match(line):
        typed = f"{glued[1]}: {glued[2]}"
        message, edit = "A field's colon is followed by a space.", edit_to(typed, place)
        return slip.found(message, f"Put a space after the colon: `{typed}`", place, edit)
    above = reversed(slip.lines[: number - 1])
    is_in_block = BLOCK.search(next((text for text in above if FIELD.match(text)), ""))
    rest = "put more spaces before it" if is_in_block else "put that after `|`"
    if _is_entry_beside(slip, number):
        hint = "Start it with `- `; or put two spaces before it, if the text above goes on in it."
        return slip.found(
            "This line is in a list, and has no dash.", hint, slip.at(number, column + 1)
        )
    hint = f"A field is `name: value`. If the line belongs to the text above, {rest}."
    if line.lstrip().startswith("-"):
        hint = "A field is `name: value`."
    return slip.found("This line has no colon.", hint, place)


def _is_entry_beside(slip: _Slip, number: int) -> bool:
    """Whether the line above is an entry of a list, whose dash is in the column of this one."""
    line, above = slip.lines[number - 1], slip.above(number)
    beside = slip.lines[above - 1] if above else ""
    column = len(line) - len(line.lstrip())
    return beside[column : column + 2] == "- " and not beside[:column].strip()


def _no_dash(slip: _Slip) -> Diagnostic | None:
    """A list that goes on without a dash, or a group that starts with one."""
    if "'-' indicator" not in slip.said or slip.start is None:
        return None
    first = slip.start.line + 1
    above = slip.above(first)
    if above and (group := NO_DASHES.match(slip.lines[above - 1])):
        message = f"`{group['nested'] or 'sources'}` is a group of ids, not a list."
        place = slip.at(first, slip.start.column + 1)
        field = ENTRY_FIELD.match(slip.lines[first - 1])
        hint = "Put an id of your choice and a colon in the place of each dash, as in `lund: …`."
        return slip.found(message, hint if field else "Delete the dash, and those below it.", place)
    message = "The list above has a dash for each entry, and this line has none."
    hint = "Put `- ` before it; what belongs to the entry above goes two columns further in."
    return slip.found(message, hint)


def _reserved(slip: _Slip) -> Diagnostic | None:
    signs = ("cannot start any token", "directive", "tag", "URI", "block scalar", "mapping keys")
    if not any(word in slip.said for word in signs):
        return None
    if slip.text[slip.column - 1 : slip.column] == "\t":
        return slip.found("YAML takes no tab here.", "Put a space in its place.")
    if slip.text.strip().startswith("```"):
        return slip.found("This line is no part of a brief.", "Delete it, and the one at the end.")
    value = VALUE.match(slip.text)
    column = slip.column
    if "block scalar" in slip.said or (value and value["value"][0] in "!%?"):
        column = value.start("value") + 1 if value else 1
    char = slip.text[column - 1 : column].strip()
    message = (
        f"A text can't start with {char} in YAML." if char else "A text can't start like this."
    )
    place = slip.at(slip.line, column)
    return slip.to_quote(message, place)


def _backslash(slip: _Slip) -> Diagnostic | None:
    """A backslash between double quotation marks: of a path of Windows, or of a formula."""
    if "escape" not in slip.said and "hexdecimal" not in slip.said:
        return None
    inside = (each for each in DOUBLE.finditer(slip.text) if each.end() >= slip.column)
    found = next(inside, None)
    hint = "Type it twice, or use '…'."
    if found and '\\"' not in found["text"]:
        is_file = found["key"] in ("file", "capture")
        typed = found["text"].replace("\\", "/") if is_file else found["text"]
        hint = f"Type it with {'forward slashes' if is_file else 'other marks'}: {in_marks(typed)}"
    return slip.found('A backslash has a meaning of its own inside "…".', hint)


def _after_quote(slip: _Slip) -> Diagnostic | None:
    """Text that goes on after its closing quotation mark: the usual slip with quotes in quotes."""
    quoted = QUOTED.match(slip.text)
    is_escape = "hexdecimal" in slip.said
    if "expected" not in slip.said or not quoted or slip.column <= quoted.end() or is_escape:
        return None
    advised = quoting(slip.lines, slip.line)
    message = "The text goes on after its closing quotation mark."
    return slip.found(message, advised.hint, edit=advised.edit(slip.file, slip.line))


def _after_quote_in_brackets(slip: _Slip) -> Diagnostic | None:
    """The same inside of a list or a group on one line."""
    if "flow" not in slip.said or "expected" not in slip.said:
        return None
    for found in QUOTED_INSIDE.finditer(slip.text):
        if found.end("quoted") < slip.column <= found.end():
            place = slip.at(slip.line, found.start("quoted") + 1, len(found[0].strip()))
            message = "The text goes on after its closing quotation mark."
            return slip.to_quote(message, place)
    return None


def _after_bracket(slip: _Slip) -> Diagnostic | None:
    """Text that goes on after a list or a group: it was to start with a bracket."""
    opened = BRACKET.match(slip.text)
    if "expected" not in slip.said or not opened or slip.column <= opened.end():
        return None
    place = slip.at(slip.line, opened.end())
    return slip.to_quote("In YAML [ and { start a list or a group.", place)


def _simple(slip: _Slip) -> Diagnostic | None:
    if ("alias" in slip.said or "anchor" in slip.said) and slip.start is not None:
        place = slip.at(slip.start.line + 1, slip.start.column + 1)
        message = "In YAML * and & have a meaning of their own."
        if slip.lines[place.line - 1].lstrip().startswith("* "):
            edit = edit_to("-", place)
            return slip.found(message, "Start it with `- `.", place, edit)
        return slip.to_quote(message, place)
    for word, message, hint in SIMPLE:
        if word in slip.said:
            is_text = word == "block sequence entries" and not LIST_FIELD.match(slip.text)
            return slip.found(message, "Delete the dash." if is_text else hint)
    return None
