"""Makes the edits of slips that keep a file from being YAML: brackets, quotation marks, colons.

Apart from the explanations, which say what is wrong. An edit is made only where the lines around a
slip show that one thing alone was meant; the reader then tries whether YAML gets beyond it.
"""

from __future__ import annotations

from briefgen.ground.diagnostics import Edit
from briefgen.ground.regexes import regex
from briefgen.ground.span import Span
from briefgen.load.braces import COLON_IN_BRACES
from briefgen.load.names import FIELDS
from briefgen.load.runtogether import HARD_SPACE, LISTS
from briefgen.load.slip import LINE, Slip

# A name of a field, and what was typed for its colon: `minutes = 90`, `minutes; 90`.
SIGN = regex(r"(?P<before> *(?:- +)*)(?P<key>[a-z_0-9]+)(?P<sign> *[=;] *|: ?= *)(?P<value>\S.*)")
# A name without a colon, before something that is no sentence.
VALUE_BEHIND = regex(
    r"(?P<before> *(?:- +)*)(?P<key>[a-z_0-9]+)(?P<gap> +)"
    r"(?P<value>[\w:./-]+|\[[^\]]*\]|\"[^\"]*\")\s*(?:\s#.*)?\Z"
)
# A name without a colon at the start of an entry, before words: `- title The crane`.
TITLE_BEHIND = regex(
    r"(?P<before> *(?:- +)+)(?P<key>[a-z_0-9]+)(?P<gap> +)(?=[A-Z\d])[^:{\[\"'#]+\Z"
)
ALONE = regex(r"(?P<before> *(?:- +)*)(?P<key>[a-z_0-9]+)\s*\Z")
# A name whose colon has no space behind it, or is that of an Asian keyboard.
GLUED = regex(
    r"(?P<before>\s*(?:-\s+)*)(?P<key>[^\W\d][\w-]*)"
    rf"(?::(?!//)[{HARD_SPACE}]*(?=[^\s:])|：\s*(?=\S))"
)
CLOSING = {"[": "]", "{": "}"}
# An id or a field before a group in braces that ends its line: `lund {name: Per Lund}`.
BEFORE_BRACES = regex(
    r" *(?P<key>[^\W\d][\w-]*)(?P<gap> *)\{ *(?P<first>[a-z_0-9]+): [^{}]*\}\s*(?:#.*)?\Z"
)
# A dash behind the name of a field.
DASH_BEHIND = regex(r"(?P<before> *(?:- +)*)(?P<key>[\w-]+:) +(?P<dash>- +)(?=\S)")


def colon_meant(slip: Slip, number: int) -> Edit | None:
    """Make the edit of a known field whose colon is another sign, or is missing."""
    line = slip.lines[number - 1]
    found = SIGN.match(line)
    if found and found["key"] in FIELDS:
        return _at(slip, number, found.start("sign"), found.end("sign"), ": ")
    found = TITLE_BEHIND.match(line)
    if found and found["key"] in FIELDS and _field_below(slip, number, found.end("before")):
        return _at(slip, number, found.start("gap"), found.end("gap"), ": ")
    found = VALUE_BEHIND.match(line)
    if found and found["key"] in FIELDS and _is_beside_field(slip, number, found.end("before")):
        return _at(slip, number, found.start("gap"), found.end("gap"), ": ")
    found = ALONE.match(line)
    if found and found["key"] in FIELDS and _holds_lines(slip, number, found.end("before")):
        return _at(slip, number, found.end("key"), found.end("key"), ":")
    return None


def spaced(slip: Slip, number: int) -> Edit | None:
    """Make the edit that puts a space behind the colon of a name, and of those in lines beside it.

    YAML takes such lines for one text, so that they are one slip. None where the name is no field,
    and those beside it are: then the line may be a part of the text above.
    """
    found = GLUED.match(slip.lines[number - 1])
    if found is None:
        return None
    column, first, last = found.start("key"), number, number
    while (at := slip.above(first)) and _is_glued(slip, at, column) and first == at + 1:
        first = at
    while (at := slip.below(last)) and _is_glued(slip, at, column) and last == at - 1:
        last = at
    beside = (slip.above(first), slip.below(last))
    fields = [LINE.match(slip.lines[at - 1]) for at in beside if at]
    keys = [each["key"] for each in fields if each and each["key"] and each.start("key") == column]
    if found["key"] not in FIELDS and not FIELDS.isdisjoint(keys):
        return None
    lines = slip.lines[first - 1 : last]
    typed = [GLUED.sub(r"\g<before>\g<key>: ", line) for line in lines]
    if first == last:
        return _at(slip, number, found.end("key"), found.end(), ": ")
    end = len(slip.lines[last - 1]) + 1
    return Edit(Span(slip.file, first, 1, last, end), slip.line_end.join(typed))


def _is_glued(slip: Slip, number: int, column: int) -> bool:
    found = GLUED.match(slip.lines[number - 1])
    return bool(found and found["key"] in FIELDS and found.start("key") == column)


