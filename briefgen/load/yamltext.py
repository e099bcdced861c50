"""Finds out how a text is typed that YAML would take for something else: in quotation marks.

Apart from the explanations of errors, because what is well-formed can be misread as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.ground.diagnostics import Edit, edit_to
from briefgen.ground.span import Span

# Behind the dash of an entry only what is written as a field is one: `Note: "x" is …` is a text.
VALUE = re.compile(r"(?:\s*(?:-\s+)+(?:[a-z_]+:\s+)?|\s*(?:[^\W\d][\w-]*:\s+)?)(?P<value>\S.*)")
COMMENT = re.compile(r"\s+#(?!\w).*$")
# A line that goes on with the text above it starts no entry and no field.
STARTS = re.compile(r"\s*(?:-\s|[^\W\d][\w-]*:(?:\s|$)|#|[\]}])")
# A quotation mark that opens, and one that closes.
OPENS = {mark: re.compile(rf"(?:^|(?<=[\s(\[{{—–-])){mark}(?=\S)") for mark in "\"'"}
CLOSES = {mark: re.compile(rf"(?<=\S){mark}(?![\w])") for mark in "\"'"}
# Words that start with an apostrophe: 'Tis, '90s, and in Dutch 's avonds.
ELIDED = re.compile(
    r"'(?:tis|twas|twere|twill|twould|til|till|cause|cos|coz|em|n|bout|round|neath|tween|gainst"
    r"|s|t|k|m|r|\d0s|\d\d)(?![\w'])",
    re.IGNORECASE,
)
# A value inside of a list or a group on one line, and any other.
IN_BRACKETS = re.compile(r"(?:\"[^\"]*\"|[^,\]}\"])+")
TO_THE_END = re.compile(r".*")
# A longer text is not repeated in the hint.
LONGEST = 90
# A file can be one line, and each of its faults would be another look at it.
LONGEST_LINE = 2_000
WHOLE = "Put the whole text in quotation marks"


def in_marks(text: str) -> str:
    """Type a text as a scalar of YAML in quotation marks: in `"` if it holds none, else in `'`."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def meant(value: str) -> str:
    """Find the text that was meant by a value which starts with a quotation mark.

    In `"He said "yes"."` the outer marks are YAML's, in `"Safe," she said, "and dry."` the text's.
    """
    if curly := re.fullmatch("[“„«](?P<text>[^“”„«»]*)[”“»]", value):
        return curly["text"]
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
    """Write down as brackets which quotation marks open and which close, in their order."""
    signs = [(found.start(), "(") for found in OPENS[mark].finditer(value)]
    signs += [(found.start(), ")") for found in CLOSES[mark].finditer(value) if found.start()]
    return "".join(sign for _, sign in sorted(signs))


@dataclass(frozen=True, slots=True)
class Quoting:
    """How a value of a line is put into quotation marks: in words, and as what is to be typed.

    `typed` goes in the place of the columns from `start` up to `end`, counted from 0. It is empty
    where the value goes on in other lines, or is too long to be repeated in the hint.
    """

    hint: str
    start: int = 0
    end: int = 0
    typed: str = ""

    def edit(self, file: str, number: int) -> Edit | None:
        """Make the edit of the line with that number."""
        return edit_to(self.typed, Span(file, number, self.start + 1, number, self.end + 1))


def advice(lines: Sequence[str], number: int, start: int | None = None) -> str:
    """Say how a value is put into quotation marks, as `quoting` does."""
    return quoting(lines, number, start).hint


def quoting(lines: Sequence[str], number: int, start: int | None = None) -> Quoting:
    """Find out how a value is put into quotation marks.

    `number` is its line, counted from 1, `start` the column in which it starts, from 0: by default
    behind the field's name or the dash.
    """
    line = lines[number - 1]
    if len(line) > LONGEST_LINE:
        return Quoting(f"{WHOLE}.")
    found = VALUE.match(line)
    start = (found.start("value") if found else 0) if start is None else start
    in_brackets = _depth(line[:start]) > 0
    value = (IN_BRACKETS if in_brackets else TO_THE_END).match(line, start)
    given = COMMENT.sub("", value[0]).rstrip() if value else ""
    text = meant(given)
    typed = in_marks(text)
    if not text or len(typed) > LONGEST or (not in_brackets and _goes_on(lines, number)):
        return Quoting(f"{WHOLE}, {_which(text)}.")
    return Quoting(f"{WHOLE}: {typed}", start, start + len(given), typed)


def _depth(before: str) -> int:
    """Count the brackets that are open behind a part of a line."""
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", before)
    return sum(bare.count(sign) for sign in "[{") - sum(bare.count(sign) for sign in "]}")


def _which(value: str) -> str:
    """Say in which marks a longer text goes."""
    if '"' not in value and "\\" not in value:
        return '"…"'
    return "or after `|` on lines of its own" if "'" in value else "'…'"


def _goes_on(lines: Sequence[str], number: int) -> bool:
    """Tell whether the text of a line goes on in the next one, which is no entry or field."""
    if number >= len(lines):
        return False
    line, below = lines[number - 1], lines[number]
    found = VALUE.match(line)
    least = len(line) - len(line.lstrip())
    is_alone = found is not None and found.start("value") == least
    further = len(below) - len(below.lstrip()) + is_alone > least
    return bool(below.strip()) and further and not STARTS.match(below)
