"""Find texts that would keep the typesetter busy for minutes, and that no reader could want.

WeasyPrint's time grows with the square of the length of a word that it can't break, and of the
number of cells in a row; each line, and each change of type inside one, costs a millisecond. A text
can fill at most fifty pages, and all bounds are far above what those hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.checks.case import Case, MarkdownField, RuleFunction
from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.regexes import regex

# The most lines of one text (4,000 take seconds), and the most columns of one table.
MOST_LINES = 4_000
MOST_COLUMNS = 100
# The most links, and words in bold, in italics or as code, in one text.
MOST_MARKED = 5_000
# A word up to where a line may break, which is not at a no-break space.
WORD = regex(r"(?:[^\s]|[\u00a0\u202f\u2007])+")
# Words up to this length don't count: no web address is longer. The squares of the lengths of
# longer words are added up: one word of 7,000 code points is allowed, or fifty of 1,000.
LONG = 1_000
MOST_SQUARES = 50_000_000
# The line below the head of a table, whose bars count the columns.
RULER = regex(r"^[ \t>|:-]*\|[ \t>|:-]*$", re.MULTILINE)
# The text that each kind of line break in Markdown stands for.
BREAKS = {"softbreak": "\n", "hardbreak": "\n"}
SHORTER = "Make two of it, or shorten it."


def yaml_bounds(case: Case) -> Iterator[Diagnostic]:
    """Find texts with too many lines, columns, marks, or letters in one word."""
    yield from _long_words(case)
    for path, text, _, _ in case.texts:
        if text.count("\n") + 1 > MOST_LINES:
            message = f"This text has more than {MOST_LINES:,} lines."
            yield finding("yaml-bounds", message, case.value(path), SHORTER)
    for field in case.markdown:
        for found in RULER.finditer(field.text):
            if found[0].count("|") > MOST_COLUMNS + 1:
                message = f"This table has more than {MOST_COLUMNS} columns."
                place = case.part(field.path, found.start(), found.end())
                yield finding("yaml-bounds", message, place, "No page is as wide: make two of it.")
        yield from _many_marks(case, field)


def _long_words(case: Case) -> Iterator[Diagnostic]:
    """Find the text at which the long words of the brief get too many for the typesetter.

    The squares of the lengths of all words over `LONG` are added up; the first text with which the
    sum passes `MOST_SQUARES` gives the finding, at its longest word.
    """
    squares = 0
    markdown = {field.path for field in case.markdown}
    for path, text, _, _ in case.texts:
        if len(text) <= LONG:
            continue
        found = max(WORD.finditer(text), key=lambda each: len(each[0]), default=None)
        if found is None or len(found[0]) <= LONG:
            continue
        printed = _printed(text) if path in markdown else text
        lengths = [len(word) for word in WORD.findall(printed)]
        squares += sum(length**2 for length in lengths if length > LONG)
        if squares > MOST_SQUARES:
            message = f"A word of {max(lengths):,} characters can't be broken into lines."
            place = case.part(path, found.start(), found.end())
            yield finding("yaml-bounds", message, place, "Put spaces in between, or shorten it.")
            return


def _printed(text: str) -> str:
    """Give the words of a text in Markdown without the addresses of its links.

    No-break spaces stay.
    """
    from briefgen.markdown.markup import tokens

    return "\n".join(
        "".join(token.content or BREAKS.get(token.type, "") for token in block.children or (block,))
        for block in tokens(text)
    )


def _many_marks(case: Case, field: MarkdownField) -> Iterator[Diagnostic]:
    """Find a text whose type changes at every other word."""
    # Counting the signs that could begin or end a mark is fast, and spares most texts the parser.
    if sum(map(field.text.count, "*_`<[")) <= MOST_MARKED:
        return
    from briefgen.markdown.markup import tokens

    inside = (token for block in tokens(field.text) for token in block.children or ())
    marked = sum(token.nesting == 1 or token.type in ("code_inline", "cite") for token in inside)
    if marked > MOST_MARKED:
        message = f"This text has more than {MOST_MARKED:,} words in bold, italics, code or links."
        yield finding("yaml-bounds", message, case.value(field.path), SHORTER)


RULES: tuple[RuleFunction, ...] = (yaml_bounds,)
