"""Names files as the services that show reports do: by the path from the root of the repository.

A report is made in any folder of a repository, and a file has one name there. Reports that are
shown beside the files name them by this path, and the others as the user did.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from urllib.parse import quote

from briefgen.ground.records import record

# In a work tree of git's, and in a submodule, it is a file.
MARK = ".git"
# The variables in which a CI says where it has put the repository: GitHub's and GitLab's.
WORKSPACES = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")


@record
class Repository:
    """A repository, by the folder at its root, with all links followed.

    `workspace` is the folder in which a CI has put it, if one says so. It may hold several: the one
    that is worked on, in a folder of its own, and submodules.
    """

    root: Path
    workspace: str = ""

    def path_of(self, file: str) -> str | None:
        """Give the path of a file from the root, with slashes; None for a file outside of it.

        In a workspace, the root is the outermost folder around the file that holds a repository, or
        else the workspace. Where a link leads to the file, the path is that of the file itself: the
        services show nothing beside a link.
        """
        typed = Path(os.path.abspath(file))  # noqa: PTH100
        paths = (_led_to(typed), typed)
        for path in paths if self.workspace else ():
            if top := _top_in(self.workspace, path.parent):
                return path.relative_to(top).as_posix()
        for path in paths:
            if path != self.root and path.is_relative_to(self.root):
                return path.relative_to(self.root).as_posix()
        return None

    def name_of(self, file: str) -> str:
        """Give the path of a file from the root; outside of it, the name that it has already."""
        return self.path_of(file) or Path(file).as_posix()

    def address_of(self, file: str) -> str:
        """Give a file's address: relative to the root, or one with `file:` outside of it."""
        path = self.path_of(file)
        if path is None:
            return Path(os.path.realpath(file)).as_uri()
        # The bytes of the name, which needn't be UTF-8. A colon is written as a number too, or
        # what is before it could be taken for the name of a protocol (RFC 3986, section 4.2).
        return quote(os.fsencode(path))


def _led_to(path: Path) -> Path:
    """Follow links, but no link of a file that leads nowhere."""
    # Not `Path.exists`, which raises errors of names that can be none.
    if os.path.exists(path):  # noqa: PTH110
        return Path(os.path.realpath(path))
    return Path(os.path.realpath(path.parent), path.name)


def repository_here() -> Repository:
    """Find the repository of the current folder; where it is in none, the folder stands for one."""
    here = Path(os.path.realpath("."))
    found = (at for at in (here, *here.parents) if _is_top(at))
    workspace = next(filter(None, map(os.environ.get, WORKSPACES)), "")
    return Repository(next(found, here), workspace)


@cache
def _top_in(workspace: str, folder: Path) -> Path | None:
    """Find the root of the repository that a folder is in; None outside of the workspace."""
    around = [folder, *folder.parents]
    for limit in (Path(workspace), Path(os.path.realpath(workspace))):
        if limit in around:
            inside = around[: around.index(limit) + 1]
            return next(filter(_is_top, reversed(inside)), limit)
    return None


def _is_top(folder: Path) -> bool:
    return os.path.lexists(folder / MARK)
