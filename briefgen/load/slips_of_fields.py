"""Explains slips in the lines of fields and lists: a missing or surplus colon, dash or space.

Each public function looks at one error of libyaml. It returns None if the error is about something
else, so that `yamlfault` tries the next.
"""

from __future__ import annotations

import re
from dataclasses import replace

from briefgen.ground.diagnostics import Diagnostic, Edit, edit_to
from briefgen.ground.regexes import regex
from briefgen.ground.span import Span
from briefgen.load.across import in_block, quoted_across
from briefgen.load.columns import aligned, is_missing
from briefgen.load.edits import colon_before_braces, colon_meant, spaced
from briefgen.load.names import FIELDS
from briefgen.load.runtogether import HARD_SPACE, MARKED
from briefgen.load.slip import COLON, COMMENT, FIELD, INDENTATION, Slip

# A field, or an entry of words, whose text holds another colon: `title: Fares: the next step`.
COLON_INSIDE = regex(
    r"\s*(?:(?:-\s+)+[^:\"'#]+|[^\s:\"'#]+):\s+(?P<value>[^\"'|>{\[#].*?:(?:\s|$).*)$"
)
# A field whose value is an id, a date or another single word, and a name with a colon behind it.
TWO_FIELDS = regex(
    r"(?P<before> *(?:- +)*)(?:id|date|start|end|minutes|lead|meeting|speaker|source|language|party"
    r"|press|kind|use|basis|confidence|state|zone|principal|as_of|said_on|review_by|published"
    r"|accessed|last_met|ours|procedural): +[^\s\"'\[{]+(?P<gap> +)(?P<second>[a-z_0-9]+):(?:\s|$)"
)
# A group whose opening brace is missing.
UNOPENED = regex(r"\s*(?:-\s+)*[\w-]+:\s+(?P<value>[a-z_]+:\s[^{}\[\]\"']*\})\s*")
# A field's name and its text without a space between them. Asian keyboards type the wide colon.
# `https://` is not a field.
GLUED = regex(r"\s*(?:-\s+)*([^\W\d][\w-]*)[:：](?!//)\s*(\S.*)")
# An entry of a list that is no field: words without a colon.
NO_FIELD = regex(r"(?P<before>\s*(?:-\s+)+)(?P<text>[^\s\"'|>{\[#&*!-](?:(?!:\s|:$).)*)$")
# What writers start an entry with instead of `- `: a dash without a space, a bullet of a word
# processor, a number.
NO_SPACE = regex(
    rf"\s*(?P<dash>-[{HARD_SPACE}]+|-[^\s-]|[•·▪◦‣∙●○■□](?=[^\s])|[•·▪◦‣∙●○■□–—−*](?=\s)"
    r"|\d{1,2}[.)](?=\s))"
)
# The most entries above an error that are looked through.
MOST_ENTRIES = 50
HARD = frozenset("\t\u00a0\u202f\u3000")
# Several words before a colon: it belongs to a text, because a field's name is one word.
WORDS_FIRST = regex(r"\s*(?P<value>[^\s:\"'#-][^:\"'#]*\s[^:\"'#]*:(?:\s.*)?)$")
# The fields that hold a group with an id for each entry. Writers often type a list there.
NO_DASHES = regex(r"(?:\s*(?P<nested>people|parties|positions)|sources):\s*$")
# An entry that starts with one of its own fields: the writer gave it no id.
ENTRY_FIELD = regex(r"\s*-\s+(?:name|title|role|described_as|party|publisher|author|url):")
# The sign of a block: the field's text stands on the lines below.
BLOCK = regex(r":\s+[|>][-+\d]*\s*(?:#.*)?$")
# The dash of an entry that doesn't start with a field's name.
ENTRY_OF_WORDS = regex(r"\s*(?:-\s+)+(?![a-z_]+:\s)")


