"""Find texts that a comment cuts: ` # ` ends an unquoted text in YAML, silently.

What stands around the sign tells what the writer meant. A note stands behind a full stop, or behind
two spaces, as in most YAML; a number stands behind one space (`gate # 4`), in the middle of a
sentence. Values that are no words are left alone: nobody types a # in a date.
"""

from __future__ import annotations

import pathlib
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from briefgen.checks.case import Case, RuleFunction
from briefgen.checks.early import value_at
from briefgen.ground.diagnostics import Diagnostic, Edit, finding
from briefgen.ground.regexes import regex
from briefgen.ground.scalars import Mark
from briefgen.ground.span import Path
from briefgen.load.document import Document
from briefgen.load.plain_scalars import Plain
from briefgen.model.fields import field_at, is_words

# How many code points before a text are searched, and how many at its end: a file can be one long
# line.
WIDEST = 1_000
# A comment behind a text, but none that allows a finding. Without a space behind the # it counts
# only if a word or a mark follows: `#4`, `#,`.
COMMENT = regex(
    r"(?P<gap>[^\S\n]*)(?P<cut>#(?!\s*briefgen:)(?:[^\S\n].*|[\w(,.;:)?].*|$))", re.MULTILINE
)
# `#tag`: a # without a space behind it.
GLUED = regex(r"#\w")
# `# 4` and `#A4`: the sign stands for a number.
NUMBER = regex(r"#\s*(?:[^\W\d_]{0,2}\d|$)")
# `#4`: nobody starts a note with a number and no space.
NUMBERED = regex(r"#\d")
# A comment on the next line that starts with a number, where a sentence was wrapped.
WRAPPED = regex(r"[^\S\n]*\r?\n(?P<indent> +)(?P<cut># ?\d.*)")
# A heading in Markdown at the start of a text that has no `|`: YAML takes it for a comment.
LOST_HEADING = regex(r"(?P<cut>#{2,6}\s+\S.*)\n\s*\Z")
# The end of a sentence, and behind it closing marks, a citation or emphasis. In Greek a question
# ends with a semicolon.
ENDED = regex(
    r"(?:[.!?…。！？।]|(?<=[\u0370-\u03ff\u1f00-\u1fff])[;\u037e])"
    r"(?:[\s\"'”“’‘»«›‹」』)\]*_]|\[\^[^\]]*\])*\Z"
)
# A word that may be a short form (Art., Abs.); OPEN is a text that surely goes on.
SHORT_FORM = regex(r"(?:^|[\s(])([^\W\d_]{1,6})\.\Z")
OPEN = regex(r"[,;–—(\[/&-]\Z")
# Fields with a few words and no sentence: a # in them can only stand before a number.
SHORT = {
    *("name", "native_name", "say", "role", "author", "publisher"),
    *("carried_by", "cleared_by", "office", "place", "serial"),
}
FILES = {"file", "capture"}
MESSAGE = "Everything from the # on is a comment, and is not printed."
BLOCK = "Put `|` behind the field's name: below it a # is a part of the text."
QUOTED = "Put the whole text in quotation marks."
SPACE = "Put the text in quotation marks, or a space after the # of a comment."
ABOVE = f"{QUOTED} A note goes on a line of its own, above."


def cut_texts(document: Document) -> Iterator[Diagnostic]:
    """Find the cut texts of a document, which need not be a valid brief."""
    if "#" not in document.text:
        return
    seen: set[int] = set()  # an alias repeats a text at its own place
    for path, mark in document.marks.items():
        value = value_at(document, path)
        is_plain = isinstance(value, Plain) or (value is None and mark.start == mark.end)
        if is_plain and mark.end not in seen:
            seen.add(mark.end)
            above = max(document.starts[max(0, mark.value.line - 4)], mark.start - WIDEST)
            if lost := LOST_HEADING.search(document.text, above, mark.start):
                yield _finding(document, lost, BLOCK)
            yield from _cut_at_end(document, path, str(value or ""), mark)


def cut_by_comment(case: Case) -> Iterator[Diagnostic]:
    """Find texts without quotation marks that a comment cuts."""
    yield from cut_texts(case.document)


def _cut_at_end(document: Document, path: Path, text: str, mark: Mark) -> Iterator[Diagnostic]:
    """Find a comment that cuts a text, behind it or on the line below."""
    found = COMMENT.match(document.text, mark.end)
    if found is None:
        # A number on the line below, further in than the field or its dash.
        found = WRAPPED.match(document.text, mark.end)
        line = document.lines[mark.value.line - 1]
        own = mark.key.column - 1 if mark.key else len(line) - len(line.lstrip(" "))
        found = found if found and len(found["indent"]) > own else None
        hint = _hint_for(path, text, "  ", found["cut"]) if found else ""
    elif GLUED.match(found["cut"]):
        if (field := field_at(path)) and not is_words(*field):
            return
        hint = ABOVE if _hint_for(path, text, " ", found["cut"]) else SPACE
    else:
        hint = _hint_for(path, text, found["gap"], found["cut"])
    if found and hint:
        is_sure = (
            text and hint == ABOVE and NUMBERED.match(found["cut"]) and "gap" in found.groupdict()
        )
        edit = _quoted(document, mark) if is_sure else None
        yield replace(_finding(document, found, hint), edit=edit)


def _quoted(document: Document, mark: Mark) -> Edit | None:
    """Make the edit that puts a text of one line, with the number in it, in quotation marks."""
    from briefgen.load.yamltext import quoting

    number, start = mark.value.line, mark.value.column - 1
    is_alone = mark.value.end_line == number and "{" not in document.lines[number - 1][:start]
    return quoting(document.lines, number, start).edit(document.file, number) if is_alone else None


def _hint_for(path: Path, text: str, gap: str, cut: str) -> str:
    """Write the hint where a comment may be a part of the text before it; empty where it isn't."""
    field = field_at(path)
    if field is None or not is_words(*field) or field[1] in FILES:
        return ""
    text, is_number = text[-WIDEST:], bool(NUMBER.match(cut))
    # Before a number, a full stop may belong to a short form and end no sentence: `Art. # 4`.
    short = SHORT_FORM.search(text[-10:]) if is_number else None
    if ENDED.search(text) and not (short and short[1].lower() in _short_forms()):
        return ""
    if is_number or OPEN.search(text) or text.count("(") > text.count(")"):
        most = 1 if field[1] in SHORT else 2
        return ABOVE if len(gap.expandtabs()) <= most else ""
    if gap != " " or not text or field[1] in SHORT:
        return ""
    return f"{QUOTED} A note has two spaces before its #."


@cache
def _short_forms() -> frozenset[str]:
    """Read the short forms that stand before a number, of all languages."""
    lines = pathlib.Path(__file__).with_name("numbered.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if line[:1] != "#" for word in line.split()[1:])


def _finding(document: Document, found: re.Match[str], hint: str) -> Diagnostic:
    """Make the finding, which underlines the comment."""
    start = found.start("cut")
    place = document.span(start, start + len(found["cut"].rstrip()))
    return finding("cut-by-comment", MESSAGE, place, hint)


RULES: tuple[RuleFunction, ...] = (cut_by_comment,)