def _is_beside_field(slip: Slip, number: int, column: int) -> bool:
    """Tell whether the nearest field above or below starts in the same column."""
    near = (slip.above(number), slip.below(number))
    fields = (LINE.match(slip.lines[each - 1]) for each in near if each)
    return any(each and each["key"] and each.start("key") == column for each in fields)


def _field_below(slip: Slip, number: int, column: int) -> bool:
    """Tell whether the line below starts with a field of the format in a column."""
    at = slip.below(number)
    found = LINE.match(slip.lines[at - 1]) if at else None
    return bool(found and found["key"] in FIELDS and found.start("key") == column)


def _holds_lines(slip: Slip, number: int, column: int) -> bool:
    """Tell whether the line below is further in, or an entry of a list in this column."""
    at = slip.below(number)
    line = slip.lines[at - 1] if at else ""
    found = LINE.match(line)
    indent = len(line) - len(line.lstrip())
    return bool(found and line and (indent > column or (found["dash"] and indent == column)))


def closed(slip: Slip, number: int) -> Edit | None:
    """Make the edit that closes a list or group of one line; None if it may go on below."""
    line = slip.lines[number - 1]
    if '"' in line or "'" in line or not _ends_below(slip, number) or not _is_collection(line):
        return None
    end = len(line[: line.find(" #")].rstrip() if " #" in line else line.rstrip())
    open_: list[str] = []
    for at in range(end):
        if line[at] in CLOSING:
            open_.append(line[at])
        elif open_ and line[at] == CLOSING[open_[-1]]:
            open_.pop()
        elif line[at] in CLOSING.values():
            is_last = at == end - 1 and len(open_) == 1
            return _at(slip, number, at, end, CLOSING[open_[0]]) if is_last else None
    missing = "".join(CLOSING[each] for each in reversed(open_))
    is_round = line[end - 1 : end] == ")" and "(" not in line
    return _at(slip, number, end - is_round, end, missing) if missing else None


def _is_collection(line: str) -> bool:
    """Tell whether a line opens a list in a field that holds one, or a group with a field in it."""
    found, first = LINE.match(line), line.lstrip(" -")
    signs = [sign for sign in CLOSING if sign in line]
    if not found or not signs:
        return False
    if min(signs, key=line.index) == "{":
        return bool(COLON_IN_BRACES.search(line))
    return found["key"] in LISTS and not first.startswith("[")


def _ends_below(slip: Slip, number: int) -> bool:
    """Tell whether the line below starts a field or an entry, so that nothing goes on there."""
    at = slip.below(number)
    if not at:
        return True
    line, under = slip.lines[number - 1], slip.lines[at - 1]
    found = LINE.match(under)
    indent = len(line) - len(line.lstrip())
    start = LINE.match(line)
    columns = {indent, start.start("key")} if start and start["key"] else {indent}
    further = len(under) - len(under.lstrip())
    starts = bool(found and (found["key"] or found["dash"]))
    return starts and (further < indent or further in columns)


def colon_before_braces(slip: Slip, number: int) -> Edit | None:
    """Make the edit that puts a colon behind a name before a group in braces."""
    found = BEFORE_BRACES.match(slip.lines[number - 1])
    if found is None or found["first"] not in FIELDS:
        return None
    return _at(slip, number, found.start("gap"), found.end("gap"), ": ")


def quotation_closed(slip: Slip, place: Span) -> Edit | None:
    """Make the edit that closes a quotation at the end of its line.

    None where the text may go on below, or where a comment may stand behind it.
    """
    line = slip.lines[place.line - 1]
    text = line[place.column - 1 :].rstrip()
    mark, words = text[:1], text[1:]
    if (
        mark in words
        or " #" in words
        or "\\" in words
        or not words
        or not _ends_below(slip, place.line)
    ):
        return None
    end = place.column - 1 + len(text)
    other = "'\"".replace(mark, "")
    is_mistyped = words[-1] in "”“»" or (
        words[-1] in f"’{other}" and words[-2:-1] in {".", "!", "?", "…"}
    )
    if other in words and not is_mistyped and mark == "'":
        return None
    return _at(slip, place.line, end - is_mistyped, end, mark)


def dash_moved(slip: Slip, *, is_text: bool) -> Edit | None:
    """Make the edit of a dash on the line of its field: it goes, or its entry to the next line."""
    found = DASH_BEHIND.match(slip.text)
    if found is None:
        return None
    if is_text:
        return _at(slip, slip.line, found.start("dash"), found.end("dash"), "")
    at = slip.below(slip.line)
    under = slip.lines[at - 1] if at else ""
    column = found.end("before")
    indent = len(under) - len(under.lstrip())
    column = indent if under.lstrip().startswith("- ") and indent >= column else column + 2
    entry = f"{slip.line_end}{' ' * column}- "
    return _at(slip, slip.line, found.end("key"), found.end("dash"), entry)


def _at(slip: Slip, number: int, start: int, end: int, text: str) -> Edit:
    """Make the edit of some columns of a line, counted from 0."""
    return Edit(Span(slip.file, number, start + 1, number, end + 1), text)
