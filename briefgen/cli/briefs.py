"""Define the commands on briefs: check, build and preview."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli.completing import BriefPath, folders
from briefgen.cli.group import cli, color
from briefgen.cli.options import (
    BASELINE,
    BRIEFS,
    CACHE,
    CHANGED_SINCE,
    COMPARES,
    DIFF,
    EXECUTOR,
    FIX,
    FORCE,
    FORMAT,
    JOBS,
    MAX_WARNINGS,
    MOST_MEGABYTES,
    MOST_SECONDS,
    OUTPUT_FILE,
    OUTPUT_FORMAT,
    PAPER,
    PLAN,
    QUIET,
    SCHEDULER,
    SIZE,
    STRICT,
    STYLE,
    TEMPLATE,
    TIMINGS,
    TOUCHED,
    VARIABLES,
    VERBOSE,
    WRITE_BASELINE,
    defaults_to,
    listed,
    option,
)
from briefgen.cli.timing import Timed
from briefgen.outputs import attachments
from briefgen.report import formats
from briefgen.settings import defaults
from briefgen.settings.keys import CHOICES
from briefgen.settings.options import Options

if TYPE_CHECKING:
    from briefgen.builds.baseline.baseline import Baseline
    from briefgen.builds.job import Does
    from briefgen.builds.plan import Plan
    from briefgen.cli.reporting import Wanted
    from briefgen.preview.session import Session
    from briefgen.report.formats import Done

# `--output -`: write to standard output.
STDOUT = "-"

# Commands import the stages inside of their functions. At the top, they would be loaded even for
# `--version`, `--help` and completion, which have to be quick.


@cli.command(cls=Timed, epilog=VARIABLES)
@BRIEFS
@FIX
@DIFF
@TOUCHED
@STRICT
@MAX_WARNINGS
@CHANGED_SINCE
@BASELINE
@WRITE_BASELINE
@JOBS
@CACHE
@EXECUTOR
@SCHEDULER
@OUTPUT_FORMAT
@OUTPUT_FILE
@FORMAT
@QUIET
@VERBOSE
@TIMINGS
def check(briefs: tuple[Path, ...], **asked: Any) -> int:
    """Find everything that is wrong with BRIEFS, and mend what is certain if asked to.

    BRIEFS are files, folders or patterns ("briefs/**/*.yaml"). In a folder, each YAML file with
    `briefgen:` at its top level is a brief. `-` reads one from standard input. Without BRIEFS, it
    is all those of the settings.
    """
    if asked["diff"] and asked["write_baseline"]:
        raise click.UsageError("--diff writes nothing, and --write-baseline does.")
    wanted, planning = _wanted(asked, "checked"), partial(_plan_of_check, briefs, asked)
    if asked["fixes"] or asked["diff"]:
        from briefgen.cli.fixing import fix_and_report

        return fix_and_report(planning, wanted, writes=not asked["diff"])
    from briefgen.cli.reporting import run_and_report

    return run_and_report(planning(), wanted)


def _plan_of_check(briefs: tuple[Path, ...], asked: dict[str, Any]) -> Plan:
    options, passages = _options(asked), asked["verbose"]
    if asked["is_touched"]:
        from briefgen.builds.changes.among import among

        return _touched(among(briefs, options, "check", passages=passages), asked)
    from briefgen.builds.plan import plan

    return _touched(plan(briefs, options, "check", passages=passages), asked)


@cli.command(cls=Timed, epilog=VARIABLES)
@BRIEFS
@TEMPLATE
@listed(
    "-t",
    "--to",
    choices=CHOICES["to"],
    help=f"Kinds of files: {', '.join(CHOICES['to'])}.{defaults_to(*defaults.TO)}",
)
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    shell_complete=folders,
    help=f"The folder for the files; `-` writes one to standard output."
    f"{defaults_to(defaults.OUTPUT)}",
)
@STYLE
@PAPER
@SIZE
@listed("--attach", choices=CHOICES["attach"], help=f"{attachments.help_text()}.")
@STRICT
@MAX_WARNINGS
@CHANGED_SINCE
@BASELINE
@WRITE_BASELINE
@PLAN
@COMPARES
@FORCE
@JOBS
@CACHE
@EXECUTOR
@SCHEDULER
@MOST_SECONDS
@MOST_MEGABYTES
@OUTPUT_FORMAT
@OUTPUT_FILE
@FORMAT
@QUIET
@VERBOSE
@TIMINGS
def build(briefs: tuple[Path, ...], **asked: Any) -> int:
    """Make packets and cards of BRIEFS, as HTML and PDF.

    BRIEFS are files, folders or patterns ("briefs/**/*.yaml"). In a folder, each YAML file with
    `briefgen:` at its top level is a brief. `-` reads one from standard input. Without BRIEFS, it
    is all those of the settings.
    """
    from briefgen.builds.plan import plan
    from briefgen.cli.reporting import run_and_report, tell_plan

    _refuse_clashes(asked)
    is_piped = str(asked["output"]) == STDOUT
    does: Does = "make" if is_piped else "build"
    planned = _touched(plan(briefs, _options(asked), does, passages=asked["verbose"]), asked)
    wanted = _wanted(asked, "compared" if asked["compares"] else "built", is_piped=is_piped)
    if asked["plans"]:
        return tell_plan(planned, wanted)
    if is_piped:
        _refuse_several_outputs(planned, wanted)
    return run_and_report(planned, wanted)


def _refuse_clashes(asked: dict[str, Any]) -> None:
    """Raise a usage error where options ask for things that can't be done together."""
    if asked["plans"] and (asked["compares"] or asked["write_baseline"]):
        raise click.UsageError("--plan says what a build would do, and does nothing itself.")
    if asked["compares"] and str(asked["output"]) == STDOUT:
        raise click.UsageError("--check compares files: standard output has none.")


