"""Arguments become calls of the pipeline, and what it says becomes messages and an exit code."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from briefgen import __version__

if TYPE_CHECKING:
    from briefgen.config import Config
    from briefgen.diagnostics import Diagnostic
    from briefgen.files import Typed
    from briefgen.manifest import Started
    from briefgen.pack import Artefact
    from briefgen.pipeline import Checked, Job
    from briefgen.preview.session import Session

DIFFERS = 6
FAULT_OF_OURS = 70
INTERRUPTED = 130
SCHEMA = "brief.schema.json"
KINDS = ("html", "pdf", "evidence")
EXIT_CODES = """\b
Exit codes:
  0 fine · 1 findings in the brief · 2 wrong use or settings · 3 template
  4 typesetting engine · 5 files · 6 verify: something differs
  70 a fault of briefgen · 130 interrupted"""


class _Suggesting(click.Group):
    """A group that says which command was meant."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from briefgen.suggest import did_you_mean

            hint = did_you_mean(args[0], self.list_commands(ctx)) if args else ""
            raise click.UsageError(f"No such command '{args[0]}'. {hint}".strip(), ctx) from error


@click.group(
    cls=_Suggesting,
    epilog=EXIT_CODES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="briefgen")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    envvar="BRIEFGEN_COLOR",
    help="Colour messages; auto: on a terminal, unless NO_COLOR is set.",
)
@click.pass_context
def cli(ctx: click.Context, color: str) -> None:
    """Compile briefings: YAML briefs become HTML and PDF packets."""
    plain = {"auto": None, "always": True, "never": False}[color]
    ctx.color = False if color == "auto" and os.environ.get("NO_COLOR") else plain


def _option(*names: str, **settings: Any) -> Callable[[Any], Any]:
    """An option that a variable BRIEFGEN_<NAME> can set as well."""
    long = next(name for name in names if name.startswith("--"))
    variable = f"BRIEFGEN_{long.strip('-').split('/')[0].replace('-', '_').upper()}"
    return click.option(*names, envvar=variable, show_envvar=True, **settings)


class _Listed(click.ParamType[tuple[str, ...]]):
    """Names with commas between them, each from a set where there is one."""

    name = "NAME,NAME"

    def __init__(self, choices: Sequence[str] = ()) -> None:
        self.choices = choices

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[str, ...]:
        names = tuple(name.strip() for name in value.split(",") if name.strip())
        for name in names:
            if self.choices and name not in self.choices:
                self.fail(f"{name!r} is not one of {', '.join(self.choices)}.", param, ctx)
        return names or self.fail("it names nothing.", param, ctx)

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        return [CompletionItem(name) for name in self.choices if name.startswith(incomplete)]


COUNT = click.IntRange(1, 999_999)
BRIEFS = click.argument(
    "briefs", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True)
)
STYLE = _option(
    "--style",
    type=click.Choice(["official", "modern"]),
    help="official has serifs, modern has none.  [default: official]",
)
PAPER = _option(
    "--paper", type=click.Choice(["A4", "Letter"], case_sensitive=False), help="[default: A4]"
)
MOST_SECONDS = _option(
    "--seconds", type=COUNT, help="The most that making a page may take.  [default: 120]"
)
MOST_MEGABYTES = _option(
    "--megabytes", type=COUNT, help="The most memory that it may take.  [default: 2048]"
)
STRICT = _option("--strict/--no-strict", default=None, help="Take warnings for errors.")
QUIET = _option("-q", "--quiet", is_flag=True, help="Say only what is wrong.")
VERBOSE = _option("-v", "--verbose", is_flag=True, help="Say how long each stage took.")


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
        states = known_clean(brief, settings.off)
        if states is not None:
            _tell_summary([], brief.file, states, quiet=quiet)
            continue
        case = _checked(brief, settings)
        _tell(case.diagnostics, case, quiet=quiet)
        _tell_summary(case.diagnostics, brief.file, case.states, quiet=quiet)
        failed |= _stops(case.diagnostics, strict=strict, settings=settings)
        if verbose:
            _tell_times(case)
    return int(failed)


