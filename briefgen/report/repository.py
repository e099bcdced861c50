"""Names files as the services that show reports do: by the path from the root of the repository.

A report is made in any folder of a repository, and a file has one name there. Reports that are
shown beside the files name them by this path, and the others as the user did.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from briefgen.ground.records import record
from briefgen.report.workspace import path_in

# In a work tree of git's, and in a submodule, it is a file.
MARK = ".git"
# The variables in which a CI says where it has put the repository: GitHub's and GitLab's.
WORKSPACES = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")


@record
class Repository:
    """A repository, by the folder at its root, with all links followed.

    `workspace` is the folder in which a CI has put it, if one says so; it may hold several.
    """

    root: Path
    workspace: str = ""

    def path_of(self, file: str) -> str | None:
        """Give the path of a file from the root, with slashes; None for a file outside of it.

        Where a link leads to the file, the path is that of the file itself: the services show
        nothing beside a link.
        """
        if self.workspace and (path := path_in(file, self.workspace)):
            return path
        real = Path(os.path.realpath(file))
        for at in (real, Path(os.path.abspath(file))):  # noqa: PTH100 - `..` taken out
            if at != self.root and at.is_relative_to(self.root):
                return at.relative_to(self.root).as_posix()
        return None

    def address_of(self, file: str) -> str:
        """Give a file's address: relative to the root, or one with `file:` outside of it."""
        path = self.path_of(file)
        if path is None:
            return Path(os.path.realpath(file)).as_uri()
        # The bytes of the name, which needn't be UTF-8. A colon is written as a number too, or
        # what is before it could be taken for the name of a protocol (RFC 3986, section 4.2).
        return quote(os.fsencode(path))


def repository_of(folder: Path) -> Repository:
    """Find the repository that a folder is in; where it is in none, the folder stands for one."""
    here = Path(os.path.realpath(folder))
    found = (at for at in (here, *here.parents) if (at / MARK).exists())
    workspace = next(filter(None, map(os.environ.get, WORKSPACES)), "")
    return Repository(next(found, here), workspace)
