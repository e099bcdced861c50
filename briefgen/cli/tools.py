"""Define the commands that help with writing: capture, quotes, schema, explain, and others."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.completing import BriefPath, among, folders, sources
from briefgen.cli.group import cli
from briefgen.cli.options import QUIET


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("brief", type=BriefPath(path_type=Path))
@click.option(
    "--source",
    required=True,
    shell_complete=sources,
    help="The id of the source that FILE is a copy of.",
)
@QUIET
def capture(file: Path, brief: Path, source: str, *, quiet: bool) -> None:
    """Keep FILE, which you read, beside BRIEF as the capture of a source.

    The source gets its SHA-256, what kind of copy it is, and today's date. A text counts as typed
    by hand, since nothing in it shows where it is from.
    """
    from briefgen.builds.pipeline import SECONDS
    from briefgen.evidence.keeping import capture as keep
    from briefgen.ground.bounds import within
    from briefgen.ground.clock import today
    from briefgen.report.terminal import visible

    with within(SECONDS, "Reading"):
        written = keep(file, source, brief, today())
    if not quiet:
        click.echo("\n".join(visible(str(path)) for path in written), err=True)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
def quotes(file: Path) -> None:
    """List the quotations in FILE, with the speakers that it names, as YAML ready to paste."""
    from briefgen.attribution.quoting import quotes_in
    from briefgen.builds.pipeline import SECONDS
    from briefgen.ground.bounds import within

    with within(SECONDS, "Looking for quotations"):
        found = quotes_in(file)
    click.echo(found, nl=False)


@cli.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file to write it to.")
def schema(output: Path | None) -> None:
    """Print the JSON Schema of a brief, for editors and other tools."""
    from briefgen.ground.pack import Artefact, pack

    if output is None or str(output) == "-":
        click.echo(_schema(), nl=False)
    else:
        pack([Artefact(output.name, _schema().encode())], output.parent)


def _rule_names() -> list[str]:
    from briefgen.ground.rules import RULES

    return [rule.name for rule in RULES]


@cli.command()
@click.argument("rule", required=False, shell_complete=among(_rule_names))
def explain(rule: str | None) -> None:
    """Say why RULE exists, with a bad and a good example. Without RULE, list them all."""
    from briefgen.ground.rules import RULES
    from briefgen.ground.suggest import did_you_mean
    from briefgen.report.pages import listing, page

    if rule is None:
        click.echo(listing())
        return
    try:
        click.echo(page(rule), nl=False)
    except KeyError:
        hint = did_you_mean(rule, [known.name for known in RULES])
        raise click.UsageError(f"There is no rule `{rule}`. {hint}") from None


def _parts() -> dict[str, Path]:
    """Map the names of the shipped templates and styles to their files."""
    from briefgen.ground.shipped import folder

    return {
        f"{root}/{path.relative_to(folder(root)).as_posix()}": path
        for root in ("templates", "styles")
        for path in sorted(folder(root).rglob("*"))
        # Not the fonts: those are there whatever the user overrides.
        if path.suffix in (".j2", ".css")
    }


@cli.command()
@click.option(
    "--copy",
    "name",
    shell_complete=among(_parts),
    help="Copy one out, by its name in the list, to change it.",
)
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    shell_complete=folders,
    default=".",
    help="The folder to copy to.  [default: .]",
)
def templates(name: str | None, into: Path) -> None:
    """List the templates and styles that you can override part by part, or copy one out."""
    from briefgen.ground.errors import FilesError
    from briefgen.ground.pack import Artefact, pack
    from briefgen.ground.suggest import did_you_mean

    known = _parts()
    if name is None:
        # The list marks parts that were copied out before, and so are overridden.
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
    """Say what is installed: versions, the engine, Pango, fonts and scripts, settings."""
    from briefgen.report.health import health

    parts = health(Path())
    for part in parts:
        mark = click.style("ok", fg="green") if part.well else click.style("!!", fg="red")
        click.echo(f"{mark}  {part.what}: {part.said}")
    # The exit code of a missing engine, which is what is wrong nearly every time.
    return 0 if all(part.well for part in parts) else 4


@cli.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script that completes commands and names in your SHELL."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is not None:
        # By this variable, click knows that the shell asks for completions.
        click.echo(kind(cli, {}, "briefgen", "_BRIEFGEN_COMPLETE").source())


def _schema() -> str:
    from briefgen.model.schema import brief_schema

    return brief_schema()
