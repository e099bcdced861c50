"""Report unforeseen errors, which are bugs of briefgen."""

from __future__ import annotations

import os

import click

from briefgen.ground.errors import UnforeseenError


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
