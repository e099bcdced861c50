"""The rules over a valid brief: one file per family, one function per rule, one ordered list."""

from __future__ import annotations

from briefgen.checks import (
    agenda,
    assessment,
    attribution,
    bounds,
    commas,
    comments,
    glyphs,
    hidden_names,
    naming,
    printing,
    prose,
    quotes,
    references,
    sources,
    sourcing,
    speakers,
    text,
    times,
)
from briefgen.checks.case import Case
from briefgen.ground.diagnostics import Diagnostic

FAMILIES = (
    comments,
    commas,
    references,
    agenda,
    times,
    attribution,
    naming,
    hidden_names,
    bounds,
    sourcing,
    sources,
    quotes,
    speakers,
    prose,
    assessment,
    text,
    glyphs,
    printing,
)


def check(case: Case) -> list[Diagnostic]:
    """Every finding about a valid brief, before any is allowed by a comment or turned off."""
    return [found for family in FAMILIES for rule in family.RULES for found in rule(case)]


__all__ = ["Case", "check"]
