"""Arguments become calls of the pipeline, and what it says becomes messages and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from briefgen import __version__

FAULT_OF_OURS = 70
INTERRUPTED = 130
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
            from briefgen.suggest import did_you_mean  # noqa: PLC0415 - only for messages

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


class _Listed(click.ParamType):
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
        from click.shell_completion import CompletionItem  # noqa: PLC0415

        return [CompletionItem(name) for name in self.choices if name.startswith(incomplete)]


BRIEFS = click.argument("briefs", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
STRICT = _option("--strict/--no-strict", default=None, help="Take warnings for errors.")
QUIET = _option("-q", "--quiet", is_flag=True, help="Say only what is wrong.")
VERBOSE = _option("-v", "--verbose", is_flag=True, help="Say how long each stage took.")


@cli.command()
@BRIEFS
@STRICT
@QUIET
@VERBOSE
def check(briefs: tuple[Path, ...], strict: bool | None, quiet: bool, verbose: bool) -> None:  # noqa: FBT001
    """Find everything that is wrong with BRIEFS. `-` reads one from standard input."""
    failed = False
    for path in briefs:
        case, settings = _checked(path)
        failed |= _tell(case, _strict(strict, settings), quiet=quiet)
        if verbose:
            _tell_times(case)
    if failed:
        raise click.exceptions.Exit(1)


@cli.command()
@BRIEFS
@_option("--template", type=_Listed(), help="What to make: packet, card, or your own.  [default: packet,card]")
@_option("-t", "--to", type=_Listed(("html", "pdf")), help="The kinds of files.  [default: html,pdf]")
@_option("-o", "--output", type=click.Path(path_type=Path, allow_dash=True), help="The folder for the files; `-` writes one to standard output.  [default: build]")
@_option("--style", type=click.Choice(["official", "modern"]), help="Serif or sans.  [default: official]")
@_option("--paper", type=click.Choice(["A4", "Letter"], case_sensitive=False), help="[default: A4]")
@STRICT
@QUIET
@VERBOSE
def build(  # noqa: PLR0913 - the command line's own
    briefs: tuple[Path, ...],
    template: tuple[str, ...] | None,
    to: tuple[str, ...] | None,
    output: Path | None,
    style: str | None,
    paper: str | None,
    strict: bool | None,  # noqa: FBT001
    quiet: bool,  # noqa: FBT001
    verbose: bool,  # noqa: FBT001
) -> None:
    """Make packets and cards of BRIEFS, as HTML and PDF. `-` reads one from standard input."""
    from briefgen import pipeline  # noqa: PLC0415 - see check
    from briefgen.api import look_of  # noqa: PLC0415

    failed = False
    for path in briefs:
        case, settings = _checked(path)
        if _tell(case, _strict(strict, settings), quiet=quiet, only_if_found=True):
            failed = True
            continue
        look = look_of(settings, case.folder, style, paper)
        name = "brief" if str(path) == "-" else path.stem
        made = pipeline.built(
            case,
            name,
            template or settings.template or ("packet", "card"),
            to or settings.to or ("html", "pdf"),
            look,
        )
        late = [found for found in made.diagnostics if found not in case.diagnostics]
        if _tell_found(late, case, quiet=quiet) and _strict(strict, settings):
            failed = True
            continue
        _write(made.artefacts, output or settings.output or Path("build"), case, quiet=quiet)
        if verbose or not quiet:
            _tell_times(case)
    if failed:
        raise click.exceptions.Exit(1)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path), default="brief.yaml")
@QUIET
def new(file: Path, quiet: bool) -> None:  # noqa: FBT001
    """Write a brief to start from to FILE, and its schema for your editor beside it."""
    from datetime import date, timedelta  # noqa: PLC0415

    from briefgen.errors import FilesError  # noqa: PLC0415
    from briefgen.pack import Artefact, pack  # noqa: PLC0415

    if file.exists():
        raise FilesError(f"{file} is there already. Give another name.")
    today = date.today()  # noqa: DTZ011 - the writer's own day
    text = (Path(__file__).parent / "starter.yaml").read_text("utf-8")
    text = text.replace("2019-05-10", today.isoformat())
    text = text.replace("2019-05-14", (today + timedelta(days=7)).isoformat())
    schema = Artefact("brief.schema.json", _schema().encode())
    written = pack([Artefact(file.name, text.encode()), schema], file.parent)
    if not quiet:
        _say("\n".join(str(path) for path in written))
        _say(f"Next: briefgen build {file}")


@cli.command()
@_option("-o", "--output", type=click.Path(path_type=Path), help="The file to write it to.")
def schema(output: Path | None) -> None:
    """Print the JSON Schema of a brief, for editors and other tools."""
    from briefgen.pack import Artefact, pack  # noqa: PLC0415

    if output is None or str(output) == "-":
        click.echo(_schema(), nl=False)
    else:
        pack([Artefact(output.name, _schema().encode())], output.parent)


def _complete_rule(_ctx: Any, _param: Any, incomplete: str) -> list[str]:
    from briefgen.diagnostics import RULES  # noqa: PLC0415

    return [rule.name for rule in RULES if rule.name.startswith(incomplete)]


@cli.command()
@click.argument("rule", required=False, shell_complete=_complete_rule)
def explain(rule: str | None) -> None:
    """Say why RULE exists, with a bad and a good example. Without RULE, list them all."""
    from briefgen.diagnostics import RULES  # noqa: PLC0415
    from briefgen.report.pages import listing, page  # noqa: PLC0415
    from briefgen.suggest import did_you_mean  # noqa: PLC0415

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
    "--into", type=click.Path(path_type=Path), default=".", help="The folder to copy to.  [default: here]"
)
def templates(name: str | None, into: Path) -> None:
    """List the templates and styles that you can override part by part, or copy one out."""
    from briefgen.errors import FilesError  # noqa: PLC0415
    from briefgen.pack import Artefact, pack  # noqa: PLC0415
    from briefgen.shipped import folder  # noqa: PLC0415
    from briefgen.suggest import did_you_mean  # noqa: PLC0415

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
    _say(f"{written}")


@cli.command()
def doctor() -> None:
    """Say what is installed: versions, the engine, Pango, fonts, settings."""
    from briefgen.report.health import health  # noqa: PLC0415

    findings = health(Path.cwd())
    for finding in findings:
        mark = click.style("ok", fg="green") if finding.well else click.style("!!", fg="red")
        click.echo(f"{mark}  {finding.what}: {finding.said}")
    if not all(finding.well for finding in findings):
        raise click.exceptions.Exit(4)


@cli.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script that completes commands and names in your SHELL."""
    from click.shell_completion import get_completion_class  # noqa: PLC0415

    kind = get_completion_class(shell)
    if kind is not None:
        click.echo(kind(cli, {}, "briefgen", "_BRIEFGEN_COMPLETE").source())


