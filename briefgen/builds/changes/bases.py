"""Find the commits with which files are compared: in each repository, where the branch began.

The branch is what is checked out, and it began at the merge base with the revision that the user
names. A submodule is compared with the commit at which the repository around it then had it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from briefgen.builds.changes.base import Base
from briefgen.builds.changes.git import ask
from briefgen.ground.errors import ConfigError
from briefgen.ground.suggest import nearest

# Links that lead to links, one after the other; as many as Linux follows.
MOST_LINKS = 40
# The most branches and tags among which a near name is looked for.
MOST_NAMES = 2_000
# What may follow a revision, as `git diff` takes it. It means the same here.
RANGES = ("...HEAD", "..HEAD", "...", "..")
DEEPEN = "git fetch --unshallow; in GitHub Actions `fetch-depth: 0`"
# A clone that is shallow has one branch alone, if nobody asks for the others.
BRANCHES = "git remote set-branches origin '*'"


class Bases:
    """The files as they were when the branch began, of each repository that is asked for."""

    def __init__(self, since: str) -> None:
        """Take a revision, such as `main`; raise ConfigError where it can be none."""
        root_of.cache_clear()
        _links.cache_clear()
        self.since = since
        for ending in RANGES:
            self.since = self.since.removesuffix(ending)
        if not self.since or self.since.startswith("-") or "\0" in self.since:
            raise ConfigError(f"--changed-since takes a branch, a tag or a commit, not `{since}`.")
        self._here = root_of(os.path.realpath(Path.cwd()))
        self._of: dict[str, Base | None] = {}

    def refuse_nowhere(self) -> None:
        """Raise ConfigError where the current folder is in no repository."""
        if self._here is None:
            raise ConfigError(
                "There is no git repository here, which knows what has changed. Run the command "
                "in one, or leave out --changed-since."
            )

    def is_known(self, path: Path) -> bool:
        """Tell whether a file is in a repository. Raises ConfigError where that lacks the base."""
        root = root_of(_folder_of(os.path.realpath(path)))
        return root is not None and self._base(root, is_asked=True) is not None

    def is_changed(self, path: Path) -> bool:
        """Tell whether a file, or a link on the way to it, isn't what it was.

        What is in no repository, or in one that lacks the base, counts as unchanged: no branch has
        touched it.
        """
        for at in _way(os.path.abspath(path)):  # noqa: PTH100 - links are kept
            base = self._base_of(at)
            if base and not base.is_same(at):
                return True
        return False

    def below(self, folder: Path) -> Iterator[Path]:
        """List the files that a folder had, and those below it, by their paths."""
        at = os.path.realpath(folder)
        root = root_of(at)
        base = self._base(root) if root else None
        yield from map(Path, base.below(at)) if base else ()

    def text(self, path: Path) -> bytes:
        """Read a file as it was; empty where that isn't known."""
        at = os.path.realpath(path)
        base = self._base_of(at)
        return base.text(at) if base else b""

    def _base_of(self, path: str) -> Base | None:
        root = root_of(_folder_of(path))
        return self._base(root) if root else None

    def _base(self, root: str, *, is_asked: bool = False) -> Base | None:
        """Give the files of a repository; None where it lacks the base, unless it `is_asked`."""
        if root not in self._of:
            try:
                self._of[root] = self._began(root)
            except ConfigError:
                if is_asked or root == self._here:
                    raise
                self._of[root] = None
        found = self._of[root]
        if found is None and is_asked:
            self._of[root] = found = self._began(root)
        return found

    def _began(self, root: str) -> Base:
        around = root_of(_folder_of(root))
        # The revision is one of the repository in which the command runs. In a submodule of that
        # it would be another, if there is one of that name.
        if self._here and around and is_below(root, self._here) and root != self._here:
            outer = self._base(around)
            commit = outer.submodule(root) if outer else ""
            if commit and not ask(root, "cat-file", "-e", f"{commit}^{{commit}}").code:
                return Base(root, commit)
            # One that is new, or whose former commit isn't there: all in it counts as changed.
            if commit or Path(root, ".git").is_file():
                return Base(root)
        return Base(root, merge_base(root, self.since))


