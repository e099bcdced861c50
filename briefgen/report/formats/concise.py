"""Reports a run in one line a finding, as editors and `grep` like it, and a last line of counts.

It goes to standard output, as the findings are what a check is for: `| grep`, `| wc -l` and an
editor's list of problems take them from there. `full` goes to standard error, because people read
it beside a page that is written to standard output.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.files import from_here
from briefgen.ground.records import record
from briefgen.report.formats import ReportOptions
from briefgen.report.formats.full import FullReport
from briefgen.report.plain import said
from briefgen.report.terminal import Painter, visible
from briefgen.report.workflow import disarmed

if TYPE_CHECKING:
    from briefgen.builds.outcome import Outcome

NAME = "concise"
IS_FOR_PEOPLE = True


def begin(out: TextIO, options: ReportOptions) -> ConciseReport:
    """Begin a report: the findings of each brief are written as they come.

    With `quiet` it has errors alone, and no counts; with `verbose` also the files that were
    written.
    """
    return ConciseReport(out, options, FullReport(out, options), Painter(color=options.color))


@record
class ConciseReport:
    """A report in progress, with the counts as the full report has them."""

    out: TextIO
    options: ReportOptions
    counts: FullReport
    paint: Painter

    def add(self, outcome: Outcome) -> None:
        """Write the findings of one brief, a line each."""
        self.counts.count(outcome)
        found_here = outcome.findings
        if outcome.fault:  # which the full report tells, and doesn't count
            errors = sum(found.is_error for found in found_here)
            self.counts.errors += errors
            self.counts.warnings += len(found_here) - errors
        for found in found_here:
            if found.is_error or not self.options.quiet:
                self._write(self._line(found, outcome.file))
        for path in outcome.written if self.options.verbose else ():
            self._write(visible(str(from_here(path))))
        self.out.flush()

    def end(self) -> None:
        """Write the line that counts, unless there was no brief."""
        if self.options.count and not self.options.quiet:
            self._write(self.counts.total)
        self.out.flush()

    def _write(self, line: str) -> None:
        # A line may begin with the name of a file, which GitHub could take for a command.
        self.out.write(f"{disarmed(line)}\n")

    def _line(self, found: Diagnostic, brief: str) -> str:
        """Write one finding. Without a place, it has the name of the brief, if there is one."""
        place = str(found.span or brief)
        head = self.paint(f"{found.severity}[{found.rule}]", found.severity)
        return f"{visible(place)}: {head} {said(found)}" if place else f"{head} {said(found)}"