def _touched(planned: Plan, asked: dict[str, Any]) -> Plan:
    """Leave in a plan what has changed, where that is asked for."""
    if asked["changed_since"] is None:
        return planned
    from briefgen.builds.changes.touched import touched

    return touched(planned, asked["changed_since"])


def _wanted(asked: dict[str, Any], done: Done, *, is_piped: bool = False) -> Wanted:
    """Make `Wanted` of click's arguments, and read the baseline that they name."""
    from briefgen.builds.running import Running
    from briefgen.cli.reporting import Wanted

    running = Running(
        asked["executor"] or "",
        asked["jobs"],
        asked["scheduler"] or "",
        anew=asked.get("force", False),
        cache=asked["cache"],
    )
    format_ = asked["format"] or asked["output_format"]
    return Wanted(
        running,
        "full" if format_ == "terminal" else format_,
        done,
        None if str(asked["output_file"]) == STDOUT else asked["output_file"],
        quiet=asked["quiet"],
        verbose=asked["verbose"],
        timings=asked["timings"],
        baseline=_baseline(asked),
        max_warnings=asked["max_warnings"],
        is_piped=is_piped,
    )


def _baseline(asked: dict[str, Any]) -> Baseline | None:
    file, writes = asked["baseline"], asked["write_baseline"]
    if file is None:
        if writes:
            raise click.UsageError("--write-baseline needs a file: --baseline FILE.")
        return None
    if file == asked["output_file"]:
        raise click.UsageError("--baseline and --output-file name the same file.")
    from briefgen.builds.baseline.baseline import opened

    return opened(file, writes=writes)


def _options(asked: dict[str, Any]) -> Options:
    """Make `Options` of click's arguments. A command may lack some of the options: these are None.

    The parameters of the commands have the names of the fields of `Options`.
    """
    return Options(**{field.name: asked.get(field.name) for field in fields(Options)})


def _refuse_several_outputs(planned: Plan, wanted: Wanted) -> None:
    """Raise a usage error where more than one thing would be written to standard output."""
    # A JSON report, for one, goes to standard output too, and would be mixed with the file.
    if formats.emitter(wanted.format).stream == "stdout" and wanted.file is None:
        raise click.UsageError("Standard output takes one thing: the file, or the report.")
    if planned.count > 1:
        raise click.UsageError("Standard output takes one file: name one brief.")
    if any(len(job.names) != 1 for job in planned.jobs):
        raise click.UsageError("Standard output takes one file: choose --template and --to.")


@cli.command(epilog=VARIABLES)
@click.argument("path", type=BriefPath(path_type=Path), default=".")
@TEMPLATE
@STYLE
@PAPER
@SIZE
@STRICT
@option("--host", default="127.0.0.1", help="Where to listen; 0.0.0.0 lets others in.")
@option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    help="Where it is found; if taken, the next.",
)
@option("--open/--no-open", "opens", default=None, help="Open the browser.  [default: on a screen]")
@option(
    "--editor", help="What a click opens: a command, or an address with {file}, {line}, {column}."
)
@MOST_SECONDS
@MOST_MEGABYTES
@QUIET
def preview(path: Path, *, opens: bool | None, quiet: bool, **asked: Any) -> None:
    """Show a brief, or a folder of briefs, in the browser, and update it at each save.

    The editor is that of $VISUAL, or else VS Code. Ctrl-C ends the preview.
    """
    from briefgen.ground.errors import FilesError
    from briefgen.preview.editor import editor_of
    from briefgen.preview.serve import Serving, may_open_browser, serve

    # Over SSH, say, a browser would open on a screen that nobody looks at.
    opens = may_open_browser() if opens is None else opens
    editor = editor_of(asked["editor"], os.environ)

    def say(text: str) -> None:
        click.echo(text, err=True)

    serving = Serving(asked["host"], asked["port"], opens, editor, say)

    def ready(address: str) -> None:
        # With standard output closed, the preview goes on: the browser shows it all the same.
        with suppress(FilesError):
            click.echo(f"Preview at {address}")
        if not quiet:
            click.echo("Ctrl-C ends it.", err=True)

    def built(session: Session) -> None:
        if not quiet:
            _report_build(session)

    serve(path, _options(asked), serving, ready, built)


def _report_build(session: Session) -> None:
    """Print one line about a build of the preview, below the findings where it failed."""
    from datetime import datetime

    from briefgen.report.console import from_here_on, tell_lines
    from briefgen.report.terminal import summary

    result = session.result
    if result.failed:
        tell_lines(*from_here_on(result.found, result.lines), color=color())
    took = f"built in {sum(result.seconds.values()):.2f} s"
    clock = datetime.now().astimezone().strftime("%H:%M:%S")
    said = "not built" if result.failed else took
    click.echo(f"{clock} {said}, {summary(result.found, session.name)}", err=True)
