"""Run a plan, and report the outcomes in the format that was asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from briefgen.builds.outcome import Outcome
from briefgen.builds.plan import Plan
from briefgen.builds.run import run
from briefgen.builds.running import Running
from briefgen.cli.again import Heard, SameAgain
from briefgen.cli.group import color
from briefgen.cli.progress import Progress
from briefgen.cli.streams import Commands, for_log, is_in_actions
from briefgen.cli.timing import RunTiming
from briefgen.ground.copies import ANNEX
from briefgen.ground.errors import ConfigError
from briefgen.ground.records import record
from briefgen.report.formats import Done, ReportOptions, Telling, emitter
from briefgen.report.terminal import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from briefgen.builds.baseline.baseline import Baseline
    from briefgen.builds.warned import Warned


@record
class Wanted:
    """What a command was asked for, beside its plan: how to run it, and what to report how.

    `done` is the verb for the run. The report goes to `file`, and what is found is told to people
    all the same; without a file, it goes to the stream of its `format` alone. `timings` is the file
    for a trace, which comes with a table; None for neither. `baseline` has findings that aren't
    told, and `max_warnings` are the most that don't change the exit code. With `is_piped`, the
    outputs themselves are written to standard output. With `is_mending`, the command also mends
    briefs, or shows how.
    """

    running: Running
    format: str
    done: Done = "checked"
    file: Path | None = None
    quiet: bool = False
    verbose: bool = False
    timings: Path | None = None
    baseline: Baseline | None = None
    max_warnings: int | None = None
    is_piped: bool = False
    is_mending: bool = False


def run_and_report(planned: Plan, wanted: Wanted) -> int:
    """Run a plan, report each outcome as soon as it is there, and give the highest exit code."""
    planned = wanted.baseline.in_plan(planned) if wanted.baseline else planned
    told = emitter("full" if wanted.file else wanted.format)
    out = sys.stdout if told.stream == "stdout" else sys.stderr
    options = _options(planned, wanted, out)
    progress = Progress(planned.count, is_wanted=not (wanted.quiet or wanted.is_piped))
    heard = Heard(out, progress, is_for_people=told.is_for_people)
    report = told.begin(heard, options)
    beside = [*_beside(wanted, options)]
    again = SameAgain(told, options, heard, out, planned.looked_at)
    below = _Below(planned, wanted)
    # In the order in which they end.
    also: list[Telling] = beside or ([again] if _may_be_told_again(planned, wanted) else [])
    also += [wanted.baseline, below] if wanted.baseline else [below]

    def count(outcome: Outcome) -> None:
        progress.count(failed=bool(outcome.exit_code), recalled=bool(outcome.recalled))

    code = 0
    # Closed even after an error in the report, so that the processes that typeset are ended.
    with closing(_outcomes(planned, wanted, count)) as outcomes:
        try:
            # Each is told and dropped, so that a run over many briefs doesn't keep all their
            # outputs in memory.
            for outcome in outcomes:
                code = max(code, outcome.exit_code)
                for artefact in outcome.artefacts if wanted.is_piped else ():
                    # The copies of annexes would stand behind the page, in the same file.
                    if artefact.kind != ANNEX:
                        # Not through a text stream, which on Windows would change line ends.
                        sys.stdout.buffer.write(artefact.data)
                for telling in (report, *also):
                    telling.add(outcome)
            report.end()
        finally:
            progress.end()
    # Each is ended, even where another fails: a report that can't be written leaves out nothing
    # that is said. What a stack is given last, it ends first.
    with ExitStack() as ends:
        for telling in reversed(also):
            # What is told again has no line below it, such as that there are too many warnings.
            if not (telling is again and below.code):
                ends.callback(telling.end)
    return max(code, below.code)


def _options(planned: Plan, wanted: Wanted, out: TextIO) -> ReportOptions:
    return ReportOptions(
        done=wanted.done,
        count=planned.count,
        others=planned.others,
        is_alone=planned.is_alone,
        quiet=wanted.quiet,
        verbose=wanted.verbose,
        color=is_in_color(out),
        untouched=planned.untouched,
        is_mending=wanted.is_mending,
    )


def _may_be_told_again(planned: Plan, wanted: Wanted) -> bool:
    """Tell whether the same call may be answered by what was said, while no file has changed.

    Not where the call does more than to say it, and not where it rests on more than the files of
    the briefs: commits, a baseline, other outputs.
    """
    does_more = wanted.is_piped or wanted.is_mending or wanted.verbose or wanted.running.anew
    rests_on_more = planned.untouched is not None or wanted.baseline or wanted.done == "compared"
    return not (does_more or rests_on_more)


def _outcomes(
    planned: Plan, wanted: Wanted, count: Callable[[Outcome], None]
) -> Generator[Outcome]:
    """Run a plan; where outputs are compared, each difference is a finding of its outcome."""
    if wanted.done != "compared":
        return run(planned.turns, wanted.running, count)
    from briefgen.builds.comparing import compared

    return compared(planned.turns, wanted.running, count)


class _Below:
    """Says to people what stands below a report of any format, and whether warnings are too many.

    These are counted only where not any number of them is allowed.
    """

    def __init__(self, planned: Plan, wanted: Wanted) -> None:
        self._planned, self._wanted = planned, wanted
        self._warned: Warned | None = None
        if wanted.max_warnings is not None:
            from briefgen.builds.warned import Warned

            self._warned = Warned(wanted.max_warnings)

    @property
    def code(self) -> int:
        """Give the exit code of too many warnings, else 0."""
        return self._warned.code if self._warned else 0

    def add(self, outcome: Outcome) -> None:
        """Count the warnings of a brief."""
        if self._warned:
            self._warned.add(outcome)

    def end(self) -> None:
        """Write the lines."""
        said: list[str] = []
        if not self._wanted.quiet:
            said += self._wanted.baseline.said if self._wanted.baseline else ()
            if self._planned.untouched:
                said.append(_untouched(self._planned.count, self._planned.untouched))
        said += [self._warned.said] if self._warned else []
        for line in filter(None, said):
            click.echo(visible(line), err=True)


def _untouched(count: int, untouched: int) -> str:
    """Say how many briefs were left out because they rest on nothing that has changed."""
    if untouched == 1:
        return "1 brief left out: nothing has changed that it rests on"
    everything = "" if count else "all "
    return f"{everything}{untouched:,} briefs left out: nothing has changed that they rest on"


def _beside(wanted: Wanted, options: ReportOptions) -> Iterator[Telling]:
    """Begin what is written beside the report.

    In GitHub Actions that is what shows there: annotations, on standard error beside the plain
    lines, and the summary of the step.
    """
    is_told = wanted.format == "github" and wanted.file is None
    if is_in_actions() and not is_told:
        yield emitter("github").begin(Commands(), options)
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary and (is_in_actions() or wanted.format == "github"):
        from briefgen.report.step_summary import StepSummary

        yield StepSummary(Path(summary), options)
    if wanted.file:
        from briefgen.report.files import ReportInFile

        also = [str(wanted.baseline.file)] if wanted.baseline else []
        yield ReportInFile(wanted.file, emitter(wanted.format), options, also)
    if wanted.timings:
        yield RunTiming(wanted.timings)


def is_in_color(out: TextIO) -> bool:
    """Tell whether what is written to a stream has colours."""
    asked = color()
    return out.isatty() and not os.environ.get("NO_COLOR") if asked is None else asked


def tell_plan(planned: Plan, wanted: Wanted) -> int:
    """Tell what a build would do and why, and give the highest exit code of what can't be done.

    Raises a usage error for a format that can't hold a plan.
    """
    from briefgen.builds.store.reasons import intended
    from briefgen.report.files import write_report
    from briefgen.report.plans import FORMATS, in_words

    if wanted.format not in FORMATS:
        raise click.UsageError(f"A plan is reported as {', '.join(FORMATS)}: it has no findings.")
    planned = wanted.baseline.in_plan(planned) if wanted.baseline else planned
    # A plan shows no place: the settings that were to say which briefs there are do.
    for turn in planned.turns:
        if isinstance(turn, Outcome) and turn.path is None and isinstance(turn.fault, ConfigError):
            raise turn.fault
    steps = [*intended(planned.turns, wanted.running)]
    # A plan is what was asked for, so it goes to standard output in any format.
    written = FORMATS[wanted.format](steps)
    sys.stdout.write(for_log(in_words(steps) if wanted.file else written))
    if wanted.file:
        taken = [*(str(job.path) for job in planned.jobs), *planned.looked_at]
        outputs = (str(path) for each in steps for path in each.outputs)
        write_report(written, wanted.file, (*taken, *outputs))
    return max((each.fault.exit_code for each in steps if each.fault), default=0)
