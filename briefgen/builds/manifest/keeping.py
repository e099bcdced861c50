"""Take down what a build rests on, and write its files with their entry in `manifest.json`.

The manifest lists the inputs, versions and outputs of each brief that was built into a folder. It
stands beside the outputs, and `briefgen verify` compares both with it. All paths in it are
relative to the brief's folder, so that the same build on another machine gives the same bytes, and
so that no path of the machine is sent out with the outputs.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.builds.inputs import STDIN, Inputs, inputs_of
from briefgen.builds.manifest import listing
from briefgen.builds.manifest.entries import Digests, Entry, Output, Started
from briefgen.builds.manifest.places import remember
from briefgen.builds.store.program import versions_now
from briefgen.ground import folder as folders
from briefgen.ground.errors import FilesError
from briefgen.ground.pack import Artefact, pack
from briefgen.ground.shipped import folder as shipped
from briefgen.look import Look
from briefgen.outputs.leaving.carried import Leaving
from briefgen.outputs.leaving.files import of_names

if TYPE_CHECKING:
    from briefgen.builds.job import Job
    from briefgen.builds.pipeline import Checked

# The most bytes that the user's templates may have together, and likewise the styles. Styles hold
# fonts of some MB each; beyond this a build is refused, because each build hashes them all.
MOST_BYTES = 64 * 1024 * 1024


def started(case: Checked, job: Job) -> Started:
    """Hash all inputs of a build before it runs, so that a file saved meanwhile counts as changed.

    Raises BriefError where a file's name names somebody who must not be named (the manifest lists
    it), and FilesError where an input is too large.
    """
    from briefgen.builds import making  # slow to load, and `verify` reads manifests without it

    look = job.look
    files = inputs_of(case, job.resolved.settings, look)
    # Names that shipped templates and styles have too are briefgen's words, not the user's.
    own = [
        name
        for role, named in files.items()
        for name in named
        if role not in ("templates", "styles") or not (shipped(role) / name).exists()
    ]
    making.refuse_named(case, look, [Leaving("", lambda: of_names(own))])
    inputs = digests(files)
    file = Path(case.document.file)
    name = file.name if "brief" in inputs else STDIN
    # Not the hash of the file now: the brief may have been saved since it was loaded.
    inputs["brief"] = {name: case.document.sha256}
    place = case.folder / name if name != STDIN else None
    return Started(name, place, inputs, look_said(job))


def look_said(job: Job) -> dict[str, str]:
    """Give what a manifest says of the options of a build that change its outputs."""
    options = {"style": job.look.style, "paper": job.look.paper}
    # Left out where they are as usual, so that manifests stay as they were before there were any.
    if job.look.size != Look().size:
        options["size"] = job.look.size
    return {**options, "attach": ", ".join(job.attach)} if job.attach else options


def digests(inputs: Inputs) -> Digests:
    """Compute the SHA-256 of each input, by role and by name.

    Raises FilesError where a file is larger than briefgen reads (`folder.MAX_BYTES`), or where the
    templates, or the styles, have more than MOST_BYTES together. The brief itself isn't bounded
    here: loading it has done that.
    """
    for role, files in inputs.items():
        sizes = {name: path.stat().st_size for name, path in files.items()}
        large = [name for name, size in sizes.items() if size > folders.MAX_BYTES]
        if large and role != "brief":
            most = f"{folders.MAX_BYTES // 1048576} MB"
            raise FilesError(f"{role}/{large[0]} is larger than {most}.")
        if role in ("templates", "styles") and sum(sizes.values()) > MOST_BYTES:
            most = f"{MOST_BYTES // 1048576} MB"
            raise FilesError(f"The files in {role} are larger than {most} together.")
    return {
        role: {name: _sha256_of(path) for name, path in files.items()}
        for role, files in inputs.items()
    }


def _sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def keep(build: Started, artefacts: Sequence[Artefact], folder: Path) -> list[Path]:
    """Write the files of a build, all or none, and note its entry; give the files' paths.

    The entry comes into the manifest by `listing.fold`. Raises FilesError where something can't be
    written, or where there is a `manifest.json` of another program.
    """
    # The artefacts are hashed in memory, so that the manifest is about what this build has made.
    outputs = {
        each.name: Output(each.kind, each.template, sha256(each.data).hexdigest(), len(each.data))
        for each in artefacts
    }
    listing.refuse_of_another_program(folder)
    entry = Entry(build.inputs, build.look, versions_now(), outputs)
    written = pack(artefacts, folder, listing.noted(folder, build.name, entry))
    if build.file:
        remember(folder, build.file)
    return written
