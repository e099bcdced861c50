"""Find what came along with pasted words: quotation marks around a quote, tabs between cells."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from briefgen.checks.case import Case, RuleFunction
from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.model import Quote, Translation

# Pairs that enclose a whole quotation in one language or another. Single marks aren't among them:
# one of them is the apostrophe.
PAIRS = ("“”", '""', "„“", "„”", "«»", "»«", "””", "「」", "『』")
# Of two cells the second reads as what follows the first, as in `10:45<tab>Photo`, and behind a
# bullet or a number a tab sets no columns.
FEWEST_CELLS = 3
WITH_BARS = "Put `|` between the cells, and `|---|` for each column below the first row."


def quote_in_marks(case: Case) -> Iterator[Diagnostic]:
    """Find quotes with quotation marks around all of their words.

    Marks that also stand inside set a part apart, and not the quote: `“Yes”, and then “no”`.
    """
    for path, entry in case.entries:
        if isinstance(entry, Quote | Translation) and _is_enclosed(entry.text.strip()):
            message = "The words of this quote stand in quotation marks."
            hint = "Leave them out: the packet prints its own."
            yield finding("quote-in-marks", message, case.value((*path, "text")), hint)


def _is_enclosed(text: str) -> bool:
    inside = text[1:-1]
    return f"{text[:1]}{text[-1:]}" in PAIRS and not {text[0], text[-1]} & set(inside)


def table_by_tabs(case: Case) -> Iterator[Diagnostic]:
    """Find tables whose cells would run together, since a tab is printed as a space."""
    for field in case.markdown:
        for start, end in _first_rows(field.text) if "\t" in field.text else ():
            message = "Tabs stand between the cells of this table, and are printed as spaces."
            yield finding("table-by-tabs", message, case.part(field.path, start, end), WITH_BARS)


def _first_rows(text: str) -> Iterator[tuple[int, int]]:
    """Give the first row of each table: where it starts and ends in the text."""
    at, rows = 0, [(0, 0, 0)]
    for line in text.splitlines(keepends=True):
        row = line.rstrip()
        cells = 0 if "|" in row else sum(1 for cell in row.split("\t") if cell.strip())
        rows.append((at + len(row) - len(row.lstrip()), at + len(row), cells))
        at += len(line)
    rows.append((at, at, 0))
    for before, (here, behind) in zip(rows, pairwise(rows[1:]), strict=False):
        if before[2] < FEWEST_CELLS <= min(here[2], behind[2]):
            yield here[0], here[1]


RULES: tuple[RuleFunction, ...] = (quote_in_marks, table_by_tabs)
