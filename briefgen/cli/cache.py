"""Define the command on the cache, in which outcomes and outputs of briefs are kept."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.group import cli
from briefgen.cli.options import CACHE


@cli.command()
@CACHE
@click.option("--clear", is_flag=True, help="Delete all that is kept.")
def cache(*, cache: Path | None, clear: bool) -> None:
    """Show what is kept of briefs that were checked or built, or clear it.

    Nothing is lost by that but time: what isn't kept is made again.
    """
    from briefgen.builds.running import Running
    from briefgen.builds.store.home import forget
    from briefgen.builds.store.recall import folder_of
    from briefgen.builds.store.shelf import Shelf
    from briefgen.report.cached import described

    shelf = Shelf(folder_of(Running(cache=cache)))
    if not clear:
        click.echo(described(shelf.folder, [*shelf.files()]))
        return
    count = shelf.clear()
    forget()
    click.echo(f"{count:,} {'entry' if count == 1 else 'entries'} deleted from {shelf.folder}")
