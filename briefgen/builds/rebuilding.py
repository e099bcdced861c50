"""Whether the outputs on disk are what a build makes of their briefs now, byte for byte.

More than hashes can say, for it asks nothing of the list that came with the files but how they
were to look. The build is made in memory: nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from briefgen.builds import making, manifest, pipeline
from briefgen.builds.inputs import STDIN
from briefgen.builds.manifest import Entry
from briefgen.builds.pipeline import Job, Timings
from briefgen.builds.places import place_of
from briefgen.builds.typesetting import typesetting
from briefgen.builds.verifying import UNPROVED, Verified, verified
from briefgen.builds.versions import versions
from briefgen.ground.errors import BriefgenError
from briefgen.ground.files import read
from briefgen.ground.folder import FileFault, inside, read_file
from briefgen.outputs import registry
from briefgen.settings.files import Settings, look_of, settings_for

STILL_UNPROVED = "building anew doesn't prove that what the briefs say is true."


def rebuilt(folder: Path, given: Sequence[Path] = ()) -> list[Verified]:
    """What `verified` finds, and whether each brief, built anew, gives the same bytes.

    Versions that differ come first: they may be why bytes do. FilesError as from `verified`.
    """
    hashed = [each for each in verified(folder, given) if each.said != UNPROVED]
    found = sorted(hashed, key=lambda each: not each.is_version)
    entries = manifest.read(folder)
    for name, entry in entries.items():
        found += _of_brief(folder, name, entry, given)
    return [*found, Verified(manifest.NAME, STILL_UNPROVED, holds=None)]


def _of_brief(folder: Path, name: str, entry: Entry, given: Sequence[Path]) -> Iterator[Verified]:
    place = place_of(folder, name, entry.inputs.get("brief", {}).get(name, ""), given)
    if name == STDIN or place is None:  # said by `verified`, with what can be done
        yield Verified(name, "it can't be built anew.", holds=None)
        return
    try:
        made = _made(place, entry)
    except BriefgenError as error:
        yield Verified(name, f"it can't be built anew. {error}", holds=False)
        return
    are_same = entry.versions == versions()
    for output in entry.outputs:
        yield _compared(folder, output, made.get(output), are_same=are_same)


def _made(place: Path, entry: Entry) -> dict[str, bytes]:
    """The bytes of each output, in the look and with the attachments that the manifest says."""
    settings = settings_for(place.parent)
    job = _job(place, entry, settings)
    with typesetting(job) as typeset_all:
        document = pipeline.loaded(read(place), place.name, Timings())
        case = pipeline.checked(document, place.parent, settings.off, look=job.look)
        made = making.built(case, job, typeset_all)
    return {each.name: each.data for each in made.artefacts}


def _job(place: Path, entry: Entry, settings: Settings) -> Job:
    kinds = {output.kind for output in entry.outputs.values()}
    pages = [output.template for output in entry.outputs.values() if output.template]
    asked = entry.look
    return Job(
        place.stem,
        tuple(dict.fromkeys(pages)),
        tuple(kind for kind in registry.names() if kind in kinds),
        look_of(settings, place.parent, asked.get("style"), asked.get("paper")),
        attach=tuple(name for name in asked.get("attach", "").split(", ") if name),
        bounds=settings.bounds,
    )


def _compared(folder: Path, name: str, made: bytes | None, *, are_same: bool) -> Verified:
    try:
        there = read_file(inside(folder, name), name, FileFault)
    except (FileFault, OSError):
        return Verified(name, "there is nothing to compare with what is built anew.", holds=False)
    if made is None:
        return Verified(name, "building anew doesn't make it.", holds=False)
    if made == there:
        return Verified(name, "built anew, it is the same, byte for byte.")
    why = "" if are_same else ", as it may be with other versions"
    return Verified(name, f"built anew, it is another file{why}.", holds=False)
