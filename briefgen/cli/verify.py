"""Define the command on outputs: verify."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.completing import BriefPath, folders
from briefgen.cli.group import cli
from briefgen.cli.options import QUIET
from briefgen.cli.streams import for_log


@cli.command()
@click.argument(
    "folder",
    required=False,
    type=click.Path(path_type=Path),
    envvar="BRIEFGEN_OUTPUT",  # as of `build --output`: what one writes, the other verifies
    shell_complete=folders,
)
@click.option(
    "--brief",
    "briefs",
    multiple=True,
    type=BriefPath(path_type=Path, exists=True),
    help="A brief, or a folder of briefs, to look for the briefs there.",
)
@click.option("--rebuild", is_flag=True, help="Also build again, and compare every byte.")
@QUIET
def verify(folder: Path | None, briefs: tuple[Path, ...], *, rebuild: bool, quiet: bool) -> int:
    """Compare the files in FOLDER with the briefs as they are now.

    Their hashes are compared with those in manifest.json; nothing is written.  [default: build]
    """
    from briefgen.builds.outcome import DIFFERS
    from briefgen.settings.files import settings_for
    from briefgen.settings.options import Options
    from briefgen.settings.resolver import outputs_in

    # Not `output_of`, which refuses a link: nothing is written here.
    output = outputs_in(Options(output=folder), settings_for(Path()))
    if rebuild:
        from briefgen.builds.manifest.rebuilding import rebuilt

        found = rebuilt(output, briefs)
    else:
        from briefgen.builds.manifest.verifying import verified

        found = verified(output, briefs)
    for each in found:
        # "??" is for what can't be compared, and doesn't change the exit code.
        mark = {True: "ok", False: "!!", None: "??"}[each.holds]
        if each.holds is False or not quiet:
            click.echo(for_log(f"{mark}  {each}"))
    wrong = [each for each in found if each.holds is False]
    if not wrong:
        return 0
    many = "1 thing differs" if len(wrong) == 1 else f"{len(wrong)} things differ"
    click.echo(f"{many} in {output}. Build again: briefgen build BRIEF -o {output}", err=True)
    return DIFFERS
