"""Explains slips in texts: quotation marks, brackets and other signs with a meaning in YAML.

Each public function looks at one error of libyaml. It returns None if the error is about something
else, so that `yamlfault` tries the next.
"""

from __future__ import annotations

from briefgen.ground.diagnostics import Diagnostic, Edit, edit_to
from briefgen.ground.regexes import regex
from briefgen.ground.span import Span
from briefgen.load.across import block_below, without_mail_signs
from briefgen.load.edits import quotation_closed
from briefgen.load.slip import COLON, Slip
from briefgen.load.yamltext import ELIDED, VALUE, in_marks, quoting

# A line whose text starts with a quotation mark, and doesn't close it on the same line.
OPEN_QUOTE = regex(r"\s*(?:-\s+)*(?:[\w-]+:\s+)?(?P<quote>\"(?:[^\"\\]|\\.)*|'(?:[^']|'')*)$")
# A line whose text starts with a bracket, or with a quotation mark.
BRACKET = regex(r"\s*(?:-\s+)*(?:[\w-]+:\s+)?[\[{]")
QUOTED = regex(r"\s*(?:-\s+)*(?:[\w-]+:\s+)?(?P<mark>[\"'])")
# An entry of words, which isn't a field, with a quotation behind its colon: `- They say: "no".`
SAID = regex(r"\s*(?:-\s+)+(?P<text>[^\s\"'#:\[{>|&*!-][^\"'#:]*\s[^\"'#:]*:\s+\".*)")
# A text in quotation marks with a comma behind it, as in JSON.
WITH_COMMA = regex(
    r"\s*(?:-\s+)*(?:[\w-]+:\s+)(?:\"[^\"\\]*\"|'[^']*')(?P<comma>\s*,)\s*(?:\s#.*)?"
)
# A value on one line of a list or group: a text in quotation marks, and words behind it.
QUOTED_INSIDE = regex(r"(?<=[\[{,:])\s*(?P<quoted>\"[^\"]*\"|'[^']*')\s*[^\s,\]}:\"'][^,\]}]*")
# Escapes that nobody types by chance: a character by its number, and a backslash of its own.
MEANT_ESCAPE = regex(r"\\(?:\\|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4})")
# The number of lines above an error in which an open quotation is looked for. Every line is matched
# with a pattern, and a long file would take long.
MOST_ABOVE = 30
# A text in double quotation marks, with its field's name if there is one.
DOUBLE = regex(r"(?:(?P<key>[\w-]{1,40}):\s{1,9})?\"(?P<text>(?:[^\"\\]|\\.)*)\"")


