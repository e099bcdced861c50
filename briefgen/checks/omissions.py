"""Find cuts of a quote that leave out a word without which it says something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefgen.checks.case import Case, RuleFunction
from briefgen.checks.insource import (
    Stretch,
    in_context,
    match_of,
    parts_found,
    shortened,
    text_of,
)
from briefgen.evidence.gather import ComparedQuote
from briefgen.ground.diagnostics import Diagnostic, finding

if TYPE_CHECKING:
    from briefgen.evidence.drops import Drop


def omission_turns_sense(case: Case) -> Iterator[Diagnostic]:
    """Find quotes that leave out a negation, a condition or a number next to a cut."""
    for found in case.evidence.quotes:
        for drop in found.verdict.drops if found.verdict and found.state != "failed" else ():
            yield _finding_of(case, found, drop)


def _finding_of(case: Case, found: ComparedQuote, drop: Drop) -> Diagnostic:
    """Make the finding about a cut inside the quote, or at one of its ends."""
    path, text = text_of(found)
    dropped = shortened(drop.dropped.strip(" ,;'"))
    word = shortened(drop.word)
    message = f"What is left out here holds “{word}”: “{dropped}”."
    if drop.part < 0:
        message = f"The quote starts behind “{word}”, which the source has just before it."
        if drop.kind == "condition":
            message = f"The quote starts behind a condition: “{word}”."
    elif drop.part >= len(parts_found(found)) - 1:
        message = f"The quote stops before “{word}”, which the source has behind it."
        if drop.kind == "condition":
            message = f"The sentence goes on in the source, with a condition: “{word}”."
    elif dropped == word:
        message = f"“{word}” is left out here."
    place = case.part(path, *_place_of_cut(found, drop, text))
    hint = "Does the quote still say what was said? Then allow it with a reason; else put it back."
    related = [in_context(case, found, match_of(found))]
    return finding("omission-turns-sense", message, place, hint, related)


def _place_of_cut(found: ComparedQuote, drop: Drop, text: str) -> Stretch:
    """Find the mark of a cut; at an end of the quote, its first or last word."""
    parts = parts_found(found)
    if 0 <= drop.part < len(parts) - 1:
        start, end = parts[drop.part].typed[1], parts[drop.part + 1].typed[0]
        between = text[start:end]
        start += len(between) - len(between.lstrip())
        return start, start + max(1, len(between.strip()))
    words = [word.span() for word in re.finditer(r"\S+", text)]
    return words[0 if drop.part < 0 else -1]


RULES: tuple[RuleFunction, ...] = (omission_turns_sense,)
