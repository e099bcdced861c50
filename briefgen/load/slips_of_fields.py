"""Explains slips in the lines of fields and lists: a colon, a dash or a space too few or too many.

Each function looks at one error of libyaml, and returns None where it is about something else.
"""

from __future__ import annotations

import re

from briefgen.ground.diagnostics import Diagnostic, edit_to
from briefgen.load.slip import COLON, COMMENT, FIELD, INDENTATION, Slip

# A field, or an entry of words, whose text holds another colon: `title: Fares: the next step`.
COLON_INSIDE = re.compile(
    r"\s*(?:(?:-\s+)+[^:\"'#]+|[^\s:\"'#]+):\s+(?P<value>[^\"'|>{\[#].*?:(?:\s|$).*)$"
)
# A field's name and its text with no space between. The wide colon is typed on Asian keyboards;
# `https://` is no field.
GLUED = re.compile(r"\s*(?:-\s+)*([^\W\d][\w-]*)[:：](?!//)\s*(\S.*)")
# A line that is no field: words without a colon, behind the dash of an entry or without one.
NO_FIELD = re.compile(r"(?P<before>\s*(?:-\s+)+)(?P<text>[^\s\"'|>{\[#&*!-](?:(?!:\s|:$).)*)$")
# What was to start an entry: a dash without a space, a bullet of a word processor, a number.
NO_SPACE = re.compile(r"\s*(?P<dash>-[^\s-]|[•·▪◦‣∙●○■□–—*](?=\s)|\d{1,2}[.)](?=\s))")
# Words before the colon, so that it is one inside of a text.
WORDS_FIRST = re.compile(r"\s*(?P<value>[^\s:\"'#-][^:\"'#]*\s[^:\"'#]*:(?:\s.*)?)$")
# The fields that hold groups of ids, and are often typed as lists.
NO_DASHES = re.compile(r"(?:\s*(?P<nested>people|parties|positions)|sources):\s*$")
# An entry that starts with a field of its own, and has no id.
ENTRY_FIELD = re.compile(r"\s*-\s+(?:name|title|role|described_as|party|publisher|author|url):")
# The sign behind a field's name after which its text stands on lines of its own.
BLOCK = re.compile(r":\s+[|>][-+\d]*\s*(?:#.*)?$")
# The dash of an entry that starts with words which are no field's name.
ENTRY_OF_WORDS = re.compile(r"\s*(?:-\s+)+(?![a-z_]+:\s)")


def colon(slip: Slip) -> Diagnostic | None:
    """Explain a colon where no field can start: it is in a text, or the line above has a slip."""
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


def _colon_above(slip: Slip, column: int) -> Diagnostic | None:
    """Find the slip in the line above, to whose text YAML took this field to belong."""
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
        # This line and the one before agree: the one between them is too far to the left.
        place = slip.at(number, field.start("key") + 1, len(field["key"]))
        return slip.found(*INDENTATION, place)
    return None


def _column(line: str) -> int:
    field = FIELD.match(line)
    return field.start("key") if field else len(line) - len(line.lstrip())


def _entry(slip: Slip, number: int) -> Diagnostic | None:
    """Explain a line that was to be an entry of a list: with a bullet, a number, or no space."""
    found = NO_SPACE.match(slip.lines[number - 1]) if number else None
    if found is None:
        return None
    dash = found["dash"]
    place = slip.at(number, found.start("dash") + 1, len(dash))
    # Behind a bullet or a number the space is there; behind a dash stands the first letter.
    edit = edit_to(f"- {dash[1]}" if dash[0] == "-" else "-", place)
    message = "An entry of a list is a dash and a space."
    return slip.found(message, "Start it with `- `.", place, edit)


def no_colon(slip: Slip) -> Diagnostic | None:
    """Explain a line that YAML took for a field's name, and behind which it found no colon."""
    if "could not find expected ':'" not in slip.said or slip.start is None:
        return None
    number, column = slip.start.line + 1, slip.start.column
    above = slip.above(number)
    words = WORDS_FIRST.match(slip.lines[above - 1]) if above else None
    if words and words.start("value") == column:
        place = slip.at(above, column + 1, len(words["value"].rstrip()))
        return slip.to_quote(COLON, place)
    return _without_colon(slip, number, column)


def _without_colon(slip: Slip, number: int, column: int) -> Diagnostic:
    """Explain a line without a colon: a field, an entry of a list, or the rest of a text."""
    line = COMMENT.sub("", slip.lines[number - 1])
    place = slip.at(number, column + 1, len(line) - column)
    if glued := GLUED.match(line):
        typed = f"{glued[1]}: {glued[2]}"
        message, edit = "A field's colon is followed by a space.", edit_to(typed, place)
        return slip.found(message, f"Put a space after the colon: `{typed}`", place, edit)
    if _is_entry_beside(slip, number):
        hint = "Start it with `- `; or put two spaces before it, if the text above goes on in it."
        message = "This line is in a list, and has no dash."
        return slip.found(message, hint, slip.at(number, column + 1))
    hint = "A field is `name: value`."
    if not line.lstrip().startswith("-"):
        above = reversed(slip.lines[: number - 1])
        is_in_block = BLOCK.search(next((text for text in above if FIELD.match(text)), ""))
        rest = "put more spaces before it" if is_in_block else "put that after `|`"
        hint += f" If the line belongs to the text above, {rest}."
    return slip.found("This line has no colon.", hint, place)


def _is_entry_beside(slip: Slip, number: int) -> bool:
    """Tell whether the line above is an entry of a list whose dash is in the column of this one."""
    line, above = slip.lines[number - 1], slip.above(number)
    beside = slip.lines[above - 1] if above else ""
    column = len(line) - len(line.lstrip())
    return beside[column : column + 2] == "- " and not beside[:column].strip()


def no_dash(slip: Slip) -> Diagnostic | None:
    """Explain a list that goes on without a dash, or a group of ids that starts with one."""
    if "'-' indicator" not in slip.said or slip.start is None:
        return None
    first = slip.start.line + 1
    above = slip.above(first)
    if above and (group := NO_DASHES.match(slip.lines[above - 1])):
        message = f"`{group['nested'] or 'sources'}` is a group of ids, not a list."
        place = slip.at(first, slip.start.column + 1)
        # `- lund: …` has its id already; `- name: …` has none.
        field = ENTRY_FIELD.match(slip.lines[first - 1])
        hint = "Put an id of your choice and a colon in the place of each dash, as in `lund: …`."
        return slip.found(message, hint if field else "Delete the dash, and those below it.", place)
    message = "The list above has a dash for each entry, and this line has none."
    hint = "Put `- ` before it; what belongs to the entry above goes two columns further in."
    return slip.found(message, hint)
