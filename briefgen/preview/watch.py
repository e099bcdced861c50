"""Lists the files that a build reads or looks for, and tells when some may have changed.

The folders of the files are watched rather than the files, because most editors write a new file
and put it in the place of the old one: a watch on the file would then be on one that is gone. All
files are also looked at once a second, because inotify, FSEvents and the like don't report changes
on network drives, or in folders that were moved.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import anyio
from watchfiles import awatch

from briefgen.builds.inputs import KIND_FILES
from briefgen.builds.pipeline import Checked
from briefgen.ground.errors import ConfigError
from briefgen.ground.folder import FileFault, inside
from briefgen.ground.records import record
from briefgen.ground.shipped import folder as shipped
from briefgen.kinds import FILE
from briefgen.look.fonts import ENDINGS
from briefgen.settings.files import Settings, looked_for, own_folders, settings_for

# Milliseconds without a further change before a change is reported, and the most that it waits.
QUIET, LONGEST = 5, 100
LOOK_AGAIN = 1000
READ_FROM_TREES = (".j2", ".css", FILE, *ENDINGS)


@record
class Watched:
    """Single files, which may not exist, and folders with all templates, kinds, styles and fonts.

    A file that isn't there counts, because a build looked for it: settings that are added later
    change the page as much as those that were edited.
    """

    files: frozenset[Path]
    trees: frozenset[Path] = frozenset()

    def paths(self) -> Iterator[Path]:
        """List all files, those of the trees as they are now."""
        yield from self.files
        for tree in self.trees:
            for at, _, names in os.walk(tree):
                yield from (Path(at, name) for name in names if name.endswith(READ_FROM_TREES))

    def __or__(self, other: Watched) -> Watched:
        return Watched(self.files | other.files, self.trees | other.trees)

    def folders(self) -> set[Path]:
        """List the folders to watch: for each file the nearest one that exists, and its parent.

        The parent, because only there a move of the folder itself is reported.
        """
        around = {path.parent for path in self.files | self.trees}
        near = {next((at for at in (each, *each.parents) if at.is_dir()), each) for each in around}
        inner = {Path(at) for tree in self.trees for at, _, _ in os.walk(tree)}
        return near | {path.parent for path in near} | inner


def settings_there(folder: Path) -> Settings | None:
    """Read the settings that apply in a folder; None where they are wrong, or can't be read."""
    with suppress(ConfigError, OSError):
        return settings_for(folder)
    return None


def watched_of(brief: Path, settings: Settings | None, case: Checked | None) -> Watched:
    """List what the build of a brief rested on, and what it looked for in vain.

    `settings` or `case` is None where the build stopped before. `builds.inputs` lists only files
    that exist; this also lists missing ones, as the page changes when they are added.
    """
    folder = brief.parent
    files = {brief, *looked_for(folder, settings.file if settings else None)}
    # Where a link leads, if a build follows it there.
    for file in [file for file in files if file.is_symlink()]:
        with suppress(FileFault):
            files.add(inside(file.parent, file.name))
    trees = {shipped("templates"), shipped("styles")}
    if settings is not None:
        root = settings.file.parent if settings.file else folder
        own = own_folders(settings, folder).values()
        # Settings may name any folder, `/` too, and walking through that takes minutes.
        own_trees = {at for at in own if _is_below(at, root)}
        trees |= own_trees
        # Kinds of paper also as files: what a check finds rests on them, and on no template.
        files |= {kind for at in own_trees for kind in at.glob(KIND_FILES)}
    for name in case.files if case else ():
        with suppress(FileFault):
            files |= {folder / name, inside(folder, name)}
    with suppress(OSError, RuntimeError):
        files.add(brief.resolve())
    return Watched(frozenset(files), frozenset(trees))


async def stirrings(folders: Iterable[Path], stop: anyio.Event) -> AsyncIterator[None]:
    """Yield when something may have changed: at once if the system reports it, else each second.

    Ends when `stop` is set. If the folders can't be watched, it yields once and ends, too.
    """
    try:
        async for _ in awatch(
            *sorted(folders),
            # The default filter passes over folders such as `.venv` and `node_modules`, in which
            # a brief may be all the same.
            watch_filter=None,
            recursive=False,
            step=QUIET,
            debounce=LONGEST,
            rust_timeout=LOOK_AGAIN,
            yield_on_timeout=True,
            stop_event=stop,
            raise_interrupt=False,
            ignore_permission_denied=True,
        ):
            yield
    except OSError:
        # A folder went between being found and being watched, or the system watches no more
        # (Linux allows each user only so many watches).
        with anyio.move_on_after(LOOK_AGAIN / 1000):
            await stop.wait()
        yield


def _is_below(path: Path, root: Path) -> bool:
    """Tell whether a path is below a folder, with links followed."""
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # a link that leads to itself (RuntimeError before Python 3.13)
        return False
