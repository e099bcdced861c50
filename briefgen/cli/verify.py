"""Define the command on outputs: verify."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.completing import BriefPath, folders
from briefgen.cli.group import cli
from briefgen.cli.options import QUIET

# The exit code where something differs. It isn't 1, so that a script can tell it from findings in a
# brief.
DIFFERS = 6


@cli.command()
@click.argument(
    "folder",
    required=False,
    type=click.Path(path_type=Path),
    envvar="BRIEFGEN_OUTPUT",
    shell_complete=folders,
)
@click.option(
    "--brief",
    "briefs",
    multiple=True,
    type=BriefPath(path_type=Path, exists=True),
    help="A brief, or the folder of briefs, where it isn't found.",
)
@click.option("--rebuild", is_flag=True, help="Build anew as well, and compare every byte.")
@QUIET
def verify(folder: Path | None, briefs: tuple[Path, ...], *, rebuild: bool, quiet: bool) -> int:
    """Say whether the files in FOLDER are those of the briefs as they are now.

    By their hashes, as the build wrote them to manifest.json. Nothing is written.  [default: build]
    """
    from briefgen.settings.files import settings_for
    from briefgen.settings.options import Options
    from briefgen.settings.resolver import outputs_in

    # Not `output_of`, which refuses a link: nothing is written here.
    output = outputs_in(Options(output=folder), settings_for(Path()))
    if rebuild:
        from briefgen.builds.rebuilding import rebuilt

        found = rebuilt(output, briefs)
    else:
        from briefgen.builds.verifying import verified

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
