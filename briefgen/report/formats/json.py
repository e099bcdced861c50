"""Writes a run as JSON, for programs: one object, with each brief on a line of its own.

docs/reference/reports.md documents it. It holds no times and no dates, so that the same briefs give
the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO

from briefgen.ground.files import from_here
from briefgen.ground.records import record
from briefgen.report.checked import summed
from briefgen.report.formats import ReportOptions
from briefgen.report.plain import dumped, plain
from briefgen.report.terminal import visible

if TYPE_CHECKING:
    from briefgen.builds.outcome import Outcome

NAME = "json"
# The version of the report's structure. It only rises when a key changes its meaning or goes away.
VERSION = 1


def begin(out: TextIO, options: ReportOptions) -> JsonReport:
    """Begin the object. It is written in pieces: a program can read each line as it comes.

    `quiet` and `verbose` change nothing: a program that wants less ignores the rest.
    """
    out.write(f'{{"version": {VERSION}, "done": {dumped(options.done)}, "briefs": [')
    return JsonReport(out, options, none_yet(options))


@record
class JsonReport:
    """The object as far as it is written, and the counts of its end."""

    out: TextIO
    options: ReportOptions
    counts: dict[str, int]

    def add(self, outcome: Outcome) -> None:
        """Write one brief, on a line of its own."""
        described = brief(outcome, self.options)
        self.out.write(",\n" if self.counts["briefs"] else "\n")
        self.out.write(dumped(described))
        self.out.flush()
        count(self.counts, outcome, described)

    def end(self) -> None:
        """Write the counts of all briefs, and end the object."""
        self.out.write(f'\n], "counts": {dumped(self.counts)}}}\n')
        self.out.flush()


def none_yet(options: ReportOptions) -> dict[str, int]:
    """Give the counts of a run before its first brief."""
    counts = {"briefs": 0, "errors": 0, "warnings": 0, "stopped": 0}
    if options.untouched is not None:
        counts["untouched"] = options.untouched
    # A check says the same of a brief whether it is looked at again or not.
    return counts | ({"unchanged": 0} if options.done == "built" else {})


def count(counts: dict[str, int], outcome: Outcome, described: dict[str, Any]) -> None:
    """Add one brief to the counts of all."""
    errors = sum(each["severity"] == "error" for each in described["findings"])
    counts["briefs"] += 1
    counts["errors"] += errors
    counts["warnings"] += len(described["findings"]) - errors
    counts["stopped"] += outcome.stops
    if "unchanged" in counts:
        counts["unchanged"] += outcome.recalled == "unchanged" and not outcome.stops


def brief(outcome: Outcome, options: ReportOptions) -> dict[str, Any]:
    """Describe the outcome of one brief with the keys of docs/reference/reports.md."""
    # Nothing is written where a build was stopped, or its output went to standard output.
    outputs = zip(outcome.written, outcome.artefacts, strict=False)
    described = {
        "file": visible(outcome.file),
        "stops": outcome.stops,
        "known": len(outcome.known),
        "findings": [plain(each, outcome.starts) for each in outcome.findings],
        "quotes": dict(sorted(outcome.tally.states.items())),
        "figures": dict(sorted(outcome.tally.figures.items())),
        "names": dict(sorted(outcome.tally.names.items())),
        "checked": summed(outcome.tally),
        "allowed": [
            {"file": visible(each.span.file), "line": each.span.line, "reason": each.reason}
            for each in outcome.allowed
        ],
        "outputs": [
            {
                "file": visible(str(from_here(path))),
                "kind": made.kind,
                "template": made.template,
                "pages": made.pages,
            }
            for path, made in outputs
        ],
        "notes": [visible(note) for note in (*outcome.notes, outcome.passed_over) if note],
    }
    return described | ({"recalled": outcome.recalled} if options.done == "built" else {})
