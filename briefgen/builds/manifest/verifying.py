"""Compare the outputs on disk, and the inputs that they were made from, with their manifest.

Nothing is built: with the same inputs and versions a build gives the same bytes, so comparing
hashes is enough. A manifest may come from a stranger by e-mail. Files that it names are therefore
looked at only inside the folder of the outputs and that of the brief.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from hashlib import file_digest
from os.path import realpath
from pathlib import Path
from stat import S_ISREG

from briefgen.builds.inputs import STDIN, Inputs, around
from briefgen.builds.manifest import MANIFEST, listing
from briefgen.builds.manifest.entries import Entry, Output
from briefgen.builds.manifest.places import place_of
from briefgen.builds.versions import versions
from briefgen.ground import folder as folders
from briefgen.ground.bounds import within
from briefgen.ground.errors import ConfigError, FilesError
from briefgen.ground.folder import FileFault, inside
from briefgen.ground.records import record
from briefgen.look.styles import is_plain
from briefgen.outputs import registry
from briefgen.settings.files import look_of, settings_for

# A file with one of these extensions could be taken for an output. If the manifest doesn't list it,
# it is reported.
OTHERS = (*registry.extensions(), ".htm", ".xhtml")
# The largest output that is hashed; a larger one is reported. No build makes one as large: the
# files that an output can hold have `folder.MAX_BYTES` each at most.
MOST_BYTES = 512 * 1024 * 1024
# The most seconds for one folder. A stranger's manifest may name any number of large files.
SECONDS = 60
TOO_LARGE = "it is too large to be compared."
UNPROVED = (
    "hashes don't prove that this is the list that was written with the files, "
    "nor that what the briefs say is true."
)


@record
class Verified:
    """The result for one file or version: its name, a sentence, and whether it is unchanged.

    `holds` is None where it can't be compared. `is_version` is true where the result is about a
    version, which may be the reason why other results differ.
    """

    what: str
    said: str
    holds: bool | None = True
    is_version: bool = False

    def __str__(self) -> str:
        """Write the result in one printable line, whatever the manifest holds."""
        text = f"{self.what}: {self.said}"
        # A name in a manifest may hold escape codes for the terminal, or lone surrogates.
        return text if text.isprintable() else ascii(text)[1:-1]


def verified(folder: Path, given: Sequence[Path] = ()) -> list[Verified]:
    """Compare each output in a folder, its inputs and the versions with the folder's manifest.

    `given` are briefs, or folders of briefs, to use before briefs are searched for elsewhere.
    Raises FilesError where there is no manifest, or where it names files outside of the folder.
    """
    _inputs_around.cache_clear()  # files may have changed since an earlier call
    with within(SECONDS, "Verifying"):
        entries = listing.read(folder)
        found: list[Verified] = []
        for name, entry in entries.items():
            found += (_compared(folder, *output) for output in entry.outputs.items())
            found += _compared_inputs(folder, name, entry, given)
            found += _compared_versions(name, entry)
        unlisted = _unlisted_files(folder, entries, given)
        return [*found, *unlisted, Verified(MANIFEST, UNPROVED, holds=None)]


def _compared(folder: Path, name: str, written: Output) -> Verified:
    """Compare an output on disk with its hash and size in the manifest."""
    try:
        digest, size = _digest(inside(folder, name), MOST_BYTES, written.size)
    except FileFault:
        return Verified(name, "it is a link that leads out of the folder.", holds=False)
    if digest == written.sha256 and size == written.size:
        return Verified(name, "the file that was built.")
    said = "it isn't there." if size is None else "not the file that was built."
    return Verified(name, TOO_LARGE if (size or 0) > MOST_BYTES else said, holds=False)


def _compared_inputs(
    folder: Path, name: str, entry: Entry, given: Sequence[Path]
) -> Iterator[Verified]:
    """Compare the inputs of a brief with the manifest: one result for each change, or one for all.

    Where the brief isn't found, its other inputs aren't either, and the one result says so.
    """
    if name == STDIN:
        said = "what was read from standard input can't be compared."
        yield Verified("standard input", said, holds=None)
        return
    place = place_of(folder, name, entry.inputs.get("brief", {}).get(name, ""), given)
    if place is None:
        said = f"it isn't found. Say where it is: briefgen verify {folder} --brief PATH"
        yield Verified(name, said, holds=False)
        return
    faults = list(_changed_inputs(place, entry))
    yield from faults or [Verified(name, "this, and all that it rests on, is what was built from.")]


def _changed_inputs(place: Path, entry: Entry) -> Iterator[Verified]:
    """List the inputs of the brief at `place` that changed, are new, or are gone."""
    try:
        now = _inputs_now(place, entry)
    except ConfigError as error:
        yield Verified(place.name, f"the settings have changed: {error}", holds=False)
        return
    for role in sorted({*entry.inputs, *now}):
        before, there = entry.inputs.get(role, {}), now.get(role, {})
        for name in sorted({*before, *there}):
            if said := _change(before.get(name), there.get(name)):
                # Templates and styles are named by their paths in their own folders.
                shown = f"{role}/{name}" if role in ("templates", "styles") else name
                about = shown if role == "brief" else f"{place.name}: {shown}"
                yield Verified(about, said, holds=False)


def _change(before: str | None, there: Path | None) -> str:
    """Say how an input differs from its SHA-256 in the manifest; empty if it doesn't.

    `before` is that SHA-256, None if the manifest lacks the input. `there` is the file now, None if
    the brief no longer has that input.
    """
    digest, size = _digest(there, folders.MAX_BYTES) if there else (None, None)
    if digest == before:
        return ""
    if (size or 0) > folders.MAX_BYTES:
        return TOO_LARGE
    if before is None:
        return "new since it was built."
    return "changed since it was built." if digest else "it isn't there any more."


def _inputs_now(place: Path, entry: Entry) -> Inputs:
    """List the inputs of the brief at `place` as they are now, by role and name.

    The captures and pictures are those in the manifest: which files the brief names now isn't
    asked, because a brief that changed is reported in any case. Raises FilesError where the
    manifest names a file outside of the brief's folder.
    """
    try:
        files = {name: inside(place.parent, name) for name in entry.inputs.get("files", {})}
    except FileFault as fault:
        raise FilesError(f"The manifest isn't one to be believed: {fault}") from fault
    return {
        "brief": {place.name: place},
        "files": files,
        **_inputs_around(place.parent, entry.look.get("style", "")),
    }


@cache
def _inputs_around(folder: Path, style: str) -> Inputs:
    """List the settings, templates and styles that every brief of a folder is built from.

    Raises ConfigError where the settings are wrong.
    """
    settings = settings_for(folder)
    look = look_of(settings, folder)
    # The build may have been given its style by an option, so the manifest's is used. It becomes
    # part of a path, and a stranger may have written it, so only a plain name is.
    look = replace(look, style=style) if is_plain(style) else look
    return around(folder, settings, look)


def _compared_versions(name: str, entry: Entry) -> Iterator[Verified]:
    """List the parts whose version differs from the one that a brief was built with."""
    now = versions()
    for part in sorted({*entry.versions, *now}):
        before, there = entry.versions.get(part, "none"), now.get(part, "none")
        if before != there:
            # Cut to 20 signs: the version of `program` is a hash, and a manifest may hold any text.
            said = f"built with {part} {before[:20]}, and here is {there[:20]}."
            yield Verified(name, said, holds=False, is_version=True)


def _unlisted_files(
    folder: Path, entries: dict[str, Entry], given: Sequence[Path]
) -> Iterator[Verified]:
    """List files that could be taken for outputs, but that the manifest doesn't list.

    Only files directly in the folder count, and neither hidden ones nor captures and pictures of
    the briefs, which stand there where a brief is built into its own folder.
    """
    known = {name for entry in entries.values() for name in entry.outputs}
    captures = {at for name in entries for at in _named_files(folder, name, entries[name], given)}
    try:
        there = sorted(folder.iterdir())
    except OSError:
        return
    seen = (path for path in there if not path.name.startswith("."))
    for path in (at for at in seen if at.suffix.lower() in OTHERS and not at.is_dir()):
        # Not `Path.resolve`, which raises RuntimeError of links that lead in a circle.
        if path.name not in known and Path(realpath(path)) not in captures:
            said = "the manifest doesn't list it. Take it away, or build its brief again."
            yield Verified(path.name, said, holds=False)


def _named_files(folder: Path, name: str, entry: Entry, given: Sequence[Path]) -> Iterator[Path]:
    """List the paths of the captures and pictures of a brief; none where it isn't found."""
    place = place_of(folder, name, entry.inputs.get("brief", {}).get(name, ""), given)
    if place is None:
        return
    for each in entry.inputs.get("files", {}):
        with suppress(FileFault):
            yield inside(place.parent, each)


def _digest(path: Path, most: int, size: int | None = None) -> tuple[str | None, int | None]:
    """Give the SHA-256 and the size in bytes of a file; None for both where there is no file.

    A file larger than `most`, or of another size than `size`, isn't read, and its SHA-256 is
    empty: its size alone shows that it differs.
    """
    try:
        about = path.stat()
        if not S_ISREG(about.st_mode):
            return None, None
        if about.st_size > most or size not in (None, about.st_size):
            return "", about.st_size
        return _cached_digest(path, about.st_mtime_ns), about.st_size
    except (OSError, ValueError):
        return None, None


# Cached, so that a capture that many briefs name is read once. The time of its last change is part
# of the key, so that a file that is saved meanwhile is read again.
@cache
def _cached_digest(path: Path, _changed_at: int) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
