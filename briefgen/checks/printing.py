"""Compare each text in Markdown with its printed form: nothing but markup may be missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefgen.checks.case import Case, MarkdownField, RuleFunction
from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.regexes import regex
from briefgen.load.document import Document
from briefgen.markdown.conserved.simple import is_simple
from briefgen.markdown.links import is_safe

if TYPE_CHECKING:
    from briefgen.markdown.conserved.walk import Misprint


# A path of Windows in double quotation marks, in which YAML reads `\t` as a tab. A `\n` may also be
# meant as a new line: `Q:\nWhy?`
PATH = regex(
    r"(?<![\w\\])(?:[A-Za-z]:|(?:\\\\){1,2}[\w.$-]+)"
    r"(?=\\[^\\\"n\n]|\\n[^\s\"]{0,200}?\\[^n\\\"\s])\\[^\s\"]{1,300}"
)
# The same with a `\n` alone behind the drive: `C:\new`. In a sentence it counts only behind a word
# that leads to a path: `Plan C:\nwe wait` is none.
NEW_LINE = regex(r"(?<![\w\\])[B-PR-Z]:\\n[^\W\dA-Z][^\s\"]{0,300}")
LEADS = {"see", "in", "at", "from", "to", "into", "on", "under", "is", "siehe", "unter", "voir"}


def text_changed(case: Case) -> Iterator[Diagnostic]:
    """Find texts in Markdown of which a letter, digit or sign is missing on the page.

    Cells without a column (cell-without-column) are found here as well: both rules compare a text
    with the page that it becomes, which is slow.
    """
    yield from _paths_in_quotes(case.document)
    for field in case.markdown:
        # Other rules point out pictures, and links that can't be printed.
        is_told = any(
            found.kind == "picture" or (found.kind == "link" and not is_safe(found.value))
            for found in field.contents
        )
        if is_told or is_simple(field.text):
            continue
        for found in _misprints(field.text):
            yield _finding_of(case, field, found)


def _paths_in_quotes(document: Document) -> Iterator[Diagnostic]:
    """Find paths of Windows in double quotation marks, in which YAML reads escapes."""
    for mark in document.marks.values() if "\\" in document.text else ():
        if mark.style != '"':
            continue
        for found in _paths(document.text, mark.start + 1, mark.end - 1):
            message = f"`{found[0]}` would not be printed as it is typed."
            hint = "Inside \"…\" YAML reads a backslash as a mark. Type it twice, or use '…'."
            yield finding("text-changed", message, document.span(*found.span()), hint)


def _paths(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the paths between two quotation marks that hold an escape of YAML."""
    yield from PATH.finditer(text, start, end)
    for found in NEW_LINE.finditer(text, start, end):
        before = text[max(start, found.start() - 10) : found.start()].split()
        is_alone = found.span() == (start, end)
        if (is_alone or (before and before[-1].lower() in LEADS)) and not PATH.match(
            text, found.start(), end
        ):
            yield found


def _misprints(text: str) -> list[Misprint]:
    """List what is lost between a text and the page that it becomes."""
    from briefgen.markdown.conserved.follow import misprints
    from briefgen.markdown.conserved.heads import heads_without_columns
    from briefgen.markdown.markup import html

    # The page has curled quotation marks, and a number for each citation; here any sign will do.
    page = html(text, "<cite>{}</cite>".format, language="en")
    return [*heads_without_columns(text, page), *misprints(text, page)]


def _finding_of(case: Case, field: MarkdownField, found: Misprint) -> Diagnostic:
    """Make the finding about one loss, with the hint that fits its cause."""
    from briefgen.markdown.markup import is_too_deep

    place = case.part(field.path, found.start, found.end)
    backslash = case.backslash(field.path)
    if found.kind == "head":
        message = "Here are fewer or more columns than in the row above, so that this is no table."
        return finding("cell-without-column", message, place, "Give both rows as many cells.")
    if found.kind == "cell":
        message = "This row has more cells than the table has columns, and they would be left out."
        hint = f"Give the first two rows as many, or put {backslash} before a `|` that is text."
        return finding("cell-without-column", message, place, hint)
    words = " ".join(field.text[found.start : found.end].split())
    message = f"“{words}” would not be printed as it is typed."
    hint = f"Markdown takes it for a mark. Put {backslash} before its first sign, or reword it."
    if is_too_deep(field.text):
        hint = "Too many lists or quotations stand inside each other here. Make it flatter."
    return finding("text-changed", message, place, hint)


RULES: tuple[RuleFunction, ...] = (text_changed,)
