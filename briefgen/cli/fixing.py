"""Mend briefs for `check --fix` and `--diff`, and report what is left."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from briefgen.builds.asked import STDIN
from briefgen.builds.fixing.fix import Fixing
from briefgen.cli.progress import Progress
from briefgen.cli.reporting import Wanted, is_in_color, run_and_report
from briefgen.report import formats, mends
from briefgen.report.terminal import visible

if TYPE_CHECKING:
    from briefgen.builds.outcome import Outcome
    from briefgen.builds.plan import Plan


def fix_and_report(planning: Callable[[], Plan], wanted: Wanted, *, writes: bool) -> int:
    """Mend what is certain, or with `writes` false show how, and report what is left.

    `planning` makes the plan; it is asked again once settings are mended. The exit code is that of
    what is left. Where nothing is written it is at least 1 if there is something to mend. A brief
    on standard input is written to standard output.
    """
    fixing = Fixing(writes)
    planned = fixing.planned(planning)
    typed = next((job for job in planned.jobs if str(job.path) == STDIN), None)
    _refuse_two_on_stdout(wanted, is_taken=not writes or typed is not None)
    if writes and typed and planned.count > 1:
        raise click.UsageError("Standard output takes one brief: name `-` alone.")
    progress = Progress(planned.count, is_wanted=not wanted.quiet)

    def count(outcome: Outcome) -> None:
        progress.count(failed=bool(outcome.exit_code), recalled=bool(outcome.recalled))

    try:
        left = fixing.mended(planned, wanted.running, count)
    finally:
        progress.end()
    if writes and typed:
        (turn,) = left.turns
        _to_stdout(getattr(turn, "data", None) or typed.data or b"")
    _tell(fixing, is_quiet=wanted.quiet)
    code = run_and_report(left, "checked", replace(wanted, is_mending=True))
    return code if writes else max(code, int(bool(fixing.files)))


def _refuse_two_on_stdout(wanted: Wanted, *, is_taken: bool) -> None:
    """Raise a usage error where a report for programs would be mixed with a diff or a brief."""
    if is_taken and wanted.file is None and formats.emitter(wanted.format).stream == "stdout":
        message = "Standard output takes one thing: name a file for the report by --output-file."
        raise click.UsageError(message)


def _tell(fixing: Fixing, *, is_quiet: bool) -> None:
    for note in fixing.notes:
        click.echo(visible(note), err=True)
    if not fixing.writes:
        for mended in fixing.files:
            _show(mends.diff(mended))
    elif not is_quiet:
        for mended in fixing.files:
            for line in mends.lines(mended):
                click.echo(line, err=True)
    if fixing.files and not is_quiet:
        click.echo(mends.total(fixing.files, is_done=fixing.writes), err=True)


def _show(diff: str) -> None:
    if sys.stdout.isatty():
        sys.stdout.write(mends.on_screen(diff, color=is_in_color(sys.stdout)))
        sys.stdout.flush()
    else:
        _to_stdout(diff.encode(errors="surrogateescape"))


def _to_stdout(data: bytes) -> None:
    # Not through a text stream, which has another encoding in some locales.
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
