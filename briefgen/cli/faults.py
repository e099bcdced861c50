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
    from briefgen.report import terminal

    said = terminal.fault_of_ours(f"{type(error).__name__}: {error}", "Nothing was written.")
    click.echo(said, err=True)
    return UnforeseenError.exit_code
