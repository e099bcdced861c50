"""What is done with briefs: check, build, preview, verify."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli.group import cli, color
from briefgen.cli.options import (
    BRIEFS,
    KINDS,
    MOST_MEGABYTES,
    MOST_SECONDS,
    PAPER,
    QUIET,
    STRICT,
    STYLE,
    VERBOSE,
    listed,
    option,
)

if TYPE_CHECKING:
    from briefgen.config import Config
    from briefgen.diagnostics import Diagnostic
    from briefgen.evidence.tally import Tally
    from briefgen.files import Typed
    from briefgen.manifest import Started
    from briefgen.pack import Artefact
    from briefgen.pipeline import Checked, Job
    from briefgen.preview.session import Session

DIFFERS = 6


@cli.command()
@BRIEFS
@STRICT
@QUIET
@VERBOSE
def check(briefs: tuple[Path, ...], *, strict: bool | None, quiet: bool, verbose: bool) -> int:
    """Find everything that is wrong with BRIEFS. `-` reads one from standard input."""
    from briefgen.files import typed
    from briefgen.stamps import known_clean

    failed = False
    for path in briefs:
        settings, brief = _settings(path), typed(path)
        tally = known_clean(brief, settings.off)
        if tally is not None:
            _tell_summary([], brief.file, tally, quiet=quiet)
            continue
        case = _checked(brief, settings)
        _tell(case.diagnostics, case, quiet=quiet)
        _tell_summary(case.diagnostics, brief.file, case.tally, quiet=quiet)
        failed |= _stops(case.diagnostics, strict=strict, settings=settings)
        if verbose:
            _tell_times(case)
    return int(failed)


@cli.command()
@BRIEFS
@listed("--template", help="packet, card, or your own.  [default: packet,card]")
@listed("-t", "--to", choices=KINDS, help="html, pdf, evidence.  [default: html,pdf]")
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    help="The folder for the files; `-` writes one to standard output.  [default: build]",
)
@STYLE
@PAPER
@listed("--attach", choices=("source",), help="source: each PDF carries the brief's YAML.")
@MOST_SECONDS
@MOST_MEGABYTES
@STRICT
@QUIET
@VERBOSE
def build(
    briefs: tuple[Path, ...],
    *,
    strict: bool | None,
    quiet: bool,
    verbose: bool,
    **asked: Any,
) -> int:
    """Make packets and cards of BRIEFS, as HTML and PDF. `-` reads one from standard input."""
    from briefgen import manifest, pipeline
    from briefgen.api import output_of, typesetting
    from briefgen.files import typed

    stops = partial(_stops, strict=strict)
    failed = False
    for path in briefs:
        settings = _settings(path)
        job = _job(settings, path, asked)
        with typesetting(job) as typeset_all:
            case = _checked(typed(path), settings)
            _tell(case.diagnostics, case, quiet=quiet)
            if stops(case.diagnostics, settings=settings):
                _tell_summary(case.diagnostics, case.document.file, case.tally)
                failed = True
                continue
            start = manifest.started(case, settings, job.look, job.attach)
            made = pipeline.built(case, job, typeset_all)
        late = [found for found in made.diagnostics if found not in case.diagnostics]
        _tell(late, case, quiet=quiet)
        if stops(late, settings=settings):
            failed = True
            continue
        _write(made.artefacts, output_of(asked["output"], settings), case, start, quiet=quiet)
        if not quiet:
            _tell_tally(case.tally)
        if verbose or not quiet:
            _tell_times(case)
    return int(failed)


def _job(settings: Config, path: Path, asked: dict[str, Any]) -> Job:
    """What the options ask for, else the settings, else the defaults."""
    from briefgen.bounds import Bounds
    from briefgen.config import look_of
    from briefgen.pipeline import Job

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
@click.argument("path", type=click.Path(path_type=Path), default=".")
@listed("--template", help="packet, card, or your own.  [default: packet,card]")
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
    from briefgen.preview.compiled import Asked
    from briefgen.preview.editor import editor_of
    from briefgen.preview.serve import Settings, may_open_browser, serve

    opens = may_open_browser() if opens is None else opens
    editor = editor_of(asked["editor"], os.environ)

    def say(text: str) -> None:
        click.echo(text, err=True)

    settings = Settings(asked["host"], asked["port"], opens, editor, say)
    names = ("style", "paper", "template", "strict", "seconds", "megabytes")
    wanted = Asked(*(asked[name] for name in names))

    def ready(address: str) -> None:
        click.echo(f"Preview at {address}")
        if not quiet:
            click.echo("Ctrl-C ends it.", err=True)

    def built(session: Session) -> None:
        if not quiet:
            _tell_built(session)

    serve(path, wanted, settings, ready, built)


def _tell_built(session: Session) -> None:
    """A line for each build under preview, and what is wrong with it."""
    from datetime import datetime

    from briefgen.report.console import tell_lines
    from briefgen.report.terminal import summary

    result = session.result
    if result.failed:
        tell_lines(result.found, result.lines, color=color())
    took = f"built in {sum(result.seconds.values()):.2f} s"
    clock = datetime.now().astimezone().strftime("%H:%M:%S")
    said = "not built" if result.failed else took
    click.echo(f"{clock} {said}, {summary(result.found, session.name)}", err=True)


@cli.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), envvar="BRIEFGEN_OUTPUT")
@click.option(
    "--brief",
    "briefs",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="A brief, or the folder of briefs, where it isn't found.",
)
@QUIET
def verify(folder: Path | None, briefs: tuple[Path, ...], *, quiet: bool) -> int:
    """Say whether the files in FOLDER are those of the briefs as they are now.

    By their hashes, as the build wrote them to manifest.json.  [default: build]
    """
    from briefgen import config
    from briefgen.verifying import verified

    output = folder or config.find(Path()).output or Path("build")
    found = verified(output, briefs)
    for each in found:
        mark = {True: "ok", False: "!!", None: "??"}[each.holds]
        if each.holds is False or not quiet:
            click.echo(f"{mark}  {each}")
    wrong = [each for each in found if each.holds is False]
    if not wrong:
        return 0
    many = "1 thing differs" if len(wrong) == 1 else f"{len(wrong)} things differ"
    click.echo(f"{many} in {output}. Build again: briefgen build BRIEF -o {output}", err=True)
    return DIFFERS


def _settings(path: Path) -> Config:
    """The settings that hold for a brief: those above its folder, or above this one."""
    from briefgen import config

    return config.find(Path() if str(path) == "-" else path.parent)


def _checked(brief: Typed, settings: Config) -> Checked:
    """A brief, checked; one without findings is remembered as clean."""
    from briefgen import pipeline
    from briefgen.stamps import keep_clean

    timings = pipeline.Timings()
    document = pipeline.loaded(brief.data, brief.file, timings)
    case = pipeline.checked(document, brief.folder, settings.off, timings)
    if not case.diagnostics:
        keep_clean(brief, settings.off, case.files, case.tally)
    return case


def _stops(found: Sequence[Diagnostic], *, strict: bool | None, settings: Config) -> bool:
    """Whether findings keep files from being written."""
    is_strict = bool(settings.strict) if strict is None else strict
    return any(each.is_error or is_strict for each in found)


def _tell(found: Sequence[Diagnostic], case: Checked, *, quiet: bool) -> None:
    from briefgen.report.console import tell

    shown = [each for each in found if each.is_error or not quiet]
    tell(shown, case.document, color=color())


def _tell_summary(
    found: Sequence[Diagnostic], file: str, tally: Tally, *, quiet: bool = False
) -> None:
    from briefgen.report.terminal import summary

    if not quiet:
        click.echo(summary(found, file), err=True)
        _tell_tally(tally)


def _tell_tally(tally: Tally) -> None:
    """What was compared with copies, and what was not."""
    from briefgen.report.checked import checked, unchecked

    for line in filter(None, (checked(tally), unchecked(tally))):
        click.echo(line, err=True)


def _tell_times(case: Checked) -> None:
    from briefgen.report.console import tell_times

    tell_times(case.timings.seconds)


def _write(
    artefacts: Sequence[Artefact], output: Path, case: Checked, start: Started, *, quiet: bool
) -> None:
    """Write the files, and say of each its path and its pages."""
    from briefgen import manifest
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
            click.echo(f"{visible(str(path))}{pages}", err=True)
