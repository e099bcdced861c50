"""Run a plan, and report the outcomes in the format that was asked for."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
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

# The most briefs of which a command is kept to be told again.
MOST_AGAIN = 5_000
MANIFEST = "manifest.json"


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
    again = _Again()
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
            again.add(outcome)
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
    elif again.outcomes and not (is_piped or wanted.verbose or wanted.running.anew):
        said = heard.getvalue()
        if again.is_new:  # what was built now is said to be there, the next time
            report.report(again.outcomes, later := io.StringIO(), options)
            said = later.getvalue()
        paths = dict.fromkeys((*again.rests_on, *planned.looked_at))
        is_build = done == "built"
        keep_call(said, out, max(codes), {**paths, **again.written}, is_build=is_build)
    return max(codes)


class _Again:
    """What the same command would be told, if nothing changes until then.

    `outcomes` is empty where that isn't known of each brief. `rests_on` are the files that they
    are about, and `written` has the SHA-256 of those that were written now, by path. With `is_new`,
    the command was told something else.
    """

    def __init__(self) -> None:
        self.outcomes: list[Outcome] = []
        self.rests_on: set[str] = set()
        self.written: dict[str, str] = {}
        self.is_new = False
        self._is_known = True

    def add(self, outcome: Outcome) -> None:
        """Take an outcome into account."""
        self._is_known &= bool(outcome.rests_on) and len(self.outcomes) < MOST_AGAIN
        if not self._is_known:
            self.outcomes = []
            return
        self.rests_on.update(outcome.rests_on)
        # That of a check is told in the same way each time.
        if outcome.does == "build" and outcome.recalled != "unchanged":
            self.is_new = True
            for path, each in zip(outcome.written, outcome.artefacts, strict=True):
                self.written[str(path)] = each.sha256
                self.written[str(path.with_name(MANIFEST))] = ""
            outcome = replace(outcome, recalled="unchanged")
        self.outcomes.append(outcome)


class _Heard(io.StringIO):
    """Passes a report on to a stream, and keeps it, so that the same call can say the same."""

    def __init__(self, out: TextIO, progress: Progress) -> None:
        super().__init__()
        self._out, self._progress = out, progress

    def write(self, text: str) -> int:
        """Write to the stream as well."""
        with self._progress.aside(self._out):
            self._out.write(text)
        return super().write(text)

    def flush(self) -> None:
        """Flush the stream."""
        self._out.flush()


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
