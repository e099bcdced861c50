"""Finds the paths by which GitHub knows the files of a repository that its Actions work on.

Apart from other reports, because a workspace may hold several repositories: the one that is worked
on, in a folder of its own, and submodules.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path


def in_workspace(file: str, workspace: str = "") -> str:
    """Give a file's path from the top of its repository, with slashes.

    That is the outermost folder around it with a `.git`, in or below `workspace`, or else
    `workspace` itself. Without a workspace, it is looked for up to the root. A file outside of them
    all keeps its name. Of a link it is the path of the file to which it leads: GitHub shows nothing
    beside a link.
    """
    return path_in(file, workspace) or Path(file).as_posix()


def path_in(file: str, workspace: str) -> str | None:
    """Give the same; None for a file outside of them all."""
    for path in (Path(os.path.realpath(file)), Path(os.path.abspath(file))):  # noqa: PTH100
        top = _top(path.parent, workspace)
        if top:
            return path.relative_to(top).as_posix()
    return None


@cache
def _top(folder: Path, workspace: str) -> Path | None:
    around = [folder, *folder.parents]
    if not workspace:
        return _outermost(around)
    for limit in (Path(workspace), Path(os.path.realpath(workspace))):
        if limit in around:
            return _outermost(around[: around.index(limit) + 1]) or limit
    return None


def _outermost(around: list[Path]) -> Path | None:
    """Give the last of some folders that holds a repository."""
    return next((each for each in reversed(around) if os.path.lexists(each / ".git")), None)