def _checked(path: Path) -> Any:
    """A brief, checked, with the settings that hold for it."""
    from briefgen import config, pipeline  # noqa: PLC0415 - not for --version
    from briefgen.api import read  # noqa: PLC0415

    timings = pipeline.Timings()
    if str(path) == "-":
        data, file, folder = click.get_binary_stream("stdin").read(), "<stdin>", Path()
    else:
        data, file, folder = read(path), str(path), path.parent
    settings = config.find(folder)
    document = pipeline.loaded(data, file, timings)
    return pipeline.checked(document, folder, settings.off, timings), settings


def _strict(asked: bool | None, settings: Any) -> bool:  # noqa: FBT001
    return bool(settings.strict) if asked is None else asked


def _tell(case: Any, strict: bool, *, quiet: bool, only_if_found: bool = False) -> bool:  # noqa: FBT001
    """Say what was found; whether it stops a build."""
    from briefgen.report.terminal import summary  # noqa: PLC0415 - see _tell_found

    _tell_found(case.diagnostics, case, quiet=quiet and not strict)
    if not quiet and (case.diagnostics or not only_if_found):
        _say(summary(case.diagnostics, case.document.file))
    return bool(case.errors or (strict and case.diagnostics))


def _tell_found(found: Sequence[Any], case: Any, *, quiet: bool) -> bool:
    from briefgen.report.terminal import report  # noqa: PLC0415 - not for --version

    shown = [each for each in found if each.is_error or not quiet]
    if shown:
        lines = {case.document.file: case.document.lines}
        _say(report(shown, lines, color=_in_color()))
    return bool(shown)


def _write(artefacts: Sequence[Any], output: Path, case: Any, *, quiet: bool) -> None:
    from briefgen.pack import pack  # noqa: PLC0415 - not needed to check

    if str(output) == "-":
        if len(artefacts) != 1:
            raise click.UsageError("Standard output takes one file: choose --template and --to.")
        click.get_binary_stream("stdout").write(artefacts[0].data)
        return
    with case.timings.of("pack"):
        written = pack(artefacts, output)
    if not quiet:
        for path, artefact in zip(written, artefacts, strict=True):
            pages = f"  {artefact.pages} page{'s' if artefact.pages > 1 else ''}" if artefact.pages else ""
            _say(f"{path}{pages}")


def _tell_times(case: Any) -> None:
    took = " · ".join(f"{stage} {seconds:.2f} s" for stage, seconds in case.timings.seconds.items())
    _say(took)


def _schema() -> str:
    from briefgen.schema import brief_schema  # noqa: PLC0415

    return brief_schema()


def _say(text: str) -> None:
    click.echo(text, err=True)


def _in_color() -> bool:
    color = click.get_current_context().find_root().color
    return sys.stderr.isatty() if color is None else color


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line, and leave with its exit code."""
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    from briefgen.errors import BriefgenError  # noqa: PLC0415 - after the arguments are read

    try:
        code = cli.main(arguments, prog_name="briefgen", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        _say("Interrupted. The last good files are as they were.")
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except BriefgenError as error:
        _tell_error(error)
        return error.exit_code
    except Exception as error:  # noqa: BLE001 - the last line before the user
        return _fault_of_ours(error)
    return code if isinstance(code, int) else 0


def _tell_error(error: Any) -> None:
    from briefgen.report.terminal import report  # noqa: PLC0415 - only for messages

    if not error.diagnostics:
        _say(f"briefgen: {error}")
        return
    files = {found.span.file for found in error.diagnostics if found.span}
    lines = {file: _lines(file) for file in files}
    _say(report(error.diagnostics, lines, color=sys.stderr.isatty() and not os.environ.get("NO_COLOR")))


def _lines(file: str) -> Sequence[str]:
    try:
        return Path(file).read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return ()


def _fault_of_ours(error: Exception) -> int:
    if os.environ.get("BRIEFGEN_TRACEBACK"):
        raise error
    _say(f"briefgen: this is a fault of briefgen, not of your brief ({type(error).__name__}: {error}).")
    _say("Nothing was written. Set BRIEFGEN_TRACEBACK=1 and run it again to see where it is.")
    return FAULT_OF_OURS