def colon(slip: Slip) -> Diagnostic | None:
    """Explain a colon where no field can start: it is in a text, or the line above is wrong."""
    if "mapping values are not allowed" not in slip.said:
        return None
    if edit := colon_before_braces(slip, slip.line):
        column = len(slip.text) - len(slip.text.lstrip())
        return _with_colon(slip, slip.line, column, edit)
    if inside := _inside(slip):
        return inside
    field = FIELD.match(slip.text)
    if field is None:
        found = _entry(slip, slip.line)
        if not found and (edit := quoted_across(slip, slip.line)):
            words = len(slip.text) - len(slip.text.lstrip())
            place = slip.at(slip.line, words + 1, len(slip.text.rstrip()) - words)
            return slip.found(COLON, 'Put the whole text in quotation marks, "…".', place, edit)
        return found or misaligned(slip, slip.line)
    place = slip.at(slip.line, field.start("key") + 1, len(field["key"]))
    return _colon_above(slip, field.start("key")) or misaligned(slip, slip.line, place)


def _inside(slip: Slip) -> Diagnostic | None:
    """Explain a second colon on a line: of a text, of another field, or of a group."""
    if two := TWO_FIELDS.match(slip.text):
        return _second_field(slip, two)
    if opened := UNOPENED.fullmatch(slip.text):
        place = slip.at(slip.line, opened.start("value") + 1)
        edit = Edit(replace(place, end_column=place.column), "{")
        return slip.found(
            "The group that ends here is never opened.", "Put `{` before it.", place, edit
        )
    if inside := COLON_INSIDE.match(slip.text):
        # In `- Fares: the next: step` all of the entry is the text, because `Fares` is no field.
        start = inside.start("value")
        entry = ENTRY_OF_WORDS.match(slip.text)
        start = entry.end() if entry else start
        place = slip.at(slip.line, start + 1, len(slip.text.rstrip()) - start)
        return slip.to_quote(COLON, place)
    return None


def _second_field(slip: Slip, two: re.Match[str]) -> Diagnostic:
    """Explain a field on the line of another one, whose value is one word."""
    place = slip.at(slip.line, two.start("second") + 1, len(two["second"]))
    column = two.end("before")
    edit = None
    if two["second"] in FIELDS and is_missing(slip, slip.line, column, two["second"]):
        gap = slip.at(slip.line, two.start("gap") + 1, len(two["gap"]))
        edit = Edit(gap, f"{slip.line_end}{' ' * column}")
    message = f"`{two['second']}` stands on the line of another field."
    return slip.found(message, "Put each field on a line of its own.", place, edit)


def _colon_above(slip: Slip, column: int) -> Diagnostic | None:
    """Explain a slip in the line above, because of which YAML takes this field for its text.

    `column` is that of the field's name, counted from 0.
    """
    number = slip.above(slip.line)
    line = COMMENT.sub("", slip.lines[number - 1]) if number else ""
    if (first := _first_entry(slip, number)) and (found := _entry(slip, first)):
        return found
    entry = NO_FIELD.match(line)
    start = entry.start("text") if entry and entry.end("before") == column else -1
    glued = GLUED.match(line)
    if (
        glued
        and glued[1] in FIELDS
        and glued.start(1) == column
        and glued.end(1) + 1 == glued.start(2)
    ):
        start = column
    elif start < 0 and number and not FIELD.match(line) and colon_meant(slip, number):
        start = len(line) - len(line.lstrip())
    if start >= 0:
        return _without_colon(slip, number, start)
    if found := _entry(slip, number):
        return found
    field, before = FIELD.match(line), slip.above(number)
    if field and slip.text.lstrip().startswith("-"):
        message = f"`{field['key']}` has a text, so that this list can't be its own."
        return slip.found(message, "Delete the text after its colon, or the list.")
    if field and before and field.start("key") < column == _column(slip.lines[before - 1]):
        # This line and the second above are in one column: the one between is too far to the left.
        place = slip.at(number, field.start("key") + 1, len(field["key"]))
        return misaligned(slip, number, place)
    return None


