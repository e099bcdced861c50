"""Check what a paper has in the columns of the table that its kind names, such as a register."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefgen.checks.case import Case, RuleFunction
from briefgen.checks.kinds import of_paper
from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.suggest import did_you_mean

if TYPE_CHECKING:
    from briefgen.kinds.columns import Cell

# The output that has the columns.
COLUMNS = "columns"


def _cells(case: Case) -> tuple[Cell, ...]:
    # Imported here, because few kinds have columns.
    from briefgen.kinds.columns import cells_of

    return cells_of(case.brief, case.kind, is_first=not case.is_second)


def column_value(case: Case) -> Iterator[Diagnostic]:
    """Find what a column doesn't take: a character, or a value that its list doesn't have."""
    for cell in _cells(case) if case.kind.columns else ():
        column = cell.column
        place = case.value(cell.paths[0]) if cell.paths else of_paper(case)
        if wrong := next((char for char in column.without if char in cell.text), ""):
            called = {",": "a comma", ";": "a semicolon"}.get(wrong, f"`{wrong}`")
            message = f"The column `{column.name}` takes no text with {called}."
            yield finding("column-value", message, place, "Leave it out.")
        codes = dict(column.values)
        if codes and cell.text and cell.text not in codes.values():
            message = f"`{cell.text}` isn't one of the values of the column `{column.name}`."
            yield finding("column-value", message, place, did_you_mean(cell.text, codes))


def column_empty(case: Case) -> Iterator[Diagnostic]:
    """Find columns with nothing in them that have to be filled, where columns are asked for."""
    if COLUMNS not in case.to:
        return
    if not case.kind.columns:
        message = f"A paper of the kind `{case.kind.name}` has no columns to be written."
        hint = "Leave out `columns` of `--to`, or have the kind name some."
        yield finding("column-empty", message, of_paper(case), hint)
    for cell in _cells(case):
        column = cell.column
        if column.is_needed and not cell.text:
            message = f"The column `{column.name}` would be empty: there is no `{column.of}`."
            yield finding("column-empty", message, of_paper(case))
    if not case.is_second:
        yield from _in_no_language(case)


def _in_no_language(case: Case) -> Iterator[Diagnostic]:
    """Find the columns for texts in a language that the paper isn't in."""
    from briefgen.kinds.columns import is_in

    languages = case.brief.languages
    without: dict[str, list[str]] = {}
    for column in case.kind.columns:
        has_text = not column.language or any(is_in(column, each) for each in languages)
        if column.is_needed and not has_text:
            without.setdefault(column.language, []).append(f"`{column.name}`")
    for language, names in without.items():
        what = f"{', '.join(names[:-1])} and {names[-1]}" if names[1:] else names[0]
        message = f"Nothing would stand in {what}: the paper has no text in `{language}`."
        hint = "Name both languages: `language: [en-CA, fr-CA]`; the second text has a file."
        at = ("language",) if case.document.is_typed(("language",)) else ("title",)
        yield finding("column-empty", message, case.value(at), hint)


RULES: tuple[RuleFunction, ...] = (column_value, column_empty)
