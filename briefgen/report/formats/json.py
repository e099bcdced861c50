"""Writes a run as JSON, for programs: one object, with each brief on a line of its own.

docs/report.md documents it. It holds no times and no dates, so that the same briefs give the same
bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TextIO

from briefgen.builds.outcome import Outcome
from briefgen.ground.files import from_here
from briefgen.report.checked import summed
from briefgen.report.formats import ReportOptions
from briefgen.report.plain import plain
from briefgen.report.terminal import visible

if TYPE_CHECKING:
    from briefgen.builds.outcome import Outcome

NAME = "json"
# The version of the report's structure. It only rises when a key changes its meaning or goes away.
VERSION = 1


def report(outcomes: Iterable[Outcome], out: TextIO, options: ReportOptions) -> None:
    """Write each brief as it comes, and at the end the counts of all.

    `quiet` and `verbose` change nothing: a program that wants less ignores the rest.
    """
    # The object is written in pieces, so that a program can read each line as it comes, and memory
    # doesn't grow with the number of briefs.
    counts = {"briefs": 0, "errors": 0, "warnings": 0, "stopped": 0}
    # A check says the same of a brief whether it is looked at again or not.
    tells_recalled = options.done == "built"
    if tells_recalled:
        counts["unchanged"] = 0
    out.write(f'{{"version": {VERSION}, "done": {_dumped(options.done)}, "briefs": [')
    for outcome in outcomes:
        described = _brief(outcome)
        if tells_recalled:
            described["recalled"] = outcome.recalled
            counts["unchanged"] += outcome.recalled == "unchanged" and not outcome.stops
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
    """Describe the outcome of one brief with the keys of docs/report.md."""
    found = [*outcome.diagnostics, *(outcome.fault.findings if outcome.fault else ())]
    # Nothing is written where a build was stopped, or its output went to standard output.
    outputs = zip(outcome.written, outcome.artefacts, strict=False)
    return {
        "file": visible(outcome.file),
        "stops": outcome.stops,
        "findings": [plain(each, outcome.starts) for each in found],
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


def _dumped(value: object) -> str:
    # Only ASCII, because the encoding of standard output depends on the system.
    return json.dumps(value, ensure_ascii=True)
