"""List the files that a build reads: the brief, files it names, settings, templates, styles.

The list is made here and not by the stages that read the files, so that `briefgen verify` can
compare the inputs later without running a stage again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.ground import folder as folders
from briefgen.ground.errors import FilesError
from briefgen.ground.folder import FileFault, inside
from briefgen.kinds import FILE, KINDS
from briefgen.look import Look
from briefgen.look.styles import own_files
from briefgen.settings.files import Settings

if TYPE_CHECKING:
    from briefgen.builds.pipeline import Checked

STDIN = "-"
# The files of the user's kinds of paper, in a folder of templates.
KIND_FILES = f"{KINDS}/*/{FILE}"
# The most files in a user's folder of templates or styles. The shipped folders have some dozens;
# beyond that many the folder is probably a wrong one (a home, a drive), and hashing it all would
# take long, so the build is refused.
MOST_FILES = 500

Inputs = dict[str, dict[str, Path]]


def inputs_of(case: Checked, settings: Settings, look: Look) -> Inputs:
    """List the files that a build of a brief reads, by role and by name.

    The roles are `brief`; `files`, the captures and pictures, named as in the brief; `settings`,
    named by its path relative to the brief's folder; `templates` and `styles`, the files in the
    user's own folders, named by their path in that folder. Files shipped with briefgen, and files
    that don't exist, are left out, and so is a role without files.
    """
    file = Path(case.document.file)
    brief = {} if case.document.file == "<stdin>" else {file.name: case.folder / file.name}
    files = {name: inside(case.folder, name) for name in case.files}
    return _only_existing({"brief": brief, "files": files, **around(case.folder, settings, look)})


def around(folder: Path, settings: Settings, look: Look) -> Inputs:
    """List the files that every build of a brief in `folder` reads, whatever the brief says.

    These are the roles `settings`, `templates` and `styles` of `inputs_of`. Raises FilesError
    where a folder holds more than MOST_FILES.
    """
    own: Inputs = {"settings": {}, "templates": {}, "styles": {}}
    if settings.file:
        # Relative and with slashes: a manifest must be the same on every machine.
        way = os.path.relpath(settings.file, folder.resolve())
        own["settings"][Path(way).as_posix()] = settings.file
    for root in look.templates:
        own["templates"].update(_named_from(root, _includable(root, folder)))
    for root in look.styles:
        files = (root / name for at, name in own_files(look) if at == root)
        own["styles"].update(_named_from(root, files))
    return _only_existing(own)


def _only_existing(found: Inputs) -> Inputs:
    kept = {
        role: {name: at for name, at in each.items() if at.is_file()}
        for role, each in found.items()
    }
    return {role: each for role, each in kept.items() if each}


def _named_from(root: Path, files: Iterator[Path]) -> dict[str, Path]:
    """Map the paths of files relative to `root` to the files.

    A link that leads out of `root` is left out, because no stage reads through such a link.
    """
    found: dict[str, Path] = {}
    for file in files:
        name = file.relative_to(root).as_posix()
        with suppress(FileFault):
            inside(root, name)
            found[name] = file
        if len(found) > MOST_FILES:
            raise FilesError(f"There are more than {MOST_FILES} files in {root}.")
    return found


def _includable(root: Path, folder: Path) -> Iterator[Path]:
    """List the files in the user's folder of templates that a template may include."""
    is_around = _is_around(root, folder)
    found = (*root.rglob("*.j2"), *root.glob(KIND_FILES)) if is_around else root.rglob("*")
    seen = (at for at in found if may_be_template(root, folder, at.relative_to(root).as_posix()))
    return (at for at in seen if at.suffix == ".j2" or not _is_too_large(at))


def may_be_template(root: Path, folder: Path, name: str) -> bool:
    """Tell whether a file counts as a template by its name below the user's folder of templates."""
    # Where `root` is the brief's own folder, or one above it, most of its files are something
    # else: other briefs, captures, outputs. Hashing those would make each build differ from the
    # one before, so only files named as templates count there.
    if _is_around(root, folder):
        return name.endswith(".j2") or is_kind_file(name)
    return not any(part.startswith(".") for part in name.split("/"))


def is_kind_file(name: str) -> bool:
    """Tell whether a file defines a kind of paper by its name below the folder of templates."""
    return fnmatchcase(name, KIND_FILES) and name.count("/") == KIND_FILES.count("/")


def _is_around(root: Path, folder: Path) -> bool:
    return folder.resolve().is_relative_to(root.resolve())


def _is_too_large(path: Path) -> bool:
    """Tell whether a file is larger than any that a template can include, or can't be looked at."""
    with suppress(OSError):
        return path.stat().st_size > folders.MAX_BYTES
    return True
