"""What is said of what should not have happened."""

from __future__ import annotations

import os

import click

from briefgen.ground.errors import UnforeseenError


def fault_of_ours(error: Exception) -> int:
    """Say what should not have happened, without a traceback, and give the exit code for it.

    With BRIEFGEN_TRACEBACK in the environment the error is raised.
    """
    if os.environ.get("BRIEFGEN_TRACEBACK"):
        raise error
    tell_fault_of_ours(f"{type(error).__name__}: {error}", "Nothing was written.")
    return UnforeseenError.exit_code


def tell_fault_of_ours(what: str, left: str) -> None:
    """Say what should not have happened, and what isn't done for it."""
    from briefgen.report.terminal import visible

    shown = visible(what[:300])
    click.echo(f"briefgen: this is a fault of briefgen, not of your brief ({shown}).", err=True)
    click.echo(f"{visible(left)} BRIEFGEN_TRACEBACK=1 shows where it is.", err=True)
