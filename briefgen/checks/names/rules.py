"""Find names of people who must not be named, in everything typed that can be printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefgen.checks.case import Case, RuleFunction
from briefgen.checks.names.typed import Naming
from briefgen.ground.diagnostics import Diagnostic, Related, finding


def name_on_background(case: Case) -> Iterator[Diagnostic]:
    """Find the names of people who must not be named."""
    for naming in case.namings:
        if naming.hit.sure:
            message = f"“{naming.hit.words}” is {naming.hit.terms}, and must not be named."
            yield _finding(case, "name-on-background", message, naming)


def name_perhaps(case: Case) -> Iterator[Diagnostic]:
    """Find words that can be the name of somebody who must not be named, or something else."""
    for naming in case.namings:
        if not naming.hit.sure:
            message = f"“{naming.hit.words}” can be the name of somebody {naming.hit.terms}."
            hint = f"If it is: {naming.hint[:1].lower()}{naming.hint[1:]}"
            yield _finding(case, "name-perhaps", message, replace(naming, hint=hint))


def _finding(case: Case, rule: str, message: str, naming: Naming) -> Diagnostic:
    """Make the finding, with the terms of the person as its related place."""
    terms = case.value(("people", naming.hit.key, "attribution"))
    return finding(rule, message, naming.span, naming.hint, [Related("the terms", terms)])


RULES: tuple[RuleFunction, ...] = (name_on_background, name_perhaps)
