"""Findings: what is wrong with a brief, or with what it is printed with, and where.

Every stage makes them, and reports word them. The class is called `Diagnostic`, as programs that
use briefgen know it; everywhere else one of them is a finding.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from briefgen.ground.rules import RULE, Severity
from briefgen.ground.span import Span


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding is about, with what it is."""

    message: str
    span: Span


@dataclass(frozen=True, slots=True)
class Edit:
    """A change that takes a finding away: a stretch of a file, and the text to put in its place.

    It is only given where there is one thing that can have been meant. Nothing applies it here.
    """

    span: Span
    text: str


def edit_to(text: str, span: Span | None) -> Edit | None:
    """Make the edit that puts a text in the place of a span; None where there is no text."""
    return Edit(span, text) if text and span else None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: the rule that is broken, a plain sentence, its place, and a way out.

    `hint` says the way out in words; `edit` is the same for a program, where it is certain.
    """

    rule: str
    message: str
    span: Span | None = None
    hint: str = ""
    related: tuple[Related, ...] = ()
    severity: Severity = "error"
    edit: Edit | None = None

    def __post_init__(self) -> None:
        # Whoever reads a finding looks its rule up: for its page, and whether it can be allowed.
        if self.rule not in RULE:
            raise ValueError(f"`{self.rule}` is not a rule. All of them stand in `ground/rules`.")

    @property
    def is_error(self) -> bool:
        """Whether a packet must not be built from a brief that has it."""
        return self.severity == "error"


def finding(  # noqa: PLR0913, PLR0917 - the parts of a finding, most with a default
    rule: str,
    message: str,
    span: Span | None = None,
    hint: str = "",
    related: Iterable[Related] = (),
    edit: Edit | None = None,
) -> Diagnostic:
    """Make a finding with the severity of its rule. A name that isn't a rule is a ValueError."""
    message = " ".join(message.split())  # words that are quoted may stand on two lines
    severity = RULE[rule].severity if rule in RULE else "error"
    return Diagnostic(rule, message, span, hint, tuple(related), severity, edit)


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """List findings by their place in the file, each once; those without a place come first."""

    def place(found: Diagnostic) -> tuple[str, int, int, str, str]:
        span = found.span
        at = (span.file, span.line, span.column) if span else ("", 0, 0)
        return (*at, found.rule, found.message)

    return sorted(dict.fromkeys(diagnostics), key=place)
