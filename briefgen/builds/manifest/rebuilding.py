"""Build the briefs of a folder's outputs again, and compare the outputs byte for byte.

This proves more than the hashes of a manifest, which whoever changed an output could change too:
from the manifest, only the look and the list of the outputs are used. The build is made in memory,
and nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from briefgen.builds.inputs import STDIN
from briefgen.builds.job import Job
from briefgen.builds.manifest import MANIFEST, listing
from briefgen.builds.manifest.entries import Entry
from briefgen.builds.manifest.places import place_of
from briefgen.builds.manifest.verifying import UNPROVED, Verified, verified
from briefgen.builds.outcome import Outcome
from briefgen.builds.plan import job_of
from briefgen.builds.run import run
from briefgen.builds.running import Running
from briefgen.builds.versions import versions
from briefgen.ground.errors import BriefgenError
from briefgen.ground.folder import FileFault, inside, read_file
from briefgen.outputs import registry
from briefgen.settings import defaults
from briefgen.settings.options import Options

STILL_UNPROVED = "building anew doesn't prove that what the briefs say is true."


def rebuilt(folder: Path, given: Sequence[Path] = ()) -> list[Verified]:
    """Give the results of `verified`, and compare each output with the same one built again.

    Versions that differ come first, because they may be the reason why bytes differ. Raises
    FilesError like `verified`.
    """
    hashed = [each for each in verified(folder, given) if each.said != UNPROVED]
    found = sorted(hashed, key=lambda each: not each.is_version)
    entries = listing.read(folder)
    jobs = {name: _rebuild_job(folder, name, entry, given) for name, entry in entries.items()}
    # Kept outputs would prove nothing: whoever can change an output may change what is kept.
    outcomes = run([job for job in jobs.values() if isinstance(job, Job)], Running(anew=True))
    for name, job in jobs.items():
        if isinstance(job, Verified):
            found.append(job)
        else:
            found += _compared_outputs(folder, name, entries[name], next(outcomes))
    return [*found, Verified(MANIFEST, STILL_UNPROVED, holds=None)]


def _rebuild_job(folder: Path, name: str, entry: Entry, given: Sequence[Path]) -> Job | Verified:
    """Plan the job that builds a brief again, with the look and attachments in the manifest.

    If the brief can't be built again, give the result that says why.
    """
    place = place_of(folder, name, entry.inputs.get("brief", {}).get(name, ""), given)
    if name == STDIN or place is None:  # `verified` has said so, with what the user can do
        return Verified(name, "it can't be built anew.", holds=None)
    kinds = {output.kind for output in entry.outputs.values()}
    pages = [output.template for output in entry.outputs.values() if output.template]
    options = Options(
        style=entry.look.get("style"),
        paper=entry.look.get("paper"),
        # A manifest says nothing of the usual size, which settings may have changed since.
        size=entry.look.get("size", defaults.SIZE),
        templates=tuple(pages),
        to=tuple(kind for kind in registry.names() if kind in kinds),
        attach=tuple(filter(None, entry.look.get("attach", "").split(", "))),
        # The manifest doesn't say whether warnings were to stop the build. If so, there were none.
        strict=False,
    )
    try:
        return job_of(place, options, "make", place.name)
    except BriefgenError as error:
        return _not_built(name, error)


def _compared_outputs(
    folder: Path, name: str, entry: Entry, outcome: Outcome
) -> Iterator[Verified]:
    """Compare each output of a brief with the outcome of building the brief again."""
    if outcome.fault or outcome.stops:
        yield _not_built(name, outcome.fault or f"{outcome.file} has errors.")
        return
    data = {each.name: each.data for each in outcome.artefacts}
    are_same = entry.versions == versions()
    for output in entry.outputs:
        yield _compared_bytes(folder, output, data.get(output), are_same=are_same)


def _not_built(name: str, why: BriefgenError | str) -> Verified:
    return Verified(name, f"it can't be built anew. {why}", holds=False)


def _compared_bytes(folder: Path, name: str, made: bytes | None, *, are_same: bool) -> Verified:
    """Compare an output on disk with the bytes built again, None where the build lacks it.

    `are_same` says whether the versions are those of the first build.
    """
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
