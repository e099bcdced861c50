"""Writes the file by which GitHub or GitLab checks the briefs of a repository.

The files are those of the folder `ci/`, which people may also take from there.
"""

from __future__ import annotations

import os
from pathlib import Path

from briefgen import __version__
from briefgen.ground.errors import FilesError
from briefgen.ground.pack import Artefact, pack
from briefgen.ground.shipped import folder

# Where each service looks for the file.
PLACES = {"github": ".github/workflows/briefs.yml", "gitlab": ".gitlab-ci.yml"}
# Where it goes instead if GitLab's one file is there, which can take others in.
INCLUDED = "briefs.gitlab-ci.yml"
# What stands in the files for the version of briefgen.
VERSION = "VERSION"

SHOWN = {
    "github": "Findings then show in pull requests, and packets on the page of each run.",
    "gitlab": "Findings then show in merge requests, and packets as the artefacts of the job.",
}


def write(service: str, here: Path) -> tuple[str, str]:
    """Write the file of a service into the repository around a folder, and say what comes next.

    Raises FilesError where it is there already.
    """
    top = top_of_repository(here)
    place, note = PLACES[service], ""
    if service == "gitlab" and os.path.lexists(top / place):
        note = f"Add to {_seen(top / place)}:\n  include:\n    - local: {INCLUDED}\n"
        place = INCLUDED
    if os.path.lexists(top / place):
        raise FilesError(f"{_seen(top / place)} is there already, and stays as it is.")
    text = (folder("ci") / service / "briefs.yml").read_text("utf-8")
    text = text.replace(VERSION, __version__)
    (written,) = pack([Artefact(place, text.encode())], top)
    if not os.path.lexists(top / ".git"):
        note += "This folder is in no git repository yet: git init\n"
    return _seen(written), f"{note}Next: commit it, and push. {SHOWN[service]}"


def top_of_repository(here: Path) -> Path:
    """Find the top folder of the repository around a folder; where there is none, the folder."""
    start = here.absolute()
    around = (start, *start.parents)
    return next((each for each in around if os.path.lexists(each / ".git")), start)


def _seen(path: Path) -> str:
    """Give a path as it is typed in the current folder."""
    return os.path.relpath(path)
