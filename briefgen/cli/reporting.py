"""Run a plan, and report the outcomes in the format that was asked for."""

from __future__ import annotations

import io
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
from briefgen.cli.streams import Commands, is_in_actions
from briefgen.cli.timing import RunTiming
from briefgen.ground.records import record
from briefgen.report.formats import Done, ReportOptions, Telling, emitter
from briefgen.report.terminal import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from briefgen.builds.job import Job

    Runs = Callable[
        [Sequence[Job | Outcome], Running, Callable[[Outcome], None]], Generator[Outcome]
    ]
    from briefgen.builds.baseline.account import Account
    from briefgen.builds.warned import Warned


@record
class Wanted:
    """How to run a plan and report it: the name of a format, and how much to print.

    The report goes to `file`, and what is found is told to people all the same; without a file, it
    goes to the format's own stream alone. `timings` is the file for a trace, which comes with a
    table; None for neither. With `is_mending`, the command also mends briefs, or shows how.
    `max_warnings` are the most that don't change the exit code.
    """

    running: Running
    format: str
    file: Path | None = None
    quiet: bool = False
    verbose: bool = False
    timings: Path | None = None
    is_mending: bool = False
    max_warnings: int | None = None


def run_and_report(
    planned: Plan,
    done: Done,
    wanted: Wanted,
    account: Account | None = None,
    *,
    is_piped: bool = False,
) -> int:
    """Run a plan, report each outcome as soon as it is there, and give the highest exit code.

    With `is_piped`, the outputs themselves are written to standard output. `account` is that of a
    baseline.
    """
    told = emitter("full" if wanted.file else wanted.format)
    out = sys.stdout if told.stream == "stdout" else sys.stderr
    options = ReportOptions(
        done,
        planned.count,
        planned.others,
        planned.is_alone,
        wanted.quiet,
        wanted.verbose,
        is_in_color(out),
        planned.untouched,
    )
    progress = Progress(planned.count, is_wanted=not (wanted.quiet or is_piped))
    heard = Heard(out, progress, is_log=told.is_for_people and is_in_actions())
    report = told.begin(heard, options)
    beside: list[Telling] = [*_beside(wanted, options, account)]
    warned = _warned(wanted.max_warnings)
    again = SameAgain(told, options, heard, out, planned.looked_at)
    # Not where something is written or said beside the report, which the same call has to do again,
    # and not what rests on more than the files of the briefs: commits, a baseline, other outputs.
    is_again = not (
        beside or is_piped or wanted.is_mending or wanted.verbose or wanted.running.anew
    )
    is_again &= planned.untouched is None and account is None and done != "compared"
    takes = [report.add, *(telling.add for telling in beside)]
    takes += [again.add] if is_again else []
    takes += [account.add] if account else []
    takes += [warned.add] if warned else []

    def count(outcome: Outcome) -> None:
        progress.count(failed=bool(outcome.exit_code), recalled=bool(outcome.recalled))

    code = 0
    # Closed even after an error in the report, so that the processes that typeset are ended.
    with closing(_runs(done)(planned.turns, wanted.running, count)) as outcomes:
        try:
            # Each is told and dropped, so that a run over many briefs doesn't keep all their
            # outputs in memory.
            for outcome in outcomes:
                code = max(code, outcome.exit_code)
                for artefact in outcome.artefacts if is_piped else ():
                    # Not through a text stream, which on Windows would change the ends of lines.
                    sys.stdout.buffer.write(artefact.data)
                for take in takes:
                    take(outcome)
            report.end()
        finally:
            progress.end()
    too_many = warned.code if warned else 0
    # The last is the first: each is ended, even where another fails. So a report that can't be
    # written leaves out nothing that is said.
    with ExitStack() as ends:
        ends.callback(_tell_below, planned, wanted, account, warned)
        if account:
            ends.callback(account.end)
        if is_again and not too_many:
            ends.callback(again.end)
        for telling in reversed(beside):
            ends.callback(telling.end)
    return max(code, too_many)


def _warned(most: int | None) -> Warned | None:
    """Begin to count warnings, if not any number of them is allowed."""
    if most is None:
        return None
    from briefgen.builds.warned import Warned

    return Warned(most)


def _tell_below(
    planned: Plan, wanted: Wanted, account: Account | None, warned: Warned | None
) -> None:
    """Say to people what stands below a report of any format."""
    said: list[str] = []
    if not wanted.quiet:
        said += account.said if account else ()
        if planned.untouched:
            said.append(_untouched(planned.count, planned.untouched))
    said += [warned.said] if warned else []
    for line in filter(None, said):
        click.echo(visible(line), err=True)


def _untouched(count: int, untouched: int) -> str:
    """Say how many briefs were left out because they rest on nothing that has changed."""
    if untouched == 1:
        return "1 brief left out: nothing has changed that it rests on"
    everything = "" if count else "all "
    return f"{everything}{untouched:,} briefs left out: nothing has changed that they rest on"


def _runs(done: Done) -> Runs:
    """Give the function that runs a plan: it also compares outputs, where they are compared."""
    if done != "compared":
        return run
    from briefgen.builds.comparing import compared

    return compared


def _beside(wanted: Wanted, options: ReportOptions, account: Account | None) -> Iterator[Telling]:
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

        also = [str(account.file)] if account else []
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
    import click

    from briefgen.builds.store.reasons import intended
    from briefgen.report.files import write_report
    from briefgen.report.plans import FORMATS, tell

    if wanted.format not in FORMATS:
        raise click.UsageError(f"A plan is reported as {', '.join(FORMATS)}: it has no findings.")
    steps = [*intended(planned.turns, wanted.running)]
    # A plan is what was asked for, so it goes to standard output in any format.
    (tell if wanted.file else FORMATS[wanted.format])(steps, sys.stdout)
    if wanted.file:
        FORMATS[wanted.format](steps, text := io.StringIO())
        taken = [*(str(job.path) for job in planned.jobs), *planned.looked_at]
        outputs = (str(path) for each in steps for path in each.outputs)
        write_report(text.getvalue(), wanted.file, (*taken, *outputs))
    return max((each.fault.exit_code for each in steps if each.fault), default=0)
