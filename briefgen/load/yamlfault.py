"""Explains why a file isn't YAML, in a plain sentence and at the place where it can be mended.

libyaml's messages are written for programmers, and name the place where it gave up, which is often
some lines below the slip. The explanations are tried in turn. Their order matters, because several
slips cause the same error of libyaml.
"""

from __future__ import annotations

import re
from typing import Any

from briefgen.ground.diagnostics import Diagnostic, edit_to, finding
from briefgen.ground.regexes import regex
from briefgen.load.braces import comma_in_braces, in_braces
from briefgen.load.edits import closed, dash_moved
from briefgen.load.names import FIELDS
from briefgen.load.slip import COLON, FIELD, Slip
from briefgen.load.slips_of_fields import (
    colon,
    misaligned,
    no_colon,
    no_dash,
)
from briefgen.load.slips_of_texts import (
    after_bracket,
    after_quote,
    after_quote_in_brackets,
    backslash,
    reserved,
    unclosed,
)
from briefgen.load.tabs import without_tabs

# An unquoted text with a comment behind it. Other texts of its line may be in double quotation
# marks; a line with a text in single ones is left alone, because its # may be in that text. The
# comment that allows a finding (`# briefgen: …`) is always meant as one.
CUT = regex(
    r"(?!.*[\s\[{]')(?:[^\"#]|\"[^\"]*\")*[^\s\"'#:,\[\]{}]\s+(?P<cut>#(?!\s*briefgen:).*)$"
)
# A comment that wasn't meant as one: it has no space behind its sign (`#1`), or holds the bracket
# or the comma that the list needs.
TAKEN = regex(r"#\w|.*[\]}]|.*,\s*\Z")
# The fields that hold lists. After the name of any other field, a dash belongs to a text.
LIST_FIELD = regex(
    r"\s*(?:-\s+)*(?:points|objectives|quotes|figures|with|sources|lines|questions|programme|agenda"
    r"|also_called):"
)
# A value that starts with an asterisk or an ampersand, and has words.
EMPHASIS = regex(r"\s*(?:-\s+)*(?:[\w-]+:\s+)?(?P<sign>[*&]\S*\s+\S)")
# A field's name in bold type, as Markdown and word processors write it.
BOLD = regex(r"\s*(?:-\s+)*(?P<bold>\*{1,2}(?P<key>[a-z_0-9]+)(?:\*{1,2}:|:\*{1,2}))(?=\s|$)")
# The most lines of a list in brackets in which a comment is looked for.
MOST_IN_FLOW = 30
# Words of libyaml's message, and the message and hint of the finding.
SIMPLE = (
    ("block sequence entries", "A list can't start on the line of its field.",
     "Put each `- …` on a line of its own, below the field."),
    ("document start", "The brief ended above, and something follows.",
     "Check the closing brackets, and lines that start with `...` or `---`."),
)  # fmt: skip


def explain(error: Any, text: str, file: str) -> Diagnostic:
    """Make the finding for an error of PyYAML's parser (`MarkedYAMLError`) in a file's text."""
    mark = error.problem_mark or error.context_mark
    lines = text.splitlines() or [""]
    # For an error at the end of the file, libyaml names the line behind the last.
    line = min(mark.line, len(lines) - 1) + 1
    said = f"{error.context or ''} {error.problem or ''}"
    line_end = "\r\n" if "\r\n" in text else "\n"
    slip = Slip(said, error.context_mark, lines, file, line, mark.column + 1, line_end)
    for explanation in (
        _tab,
        unclosed,
        _cut,
        after_quote_in_brackets,
        _flow,
        colon,
        no_colon,
        after_quote,
        after_bracket,
        no_dash,
        reserved,
        backslash,
        _simple,
    ):
        if found := explanation(slip):
            return found
    return misaligned(slip, slip.line)


def _tab(slip: Slip) -> Diagnostic | None:
    """Explain a tab in the indentation."""
    white = slip.text[: len(slip.text) - len(slip.text.lstrip())]
    if "\t" not in white:
        return None
    hint = "Put spaces in its place: two for each step."
    place = slip.at(slip.line, white.index("\t") + 1)
    edit = without_tabs(slip)
    return finding("tab-indent", "This line is indented with a tab.", place, hint, edit=edit)


def _flow(slip: Slip) -> Diagnostic | None:
    """Explain a list in brackets, or a group in braces, that isn't closed."""
    # In libyaml's messages, "flow" is the style with brackets.
    if "flow" not in slip.said or slip.start is None or "expected" not in slip.said:
        return None
    first = slip.start.line + 1
    if first <= len(slip.lines) and (comma := comma_in_braces(slip, first)):
        message = "A comma is missing between two fields of a group."
        place = slip.at(first, comma.span.column, max(1, comma.span.end_column - comma.span.column))
        return slip.found(message, "Put a comma between them.", place, comma)
    value = in_braces(slip, first) if first <= len(slip.lines) else None
    if value is not None:
        rest = slip.lines[first - 1][value:]
        return slip.to_quote(COLON, slip.at(first, value + 1, len(re.split("[,}]", rest)[0])))
    kind = "list" if "sequence" in slip.said else "group"
    hint = "Put a comma between two entries, and close it with `]` or `}`."
    place = slip.at(slip.start.line + 1, slip.start.column + 1)
    return slip.found(
        f"The {kind} that starts here is never closed, or lacks a comma.",
        hint,
        place,
        closed(slip, first) if first <= len(slip.lines) else None,
    )


def _cut(slip: Slip) -> Diagnostic | None:
    """Explain a comment that wasn't meant as one, in brackets or in a text of several lines."""
    if "flow" in slip.said and slip.start is not None:
        first = min(slip.start.line + 1, len(slip.lines))
        cuts = [_cut_in_flow(slip, at) for at in range(first, slip.line + 1)[:MOST_IN_FLOW]]
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


def _cut_in_flow(slip: Slip, number: int) -> tuple[int, re.Match[str] | None]:
    """Find the comment in a line that swallowed a bracket or comma of a list in brackets.

    Return the line's number, and the match of the comment, or None.
    """
    found = CUT.match(slip.lines[number - 1])
    return number, found if found and TAKEN.match(found["cut"]) else None


def _simple(slip: Slip) -> Diagnostic | None:
    """Explain the errors that are clear from libyaml's message alone."""
    if ("alias" in slip.said or "anchor" in slip.said) and slip.start is not None:
        place = slip.at(slip.start.line + 1, slip.start.column + 1)
        message = "In YAML * and & have a meaning of their own."
        # `* ` is how Markdown and word processors start an entry.
        if slip.lines[place.line - 1].lstrip().startswith("* "):
            edit = edit_to("-", place)
            return slip.found(message, "Start it with `- `.", place, edit)
        if bold := BOLD.match(slip.lines[place.line - 1]):
            around = slip.at(place.line, bold.start("bold") + 1, len(bold["bold"]))
            edit = edit_to(f"{bold['key']}:", around) if bold["key"] in FIELDS else None
            return slip.found(message, "Delete the asterisks.", place, edit)
        return slip.to_quote(message, place)
    for word, message, hint in SIMPLE:
        if word in slip.said:
            is_text = word == "block sequence entries" and not LIST_FIELD.match(slip.text)
            edit = dash_moved(slip, is_text=is_text) if word == "block sequence entries" else None
            return slip.found(message, "Delete the dash." if is_text else hint, edit=edit)
    if found := EMPHASIS.match(slip.text):  # libyaml gives up somewhere behind the sign
        message = "In YAML * and & have a meaning of their own."
        return slip.to_quote(message, slip.at(slip.line, found.start("sign") + 1))
    return None
