"""Finds entries of a list that YAML reads as one text, because a dash or a space is missing.

Apart from the explanations of errors, because for YAML this is no error: a plain text may go on
over several lines, and may start with a dash that has no space behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.ground.records import record
from briefgen.ground.regexes import regex

# The fields that hold lists. `sources` is one everywhere but at the top of a brief.
LISTS = frozenset({
    "actions", "against", "agenda", "also_called", "annexes", "clearances", "considered",
    "contacts", "copy", "decision", "figures", "for", "from", "if_pressed", "language", "lead",
    "lines", "meeting", "notes", "objectives", "options", "points", "programme", "questions",
    "quotes", "remarks", "sources", "through", "to", "with",
})  # fmt: skip
# The spaces that YAML takes for letters (a character class): its only white space is the ordinary
# space and the tab.
HARD_SPACE = "\u00a0\u2000-\u200b\u202f\u3000\ufeff"
BULLET = "[•·▪◦‣∙●○■□]"
# Three signs that a writer meant an entry of a list. DASH, a dash without a space, is no start of a
# text, so that it counts anywhere. ENTRY, such as `2. `, may start a text: it counts only if
# nothing stands before it on its line. NEXT_ENTRY is a dash or a bullet on a later line.
DASH = regex(rf"-(?:[^\W\d]|[{HARD_SPACE}\"“'‘*\[])")
ENTRY = regex(rf"{BULLET}|[–—−]\s|\d{{1,2}}[.)]\s")
NEXT_ENTRY = regex(rf"(?:^|(?<=\r))[ ]+(-(?:[^\W\d]|[ {HARD_SPACE}])|{BULLET})", re.MULTILINE)
# Programs that write YAML break a text at the first space behind column 80, even before a dash that
# stands between two words. Below a line of this length, a dash at the start is taken for that.
WRAPPED = 78
START = "Start it with `- `. If it is text, put the whole text in quotation marks."
OWN_LINE = "Put it on a line of its own, below the field, and start it with `- `."


# A line of a list whose entries start with something else than a dash and a space.
MARKED = regex(
    rf"(?P<indent> *)(?P<mark>-[\t{HARD_SPACE}]*|{BULLET}[ \t{HARD_SPACE}]*"
    rf"|[–—−*][ \t{HARD_SPACE}]+"
    rf"|(?P<number>\d{{1,2}})[.)][ \t{HARD_SPACE}]+)(?=\S)"
)


# A field of the format without a space behind its colon, at the start of a text.
GLUED = regex(r"(?P<key>[a-z][a-z_0-9]*):(?!//)(?=[^\s:])")


@record
class Lost:
    """An entry that YAML doesn't take for one: its offset, the characters to underline, a hint.

    `mended` is what stands there and what to type: two offsets and a text; None if that is unsure.
    """

    start: int
    width: int
    hint: str
    mended: tuple[int, int, str] | None = None


def lost_entries(
    text: str, start: int, end: int, before: str, *, is_list: bool = False
) -> Iterator[Lost]:
    """Find where the unquoted text from `start` to `end` looks like an entry of a list.

    That can be at its start and on its later lines. `before` is what stands before the text on its
    line, without the spaces around it. With `is_list` the field holds a list, so that its lines are
    entries.
    """
    mended = _as_entries(text, start, end) if is_list and not before else None
    if DASH.match(text, start, end):
        yield Lost(start, 1, START, mended)
        return
    if not before and (found := ENTRY.match(text, start, end)):
        yield Lost(start, len(found[0].rstrip()), START, mended)
        return
    if "\n" not in (inside := text[start:end]) and "\r" not in inside:  # most have one line
        return
    for found in NEXT_ENTRY.finditer(text, start, end):
        if found[1] != "- ":
            yield Lost(found.start(1), 1, START)
        elif found.start() - _line_start(text, found.start() - 1) >= WRAPPED:
            continue
        elif not before:  # this entry has its dash; the text's first line lacks it
            yield Lost(start, 1, "Start it with `- `.")
            return
        elif before.endswith("-"):  # the text is an entry itself, and this dash is further in
            hint = "Start it in the column of the dash above."
            yield Lost(found.start(1), 1, hint, _in_column(text, start, found.start(1)))
        else:  # the first entry stands on the line of its field
            yield Lost(start, 1, OWN_LINE)
            return


def _as_entries(text: str, start: int, end: int) -> tuple[int, int, str] | None:
    """Write the lines of a text as entries; None unless all are marked alike, in one column.

    Lines that are further in go on with the entry above them. Numbers have to count from 1.
    """
    line_start = _line_start(text, start)
    column = start - line_start
    typed, kinds, count = [], set(), 0
    for line in text[line_start:end].splitlines(keepends=True):
        if line.strip() and len(line) - len(line.lstrip(" ")) > column:
            typed.append(line)
            continue
        found = MARKED.match(line)
        if found is None or len(found["indent"]) != column:
            return None
        count += 1
        if found["number"] and int(found["number"]) != count:
            return None
        kinds.add("1" if found["number"] else found["mark"][0])
        typed.append(f"{found['indent']}- {line[found.end() :]}")
    return (line_start, end, "".join(typed)) if len(kinds) == 1 else None


def glued_fields(text: str, start: int, end: int, before: str) -> tuple[int, int, str] | None:
    """Write the unquoted text from `start` to `end` as the fields that it was meant for.

    `before` is as in `lost_entries`. The lines of `text:We go` lack the space behind a colon. The
    result is two offsets and what to type between them; None for a text that is meant as one.
    """
    first = GLUED.match(text, start, end)
    if first is None or not _is_field(first["key"]) or (before and not before.endswith("-")):
        return None
    # Lines that are further in than the first go on with the text of the field above them.
    indent = " " * (start - _line_start(text, start))
    lines = f"{indent}{text[start:end]}".splitlines(keepends=True)
    typed = "".join(_spaced(line, len(indent)) for line in lines)
    return (start, end, typed[len(indent) :])


def _spaced(line: str, column: int) -> str:
    """Put the space behind the colon of a field that starts in a column of a line."""
    found = GLUED.match(line, column)
    if found is None or line[:column].strip() or not _is_field(found["key"]):
        return line
    return f"{line[: found.end()]} {line[found.end() :]}"


def _is_field(name: str) -> bool:
    from briefgen.load.names import FIELDS

    return name in FIELDS


def _in_column(text: str, start: int, at: int) -> tuple[int, int, str] | None:
    """Move the dash at an offset to that of the entry above, if it is one column further in."""
    dash = text[_line_start(text, start) : start].rfind("-")
    column = at - _line_start(text, at)
    return (at - 1, at, "") if dash >= 0 and column == dash + 1 else None


def _line_start(text: str, at: int) -> int:
    """Find the offset at which the line of an offset starts."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
