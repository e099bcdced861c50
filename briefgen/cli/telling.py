"""What the terminal is told of a brief: its findings, what was compared, what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from briefgen.cli.group import color

if TYPE_CHECKING:
    from briefgen.builds.pipeline import Checked
    from briefgen.evidence.tally import Tally
    from briefgen.ground.diagnostics import Diagnostic
    from briefgen.model import Brief
    from briefgen.settings.files import Settings


def tell(found: Sequence[Diagnostic], case: Checked, *, quiet: bool) -> None:
    """Say each finding, or with `quiet` each error."""
    from briefgen.report import console

    shown = [each for each in found if each.is_error or not quiet]
    console.tell(shown, case.document, color=color())


def tell_summary(
    found: Sequence[Diagnostic],
    file: str,
    tally: Tally,
    settings: Settings,
    *,
    quiet: bool = False,
) -> None:
    """Say how many findings a brief has, what was compared, and what the settings leave out."""
    from briefgen.report.terminal import summary

    if not quiet:
        click.echo(summary(found, file), err=True)
        tell_tally(tally)
        tell_settings(settings)


def tell_settings(settings: Settings) -> None:
    """Say what the settings turned off, and what in them is passed over."""
    from briefgen.report.settled import passed_over, turned_off

    if off := turned_off(settings):
        click.echo(off, err=True)
    said = click.get_current_context().meta.setdefault("briefgen.passed_over", set())
    if (over := passed_over(settings)) and settings.file not in said:
        said.add(settings.file)
        click.echo(over, err=True)


def tell_labels(brief: Brief | None) -> None:
    """Say that the labels of the page are in English, where there are none in its language."""
    from briefgen.view.labels import has_labels
    from briefgen.view.printed import language_in_english

    if brief and not has_labels(brief.language):
        name = language_in_english(brief.language)
        click.echo(f"the labels of the page are in English: there are none yet in {name}", err=True)


def tell_tally(tally: Tally) -> None:
    """Say what was compared with copies, and what was not."""
    from briefgen.report.checked import checked, unchecked

    for line in filter(None, (checked(tally), unchecked(tally))):
        click.echo(line, err=True)


def tell_allowed(case: Checked, *, quiet: bool) -> None:
    """Say where names stand although their people must not be named, and why."""
    from briefgen.report.checked import allowed
    from briefgen.report.terminal import visible

    if case.allowed and not quiet:
        click.echo(visible(allowed(case.allowed)), err=True)


def tell_times(case: Checked) -> None:
    """Say the seconds of each stage."""
    from briefgen.report import console

    console.tell_times(case.timings.seconds)
