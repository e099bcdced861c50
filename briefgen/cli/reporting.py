"""A plan is run, and what comes of it reported in the format that is asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Literal

from briefgen.builds.outcome import Outcome
from briefgen.builds.plan import Plan
from briefgen.builds.run import run
from briefgen.cli.group import color
from briefgen.report.formats import ReportOptions, emitter


@dataclass(frozen=True, slots=True)
class Told:
    """How a run is told: in which format, and how much of it."""

    format: str
    quiet: bool = False
    verbose: bool = False


def run_and_report(
    planned: Plan, done: Literal["checked", "built"], told: Told, *, is_piped: bool = False
) -> int:
    """Do what is planned, report each outcome as it comes, and give the worst exit code of all.

    `is_piped`: the outputs go to standard output.
    """
    report = emitter(told.format)
    out = sys.stdout if report.stream == "stdout" else sys.stderr
    options = ReportOptions(
        done,
        planned.count,
        planned.others,
        planned.is_alone,
        told.quiet,
        told.verbose,
        _in_color(is_terminal=out.isatty()),
    )
    # Noted as they pass: a format takes one at a time, so that a long run keeps none in memory.
    codes = [0]
    with closing(run(planned.turns)) as outcomes:
        made = _to_standard_output(outcomes) if is_piped else outcomes
        report.report(_noted(made, codes), out, options)
    return max(codes)


def _noted(outcomes: Iterable[Outcome], codes: list[int]) -> Iterator[Outcome]:
    for outcome in outcomes:
        codes.append(outcome.exit_code)
        yield outcome


def _to_standard_output(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    for outcome in outcomes:
        # Not through a text stream, which on Windows would change the ends of lines.
        for artefact in outcome.artefacts:
            sys.stdout.buffer.write(artefact.data)
        yield outcome


def _in_color(*, is_terminal: bool) -> bool:
    """Whether to use colours: as asked, else on a terminal, unless NO_COLOR is set."""
    asked = color()
    return is_terminal and not os.environ.get("NO_COLOR") if asked is None else asked
