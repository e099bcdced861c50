"""Writes a run as lines of JSON, for programs that read as it goes: one object a line.

Each begins with its `kind`. The objects of findings and briefs have the keys of the format `json`,
and docs/reference/reports.md documents them. The last line is of the kind `end`: a report without
it is of a run that was broken off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO

from briefgen.ground.records import record
from briefgen.report.formats import ReportOptions
from briefgen.report.formats.json import VERSION, brief, count, none_yet
from briefgen.report.plain import dumped

if TYPE_CHECKING:
    from briefgen.builds.outcome import Outcome

NAME = "jsonl"


def begin(out: TextIO, options: ReportOptions) -> LinesReport:
    """Begin the lines. `quiet` and `verbose` change nothing."""
    report = LinesReport(out, options, none_yet(options))
    report.write("start", {"version": VERSION, "done": options.done})
    return report


@record
class LinesReport:
    """The lines as far as they are written, and the counts of the last."""

    out: TextIO
    options: ReportOptions
    counts: dict[str, int]

    def add(self, outcome: Outcome) -> None:
        """Write a line for each finding of a brief, and then one for the brief."""
        described = brief(outcome, self.options)
        count(self.counts, outcome, described)
        for found in described.pop("findings"):
            self.write("finding", {"brief": described["file"], **found})
        self.write("brief", described)

    def end(self) -> None:
        """Write the line with the counts of all briefs."""
        self.write("end", {"counts": self.counts})

    def write(self, kind: str, described: dict[str, Any]) -> None:
        """Write one object on a line of its own."""
        self.out.write(f"{dumped({'kind': kind, **described})}\n")
        self.out.flush()
