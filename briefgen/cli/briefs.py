"""What is done with briefs: check, build, preview."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli.completing import BriefPath, folders
from briefgen.cli.group import cli, color
from briefgen.cli.options import (
    BRIEFS,
    MOST_MEGABYTES,
    MOST_SECONDS,
    PAPER,
    QUIET,
    STRICT,
    STYLE,
    TEMPLATE,
    VERBOSE,
    listed,
    option,
)
from briefgen.cli.several import Several
from briefgen.cli.telling import (
    tell,
    tell_allowed,
    tell_labels,
    tell_settings,
    tell_summary,
    tell_tally,
    tell_times,
)
from briefgen.ground.errors import BriefgenError, ConfigError
from briefgen.outputs import attachments, registry

if TYPE_CHECKING:
    from briefgen.builds.manifest import Started
    from briefgen.builds.pipeline import Checked, Job
    from briefgen.ground.diagnostics import Diagnostic
    from briefgen.ground.files import Typed
    from briefgen.ground.pack import Artefact
    from briefgen.look import Look
    from briefgen.preview.session import Session
    from briefgen.settings.files import Settings


@cli.command()
@BRIEFS
@STRICT
@QUIET
@VERBOSE
def check(briefs: tuple[Path, ...], *, strict: bool | None, quiet: bool, verbose: bool) -> int:
    """Find everything that is wrong with BRIEFS.

    They are files, and folders, in which each YAML file with `briefgen:` on top is a brief. `-`
    reads one from standard input.
    """
    several = Several(briefs, "checked")
    for path in several:
        with several.turn(path):
            found, stops = _check(path, strict=strict, quiet=quiet, verbose=verbose)
            several.add(found, stops=stops)
    return several.end(quiet=quiet)


def _check(
    path: Path, *, strict: bool | None, quiet: bool, verbose: bool
) -> tuple[Sequence[Diagnostic], bool]:
    """What was found in a brief, and whether that stops a build. It is told."""
    from briefgen.builds.stamps import known_clean
    from briefgen.ground.files import typed
    from briefgen.settings.files import look_of

    settings, brief = _settings(path), typed(path)
    look = look_of(settings, brief.folder)
    tally = None if look.styles else known_clean(brief, settings.off)
    if tally is not None:
        tell_summary([], brief.file, tally, settings, quiet=quiet)
        return [], False
    case = _checked(brief, settings, look, strict=strict)
    tell(case.diagnostics, case, quiet=quiet)
    tell_summary(case.diagnostics, brief.file, case.tally, settings, quiet=quiet)
    tell_allowed(case, quiet=quiet)
    if verbose:
        tell_times(case)
    return case.diagnostics, bool(case.errors)


@cli.command()
@BRIEFS
@TEMPLATE
@listed(
    "-t",
    "--to",
    choices=registry.names(),
    help=f"{', '.join(registry.names())}.  [default: html,pdf]",
)
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    shell_complete=folders,
    help="The folder for the files; `-` writes one to standard output.  [default: build]",
)
@STYLE
@PAPER
@listed("--attach", choices=attachments.names(), help=f"{attachments.help_text()}.")
@MOST_SECONDS
@MOST_MEGABYTES
@STRICT
@QUIET
@VERBOSE
def build(briefs: tuple[Path, ...], **asked: Any) -> int:
    """Make packets and cards of BRIEFS, as HTML and PDF.

    They are files, and folders, in which each YAML file with `briefgen:` on top is a brief. `-`
    reads one from standard input.
    """
    several = Several(briefs, "built")
    if str(asked["output"]) == "-" and len(several.briefs) > 1:
        raise click.UsageError("Standard output takes one file: name one brief.")
    clashes = _clashes(several.briefs, asked)
    for path in several:
        with several.turn(path):
            if path in clashes:
                raise ConfigError(_said_of_clash(path, clashes[path]))
            found, stops = _build(path, asked)
            several.add(found, stops=stops)
    return several.end(quiet=asked["quiet"])


def _build(path: Path, asked: dict[str, Any]) -> tuple[Sequence[Diagnostic], bool]:
    """What was found in a brief, and whether that stopped its build. It is told."""
    from briefgen.api import output_of
    from briefgen.builds import making, manifest, pipeline
    from briefgen.builds.typesetting import typesetting
    from briefgen.ground.files import typed

    quiet = asked["quiet"]
    settings = _settings(path)
    job = _job(settings, path, asked)
    with typesetting(job) as typeset_all:
        case = _checked(typed(path), settings, job.look, strict=asked["strict"])
        tell(case.diagnostics, case, quiet=quiet)
        if case.errors:
            tell_summary(case.diagnostics, case.document.file, case.tally, settings)
            return case.diagnostics, True
        start = manifest.started(case, settings, job.look, job.attach)
        made = making.built(case, job, typeset_all)
    late = [found for found in made.diagnostics if found not in case.diagnostics]
    tell(late, case, quiet=quiet)
    if pipeline.stopping(late, strict=case.strict):
        return made.diagnostics, True
    _write(made.artefacts, output_of(asked["output"], settings), case, start, quiet=quiet)
    if not quiet:
        tell_tally(case.tally)
        tell_labels(case.brief)
        tell_settings(settings)
    tell_allowed(case, quiet=quiet)
    if asked["verbose"] or not quiet:
        tell_times(case)
    return made.diagnostics, False


def _clashes(briefs: Sequence[Path], asked: dict[str, Any]) -> dict[Path, Path]:
    """Of each brief whose files are another's as well, that other: neither is to win by chance."""
    from briefgen.api import output_of

    writers: dict[tuple[str, str], Path] = {}
    clashes: dict[Path, Path] = {}
    for path in briefs:
        with suppress(BriefgenError, OSError):  # said when it is the brief's turn
            settings = _settings(path)
            folder = os.path.realpath(output_of(asked["output"], settings))
            for name in (path.name, *_job(settings, path, asked).names):
                other = writers.setdefault((folder, name), path)
                if other != path and _is_there(path) and _is_there(other):
                    clashes.update({path: other, other: path})
    return clashes


