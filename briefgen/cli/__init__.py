"""Run the command line: parse the arguments, run the command, and exit with its code.

This module alone turns errors into exit codes and ends the process.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from briefgen.cli.faults import annotate, fault_of_ours
from briefgen.cli.group import cli, color
from briefgen.cli.streams import SIGNALLED, EndedBySignalError, raise_signals, take_streams
from briefgen.ground.zones import take_zones_of_package

__all__ = ["cli", "main"]

# The exit code that shells give for SIGINT: 128 and its number, 2.
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line, and end the process with its exit code."""
    # A run is short and keeps nearly all objects that it makes. With Python's default thresholds,
    # looking for garbage takes a tenth of the run. These ones were found by measuring packets of 5
    # to 400 pages.
    gc.set_threshold(100_000, 50, 1000)
    take_zones_of_package()
    try:
        take_streams()
        raise_signals()
        code = _run(arguments)
    except KeyboardInterrupt:  # outside of the `try` in `_run`, where a message could be printed
        code = INTERRUPTED
    except EndedBySignalError as ended:
        click.echo("Ended. The last good files are as they were.", err=True)
        code = ended.exit_code
    if code > SIGNALLED:
        # If the interrupt came inside an exec(), which dataclasses use, CPython remembers that
        # (`_Py_UnhandledKeyboardInterrupt`), and `sys.exit` would kill the process by SIGINT even
        # though the exception was caught. `os._exit` doesn't.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    # At its end Python looks for garbage once more, which takes another tenth of a short run.
    # Frozen objects are left out.
    gc.freeze()
    sys.exit(code)


def _run(arguments: Sequence[str] | None) -> int:
    """Run the command, report its error if it has one, and give the exit code."""
    from briefgen.ground.errors import BriefgenError, ConfigError, FilesError

    try:
        code = cli.main(arguments, prog_name="briefgen", standalone_mode=False)
        sys.stdout.flush()  # here, where a full disk or a closed pipe is still caught
    except click.ClickException as error:
        error.show()
        annotate(ConfigError(error.format_message()))
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted. The last good files are as they were.", err=True)
        return INTERRUPTED
    except BriefgenError as error:
        from briefgen.report.console import tell_error

        if str(error):  # the error of a closed pipe has no message (`LostOutputError`)
            tell_error(error, color=color())
            annotate(error)
        return error.exit_code
    except OSError as error:
        # Commands turn errors of their own files into FilesError. What comes here is of standard
        # output, or of the system, such as too many open files.
        click.echo(f"briefgen: {error.strerror or error}.", err=True)
        return FilesError.exit_code
    except Exception as error:
        return fault_of_ours(error)
    return code if isinstance(code, int) else 0
