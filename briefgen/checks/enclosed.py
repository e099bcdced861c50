"""Check that the words of a quote are typed without the quotation marks that the packet prints."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.case import Case, RuleFunction
from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.model import Quote, Translation

# Pairs that enclose a whole quotation in one language or another. Single marks aren't among them:
# one of them is the apostrophe.
PAIRS = ("“”", '""', "„“", "„”", "«»", "»«", "””", "「」", "『』")
HINT = "Leave them out: the packet prints its own."


def quote_in_marks(case: Case) -> Iterator[Diagnostic]:
    """Find quotes with quotation marks around all of their words.

    Marks that also stand inside set a part apart, and not the quote: `“Yes”, and then “no”`.
    """
    for path, entry in case.entries:
        if isinstance(entry, Quote | Translation) and _is_enclosed(entry.text.strip()):
            message = "The words of this quote stand in quotation marks."
            yield finding("quote-in-marks", message, case.value((*path, "text")), HINT)


def _is_enclosed(text: str) -> bool:
    inside = text[1:-1]
    return f"{text[:1]}{text[-1:]}" in PAIRS and not {text[0], text[-1]} & set(inside)


RULES: tuple[RuleFunction, ...] = (quote_in_marks,)
