"""Writes findings as annotations of GitHub Actions, which stand beside the lines in a review.

They are workflow commands, one a line. GitHub shows ten errors and ten warnings of a step and
passes over the rest without a word. So the ones that are written are chosen among all briefs, and a
notice says how many more there are, and where.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from itertools import islice
from typing import TYPE_CHECKING, TextIO

from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.records import mutable, record
from briefgen.report.formats import ReportOptions
from briefgen.report.once import Once
from briefgen.report.pages import address
from briefgen.report.repository import Repository, repository_here
from briefgen.report.terminal import counted
from briefgen.report.workflow import command

if TYPE_CHECKING:
    from briefgen.builds.outcome import Outcome

NAME = "github"
SEVERITIES = ("error", "warning")
# How many annotations of each kind GitHub shows of one step.
MOST = 10
# The most characters of an annotation's sentence. A rule may quote a long text.
LONGEST = 1_000
# The most briefs that the notice names.
MOST_NAMED = 10


def begin(out: TextIO, options: ReportOptions) -> GithubReport:
    """Begin annotations; they are written at the end, as they are chosen among all briefs."""
    return GithubReport(out, options, repository_here())


@record
class Annotated:
    """The findings of one severity in one brief: the first of them, and how many there are."""

    file: str
    first: Sequence[Diagnostic]
    count: int


@mutable
class GithubReport:
    """The findings so far, by severity, of each brief that has any."""

    out: TextIO
    options: ReportOptions
    repository: Repository
    found: dict[str, list[Annotated]] = field(default_factory=dict)
    once: Once = field(default_factory=Once)

    def add(self, outcome: Outcome) -> None:
        """Take the findings of a brief into account."""
        file = outcome.file if outcome.path and str(outcome.path) != "-" else ""
        new = self.once.of(outcome)
        # With `quiet`, only what is wrong, as in the log.
        for severity in SEVERITIES[:1] if self.options.quiet else SEVERITIES:
            found = [each for each in new if each.severity == severity]
            if found:
                kept = Annotated(file, found[:MOST], len(found))
                self.found.setdefault(severity, []).append(kept)

    def end(self) -> None:
        """Write the annotations, and the notice about all that are too many."""
        left: dict[str, dict[str, int]] = {}
        for severity, briefs in self.found.items():
            taken = chosen(briefs)
            for at, number in taken:
                line = annotation(briefs[at].first[number], briefs[at].file, self.repository)
                self.out.write(f"{line}\n")
            for at, brief in enumerate(briefs):
                more = brief.count - sum(at == each for each, _ in taken)
                if more:
                    left.setdefault(brief.file or "<stdin>", {})[severity] = more
        if left:
            self.out.write(f"{command('notice', {'title': 'briefgen'}, _told(left))}\n")
        self.out.flush()


def chosen(briefs: Sequence[Annotated]) -> list[tuple[int, int]]:
    """Choose the findings of one severity that are shown: the number of a brief, and that in it.

    Each brief has one before another has two.
    """
    turns = (
        (at, number)
        for number in range(MOST)
        for at, brief in enumerate(briefs)
        if number < len(brief.first)
    )
    return sorted(islice(turns, MOST))


def annotation(found: Diagnostic, file: str, repository: Repository) -> str:
    """Write the command for one finding; without a place it stands at the top of its brief."""
    span = found.span
    at = span.file if span else file
    properties: dict[str, object] = {"file": repository.name_of(at) if at else None}
    if span:
        properties |= {"line": span.line, "endLine": max(span.line, span.end_line)}
        # GitHub takes columns only of a place within one line.
        if span.line == span.end_line:
            properties |= {"col": span.column, "endColumn": span.end_column}
    properties["title"] = found.rule
    said = [_shortened(found.message), _shortened(found.hint), address(found.rule)]
    return command(found.severity, properties, "\n".join(filter(None, said)))


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _told(left: dict[str, dict[str, int]]) -> str:
    """Say how many findings have no annotation, and in which briefs; most of them first."""
    kinds = {
        severity: sum(each.get(severity, 0) for each in left.values()) for severity in SEVERITIES
    }
    ordered = sorted(left.items(), key=lambda each: -sum(each[1].values()))
    named = [f"{counted(counts)} in {file}" for file, counts in ordered[:MOST_NAMED]]
    more = len(left) - len(named)
    if more:
        named.append(f"and others in {more:,} more briefs" if more > 1 else "and others in another")
    return (
        f"GitHub shows {MOST} errors and {MOST} warnings of a step. Not shown: {counted(kinds)}, "
        f"all of which stand in the log and in the summary: {', '.join(named)}."
    )
