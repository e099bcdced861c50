"""What the terminal is told of each brief, and of all of them at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import click

from briefgen.builds.outcome import Outcome
from briefgen.builds.plan import Plan
from briefgen.cli.faults import tell_fault_of_ours
from briefgen.cli.group import color
from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.errors import BriefgenError, UnforeseenError

DONE = {"check": "checked", "make": "built", "build": "built"}
Lines = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Telling:
    """How much is told: with `quiet` only what is wrong, with `verbose` also how long it took."""

    planned: Plan
    done: str
    quiet: bool = False
    verbose: bool = False


def told(outcomes: Iterable[Outcome], telling: Telling) -> int:
    """Tell each outcome as it comes, and all of them in a line; give the worst exit code."""
    code, left = 0, 0
    counts = {"error": 0, "warning": 0}
    said: set[str] = set()
    for outcome in outcomes:
        _tell(outcome, telling, said)
        code = max(code, outcome.exit_code)
        if outcome.path and (outcome.fault or (outcome.stops and telling.done == "built")):
            left += 1
        for found in outcome.diagnostics if not outcome.fault else ():
            counts["error" if found.is_error else "warning"] += 1
    planned = telling.planned
    if planned.count and not (telling.quiet or planned.is_alone):
        click.echo(_summary(planned, counts, left, telling.done), err=True)
    return code


def _tell(outcome: Outcome, telling: Telling, said: set[str]) -> None:
    _tell_findings(outcome.diagnostics, outcome, telling)
    if outcome.fault:
        _tell_fault(outcome, outcome.fault, telling)
        return
    is_built = telling.done == "built"
    if is_built and outcome.stops:
        if outcome.stage == "check":  # the pages say no more than what is wrong with them
            _tell_summary(outcome, said)
        return
    if is_built:
        _tell_written(outcome, telling)
        if not telling.quiet:
            _tell_about(outcome, said)
    elif not telling.quiet:
        _tell_summary(outcome, said)
    _tell_allowed(outcome, telling)
    if outcome.seconds and (telling.verbose or (is_built and not telling.quiet)):
        from briefgen.report.console import tell_times

        tell_times(outcome.seconds)


def _tell_findings(found: Iterable[Diagnostic], outcome: Outcome, telling: Telling) -> None:
    shown = [each for each in found if each.is_error or not telling.quiet]
    if shown:
        from briefgen.report.console import tell_lines

        tell_lines(shown, outcome.lines, color=color())


def _tell_fault(outcome: Outcome, fault: BriefgenError, telling: Telling) -> None:
    """Say why a brief couldn't go on. Of several briefs it is said which; so it is of one alone,
    where a bound was passed, which knows nothing of the brief that has passed it.
    """
    from briefgen.report.console import tell_error
    from briefgen.report.terminal import visible

    alone = telling.planned.is_alone
    left = f"{outcome.path} was not {telling.done}."
    if isinstance(fault, UnforeseenError):
        tell_fault_of_ours(str(fault), "Nothing was written." if alone else left)
        return
    tell_error(fault, color=color())
    is_named = str(outcome.path) in str(fault) and not fault.diagnostics
    is_bound = any(each.rule == "bounds" for each in fault.diagnostics)
    if outcome.path and (is_bound if alone else not is_named):
        click.echo(visible(left), err=True)


def _tell_summary(outcome: Outcome, said: set[str]) -> None:
    from briefgen.report.terminal import summary

    click.echo(summary(outcome.diagnostics, outcome.file), err=True)
    _tell_about(outcome, said)


def _tell_about(outcome: Outcome, said: set[str]) -> None:
    """Say what was compared, and what is to be known beside the findings."""
    from briefgen.report.checked import checked, unchecked
    from briefgen.report.terminal import visible

    about = [checked(outcome.tally), unchecked(outcome.tally), *outcome.notes]
    if outcome.passed_over not in said:
        about.append(outcome.passed_over)
        said.add(outcome.passed_over)
    for line in filter(None, about):
        click.echo(visible(line), err=True)


def _tell_written(outcome: Outcome, telling: Telling) -> None:
    """Say of each file its path and its pages."""
    from briefgen.ground.files import from_here
    from briefgen.report.terminal import visible

    if telling.quiet or not outcome.written:
        return
    for path, artefact in zip(outcome.written, outcome.artefacts, strict=True):
        many = "s" if artefact.pages > 1 else ""
        pages = f"  {artefact.pages} page{many}" if artefact.pages else ""
        click.echo(f"{visible(str(from_here(path)))}{pages}", err=True)


def _tell_allowed(outcome: Outcome, telling: Telling) -> None:
    """Say where names stand although their people must not be named, and why."""
    if outcome.allowed and not telling.quiet:
        from briefgen.report.checked import allowed
        from briefgen.report.terminal import visible

        click.echo(visible(allowed(outcome.allowed)), err=True)


def _summary(planned: Plan, counts: Mapping[str, int], left: int, done: str) -> str:
    from briefgen.report.terminal import counted

    many = "" if planned.count == 1 else "s"
    parts = [f"{planned.count:,} brief{many}: {counted(counts)}"]
    if left:
        parts.append(f"{left:,} not {done}")
    if planned.others:
        many = "" if planned.others == 1 else "s"
        parts.append(f"{planned.others:,} other YAML file{many} passed over")
    return "; ".join(parts)
