"""The outcomes of a run are reported in the format that was asked for, and counted as exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Literal

from briefgen.builds.outcome import Outcome
from briefgen.builds.plan import Plan
from briefgen.cli.group import color
from briefgen.report import formats
from briefgen.report.console import in_color


def told(  # noqa: PLR0913 - what a command was asked for
    outcomes: Iterable[Outcome],
    planned: Plan,
    done: Literal["checked", "built"],
    report: str,
    *,
    quiet: bool,
    verbose: bool,
) -> int:
    """Report each outcome as it comes, and give the worst of their exit codes."""
    codes = [0]

    def counted() -> Iterator[Outcome]:
        for outcome in outcomes:
            codes.append(outcome.exit_code)
            yield outcome

    emitter = formats.emitter(report)
    options = formats.ReportOptions(
        done=done,
        count=planned.count,
        others=planned.others,
        is_alone=planned.is_alone,
        quiet=quiet,
        verbose=verbose,
        color=in_color(asked=color()),
    )
    emitter.report(counted(), getattr(sys, emitter.stream), options)
    return max(codes)
