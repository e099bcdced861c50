"""Run a plan, and report the outcomes in the format that was asked for."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Literal, TextIO

from briefgen.builds.outcome import Outcome
from briefgen.builds.plan import Plan
from briefgen.builds.run import run
from briefgen.builds.running import Running
from briefgen.builds.store.calls import keep_call
from briefgen.cli.group import color
from briefgen.cli.progress import Progress
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
    progress = Progress(planned.count, is_wanted=not (wanted.quiet or is_piped))
    heard = _Heard(out, progress)

    def passing(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        # The format takes one outcome at a time and drops it, so that a run over many briefs
        # doesn't keep all their outputs in memory. So what is needed of each is taken here.
        for outcome in outcomes:
            codes.append(outcome.exit_code)
            if timing:
                timing.add(outcome)
            heard.hear_of(outcome)
            # Not through a text stream, which on Windows would change the ends of lines.
            for artefact in outcome.artefacts if is_piped else ():
                sys.stdout.buffer.write(artefact.data)
            yield outcome

    def count(outcome: Outcome) -> None:
        progress.count(failed=bool(outcome.exit_code), recalled=bool(outcome.recalled))

    # Closed even after an error in the report, so that the processes that typeset are ended.
    with closing(run(planned.turns, wanted.running, count)) as outcomes:
        try:
            report.report(passing(outcomes), heard, options)
        finally:
            progress.end()
    if timing and wanted.timings:
        timing.tell(wanted.timings)
    elif not (is_piped or wanted.verbose or wanted.running.anew or heard.is_new):
        paths = {*heard.rests_on, *planned.looked_at}
        is_build = done == "built"
        keep_call(heard.getvalue(), out, max(codes), paths, is_build=is_build)
    return max(codes)


class _Heard(io.StringIO):
    """Passes a report on to a stream, and keeps it, so that the same call can say the same.

    `is_new` is true if it wouldn't say the same again, and `rests_on` are the files that it is
    about.
    """

    def __init__(self, out: TextIO, progress: Progress) -> None:
        super().__init__()
        self._out, self._progress = out, progress
        self.is_new = False
        self.rests_on: set[str] = set()

    def write(self, text: str) -> int:
        """Write to the stream as well."""
        with self._progress.aside(self._out):
            self._out.write(text)
        return super().write(text)

    def flush(self) -> None:
        """Flush the stream."""
        self._out.flush()

    def hear_of(self, outcome: Outcome) -> None:
        """Take an outcome into account. That of a check is told in the same way each time."""
        is_same = outcome.does == "check" or outcome.recalled == "unchanged"
        self.is_new = self.is_new or not (is_same and outcome.rests_on)
        self.rests_on.update(outcome.rests_on)


def tell_plan(planned: Plan, wanted: Wanted) -> int:
    """Tell what a build would do and why, and give the highest exit code of what can't be done."""
    from briefgen.builds.store.reasons import Intended, intended
    from briefgen.report.plans import tell, tell_program

    codes = [0]

    def passing() -> Iterator[Intended]:
        for each in intended(planned.turns, wanted.running):
            codes.append(each.fault.exit_code if each.fault else 0)
            yield each

    # A plan is what was asked for, so it goes to standard output in any format.
    (tell_program if wanted.format == "json" else tell)(passing(), sys.stdout)
    return max(codes)
