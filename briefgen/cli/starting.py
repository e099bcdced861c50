"""Define the commands with which a paper begins: new, kinds, and labels."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.completing import among
from briefgen.cli.completing import kinds as kinds_offered
from briefgen.cli.group import cli
from briefgen.cli.options import QUIET

# The name of the schema that `new` writes. A starter names it in its first line, for editors.
SCHEMA = "brief.schema.json"


@cli.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option(
    "--kind",
    shell_complete=kinds_offered,
    help="The kind of paper; `briefgen kinds` lists them.  [default: that of the settings]",
)
@click.option(
    "--ci",
    type=click.Choice(("github", "gitlab")),
    help="Write the file by which GitHub or GitLab checks the briefs of this repository.",
)
@QUIET
def new(file: Path | None, kind: str | None, ci: str | None, *, quiet: bool) -> None:
    """Write a first paper to FILE, and the schema for your editor beside it.

    Without FILE, it is brief.yaml; with --ci and without FILE, no paper is written.
    """
    from briefgen.report.console import say
    from briefgen.report.terminal import visible

    if ci:
        from briefgen.cli.ci import write

        written, next_steps = write(ci, Path())
        if not quiet:
            say(f"{visible(written)}\n{next_steps}")
    if file or kind or not ci:
        _write_brief(file or Path("brief.yaml"), kind or "", quiet=quiet)


def _write_brief(file: Path, kind: str, *, quiet: bool) -> None:
    """Write a first paper with today's date, its second text and the schema beside it."""
    from briefgen.builds.kinds_there import kinds_there
    from briefgen.builds.second_name import second_typed
    from briefgen.ground.clock import today
    from briefgen.ground.errors import FilesError
    from briefgen.ground.pack import Artefact, pack
    from briefgen.kinds.paper_kind import STARTER
    from briefgen.kinds.starters import first_paper, second_text
    from briefgen.model.schema import brief_schema
    from briefgen.report.console import say
    from briefgen.report.terminal import visible

    there = kinds_there(file.parent)
    paper = there.named(kind)
    first = first_paper(paper, today(), default=there.default).encode()
    made = [Artefact(file.name, first)]
    beside = second_typed(first, STARTER)
    if beside and (second := second_text(paper, beside, today())):
        made.append(Artefact(second_typed(first, file.name), second.encode()))
    taken = next((each.name for each in made if (file.parent / each.name).exists()), "")
    if taken:
        raise FilesError(f"{file.with_name(taken)} is there already. Give another name.")
    # An existing schema stays: it may be of another version, for which other briefs are written.
    if not (file.parent / SCHEMA).exists():
        made.append(Artefact(SCHEMA, brief_schema().encode()))
    written = pack(made, file.parent)  # all files, or none
    if not quiet:
        say("\n".join(visible(str(path)) for path in written))
        say(f"Next: briefgen build {visible(str(file))}")


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="Print all that is known of each, as JSON.")
def kinds(*, as_json: bool) -> None:
    """List the kinds of paper, a line each: briefgen's, and your own in templates/kinds/."""
    from briefgen.builds.kinds_there import kinds_there
    from briefgen.ground.errors import ConfigError
    from briefgen.report import kinds as written

    there = kinds_there(Path())
    click.echo(written.as_json(there) if as_json else written.listing(there))
    if there.faults:
        raise ConfigError("Kinds of paper have faults.", there.faults)


def _languages() -> tuple[str, ...]:
    from briefgen.kinds.translated import languages

    return languages()


@cli.command()
@click.argument("language", required=False, shell_complete=among(_languages))
@click.option(
    "--kind",
    shell_complete=kinds_offered,
    help="The kind of paper; `briefgen kinds` lists them.  [default: that of the settings]",
)
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON, by key.")
def labels(language: str | None, kind: str | None, *, as_json: bool) -> None:
    """List the words that briefgen prints on a page in LANGUAGE, each behind its key.

    By its key, settings and kinds of paper put another word in the place of each. LANGUAGE is a
    tag, such as `fr-CA`. Without one, the words are the English ones.
    """
    from briefgen.builds.kinds_there import kinds_there
    from briefgen.model.languages import LANGUAGE
    from briefgen.report import labels as written

    if not LANGUAGE.match(language or "en-GB"):
        raise click.UsageError(f"`{language}` is no tag of a language, as `fr` or `fr-CA` is.")
    found = list(written.labels_in(language or "en-GB", kinds_there(Path()).named(kind or "")))
    click.echo(written.as_json(found) if as_json else written.listing(found))
