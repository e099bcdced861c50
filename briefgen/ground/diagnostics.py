"""Findings: what is wrong with a brief, its settings, templates or styles, and where.

Every stage makes findings, and the reports word them. The class keeps the name `Diagnostic`, which
is part of the API; in all texts it is called a finding.
"""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.ground.records import record
from briefgen.ground.rules import RULE, Severity
from briefgen.ground.span import Span


@record
class Related:
    """Another place that a finding is about, and a few words on it: `first given here`."""

    message: str
    span: Span


@record
class Edit:
    """A change that mends what a finding is about: a stretch of a file, and the text to put there.

    A finding only has one if the writer can only have meant one thing, and if it changes no word of
    a text: `check --fix` makes all of them, and asks nobody. Any other way out is a hint.
    """

    span: Span
    text: str


def edit_to(text: str, span: Span | None) -> Edit | None:
    """Make the edit that replaces a span by a text; None if either is missing or empty."""
    return Edit(span, text) if text and span else None


@record
class Diagnostic:
    """One finding: the rule that is broken, a plain sentence, its place, and a way out.

    `hint` says the way out in words; `edit` is the same for a program, if it is certain. Raises
    ValueError for a rule that isn't in `RULES`.
    """

    rule: str
    message: str
    span: Span | None = None
    hint: str = ""
    related: tuple[Related, ...] = ()
    severity: Severity = "error"
    edit: Edit | None = None

    def __post_init__(self) -> None:
        # Readers look a finding's rule up, for its page and for whether it can be allowed.
        if self.rule not in RULE:
            raise ValueError(f"`{self.rule}` is not a rule. All of them stand in `ground/rules`.")

    @property
    def is_error(self) -> bool:
        """Whether the finding stops a packet from being built."""
        return self.severity == "error"


def finding(  # noqa: PLR0913, PLR0917 - the parts of a finding, most with a default
    rule: str,
    message: str,
    span: Span | None = None,
    hint: str = "",
    related: Iterable[Related] = (),
    edit: Edit | None = None,
) -> Diagnostic:
    """Make a finding with the severity of its rule. Raises ValueError if there is no such rule."""
    # A message is one line. Words that it quotes from a brief may hold line ends.
    message = " ".join(message.split())
    severity = RULE[rule].severity if rule in RULE else "error"
    return Diagnostic(rule, message, span, hint, tuple(related), severity, edit)


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort findings by their place, each once; those without a place come first."""

    def place(found: Diagnostic) -> tuple[str, int, int, str, str]:
        span = found.span
        at = (span.file, span.line, span.column) if span else ("", 0, 0)
        return (*at, found.rule, found.message)

    return sorted(dict.fromkeys(diagnostics), key=place)