def unclosed(slip: Slip) -> Diagnostic | None:
    """Explain a quotation that is never closed.

    YAML takes the next quotation mark of the file for its end. So libyaml often gives up many lines
    below, at the text behind that mark.
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
    edit = quotation_closed(slip, place)
    return slip.found("The quotation that starts here is never closed.", hint, place, edit)


def _left_open(slip: Slip) -> Span | None:
    """Find the quotation mark of the nearest line above that leaves a quotation open."""
    for number in range(slip.line - 1, max(0, slip.line - MOST_ABOVE), -1):
        if found := OPEN_QUOTE.match(slip.lines[number - 1]):
            return slip.at(number, found.start("quote") + 1)
    return None


def reserved(slip: Slip) -> Diagnostic | None:
    """Explain a sign with which no unquoted text can start, such as `@` or `%` (YAML 1.2, 5.3)."""
    signs = ("cannot start any token", "directive", "tag", "URI", "block scalar", "mapping keys")
    if not any(word in slip.said for word in signs):
        return None
    if slip.text[slip.column - 1 : slip.column] == "\t":
        return slip.found("YAML takes no tab here.", "Put a space in its place.")
    if slip.text.strip().startswith("```"):  # pasted from a page that shows YAML
        hint, edit = "Delete it, and the one at the end.", _without_fence(slip)
        return slip.found("This line is no part of a brief.", hint, edit=edit)
    # For these signs libyaml gives up somewhere behind the sign, so it is looked for.
    if edit := block_below(slip):
        hint = f"Put the text on the line below the {edit.text.strip()[0]}, two spaces further in."
        return slip.found("This text has to start on the next line.", hint, edit=edit)
    if edit := without_mail_signs(slip):
        hint = "Delete the sign > at the start of these lines."
        return slip.found("This line was quoted by a mail program.", hint, edit=edit)
    value = VALUE.match(slip.text)
    column = slip.column
    if "block scalar" in slip.said or (value and value["value"][0] in "!%?"):
        column = value.start("value") + 1 if value else 1
    char = slip.text[column - 1 : column].strip()
    with_ = f"with {char} in YAML" if char else "like this"
    return slip.to_quote(f"A text can't start {with_}.", slip.at(slip.line, column))


def backslash(slip: Slip) -> Diagnostic | None:
    """Explain a backslash inside "…" that starts no escape: in a path of Windows or a formula."""
    # Not our typo: libyaml says "did not find expected hexdecimal number".
    if "escape" not in slip.said and "hexdecimal" not in slip.said:
        return None
    inside = (each for each in DOUBLE.finditer(slip.text) if each.end() >= slip.column)
    found, edit = next(inside, None), None
    hint = "Type it twice, or use '…'."
    if found and '\\"' not in found["text"]:
        is_file = found["key"] in ("file", "capture")
        typed = found["text"].replace("\\", "/") if is_file else found["text"]
        hint = f"Type it with {'forward slashes' if is_file else 'other marks'}: {in_marks(typed)}"
        # An escape that was meant as one would be lost.
        if not MEANT_ESCAPE.search(found["text"]):
            column = found.end() - len(found["text"]) - 1
            place = slip.at(slip.line, column, len(found["text"]) + 2)
            edit = edit_to(in_marks(typed), place)
    return slip.found('A backslash has a meaning of its own inside "…".', hint, edit=edit)


def _without_fence(slip: Slip) -> Edit | None:
    """Make the edit that deletes a line of three grave accents, at the start or the end."""
    lines = enumerate(slip.lines, start=1)
    typed = [number for number, line in lines if line.strip() and line.lstrip()[0] != "#"]
    if slip.line == typed[0] and slip.line < len(slip.lines):
        return Edit(Span(slip.file, slip.line, 1, slip.line + 1, 1), "")
    if slip.line == typed[-1] and slip.line > 1:
        above = slip.lines[slip.line - 2]
        return Edit(
            Span(slip.file, slip.line - 1, len(above) + 1, slip.line, len(slip.text) + 1), ""
        )
    return None


def after_quote(slip: Slip) -> Diagnostic | None:
    """Explain a text that goes on after its closing quotation mark: "He said "yes".".

    Only for a text on its own line; `after_quote_in_brackets` is for one inside of brackets.
    """
    message = "The text goes on after its closing quotation mark."
    if "expected" in slip.said and (said := SAID.match(slip.text)):
        column = said.start("text") + 1
        return slip.to_quote(COLON, slip.at(slip.line, column, len(said["text"].rstrip())))
    if "expected" in slip.said and (comma := WITH_COMMA.fullmatch(slip.text)):
        place = slip.at(slip.line, comma.end("comma"))
        gap = slip.at(slip.line, comma.start("comma") + 1, len(comma["comma"]))
        return slip.found(message, "Delete the comma.", place, Edit(gap, ""))
    quoted = QUOTED.match(slip.text)
    is_escape = "hexdecimal" in slip.said
    if "expected" not in slip.said or not quoted or slip.column <= quoted.end() or is_escape:
        return None
    advised = quoting(slip.lines, slip.line)
    return slip.found(message, advised.hint, edit=advised.edit(slip.file, slip.line))


def after_quote_in_brackets(slip: Slip) -> Diagnostic | None:
    """Explain a text that goes on after its closing mark, in a list or a group on one line."""
    if "flow" not in slip.said or "expected" not in slip.said:
        return None
    for found in QUOTED_INSIDE.finditer(slip.text):
        if found.end("quoted") < slip.column <= found.end():
            place = slip.at(slip.line, found.start("quoted") + 1, len(found[0].strip()))
            message = "The text goes on after its closing quotation mark."
            return slip.to_quote(message, place)
    return None


def after_bracket(slip: Slip) -> Diagnostic | None:
    """Explain words behind a closing bracket: `[Draft] for clearance` was meant as one text."""
    opened = BRACKET.match(slip.text)
    if "expected" not in slip.said or not opened or slip.column <= opened.end():
        return None
    place = slip.at(slip.line, opened.end())
    return slip.to_quote("In YAML [ and { start a list or a group.", place)
