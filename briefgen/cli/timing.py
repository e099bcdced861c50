"""Time a run: what `--timings` takes, prints and writes."""

from __future__ import annotations

from pathlib import Path
from time import monotonic_ns
from typing import TYPE_CHECKING

import click

from briefgen.builds.timings import ran_since

if TYPE_CHECKING:
    from briefgen.builds.outcome import Outcome
    from briefgen.report.timings import Timed as TimedBrief

OPTION, ENDING = "--timings", ".json"
# The trace that is written where no other name is given.
TRACE = f"briefgen-timings{ENDING}"


class Timed(click.Command):
    """A command whose option `--timings` may come without a value.

    click's own optional values would take the brief in `--timings talks.yaml` for the trace, and
    the trace would be written over it. Here only a name that ends in `.json` is one.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Add the default name of the trace where none is given."""
        given = zip(args, [*args, ""][1:], strict=True)
        named = [
            f"{OPTION}={TRACE}" if arg == OPTION and not after.endswith(ENDING) else arg
            for arg, after in given
        ]
        return super().parse_args(ctx, named)


class RunTiming:
    """The times of a run, from when this is made until it ends, and the file for their trace."""

    def __init__(self, trace: Path) -> None:
        self._trace = trace
        self._began = monotonic_ns()
        self._briefs: list[TimedBrief] = []

    def add(self, outcome: Outcome) -> None:
        """Keep the times of a brief, without its outputs."""
        from briefgen.report.timings import timed

        self._briefs.append(timed(outcome))

    def end(self) -> None:
        """Print the table to standard error, and write the trace.

        Raises FilesError where it can't be written.
        """
        from briefgen.ground.pack import Artefact, pack
        from briefgen.report import timings

        trace = self._trace
        run = timings.timing(ran_since(self._began, "run"), self._briefs)
        click.echo(timings.table(run), err=True)
        pack([Artefact(trace.name, timings.trace(run))], trace.parent)
        click.echo(f"{trace}  opens in ui.perfetto.dev", err=True)
