"""Arguments become calls of the pipeline, and what it says becomes messages and an exit code."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from briefgen import __version__

if TYPE_CHECKING:
    from briefgen.config import Config
    from briefgen.diagnostics import Diagnostic
    from briefgen.files import Typed
    from briefgen.pack import Artefact
    from briefgen.pipeline import Checked, Job, TypesetAll

FAULT_OF_OURS = 70
INTERRUPTED = 130
SCHEMA = "brief.schema.json"
KINDS = ("html", "pdf", "evidence")
EXIT_CODES = """\b
Exit codes:
  0 fine · 1 findings in the brief · 2 wrong use or settings · 3 template
  4 typesetting engine · 5 files · 70 a fault of briefgen · 130 interrupted"""


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


BRIEFS = click.argument(
    "briefs", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True)
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
@_option(
    "--style",
    type=click.Choice(["official", "modern"]),
    help="official has serifs, modern has none.  [default: official]",
)
@_option("--paper", type=click.Choice(["A4", "Letter"], case_sensitive=False), help="[default: A4]")
@_option("--attach", type=_Listed(("source",)), help="source: each PDF carries the brief's YAML.")
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
    from briefgen import pipeline
    from briefgen.files import typed

    stops = partial(_stops, strict=strict)
    failed = False
    for path in briefs:
        settings = _settings(path)
        job = _job(settings, path, asked)
        with _typesetting(job) as typeset_all:
            case = _checked(typed(path), settings)
            _tell(case.diagnostics, case, quiet=quiet)
            if stops(case.diagnostics, settings=settings):
                _tell_summary(case.diagnostics, case.document.file, case.states)
                failed = True
                continue
            made = pipeline.built(case, job, typeset_all)
        late = [found for found in made.diagnostics if found not in case.diagnostics]
        _tell(late, case, quiet=quiet)
        if stops(late, settings=settings):
            failed = True
            continue
        output = asked["output"] or settings.output or Path("build")
        _write(made.artefacts, output, case, quiet=quiet)
        if verbose or not quiet:
            _tell_times(case)
    return int(failed)


def _job(settings: Config, path: Path, asked: dict[str, Any]) -> Job:
    """What the options ask for, else the settings, else the defaults."""
    from briefgen.api import look_of
    from briefgen.pipeline import Job

    templates = asked["template"] or settings.template or ("packet", "card")
    kinds = asked["to"] or settings.to or ("html", "pdf")
    look = look_of(settings, path.parent, asked["style"], asked["paper"])
    attach = asked["attach"] or settings.attach
    job = Job("brief" if str(path) == "-" else path.stem, templates, kinds, look, attach)
    if str(asked["output"]) == "-" and job.count != 1:
        raise click.UsageError("Standard output takes one file: choose --template and --to.")
    return job


@contextmanager
def _typesetting(job: Job) -> Iterator[TypesetAll | None]:
    """What typesets the job's pages, in processes that start now and end with the block."""
    if "pdf" not in job.kinds:
        yield None
        return
    from briefgen.workers import Workers

    with Workers(min(len(job.templates), os.cpu_count() or 1)) as workers:
        yield workers.typeset_all


@cli.command()
@click.argument("file", type=click.Path(path_type=Path), default="brief.yaml")
@QUIET
def new(file: Path, *, quiet: bool) -> None:
    """Write a brief to start from to FILE, and its schema for your editor beside it."""
    from datetime import date, timedelta

    from briefgen.errors import FilesError
    from briefgen.pack import Artefact, pack
    from briefgen.report.console import say

    if file.exists():
        raise FilesError(f"{file} is there already. Give another name.")
    today = date.today()
    text = (Path(__file__).parent / "starter.yaml").read_text("utf-8")
    text = text.replace("2019-05-10", today.isoformat())
    text = text.replace("2019-05-14", (today + timedelta(days=7)).isoformat())
    made = [Artefact(file.name, text.encode())]
    if not (file.parent / SCHEMA).exists():
        made.append(Artefact(SCHEMA, _schema().encode()))
    written = pack(made, file.parent)
    if not quiet:
        say("\n".join(str(path) for path in written))
        say(f"Next: briefgen build {file}")


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("brief", type=click.Path(path_type=Path))
@click.option("--source", required=True, help="The id of the source that FILE is a copy of.")
@QUIET
def capture(file: Path, brief: Path, source: str, *, quiet: bool) -> None:
    """Keep FILE, which you read, beside BRIEF as the capture of a source, pinned by SHA-256."""
    from datetime import date

    from briefgen.capturing import capture as keep

    written = keep(file, source, brief, date.today())
    if not quiet:
        click.echo("\n".join(str(path) for path in written), err=True)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
def quotes(file: Path) -> None:
    """List the quotations in FILE, with their speakers where it says, as YAML ready to paste."""
    from briefgen.quoting import quotes_in

    click.echo(quotes_in(file), nl=False)


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


def _write(artefacts: Sequence[Artefact], output: Path, case: Checked, *, quiet: bool) -> None:
    """Write the files, and say of each its path and its pages."""
    from briefgen.pack import pack

    if str(output) == "-":
        sys.stdout.buffer.write(artefacts[0].data)
        return
    with case.timings.of("pack"):
        written = pack(artefacts, output)
    for path, artefact in zip(written, artefacts, strict=True):
        many = "s" if artefact.pages > 1 else ""
        pages = f"  {artefact.pages} page{many}" if artefact.pages else ""
        if not quiet:
            click.echo(f"{path}{pages}", err=True)


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
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    from briefgen.errors import BriefgenError

    try:
        code = cli.main(arguments, prog_name="briefgen", standalone_mode=False)
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
    except Exception as error:
        return _fault_of_ours(error)
    return code if isinstance(code, int) else 0


def _fault_of_ours(error: Exception) -> int:
    """The exit code for what should not have happened, said without a traceback."""
    if os.environ.get("BRIEFGEN_TRACEBACK"):
        raise error
    what = f"{type(error).__name__}: {error}"
    click.echo(f"briefgen: this is a fault of briefgen, not of your brief ({what}).", err=True)
    click.echo("Nothing was written. BRIEFGEN_TRACEBACK=1 shows where it is.", err=True)
    return FAULT_OF_OURS