def _first_entry(slip: Slip, number: int) -> int:
    """Find the line without a proper dash on top of the entries of words above; 0 without one.

    YAML takes all these for one text, until a field comes.
    """
    line = slip.lines[number - 1] if number else ""
    column = len(line) - len(line.lstrip())
    for _ in range(MOST_ENTRIES):
        if not number or not NO_FIELD.match(slip.lines[number - 1]):
            break
        number = slip.above(number)
    line = slip.lines[number - 1] if number else ""
    return number if len(line) - len(line.lstrip()) == column and NO_SPACE.match(line) else 0


def misaligned(slip: Slip, number: int, place: Span | None = None) -> Diagnostic:
    """Explain a line that stands in no column of those above it."""
    return slip.found(*INDENTATION, place, aligned(slip, number))


def _column(line: str) -> int:
    """Find the column of a line's field name, else of its first word, counted from 0."""
    field = FIELD.match(line)
    return field.start("key") if field else len(line) - len(line.lstrip())


def _entry(slip: Slip, number: int) -> Diagnostic | None:
    """Explain a line that was meant as an entry but has a bullet, a number or no space.

    `number` is the line's, from 1; 0 stands for no line.
    """
    found = NO_SPACE.match(slip.lines[number - 1]) if number else None
    if found is None:
        return None
    dash = found["dash"]
    place = slip.at(number, found.start("dash") + 1, len(dash))
    # NO_SPACE holds the letter behind a dash, but not the space behind a bullet or a number.
    after = slip.lines[number - 1][found.end("dash") :][:1]
    typed = "-" if after == " " else "- "
    if dash[0] == "-" and dash[1] not in HARD:
        typed = f"- {dash[1]}"
    edit = edit_to(typed, replace(place, end_column=place.end_column + (after in HARD)))
    message = "An entry of a list is a dash and a space."
    edit = _entries_around(slip, number) or edit
    return slip.found(message, "Start it with `- `.", place, edit)


def _entries_around(slip: Slip, number: int) -> Edit | None:
    """Make the edit of several entries right below each other that lack their dashes alike.

    With only one of them mended, YAML would take the others for its text. Numbers count from 1.
    """
    found = MARKED.match(slip.lines[number - 1])
    if found is None:
        return None
    numbers = [number]
    for step in (-1, 1):
        at = number + step
        while 1 <= at <= len(slip.lines) and abs(at - number) < MOST_ENTRIES:
            beside = MARKED.match(slip.lines[at - 1])
            if beside is None or _kind(beside) != _kind(found):
                break
            numbers.append(at)
            at += step
    if len(numbers) == 1:
        return None
    first, last = min(numbers), max(numbers)
    entries = [MARKED.match(line) for line in slip.lines[first - 1 : last]]
    counts = [int(each["number"]) for each in entries if each and each["number"]]
    if counts and counts != list(range(1, len(counts) + 1)):
        return None
    typed = slip.line_end.join(
        f"{each['indent']}- {each.string[each.end() :]}" for each in entries if each
    )
    # What is wrong behind the last dash is told apart.
    end = entries[-1].end() if entries[-1] else 0
    behind = len(slip.lines[last - 1]) - end
    return Edit(Span(slip.file, first, 1, last, end + 1), typed[: len(typed) - behind])


def _kind(found: re.Match[str]) -> tuple[str, str]:
    """Tell entries apart that don't lack their dashes alike: by column, and by the sign there."""
    mark = found["mark"].strip()
    is_proper = found["mark"] == "-" and found.string[found.end() : found.end() + 1] == " "
    return found["indent"], "1" if found["number"] else "proper" if is_proper else mark[:1]


