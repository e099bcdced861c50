"""Compares the outputs on disk, and their inputs, with the manifest beside them.

Nothing is built for it: with the same inputs and the same versions a build gives the same bytes,
so it is enough that all of them are what they were. A manifest may come from anywhere, by e-mail as
well: what it names is looked at only inside the folder of the outputs and that of the brief.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from hashlib import file_digest
from os.path import realpath
from pathlib import Path
from stat import S_ISREG

from briefgen.builds import manifest
from briefgen.builds.entries import Entry, Output
from briefgen.builds.inputs import STDIN, Inputs, around
from briefgen.builds.places import place_of
from briefgen.builds.versions import versions
from briefgen.ground import folder as folders
from briefgen.ground.bounds import within
from briefgen.ground.errors import ConfigError, FilesError
from briefgen.ground.folder import FileFault, inside
from briefgen.look.styles import is_plain
from briefgen.outputs import registry
from briefgen.settings.files import look_of, settings_for

# What a stranger among the outputs ends in: what somebody could take for a packet, or its evidence.
OTHERS = (*registry.extensions(), ".htm", ".xhtml")
# More than any output has: all that one can hold are files of `folder.MAX_BYTES`.
MOST_BYTES = 512 * 1024 * 1024
# A manifest may name any number of large files.
SECONDS = 60
TOO_LARGE = "it is too large to be compared."
UNPROVED = (
    "hashes don't prove that this is the list that was written with the files, "
    "nor that what the briefs say is true."
)


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found about one thing: its name, a sentence, and whether it is as it should be.

    `holds` is None where the thing can't be compared. `is_version` marks what is about a version,
    which may be the cause of the rest.
    """

    what: str
    said: str
    holds: bool | None = True
    is_version: bool = False

    def __str__(self) -> str:
        """Say it in one line that can be printed, whatever the manifest holds."""
        text = f"{self.what}: {self.said}"
        return text if text.isprintable() else ascii(text)[1:-1]


def verified(folder: Path, given: Sequence[Path] = ()) -> list[Verified]:
    """Compare each output in a folder, and what it was made from, with the folder's manifest.

    `given` are briefs, or their folders, which are looked for elsewhere only after these.
    FilesError where there is no manifest, or where it leads out of its folders.
    """
    _around.cache_clear()  # of the files as they were at an earlier call
    with within(SECONDS, "Verifying"):
        entries = manifest.read(folder)
        found = [each for name in entries for each in _of_brief(folder, name, entries[name], given)]
        strangers = _strangers(folder, entries, given)
        return [*found, *strangers, Verified(manifest.NAME, UNPROVED, holds=None)]


def _of_brief(folder: Path, name: str, entry: Entry, given: Sequence[Path]) -> Iterator[Verified]:
    for output, written in entry.outputs.items():
        yield _of_output(folder, output, written)
    yield from _of_inputs(folder, name, entry, given)
    yield from _of_versions(name, entry)


def _of_output(folder: Path, name: str, written: Output) -> Verified:
    try:
        digest, size = _digest(inside(folder, name), MOST_BYTES, written.size)
    except FileFault:
        return Verified(name, "it is a link that leads out of the folder.", holds=False)
    if digest == written.sha256 and size == written.size:
        return Verified(name, "the file that was built.")
    said = "it isn't there." if size is None else "not the file that was built."
    return Verified(name, TOO_LARGE if (size or 0) > MOST_BYTES else said, holds=False)


def _of_inputs(folder: Path, name: str, entry: Entry, given: Sequence[Path]) -> Iterator[Verified]:
    if name == STDIN:
        said = "what was read from standard input can't be compared."
        yield Verified("standard input", said, holds=None)
        return
    place = place_of(folder, name, entry.inputs.get("brief", {}).get(name, ""), given)
    if place is None:
        said = f"it isn't found. Say where it is: briefgen verify {folder} --brief PATH"
        yield Verified(name, said, holds=False)
        return
    faults = list(_differences(place, entry))
    yield from faults or [Verified(name, "this, and all that it rests on, is what was built from.")]


