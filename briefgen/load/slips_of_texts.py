"""Explains slips in texts: quotation marks, brackets and signs that YAML reads as its own.

Each function looks at one error of libyaml, and returns None where it is about something else.
"""

from __future__ import annotations

import re

from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.span import Span
from briefgen.load.slip import Slip
from briefgen.load.yamltext import ELIDED, VALUE, in_marks, quoting

# A text that opens a quotation and doesn't close it on its line.
OPEN_QUOTE = re.compile(r"\s*(?:-\s+)*(?:[\w-]+:\s+)?(?P<quote>\"(?:[^\"\\]|\\.)*|'(?:[^']|'')*)$")
BRACKET = re.compile(r"\s*(?:-\s+)*(?:[\w-]+:\s+)?[\[{]")
QUOTED = re.compile(r"\s*(?:-\s+)*(?:[\w-]+:\s+)?(?P<mark>[\"'])")
# Behind an opening bracket, a comma or a colon: a quotation, and words after it.
QUOTED_INSIDE = re.compile(r"(?<=[\[{,:])\s*(?P<quoted>\"[^\"]*\"|'[^']*')\s*[^\s,\]}:\"'][^,\]}]*")
# How far above a slip a quotation that was left open is looked for.
MOST_ABOVE = 30
DOUBLE = re.compile(r"(?:(?P<key>[\w-]{1,40}):\s{1,9})?\"(?P<text>(?:[^\"\\]|\\.)*)\"")


def unclosed(slip: Slip) -> Diagnostic | None:
    """Explain a quotation without its end.

    The next quotation mark of the file closes it, so that libyaml gives up at that one's text.
    """
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


def _left_open(slip: Slip) -> Span | None:
    """Find the mark of the nearest line above that opens a quotation and doesn't close it."""
    for number in range(slip.line - 1, max(0, slip.line - MOST_ABOVE), -1):
        if found := OPEN_QUOTE.match(slip.lines[number - 1]):
            return slip.at(number, found.start("quote") + 1)
    return None


def reserved(slip: Slip) -> Diagnostic | None:
    """Explain a sign with which no plain text can start, such as `@`, `%` and `!` (section 5.3)."""
    signs = ("cannot start any token", "directive", "tag", "URI", "block scalar", "mapping keys")
    if not any(word in slip.said for word in signs):
        return None
    if slip.text[slip.column - 1 : slip.column] == "\t":
        return slip.found("YAML takes no tab here.", "Put a space in its place.")
    if slip.text.strip().startswith("```"):  # pasted from a page that shows YAML
        return slip.found("This line is no part of a brief.", "Delete it, and the one at the end.")
    value = VALUE.match(slip.text)
    column = slip.column
    if "block scalar" in slip.said or (value and value["value"][0] in "!%?"):
        column = value.start("value") + 1 if value else 1
    char = slip.text[column - 1 : column].strip()
    with_ = f"with {char} in YAML" if char else "like this"
    return slip.to_quote(f"A text can't start {with_}.", slip.at(slip.line, column))


def backslash(slip: Slip) -> Diagnostic | None:
    """Explain a backslash inside of "…": of a path of Windows, or of a formula."""
    # libyaml spells it so: "did not find expected hexdecimal number".
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


def after_quote(slip: Slip) -> Diagnostic | None:
    """Explain a text that goes on after its closing quotation mark, as with quotes in quotes."""
    quoted = QUOTED.match(slip.text)
    is_escape = "hexdecimal" in slip.said
    if "expected" not in slip.said or not quoted or slip.column <= quoted.end() or is_escape:
        return None
    advised = quoting(slip.lines, slip.line)
    message = "The text goes on after its closing quotation mark."
    return slip.found(message, advised.hint, edit=advised.edit(slip.file, slip.line))


def after_quote_in_brackets(slip: Slip) -> Diagnostic | None:
    """Explain the same inside of a list or a group on one line."""
    if "flow" not in slip.said or "expected" not in slip.said:
        return None
    for found in QUOTED_INSIDE.finditer(slip.text):
        if found.end("quoted") < slip.column <= found.end():
            place = slip.at(slip.line, found.start("quoted") + 1, len(found[0].strip()))
            message = "The text goes on after its closing quotation mark."
            return slip.to_quote(message, place)
    return None


def after_bracket(slip: Slip) -> Diagnostic | None:
    """Explain a text behind a closed list or group: all of it was to be one text."""
    opened = BRACKET.match(slip.text)
    if "expected" not in slip.said or not opened or slip.column <= opened.end():
        return None
    place = slip.at(slip.line, opened.end())
    return slip.to_quote("In YAML [ and { start a list or a group.", place)
