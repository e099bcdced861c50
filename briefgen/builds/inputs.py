"""Lists the files that a build reads: the brief, what it names, the settings, the user's folders.

Apart from the stages that read them: what a build rested on is compared with what is there later,
without running any of them again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.ground import folder as folders
from briefgen.ground.errors import FilesError
from briefgen.ground.folder import FileFault, inside
from briefgen.look import Look
from briefgen.look.styles import own_files
from briefgen.settings.files import Settings

if TYPE_CHECKING:
    from briefgen.builds.pipeline import Checked

STDIN = "-"
# As many files in templates, or in styles; the shipped ones are some dozens.
MOST_FILES = 500

Inputs = dict[str, dict[str, Path]]


def inputs_of(case: Checked, settings: Settings, look: Look) -> Inputs:
    """List the files that a build of a brief reads, by what they are and by name.

    `brief`; `files`: the captures and pictures, as the brief names them; `settings`, by its way
    from the brief's folder; `templates` and `styles`: what is in the user's own folders of that
    name, wherever they are. What came with briefgen is left out, and so is what isn't there.
    """
    file = Path(case.document.file)
    brief = {} if case.document.file == "<stdin>" else {file.name: case.folder / file.name}
    files = {name: inside(case.folder, name) for name in case.files}
    return _there({"brief": brief, "files": files, **around(case.folder, settings, look)})


def around(folder: Path, settings: Settings, look: Look) -> Inputs:
    """List the files that every build of a brief in that folder reads, whatever the brief says."""
    own: Inputs = {"settings": {}, "templates": {}, "styles": {}}
    if settings.file:
        way = os.path.relpath(settings.file, folder.resolve())
        own["settings"][Path(way).as_posix()] = settings.file
    for root in look.templates:
        own["templates"].update(_below(root, _templates(root, folder)))
    for root in look.styles:
        files = (root / name for at, name in own_files(look) if at == root)
        own["styles"].update(_below(root, files))
    return _there(own)


def _there(found: Inputs) -> Inputs:
    kept = {
        role: {name: at for name, at in each.items() if at.is_file()}
        for role, each in found.items()
    }
    return {role: each for role, each in kept.items() if each}


def _below(root: Path, files: Iterator[Path]) -> dict[str, Path]:
    """Name files by their way from a folder. A link that leads out is left out: none is read."""
    found: dict[str, Path] = {}
    for file in files:
        name = file.relative_to(root).as_posix()
        with suppress(FileFault):
            inside(root, name)
            found[name] = file
        if len(found) > MOST_FILES:
            raise FilesError(f"There are more than {MOST_FILES} files in {root}.")
    return found


def _templates(root: Path, folder: Path) -> Iterator[Path]:
    """Find the files that a template may include."""
    # Where the folder of templates is the brief's own, or above it, nearly all in it is something
    # else: other briefs, captures, outputs, of which each build would change the hashes.
    if folder.resolve().is_relative_to(root.resolve()):
        return root.rglob("*.j2")
    seen = (at for at in root.rglob("*") if not _is_hidden(at.relative_to(root)))
    return (at for at in seen if at.suffix == ".j2" or not _is_large(at))


def _is_large(path: Path) -> bool:
    """Tell whether a file is larger than any that a template can include."""
    with suppress(OSError):
        return path.stat().st_size > folders.MAX_BYTES
    return True


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
