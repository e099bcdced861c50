"""Report errors that end a command: in GitHub Actions as annotations, and bugs of briefgen."""

from __future__ import annotations

import os

import click

from briefgen.cli.streams import Commands, is_in_actions
from briefgen.ground.errors import BriefgenError, UnforeseenError


def annotate(error: BriefgenError) -> None:
    """Show an error that ended the command beside the lines in a review, in GitHub Actions."""
    if not is_in_actions():
        return
    from briefgen.report.formats.github import MOST, annotation
    from briefgen.report.repository import repository_here

    out, here = Commands(), repository_here()
    out.writelines(f"{annotation(found, '', here)}\n" for found in error.findings[:MOST])
    out.flush()


def fault_of_ours(error: Exception) -> int:
    """Report an unforeseen error without a traceback, and give its exit code.

    With BRIEFGEN_TRACEBACK in the environment, the error is raised instead.
    """
    if os.environ.get("BRIEFGEN_TRACEBACK"):
        raise error
    from briefgen.report import terminal

    said = terminal.fault_of_ours(f"{type(error).__name__}: {error}", "Nothing was written.")
    click.echo(said, err=True)
    return UnforeseenError.exit_code