def no_colon(slip: Slip) -> Diagnostic | None:
    """Explain a line that YAML took for a field's name, though no colon follows it."""
    if "could not find expected ':'" not in slip.said or slip.start is None:
        return None
    number, column = slip.start.line + 1, slip.start.column
    above = slip.above(number)
    # The line above was taken for a field, because its text holds a colon. This one goes on with
    # that text.
    words = WORDS_FIRST.match(slip.lines[above - 1]) if above else None
    if words and words.start("value") == column:
        place = slip.at(above, column + 1, len(words["value"].rstrip()))
        found = slip.to_quote(COLON, place)
        return found if found.edit else replace(found, edit=quoted_across(slip, number))
    return _without_colon(slip, number, column)


def _without_colon(slip: Slip, number: int, column: int) -> Diagnostic:
    """Explain a line without a colon, which may be a field, an entry, or a part of a text.

    `number` counts from 1, `column`, where the line's words start, from 0.
    """
    line = COMMENT.sub("", slip.lines[number - 1])
    place = slip.at(number, column + 1, len(line) - column)
    if glued := GLUED.match(line):
        typed = f"{glued[1]}: {glued[2]}"
        message, edit = "A field's colon is followed by a space.", spaced(slip, number)
        return slip.found(message, f"Put a space after the colon: `{typed}`", place, edit)
    if edit := colon_meant(slip, number):
        return _with_colon(slip, number, column, edit)
    if _is_entry_beside(slip, number):
        if found := _entry(slip, number):
            return found
        hint = "Start it with `- `; or put two spaces before it, if the text above goes on in it."
        message = "This line is in a list, and has no dash."
        return slip.found(message, hint, slip.at(number, column + 1))
    hint = "A field is `name: value`."
    if not line.lstrip().startswith("-"):
        above = reversed(slip.lines[: number - 1])
        is_in_block = BLOCK.search(next((text for text in above if FIELD.match(text)), ""))
        rest = "put more spaces before it" if is_in_block else "put that after `|`"
        hint += f" If the line belongs to the text above, {rest}."
    return slip.found("This line has no colon.", hint, place, in_block(slip, number))


def _with_colon(slip: Slip, number: int, column: int, edit: Edit) -> Diagnostic:
    """Explain a line that lacks a colon, which an edit puts there."""
    line = COMMENT.sub("", slip.lines[number - 1])
    place, span = slip.at(number, column + 1, len(line) - column), edit.span
    typed = f"{line[column : span.column - 1]}{edit.text}{line[span.end_column - 1 :]}"
    hint = f"Put a colon behind the field's name: `{typed.strip()}`"
    return slip.found("This line has no colon.", hint, place, edit)


def _is_entry_beside(slip: Slip, number: int) -> bool:
    """Tell whether the line above or below starts an entry with a dash in this line's column."""
    line, above = slip.lines[number - 1], slip.above(number)
    column = len(line) - len(line.lstrip())
    beside = (slip.lines[at - 1] for at in (above, slip.below(number)) if at)
    return any(each[column : column + 2] == "- " and not each[:column].strip() for each in beside)


def no_dash(slip: Slip) -> Diagnostic | None:
    """Explain a line without a dash in a list, or a list where a group of ids has to stand."""
    if "'-' indicator" not in slip.said or slip.start is None:
        return None
    first = slip.start.line + 1
    above = slip.above(first)
    if above and (group := NO_DASHES.match(slip.lines[above - 1])):
        message = f"`{group['nested'] or 'sources'}` is a group of ids, not a list."
        place = slip.at(first, slip.start.column + 1)
        # `- lund: …` has an id, so that only the dash is wrong; `- name: …` has none.
        field = ENTRY_FIELD.match(slip.lines[first - 1])
        hint = "Put an id of your choice and a colon in the place of each dash, as in `lund: …`."
        return slip.found(message, hint if field else "Delete the dash, and those below it.", place)
    message = "The list above has a dash for each entry, and this line has none."
    hint = "Put `- ` before it; what belongs to the entry above goes two columns further in."
    return slip.found(message, hint, edit=aligned(slip, slip.line))
