"""Run a plan, and report the outcomes in the format that was asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Literal

from briefgen.builds.outcome import Outcome
from briefgen.builds.plan import Plan
from briefgen.builds.run import run
from briefgen.builds.running import Running
from briefgen.cli.group import color
from briefgen.cli.timing import RunTiming
from briefgen.ground.records import record
from briefgen.report.formats import ReportOptions, emitter


@record
class Wanted:
    """How to run a plan and report it: the name of a format, and how much to print.

    `timings` is the file for a trace, which comes with a table; None for neither.
    """

    running: Running
    format: str
    quiet: bool = False
    verbose: bool = False
    timings: Path | None = None


def run_and_report(
    planned: Plan, done: Literal["checked", "built"], wanted: Wanted, *, is_piped: bool = False
) -> int:
    """Run a plan, report each outcome as soon as it is there, and give the highest exit code.

    With `is_piped`, the outputs themselves are written to standard output.
    """
    report = emitter(wanted.format)
    out = sys.stdout if report.stream == "stdout" else sys.stderr
    in_color = color()
    if in_color is None:
        in_color = out.isatty() and not os.environ.get("NO_COLOR")
    options = ReportOptions(
        done,
        planned.count,
        planned.others,
        planned.is_alone,
        wanted.quiet,
        wanted.verbose,
        in_color,
    )
    codes = [0]
    timing = RunTiming() if wanted.timings else None

    def passing(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        # The format takes one outcome at a time and drops it, so that a run over many briefs
        # doesn't keep all their outputs in memory. So what is needed of each is taken here.
        for outcome in outcomes:
            codes.append(outcome.exit_code)
            if timing:
                timing.add(outcome)
            # Not through a text stream, which on Windows would change the ends of lines.
            for artefact in outcome.artefacts if is_piped else ():
                sys.stdout.buffer.write(artefact.data)
            yield outcome

    # Closed even after an error in the report, so that the processes that typeset are ended.
    with closing(run(planned.turns, wanted.running)) as outcomes:
        report.report(passing(outcomes), out, options)
    if timing and wanted.timings:
        timing.tell(wanted.timings)
    return max(codes)
