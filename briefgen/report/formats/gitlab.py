"""Writes findings for GitLab's code quality report: one array, with each finding on a line.

GitLab documents the keys as a part of those of Code Climate's engines: `description`, `check_name`,
`fingerprint`, `severity`, and in `location` the path and line. Its parser (codeclimate.json among
its JSON schemas) asks for all of them; of findings with the same fingerprint it shows one. `type`
and `categories` are for other readers of Code Climate's format, which asks for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO

from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.records import mutable
from briefgen.ground.span import Span
from briefgen.report.fingerprints import Fingerprints
from briefgen.report.formats import ReportOptions
from briefgen.report.once import Once
from briefgen.report.plain import dumped, said
from briefgen.report.repository import Repository, repository_here
from briefgen.report.terminal import visible

if TYPE_CHECKING:
    from briefgen.builds.outcome import Outcome

NAME = "gitlab"
SEVERITIES = {"error": "major", "warning": "minor"}
CATEGORIES = {"error": ["Bug Risk"], "warning": ["Style"]}


def begin(out: TextIO, _: ReportOptions) -> GitlabReport:
    """Begin the array. `quiet` and `verbose` change nothing."""
    out.write("[")
    return GitlabReport(out, repository_here(), Fingerprints(), Once())


@mutable
class GitlabReport:
    """The array as far as it is written."""

    out: TextIO
    repository: Repository
    fingerprints: Fingerprints
    once: Once
    is_empty: bool = True

    def add(self, outcome: Outcome) -> None:
        """Write the findings of one brief, each on a line of its own."""
        for found in self.once.of(outcome):
            self.out.write("\n" if self.is_empty else ",\n")
            self.out.write(dumped(self._described(found, outcome)))
            self.is_empty = False
        self.out.flush()

    def end(self) -> None:
        """End the array."""
        self.out.write("\n]\n")
        self.out.flush()

    def _described(self, found: Diagnostic, outcome: Outcome) -> dict[str, Any]:
        # GitLab wants a place: without one, it is the first line of the brief.
        span = found.span or Span(outcome.file, 1, 1, 1, 1)
        path = visible(self.repository.name_of(span.file))
        return {
            "type": "issue",
            "check_name": found.rule,
            "description": said(found),
            "categories": CATEGORIES[found.severity],
            "severity": SEVERITIES[found.severity],
            "fingerprint": self.fingerprints.of(found, path, outcome.lines),
            "location": {
                "path": path,
                "lines": {"begin": span.line, "end": span.end_line},
                "positions": {
                    "begin": {"line": span.line, "column": span.column},
                    "end": {"line": span.end_line, "column": span.end_column},
                },
            },
        }
