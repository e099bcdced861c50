"""Makes the edits of slips that go over several lines: blocks, texts and quoted mail."""

from __future__ import annotations

from briefgen.ground.diagnostics import Edit
from briefgen.ground.regexes import regex
from briefgen.ground.span import Span
from briefgen.load.names import FIELDS
from briefgen.load.slip import LINE, Slip

# The sign of a block with the first words of its text on the same line. A row of a table has more
# than one `|`.
SIGN_BEFORE = regex(
    r"(?P<indent> *)(?P<dashes>(?:- +)*)(?:(?P<key>[\w-]+): +)?(?P<sign>[|>])(?P<gap> +)"
    r"(?P<text>[^|\s#][^|]*)"
)
# What a mail program puts before the lines that it quotes.
MAIL = regex(r"> ?")
# The sign of a block behind a field's name, and words of a text.
BLOCK = regex(r"[\w-]+:\s+[|>][-+\d]*\s*(?:#.*)?$")
WORDS = regex(r"[^\W_]|[“„«‘(*\[]")
# A sign with a meaning in YAML, or a quotation mark, at the start of a text.
SPECIAL = regex(r"[\"'|>\[{&*!%@`#?]|- ")
MOST_LINES = 200


def block_below(slip: Slip) -> Edit | None:
    """Make the edit that moves the words behind the sign of a block to the line below it."""
    found = SIGN_BEFORE.fullmatch(slip.text)
    if found is None or not (found["key"] or found["dashes"]) or " #" in found["text"]:
        return None
    own = len(found["indent"]) + (len(found["dashes"]) if found["key"] else 0)
    at = slip.below(slip.line)
    under = slip.lines[at - 1] if at else ""
    indent = len(under) - len(under.lstrip(" "))
    if found["sign"] == ">" and indent <= own:  # also the sign of a quotation
        return None
    column = indent if indent > own else own + 2
    place = Span(slip.file, slip.line, found.start("sign") + 1, slip.line, found.end("gap") + 1)
    return Edit(place, f"{found['sign']}{slip.line_end}{' ' * column}")


def without_mail_signs(slip: Slip) -> Edit | None:
    """Make the edit that deletes the signs of a mail program before lines that it quotes."""
    if not slip.text.startswith(">"):
        return None
    first = last = slip.line
    while first > 1 and slip.lines[first - 2].startswith(">"):
        first -= 1
    while last < len(slip.lines) and slip.lines[last].startswith(">"):
        last += 1
    lines = [MAIL.sub("", line, count=1) for line in slip.lines[first - 1 : last]]
    if not any((found := LINE.match(line)) and found["key"] in FIELDS for line in lines):
        return None
    span = Span(slip.file, first, 1, last, len(slip.lines[last - 1]) + 1)
    return Edit(span, slip.line_end.join(lines))


def in_block(slip: Slip, number: int) -> Edit | None:
    """Make the edit that moves a line of words into the block of which the line above is a part."""
    line, above = slip.lines[number - 1], slip.above(number)
    indent = len(line) - len(line.lstrip(" "))
    if not above or not WORDS.match(line, indent):
        return None
    column = len(slip.lines[above - 1]) - len(slip.lines[above - 1].lstrip(" "))
    for at in range(above - 1, max(0, above - MOST_LINES), -1):
        text = slip.lines[at - 1]
        further = len(text) - len(text.lstrip(" "))
        if text.strip() and further < column:
            is_block = BLOCK.search(text) and indent < column
            place = Span(slip.file, number, 1, number, indent + 1)
            return Edit(place, " " * column) if is_block else None
    return None


def quoted_across(slip: Slip, number: int) -> Edit | None:
    """Make the edit that puts a text of several lines, of which this is one, in quotation marks.

    None where one of its lines may be a field or an entry, or where a comment may stand in it.
    """
    line = slip.lines[number - 1]
    indent = len(line) - len(line.lstrip(" "))
    if _starts(line) or not line.strip():
        return None
    first = number
    while first > max(1, number - MOST_LINES) and not _starts(slip.lines[first - 1]):
        first -= 1
        if not slip.lines[first - 1].strip():
            return None
    found = LINE.match(slip.lines[first - 1])
    if found is None or not (found["dash"] or found["key"]):
        return None
    own = found.start("key") if found["key"] else len(found["indent"])
    start = len(found.string) - len(found.string[found.end() :].lstrip())
    if start >= len(slip.lines[first - 1].rstrip()):
        first += 1
        start = len(slip.lines[first - 1]) - len(slip.lines[first - 1].lstrip(" "))
    last = number
    while last < len(slip.lines) and slip.lines[last].strip() and not _starts(slip.lines[last]):
        last += 1
    lines = slip.lines[first - 1 : last]
    text = slip.line_end.join([lines[0][start:], *lines[1:]]).rstrip()
    inside = [each for each in lines[1:] if len(each) - len(each.lstrip(" ")) <= own]
    if indent <= own or inside or " #" in text or "\\" in text or SPECIAL.match(text):
        return None
    mark = next((each for each in "\"'" if each not in text), "")
    end = len(slip.lines[last - 1].rstrip())
    place = Span(slip.file, first, start + 1, last, end + 1)
    return Edit(place, f"{mark}{text}{mark}") if mark else None


def _starts(line: str) -> bool:
    """Tell whether a line starts a field, an entry or a comment, and goes on no text."""
    found = LINE.match(line)
    return bool(found and (found["dash"] or found["key"])) or line.lstrip().startswith("#")
