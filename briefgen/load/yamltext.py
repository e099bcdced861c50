"""Says how to put a text into quotation marks that YAML takes for something else.

Apart from the explanations of errors, because well-formed YAML can be misread, too: the checks use
this for texts that a comment or a comma cuts off.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefgen.ground.diagnostics import Edit, edit_to
from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.ground.span import Span

# The value of a line. After the dash of an entry only a lower-case word is a field's name, because
# `- Note: "x" is …` is a text.
VALUE = regex(r"(?:\s*(?:-\s+)+(?:[a-z_]+:\s+)?|\s*(?:[^\W\d][\w-]*:\s+)?)(?P<value>\S.*)")
COMMENT = regex(r"\s+#(?!\w).*$")
# A line that starts an entry, a field or a comment, or closes a bracket. Any other line goes on
# with the text above it.
STARTS = regex(r"\s*(?:-\s|[^\W\d][\w-]*:(?:\s|$)|#|[\]}])")
# A quotation mark that opens, and one that closes.
OPENS = {mark: regex(rf"(?:^|(?<=[\s(\[{{—–-])){mark}(?=\S)") for mark in "\"'"}
CLOSES = {mark: regex(rf"(?<=\S){mark}(?![\w])") for mark in "\"'"}
# Words that start with an apostrophe: 'Tis, '90s, and 's avonds in Dutch.
ELIDED = regex(
    r"'(?:tis|twas|twere|twill|twould|til|till|cause|cos|coz|em|n|bout|round|neath|tween|gainst"
    r"|s|t|k|m|r|\d0s|\d\d)(?![\w'])",
    re.IGNORECASE,
)
# A text in typographic marks, the last of which may be a straight one. An apostrophe in it isn't
# its end.
TYPOGRAPHIC = regex(
    '[“„«](?P<text>[^“”„«»"]*)[”“»"]|[‘‚‹](?P<single>(?:[^‘’‚‹›]|’(?=\\w))*)[’‘›\']'
)
# A text whose opening mark is missing. Behind a figure the mark is one of inches.
CLOSED_ALONE = regex('(?P<text>[^"“”„‟]*[^"“”„‟\\d\\s])["”]')
# A text in typographic marks, with others in it.
NESTED = regex('“(?P<text>[^“”"]*(?:“[^“”"]*”[^“”"]*)+)”')
# In a list or group on one line, a value ends at a comma or bracket; otherwise at the line's end.
IN_BRACKETS = regex(r"(?:\"[^\"]*\"|[^,\]}\"])+")
TO_THE_END = regex(r".*")
# Up to this many characters, the hint repeats the text as it has to be typed. For a longer one it
# only names the marks, and there is no edit.
LONGEST = 90
# The longest line that is looked through. A hostile file can be one line with thousands of faults,
# each of which would look through all of it.
LONGEST_LINE = 2_000
WHOLE = "Put the whole text in quotation marks"


def in_marks(text: str) -> str:
    """Write a text as a quoted scalar of YAML, with as few escapes as possible.

    A text without `"` and backslashes is put in `"`, any other in `'`. Only if it also has a `'`,
    it is put in `"` with escapes.
    """
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def meant(value: str) -> str:
    """Find the text that was meant by a value which starts with a quotation mark.

    In `"He said "yes"."` the outer marks are YAML's, and are left out. In `"Safe," she said, "and
    dry."` they belong to the text. Other values are returned as they are.
    """
    if curly := TYPOGRAPHIC.fullmatch(value):
        return curly["text"] or curly["single"]
    if whole := CLOSED_ALONE.fullmatch(value) or NESTED.fullmatch(value):
        return whole["text"]
    mark = value[:1]
    if mark not in OPENS or (mark == "'" and ELIDED.match(value)):
        return value
    order = _order(mark, value)
    is_last = value.endswith(mark)
    is_texts = re.fullmatch(r"(?:\(\))+", order) and not (mark == "'" and order == "()" and is_last)
    if is_texts or not (order.startswith("((") or is_last):
        return value
    is_closed = is_last and order.count("(") <= order.count(")")
    return value[1:-1] if is_closed else value[1:]


def _order(mark: str, value: str) -> str:
    """Write a bracket for each quotation mark, in order: `(` if it opens, `)` if it closes."""
    signs = [(found.start(), "(") for found in OPENS[mark].finditer(value)]
    signs += [(found.start(), ")") for found in CLOSES[mark].finditer(value) if found.start()]
    return "".join(sign for _, sign in sorted(signs))


@record
class Quoting:
    """How to put a value of a line into quotation marks: a hint, and the text to type.

    `typed` replaces the columns from `start` up to `end`, counted from 0. It is empty if the value
    goes on in other lines, or is too long for the hint.
    """

    hint: str
    start: int = 0
    end: int = 0
    typed: str = ""

    def edit(self, file: str, number: int) -> Edit | None:
        """Make the edit of the line with that number, from 1; None if `typed` is empty."""
        return edit_to(self.typed, Span(file, number, self.start + 1, number, self.end + 1))


def advice(lines: Sequence[str], number: int, start: int | None = None) -> str:
    """Write the hint alone; the parameters are those of `quoting`."""
    return quoting(lines, number, start).hint


def quoting(lines: Sequence[str], number: int, start: int | None = None) -> Quoting:
    """Find out how to put a value into quotation marks.

    `number` is the value's line, counted from 1, and `start` its first column, from 0. Without
    `start` it is the value behind the field's name or the dash.
    """
    line = lines[number - 1]
    if len(line) > LONGEST_LINE:
        return Quoting(f"{WHOLE}.")
    found = VALUE.match(line)
    start = (found.start("value") if found else 0) if start is None else start
    # The value is inside of brackets if more of them are opened than closed before it. Those in
    # quotation marks don't count.
    before = re.sub(r"\"[^\"]*\"|'[^']*'", "", line[:start])
    in_brackets = sum(map(before.count, "[{")) > sum(map(before.count, "]}"))
    value = (IN_BRACKETS if in_brackets else TO_THE_END).match(line, start)
    given = COMMENT.sub("", value[0]).rstrip() if value else ""
    text = meant(given)
    typed = in_marks(text)
    if not text or len(typed) > LONGEST or (not in_brackets and _goes_on(lines, number)):
        return Quoting(f"{WHOLE}, {_which(text)}.")
    return Quoting(f"{WHOLE}: {typed}", start, start + len(given), typed)


def _which(value: str) -> str:
    """Name the quotation marks for a text that is too long for the hint."""
    if '"' not in value and "\\" not in value:
        return '"…"'
    return "or after `|` on lines of its own" if "'" in value else "'…'"


def _goes_on(lines: Sequence[str], number: int) -> bool:
    """Tell whether the text of a line goes on in the next line.

    The next line then is further in, and starts no entry or field.
    """
    if number >= len(lines):
        return False
    line, below = lines[number - 1], lines[number]
    found = VALUE.match(line)
    least = len(line) - len(line.lstrip())
    # If the line has neither a field's name nor a dash, the next one may be in the same column.
    is_alone = found is not None and found.start("value") == least
    further = len(below) - len(below.lstrip()) + is_alone > least
    return bool(below.strip()) and further and not STARTS.match(below)