@cli.command()
@BRIEFS
@_option("--template", type=_Listed(), help="packet, card, or your own.  [default: packet,card]")
@_option("-t", "--to", type=_Listed(KINDS), help="html, pdf, evidence.  [default: html,pdf]")
@_option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    help="The folder for the files; `-` writes one to standard output.  [default: build]",
)
@STYLE
@PAPER
@_option("--attach", type=_Listed(("source",)), help="source: each PDF carries the brief's YAML.")
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
                _tell_summary(case.diagnostics, case.document.file, case.states)
                failed = True
                continue
            start = manifest.started(case, settings, job.look)
            made = pipeline.built(case, job, typeset_all)
        late = [found for found in made.diagnostics if found not in case.diagnostics]
        _tell(late, case, quiet=quiet)
        if stops(late, settings=settings):
            failed = True
            continue
        _write(made.artefacts, output_of(asked["output"], settings), case, start, quiet=quiet)
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
@_option("--template", type=_Listed(), help="packet, card, or your own.  [default: packet,card]")
@STYLE
@PAPER
@STRICT
@_option("--host", default="127.0.0.1", help="Who can reach it; 0.0.0.0 is everybody near.")
@_option("--port", type=click.IntRange(0, 65535), default=8000, help="Taken? Then a free one is.")
@_option(
    "--open/--no-open", "opens", default=None, help="Open the browser.  [default: on a screen]"
)
@_option("--editor", help="A command, or an address with {file}, {line}, {column}.")
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
    settings = Settings(asked["host"], asked["port"], opens, editor)
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
        tell_lines(result.found, result.lines, color=_color())
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


@cli.command()
@click.argument("file", type=click.Path(path_type=Path), default="brief.yaml")
@QUIET
def new(file: Path, *, quiet: bool) -> None:
    """Write a brief to start from to FILE, and its schema for your editor beside it."""
    from datetime import timedelta

    from briefgen.clock import today
    from briefgen.errors import FilesError
    from briefgen.pack import Artefact, pack
    from briefgen.report.console import say
    from briefgen.report.terminal import visible

    if file.exists():
        raise FilesError(f"{file} is there already. Give another name.")
    day = today()
    text = (Path(__file__).parent / "starter.yaml").read_text("utf-8")
    text = text.replace("2019-05-10", day.isoformat())
    text = text.replace("2019-05-14", (day + timedelta(days=7)).isoformat())
    made = [Artefact(file.name, text.encode())]
    if not (file.parent / SCHEMA).exists():
        made.append(Artefact(SCHEMA, _schema().encode()))
    written = pack(made, file.parent)
    if not quiet:
        say("\n".join(visible(str(path)) for path in written))
        say(f"Next: briefgen build {visible(str(file))}")


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("brief", type=click.Path(path_type=Path))
@click.option("--source", required=True, help="The id of the source that FILE is a copy of.")
@QUIET
def capture(file: Path, brief: Path, source: str, *, quiet: bool) -> None:
    """Keep FILE, which you read, beside BRIEF as the capture of a source, pinned by SHA-256."""
    from briefgen.bounds import within
    from briefgen.capturing import capture as keep
    from briefgen.clock import today
    from briefgen.pipeline import SECONDS
    from briefgen.report.terminal import visible

    with within(SECONDS, "Reading"):
        written = keep(file, source, brief, today())
    if not quiet:
        click.echo("\n".join(visible(str(path)) for path in written), err=True)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
def quotes(file: Path) -> None:
    """List the quotations in FILE, with their speakers where it says, as YAML ready to paste."""
    from briefgen.bounds import within
    from briefgen.pipeline import SECONDS
    from briefgen.quoting import quotes_in

    with within(SECONDS, "Looking for quotations"):
        found = quotes_in(file)
    click.echo(found, nl=False)


@cli.command()
@_option("-o", "--output", type=click.Path(path_type=Path), help="The file to write it to.")
def schema(output: Path | None) -> None:
    """Print the JSON Schema of a brief, for editors and other tools."""
    from briefgen.pack import Artefact, pack

    if output is None or str(output) == "-":
        click.echo(_schema(), nl=False)
    else:
        pack([Artefact(output.name, _schema().encode())], output.parent)


def _complete_rule(_ctx: Any, _param: Any, incomplete: str) -> list[str]:
    from briefgen.diagnostics import RULES

    return [rule.name for rule in RULES if rule.name.startswith(incomplete)]


@cli.command()
@click.argument("rule", required=False, shell_complete=_complete_rule)
def explain(rule: str | None) -> None:
    """Say why RULE exists, with a bad and a good example. Without RULE, list them all."""
    from briefgen.diagnostics import RULES
    from briefgen.report.pages import listing, page
    from briefgen.suggest import did_you_mean

    if rule is None:
        click.echo(listing())
        return
    try:
        click.echo(page(rule), nl=False)
    except KeyError:
        hint = did_you_mean(rule, [known.name for known in RULES])
        raise click.UsageError(f"There is no rule `{rule}`. {hint}") from None


