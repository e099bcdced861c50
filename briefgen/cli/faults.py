"""What is said of what should not have happened."""

from __future__ import annotations

import os

import click

FAULT_OF_OURS = 70


def fault_of_ours(error: Exception, left: str = "Nothing was written.") -> int:
    """The exit code for what should not have happened, said without a traceback.

    `left` says what wasn't done for it. With BRIEFGEN_TRACEBACK the error is raised.
    """
    if os.environ.get("BRIEFGEN_TRACEBACK"):
        raise error
    from briefgen.report import terminal

    click.echo(terminal.fault_of_ours(f"{type(error).__name__}: {error}", left), err=True)
    return FAULT_OF_OURS
