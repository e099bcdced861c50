"""Mend briefs for `check --fix` and `--diff`, and report what is left."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from stat import S_ISREG
from typing import TYPE_CHECKING

import click

from briefgen.builds.asked import STDIN
from briefgen.builds.fixing.fix import Fixing
from briefgen.builds.job import Job
from briefgen.cli.progress import Progress
from briefgen.cli.reporting import Wanted, is_in_color, run_and_report
from briefgen.cli.streams import for_log
from briefgen.report import formats, mends
from briefgen.report.terminal import visible

if TYPE_CHECKING:
    from briefgen.builds.fixing.briefs import MendedFile
    from briefgen.builds.outcome import Outcome
    from briefgen.builds.plan import Plan


def fix_and_report(planning: Callable[[], Plan], wanted: Wanted, *, writes: bool) -> int:
    """Mend what is certain, or with `writes` false show how, and report what is left.

    `planning` makes the plan; it is asked again once settings are mended. The exit code is that of
    what is left, or of `Fixing` where that is higher. A brief on standard input is written to
    standard output.
    """
    telling = _Telling(writes=writes, is_quiet=wanted.quiet)
    fixing = Fixing(writes, telling.file, telling.note)
    planned = fixing.planned(planning)
    planned = wanted.baseline.in_plan(planned) if wanted.baseline else planned
    typed = next((job for job in planned.jobs if str(job.path) == STDIN), None)
    _refuse_two_on_stdout(wanted, is_taken=not writes or typed is not None)
    if writes and typed and planned.count > 1:
        raise click.UsageError("Standard output takes one brief: name `-` alone.")
    telling.progress = Progress(planned.count, is_wanted=not wanted.quiet)
    try:
        left = fixing.mended(planned, wanted.running, telling.count)
    finally:
        telling.progress.end()
    if writes and typed:
        (turn,) = left.turns
        mended = turn if isinstance(turn, Job) else typed  # an outcome where nothing was mended
        _to_stdout(mended.data or b"")
    telling.end()
    code = run_and_report(left, replace(wanted, is_mending=True))
    return max(code, fixing.code)


def _refuse_two_on_stdout(wanted: Wanted, *, is_taken: bool) -> None:
    """Raise a usage error where a report for programs would be mixed with a diff or a brief."""
    if is_taken and wanted.file is None and formats.emitter(wanted.format).stream == "stdout":
        message = "Standard output takes one thing: name a file for the report by --output-file."
        raise click.UsageError(message)


class _Telling:
    """Tells what was mended, or would be, beside the progress of the run, and counts it."""

    def __init__(self, *, writes: bool, is_quiet: bool) -> None:
        self._writes, self._is_quiet = writes, is_quiet
        self.progress = Progress(0, is_wanted=False)
        self.files = self.mends = 0

    def count(self, outcome: Outcome) -> None:
        """Count a brief that is done."""
        self.progress.count(failed=bool(outcome.exit_code), recalled=bool(outcome.recalled))

    def file(self, mended: MendedFile) -> None:
        """Write a line for each edit of a file, or the diff."""
        self.files += 1
        self.mends += len(mended.mends)
        if not self._writes:
            with self.progress.aside(sys.stdout):
                _show(mends.diff(mended))
        else:  # quietly too: no brief is changed without a word
            with self.progress.aside(sys.stderr):
                for line in mends.lines(mended):
                    click.echo(line, err=True)

    def note(self, note: str) -> None:
        """Write a sentence about a file that is left as it is."""
        with self.progress.aside(sys.stderr):
            click.echo(visible(note), err=True)

    def end(self) -> None:
        """Write how much was mended in all."""
        if self.files and not self._is_quiet:
            click.echo(mends.total(self.mends, self.files, is_done=self._writes), err=True)


def _show(diff: str) -> None:
    if sys.stdout.isatty():
        sys.stdout.write(mends.on_screen(diff, color=is_in_color(sys.stdout)))
        sys.stdout.flush()
        return
    if not S_ISREG(os.fstat(sys.stdout.fileno()).st_mode):
        # A patch in a file has to be what it is; in a log, GitHub would obey words of a brief.
        diff = for_log(diff)
    _to_stdout(diff.encode(errors="surrogateescape"))


def _to_stdout(data: bytes) -> None:
    # Not through a text stream, which has another encoding in some locales.
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