def _is_there(path: Path) -> bool:
    return str(path) == "-" or path.exists()


def _said_of_clash(path: Path, other: Path) -> str:
    return (
        f"{path} and {other} would be written to the same files. Build them one by one, "
        "each with a folder of its own (-o), or give one of them another name."
    )


def _job(settings: Settings, path: Path, asked: dict[str, Any]) -> Job:
    """What the options ask for, else the settings, else the defaults."""
    from briefgen.builds.pipeline import Job
    from briefgen.ground.bounds import Bounds
    from briefgen.settings.files import look_of

    templates = asked["template"] or settings.template or ("packet", "card")
    kinds = asked["to"] or settings.to or ("html", "pdf")
    look = look_of(settings, path.parent, asked["style"], asked["paper"])
    attach = asked["attach"] or settings.attach
    bounds = Bounds(
        asked["seconds"] or settings.bounds.seconds, asked["megabytes"] or settings.bounds.megabytes
    )
    name = "brief" if str(path) == "-" else path.stem
    job = Job(name, templates, kinds, look, attach=attach, bounds=bounds)
    if str(asked["output"]) == "-" and job.count != 1:
        raise click.UsageError("Standard output takes one file: choose --template and --to.")
    return job


@cli.command()
@click.argument("path", type=BriefPath(path_type=Path), default=".")
@TEMPLATE
@STYLE
@PAPER
@STRICT
@option("--host", default="127.0.0.1", help="Who can reach it; 0.0.0.0 is everybody near.")
@option("--port", type=click.IntRange(0, 65535), default=8000, help="Taken? Then the next.")
@option("--open/--no-open", "opens", default=None, help="Open the browser.  [default: on a screen]")
@option("--editor", help="A command, or an address with {file}, {line}, {column}.")
@MOST_SECONDS
@MOST_MEGABYTES
@QUIET
def preview(path: Path, *, opens: bool | None, quiet: bool, **asked: Any) -> None:
    """Show a brief, or a folder of them, in the browser, and keep it true while you type.

    The editor is that of $VISUAL, or else VS Code. Ctrl-C ends the preview.
    """
    from briefgen.ground.errors import FilesError
    from briefgen.preview.compiled import Asked
    from briefgen.preview.editor import editor_of
    from briefgen.preview.serve import Serving, may_open_browser, serve

    opens = may_open_browser() if opens is None else opens
    editor = editor_of(asked["editor"], os.environ)

    def say(text: str) -> None:
        click.echo(text, err=True)

    serving = Serving(asked["host"], asked["port"], opens, editor, say)
    names = ("style", "paper", "template", "strict", "seconds", "megabytes")
    wanted = Asked(*(asked[name] for name in names))

    def ready(address: str) -> None:
        with suppress(FilesError):  # the browser shows it all the same
            click.echo(f"Preview at {address}")
        if not quiet:
            click.echo("Ctrl-C ends it.", err=True)

    def built(session: Session) -> None:
        if not quiet:
            _tell_built(session)

    serve(path, wanted, serving, ready, built)


def _tell_built(session: Session) -> None:
    """A line for each build under preview, and what is wrong with it."""
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


def _settings(path: Path) -> Settings:
    """The settings that hold for a brief: those above its folder, or above this one."""
    from briefgen.settings.files import settings_for

    return settings_for(Path() if str(path) == "-" else path.parent)


def _checked(brief: Typed, settings: Settings, look: Look, *, strict: bool | None) -> Checked:
    """A brief, checked. One without findings is remembered as clean, unless it allows a name or
    has styles of its own.
    """
    from briefgen.builds import pipeline
    from briefgen.builds.stamps import keep_clean

    timings = pipeline.Timings()
    document = pipeline.loaded(brief.data, brief.file, timings)
    is_strict = bool(settings.strict) if strict is None else strict
    case = pipeline.checked(document, brief.folder, settings.off, timings, look, strict=is_strict)
    if not (case.diagnostics or case.allowed or look.styles):
        keep_clean(brief, settings.off, case.files, case.tally)
    return case


def _write(
    artefacts: Sequence[Artefact], output: Path, case: Checked, start: Started, *, quiet: bool
) -> None:
    """Write the files, and say of each its path and its pages."""
    from briefgen.builds import manifest
    from briefgen.ground.files import from_here
    from briefgen.report.terminal import visible

    if str(output) == "-":
        sys.stdout.buffer.write(artefacts[0].data)
        return
    with case.timings.of("pack"):
        written = manifest.keep(start, artefacts, output)
    for path, artefact in zip(written, artefacts, strict=True):
        many = "s" if artefact.pages > 1 else ""
        pages = f"  {artefact.pages} page{many}" if artefact.pages else ""
        if not quiet:
            click.echo(f"{visible(str(from_here(path)))}{pages}", err=True)
