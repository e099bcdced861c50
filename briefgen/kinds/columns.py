"""Say what a paper has in the columns of a table, such as a register, that its kind names.

A column takes the text of a field in one language, as it was typed in Markdown, without citations.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.ground.span import Path
from briefgen.kinds.names import keys_named, values_at
from briefgen.kinds.paper_kind import Column, PaperKind
from briefgen.model.brief import Brief
from briefgen.model.entry import Entry
from briefgen.model.languages import is_same
from briefgen.model.permitted import name_shown

CITE = regex(r"\s?\[\^[\w-]+\]", needs="[^")
# A dash at the start of a line makes an item of a list, as a star does; a program for tables takes
# a cell that begins with it for a formula.
DASH = regex(r"(?m)^([ \t]*)[-+](?=[ \t])")
# Between the texts of several entries, such as questions.
APART = "\n\n"


@record
class Cell:
    """What stands in one column: the text, and the paths of the fields it was taken from."""

    column: Column
    text: str
    paths: tuple[Path, ...]


def is_in(column: Column, language: str) -> bool:
    """Tell whether a column takes the text in a language: `fr` takes that in `fr-CA`."""
    return is_same(column.language, language)


def cells_of(brief: Brief, kind: PaperKind, *, is_first: bool) -> tuple[Cell, ...]:
    """List what a brief has in the columns that take its language.

    Columns without a language take the first of a paper, `is_first`.
    """
    return tuple(
        _cell(brief, column, kind)
        for column in kind.columns
        if is_in(column, brief.language) or (is_first and not column.language)
    )


def _cell(brief: Brief, column: Column, kind: PaperKind) -> Cell:
    keys = keys_named(column.of, kind.sections)
    found = [(path, value) for path, value in values_at(brief, keys) if value is not None]
    texts = [text for _, value in found for text in _texts(brief, value)]
    text = APART.join(texts)
    return Cell(column, dict(column.values).get(text, text), tuple(path for path, _ in found))


def _texts(brief: Brief, value: Any) -> Iterator[str]:
    """Yield the text of a value: of an entry that of its short field, of a person the name."""
    if isinstance(value, tuple):
        for each in value:
            yield from _texts(brief, each)
    elif isinstance(value, Entry):
        said = getattr(value, "text", None) or getattr(value, value.short or "text", None)
        if said is not None:
            yield from _texts(brief, said)
    elif isinstance(value, date):
        yield value.isoformat()
    elif value in brief.people:
        yield name_shown(brief.people[value])
    else:
        yield DASH.sub(r"\1*", CITE.sub("", str(value)))