def merge_base(root: str, since: str) -> str:
    """Find the commit at which what is checked out parted from a revision.

    Raises ConfigError, with the way out, where the repository doesn't know it.
    """
    found = ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{since}^{{commit}}")
    # Of `^main`, git gives what is not of `main`.
    if found.code or not found.line.isalnum():
        raise ConfigError(_unknown(root, since))
    base = ask(root, "merge-base", found.line, "HEAD")
    if base.code or not base.line:
        if ask(root, "rev-parse", "--verify", "--quiet", "HEAD").code:
            raise ConfigError(f"There is no commit yet in {root}, so nothing has changed since.")
        raise ConfigError(
            f"Where the branch parted from `{since}` isn't known: this clone is shallow. "
            f"Fetch all of it: {DEEPEN}."
            if _is_shallow(root)
            else f"`{since}` and what is checked out have no commit in common, so that nothing can "
            "be said to have changed since."
        )
    return base.line


def _unknown(root: str, since: str) -> str:
    """Write the message that a repository doesn't know a revision."""
    message = f"There is no branch, tag or commit `{since}` in {root}."
    named = ask(
        root, "for-each-ref", f"--count={MOST_NAMES}", "--format=%(refname:short)",
        "refs/heads", "refs/remotes", "refs/tags",
    )  # fmt: skip
    names = os.fsdecode(named.out).split("\n") if not named.code else []
    # What `origin/HEAD` stands for is said by the others.
    names = [name for name in names if name and name[0] != "-" and not name.endswith("/HEAD")]
    # A clone has the branches of others as `origin/main`.
    elsewhere = (name for name in names if name.endswith(f"/{since}"))
    if near := next(elsewhere, "") or nearest(since, names):
        message += f" Did you mean `{near}`?"
    if _is_shallow(root):
        message += " This clone is shallow, so that it may only be missing here. "
        message += f"Fetch all of it: {BRANCHES} and {DEEPEN}."
    return message


def _is_shallow(root: str) -> bool:
    return ask(root, "rev-parse", "--is-shallow-repository").line == "true"


def is_below(path: str, folder: str) -> bool:
    """Tell whether a path is a folder or leads below it; both have to be real."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


@cache
def root_of(folder: str) -> str | None:
    """Find the repository or worktree that a folder is in, without asking git."""
    # A worktree and a submodule have a file of that name, which says where the rest is.
    if os.path.lexists(os.path.join(folder, ".git")):  # noqa: PTH118
        return folder
    above = _folder_of(folder)
    return root_of(above) if above != folder else None


def _folder_of(path: str) -> str:
    return os.path.dirname(path)  # noqa: PTH120 - a thousand briefs ask for each part of their paths


def _way(path: str) -> Iterator[str]:
    """Yield each link on the way to a file, by its real path, and the file."""
    for _ in range(MOST_LINKS):
        folder, links = _links(_folder_of(path))
        yield from links
        path = os.path.join(folder, os.path.basename(path))  # noqa: PTH118, PTH119
        if not os.path.islink(path):  # noqa: PTH114
            break
        yield path
        path = os.path.normpath(os.path.join(folder, os.readlink(path)))  # noqa: PTH115, PTH118
    yield path


@cache
def _links(folder: str) -> tuple[str, tuple[str, ...]]:
    """Give the real path of a folder, and the links that stand on the way to it."""
    above = _folder_of(folder)
    if above == folder:
        return folder, ()
    real, links = _links(above)
    at = os.path.join(real, os.path.basename(folder))  # noqa: PTH118, PTH119
    return (os.path.realpath(at), (*links, at)) if os.path.islink(at) else (at, links)  # noqa: PTH114
