"""The command line: arguments become a plan, and what comes of it messages and an exit code.

Here alone an error becomes an exit code, and the process ends.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from briefgen.cli import briefs, tools, verify
from briefgen.cli.faults import fault_of_ours
from briefgen.cli.group import cli, color
from briefgen.cli.streams import SIGNALLED, EndedBySignalError, raise_signals, take_streams

__all__ = ["briefs", "cli", "main", "tools", "verify"]

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line, and leave with its exit code."""
    # A run is short and keeps nearly all that it makes: looking for garbage costs a tenth of it.
    gc.set_threshold(100_000, 50, 1000)
    _take_zones_of_package()
    try:
        take_streams()
        raise_signals()
        code = _run(arguments)
    except KeyboardInterrupt:  # so early that the modules for saying so were not there yet
        code = INTERRUPTED
    except EndedBySignalError as ended:
        click.echo("Ended. The last good files are as they were.", err=True)
        code = ended.exit_code
    if code > SIGNALLED:
        # Where the interrupt came inside an exec(), as of a dataclass, CPython ends the process by
        # the signal, although it was caught (`_Py_UnhandledKeyboardInterrupt`).
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    # As it ends, Python would go through all objects once more: another tenth of a short run.
    gc.freeze()
    sys.exit(code)


def _take_zones_of_package() -> None:
    """Let `zoneinfo` read the package tzdata, the same on every machine (PEP 615)."""
    from importlib.util import find_spec

    found = find_spec("tzdata")
    if found and found.origin:
        os.environ["PYTHONTZPATH"] = str(Path(found.origin).parent / "zoneinfo")


def _run(arguments: Sequence[str] | None) -> int:
    from briefgen.ground.errors import BriefgenError, FilesError

    try:
        code = cli.main(arguments, prog_name="briefgen", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted. The last good files are as they were.", err=True)
        return INTERRUPTED
    except BriefgenError as error:
        from briefgen.report.console import tell_error

        if str(error):  # a pipe that nobody reads any more is closed without a word
            tell_error(error, color=color())
        return error.exit_code
    except OSError as error:
        # What is read and written below says so itself; left are standard output and the system's.
        click.echo(f"briefgen: {error.strerror or error}.", err=True)
        return FilesError.exit_code
    except Exception as error:
        return fault_of_ours(error)
    return code if isinstance(code, int) else 0