@cli.command()
@click.option("--copy", "name", help="Copy one out, by its name in the list, to change it.")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    default=".",
    help="The folder to copy to.  [default: here]",
)
def templates(name: str | None, into: Path) -> None:
    """List the templates and styles that you can override part by part, or copy one out."""
    from briefgen.errors import FilesError
    from briefgen.pack import Artefact, pack
    from briefgen.shipped import folder
    from briefgen.suggest import did_you_mean

    known = {
        f"{root}/{path.relative_to(folder(root)).as_posix()}": path
        for root in ("templates", "styles")
        for path in sorted(folder(root).rglob("*"))
        if path.suffix in (".j2", ".css")
    }
    if name is None:
        own = [key for key in known if (into / key).is_file()]
        click.echo("\n".join(f"{key}{'  (yours)' if key in own else ''}" for key in known))
        return
    if name not in known:
        raise click.UsageError(f"There is no `{name}`. {did_you_mean(name, known)}")
    if (into / name).exists():
        raise FilesError(f"{into / name} is there already.")
    (written,) = pack([Artefact(known[name].name, known[name].read_bytes())], (into / name).parent)
    click.echo(str(written), err=True)


@cli.command()
def doctor() -> int:
    """Say what is installed: versions, the engine, Pango, fonts, settings."""
    from briefgen.report.health import health

    findings = health(Path.cwd())
    for finding in findings:
        mark = click.style("ok", fg="green") if finding.well else click.style("!!", fg="red")
        click.echo(f"{mark}  {finding.what}: {finding.said}")
    return 0 if all(finding.well for finding in findings) else 4


@cli.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script that completes commands and names in your SHELL."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is not None:
        click.echo(kind(cli, {}, "briefgen", "_BRIEFGEN_COMPLETE").source())


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
        keep_clean(brief, settings.off, case.files, case.states)
    return case


def _stops(found: Sequence[Diagnostic], *, strict: bool | None, settings: Config) -> bool:
    """Whether findings keep files from being written."""
    is_strict = bool(settings.strict) if strict is None else strict
    return any(each.is_error or is_strict for each in found)


def _tell(found: Sequence[Diagnostic], case: Checked, *, quiet: bool) -> None:
    from briefgen.report.console import tell

    shown = [each for each in found if each.is_error or not quiet]
    tell(shown, case.document, color=_color())


def _tell_summary(
    found: Sequence[Diagnostic], file: str, states: Sequence[str], *, quiet: bool = False
) -> None:
    from briefgen.report.terminal import quotes_summary, summary

    if not quiet:
        click.echo(summary(found, file), err=True)
        if states:
            click.echo(quotes_summary(states), err=True)


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


def _schema() -> str:
    from briefgen.schema import brief_schema

    return brief_schema()


def _color() -> bool | None:
    context = click.get_current_context(silent=True)
    return context.find_root().color if context else None


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line, and leave with its exit code."""
    # A run is short and keeps nearly all that it makes: looking for garbage costs a tenth of it.
    gc.set_threshold(100_000, 50, 1000)
    _take_zones_of_package()
    sys.exit(_run(arguments))


def _take_zones_of_package() -> None:
    """Let `zoneinfo` read the package tzdata, the same on every machine (PEP 615)."""
    from importlib.util import find_spec

    found = find_spec("tzdata")
    if found and found.origin:
        os.environ["PYTHONTZPATH"] = str(Path(found.origin).parent / "zoneinfo")


def _run(arguments: Sequence[str] | None) -> int:
    from briefgen.errors import BriefgenError, FilesError

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

        tell_error(error, color=_color())
        return error.exit_code
    except OSError as error:
        # What is read and written below says so itself; left are standard output and the system's.
        click.echo(f"briefgen: {error.strerror or error}.", err=True)
        return FilesError.exit_code
    except Exception as error:
        return _fault_of_ours(error)
    return code if isinstance(code, int) else 0


def _fault_of_ours(error: Exception) -> int:
    """The exit code for what should not have happened, said without a traceback."""
    if os.environ.get("BRIEFGEN_TRACEBACK"):
        raise error
    from briefgen.report.terminal import visible

    what = visible(f"{type(error).__name__}: {error}"[:300])
    click.echo(f"briefgen: this is a fault of briefgen, not of your brief ({what}).", err=True)
    click.echo("Nothing was written. BRIEFGEN_TRACEBACK=1 shows where it is.", err=True)
    return FAULT_OF_OURS
