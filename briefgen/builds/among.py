"""Plan the jobs for the briefs among files that were touched, as a hook of git names them.

Apart from `plan`, where a file that is named is taken for a brief whatever it holds: here most
files are none, and none of them was named by a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from briefgen.builds.briefs import SUFFIXES, is_brief
from briefgen.builds.job import Does
from briefgen.builds.plan import Plan, plan
from briefgen.settings.options import Options


def among(
    files: Sequence[Path], options: Options, does: Does = "check", *, passages: bool = False
) -> Plan:
    """Plan the jobs for the briefs among files; there may be none. Others are passed over."""
    briefs = [file for file in files if _is_brief(file)]
    if not briefs:
        return Plan(())
    planned = plan(briefs, options, does, passages=passages)
    # Which files are briefs rests on all of them.
    return replace(planned, looked_at=(*planned.looked_at, *map(str, files)))


def _is_brief(file: Path) -> bool:
    """Tell whether a file is a brief. One that was deleted is none."""
    return file.name.lower().endswith(SUFFIXES) and file.is_file() and is_brief(file)
