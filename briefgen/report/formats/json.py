"""A run as JSON, for programs: one object, in which each brief stands on a line of its own.

The shape is described in docs/report.md. It holds no times and no dates, so that the same briefs
give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TextIO

from briefgen.builds.outcome import Outcome
from briefgen.ground.files import from_here
from briefgen.report.formats import ReportOptions
from briefgen.report.plain import plain
from briefgen.report.terminal import visible

if TYPE_CHECKING:
    from briefgen.builds.outcome import Outcome

NAME = "json"
# Of the shape: it is raised when a key changes its meaning, not when one is added.
VERSION = 1


def report(outcomes: Iterable[Outcome], out: TextIO, options: ReportOptions) -> None:
    """Write each brief as it comes, and last the counts of all. `options` change nothing here:
    a program that wants less leaves it out.
    """
    counts = {"briefs": 0, "errors": 0, "warnings": 0, "stopped": 0}
    out.write(f'{{"version": {VERSION}, "done": {_dumped(options.done)}, "briefs": [')
    for outcome in outcomes:
        described = _brief(outcome)
        out.write(",\n" if counts["briefs"] else "\n")
        out.write(_dumped(described))
        out.flush()
        errors = sum(each["severity"] == "error" for each in described["findings"])
        counts["briefs"] += 1
        counts["errors"] += errors
        counts["warnings"] += len(described["findings"]) - errors
        counts["stopped"] += outcome.stops
    out.write(f'\n], "counts": {_dumped(counts)}}}\n')
    out.flush()


def _brief(outcome: Outcome) -> dict[str, Any]:
    found = [*outcome.diagnostics, *(outcome.fault.findings if outcome.fault else ())]
    outputs = zip(outcome.written, outcome.artefacts, strict=False)
    return {
        "file": visible(outcome.file),
        "stops": outcome.stops,
        "findings": [plain(each, outcome.starts) for each in found],
        "quotes": dict(sorted(outcome.tally.states.items())),
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


def _dumped(value: object) -> str:
    # In ASCII, because standard output has another encoding on each system.
    return json.dumps(value, ensure_ascii=True)