def _differences(place: Path, entry: Entry) -> Iterator[Verified]:
    try:
        now = _inputs_now(place, entry)
    except ConfigError as error:
        yield Verified(place.name, f"the settings have changed: {error}", holds=False)
        return
    for role in sorted({*entry.inputs, *now}):
        before, there = entry.inputs.get(role, {}), now.get(role, {})
        for name in sorted({*before, *there}):
            if said := _difference(before.get(name), there.get(name)):
                shown = f"{role}/{name}" if role in ("templates", "styles") else name
                about = shown if role == "brief" else f"{place.name}: {shown}"
                yield Verified(about, said, holds=False)


def _difference(before: str | None, there: Path | None) -> str:
    digest, size = _digest(there, folders.MAX_BYTES) if there else (None, None)
    if digest == before:
        return ""
    if (size or 0) > folders.MAX_BYTES:
        return TOO_LARGE
    if before is None:
        return "new since it was built."
    return "changed since it was built." if digest else "it isn't there any more."


def _inputs_now(place: Path, entry: Entry) -> Inputs:
    try:
        files = {name: inside(place.parent, name) for name in entry.inputs.get("files", {})}
    except FileFault as fault:
        raise FilesError(f"The manifest isn't one to be believed: {fault}") from fault
    return {
        "brief": {place.name: place},
        "files": files,
        **_around(place.parent, entry.look.get("style", "")),
    }


@cache
def _around(folder: Path, style: str) -> Inputs:
    """What every brief of that folder rests on, in the style that it was built in."""
    settings = settings_for(folder)
    look = look_of(settings, folder)
    # The style may have been asked for by an option. It is a part of paths, and came from anywhere.
    look = replace(look, style=style) if is_plain(style) else look
    return around(folder, settings, look)


def _of_versions(name: str, entry: Entry) -> Iterator[Verified]:
    now = versions()
    for part in sorted({*entry.versions, *now}):
        before, there = entry.versions.get(part, "none"), now.get(part, "none")
        if before != there:
            said = f"built with {part} {before[:20]}, and here is {there[:20]}."
            yield Verified(name, said, holds=False, is_version=True)


def _strangers(
    folder: Path, entries: dict[str, Entry], given: Sequence[Path]
) -> Iterator[Verified]:
    """Find files that could be taken for outputs, and that no build of the manifest has written.

    They are those in the folder itself, except hidden ones and the captures of briefs in it.
    """
    known = {name for entry in entries.values() for name in entry.outputs}
    captures = {at for name in entries for at in _captures(folder, name, entries[name], given)}
    try:
        there = sorted(folder.iterdir())
    except OSError:
        return
    seen = (path for path in there if not path.name.startswith("."))
    for path in (at for at in seen if at.suffix.lower() in OTHERS and not at.is_dir()):
        # Unlike `resolve`, it stands links that lead in a circle.
        if path.name not in known and Path(realpath(path)) not in captures:
            said = "the manifest doesn't list it. Take it away, or build its brief again."
            yield Verified(path.name, said, holds=False)


def _captures(folder: Path, name: str, entry: Entry, given: Sequence[Path]) -> Iterator[Path]:
    place = place_of(folder, name, entry.inputs.get("brief", {}).get(name, ""), given)
    if place is None:
        return
    for each in entry.inputs.get("files", {}):
        with suppress(FileFault):
            yield inside(place.parent, each)


def _digest(path: Path, most: int, size: int | None = None) -> tuple[str | None, int | None]:
    """Find the SHA-256 of a file, and its size; None where there is no file.

    The file isn't read where its size is not the one that it has to be, or is more than the most.
    """
    try:
        about = path.stat()
        if not S_ISREG(about.st_mode):
            return None, None
        if about.st_size > most or size not in (None, about.st_size):
            return "", about.st_size
        return _digest_of(path, about.st_mtime_ns), about.st_size
    except (OSError, ValueError):
        return None, None


# A capture that many briefs name is read once. The time of writing is in the key, so that a file
# which is saved meanwhile is read again.
@cache
def _digest_of(path: Path, _written_at: int) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
