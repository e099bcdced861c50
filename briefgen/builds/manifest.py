"""Read and write `manifest.json`, the list of inputs, versions and outputs of each built brief.

It stands beside the outputs, and `briefgen verify` compares both with it. All paths in it are
relative to the brief's folder, so that the same build on another machine gives the same bytes, and
so that no path of the machine is sent out with the outputs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict
from functools import partial
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.builds.entries import FORMAT, Digests, Entry, Output, Started, entries_of
from briefgen.builds.inputs import STDIN, Inputs, inputs_of
from briefgen.builds.places import remember
from briefgen.builds.versions import versions
from briefgen.ground import folder as folders
from briefgen.ground.errors import FilesError
from briefgen.ground.folder import FileFault, inside, read_file
from briefgen.ground.pack import Artefact, pack
from briefgen.ground.shipped import folder as shipped
from briefgen.outputs.leaving.carried import Leaving
from briefgen.outputs.leaving.files import of_names

if TYPE_CHECKING:
    from briefgen.builds.job import Job
    from briefgen.builds.pipeline import Checked

NAME = "manifest.json"
LOCK = ".manifest.json.lock"
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
    # Left out without attachments, so that manifests without them stay as they were before there
    # were any.
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
    """Write the files of a build and the folder's manifest, all or none; give the files' paths.

    The path of the manifest isn't among them. Raises FilesError where something can't be written,
    or where there is a `manifest.json` of another program.
    """
    # The artefacts are hashed in memory, so that the manifest is about what this build has made.
    outputs = {
        each.name: Output(each.kind, each.template, sha256(each.data).hexdigest(), len(each.data))
        for each in artefacts
    }
    entry = Entry(build.inputs, build.look, versions(), outputs)
    with _locked(folder):
        entries = _entries_with(_entries_so_far(folder), build.name, entry, folder)
        value = {"format": FORMAT, "briefs": {name: asdict(each) for name, each in entries.items()}}
        text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        # File names on Linux may hold bytes that are no UTF-8, as lone surrogates (PEP 383).
        manifest = Artefact(NAME, text.encode(errors="surrogatepass"))
        written = pack([*artefacts, manifest], folder)
    if build.file:
        remember(folder, build.file)
    return written[:-1]  # without the manifest, which was packed last


def read(folder: Path) -> dict[str, Entry]:
    """Read the entries of a folder's manifest, by the brief's name.

    Raises FilesError where there is no manifest, or where it is malformed or names files outside
    of the folder.
    """
    path = folder / NAME
    try:
        return entries_of(_parsed(folder))
    except FileNotFoundError:
        hint = "Name the folder of the outputs, or build them: briefgen build BRIEF."
        raise FilesError(f"There is no {path}. {hint}") from None
    except OSError as error:
        raise FilesError(f"Can't read {path}: {error.strerror or error}.") from error
    except (FileFault, ValueError, RecursionError) as error:
        why = f" {error}" if isinstance(error, FileFault) else ""
        message = f"{path} is not a manifest of briefgen's.{why} Build the briefs again."
        raise FilesError(message) from error


def _entries_with(old: dict[str, Entry], name: str, entry: Entry, folder: Path) -> dict[str, Entry]:
    """Add the entry of a brief that was built to the old entries.

    Outputs of an earlier build of the same brief stay listed if they were made from the same
    inputs with the same versions (a build with `--to html` must not forget the PDF), and still
    exist. An output that an earlier build of another brief wrote belongs to this brief now, and
    an entry that is left without outputs is dropped.
    """
    before = old.get(name)
    if before and before.rests_on_the_same(entry):
        left = {key: out for key, out in before.outputs.items() if (folder / key).is_file()}
        entry.outputs.update({**left, **entry.outputs})
    entries = {name: entry}
    for other, each in old.items():
        kept = {key: out for key, out in each.outputs.items() if key not in entry.outputs}
        if other != name and kept:
            entries[other] = Entry(each.inputs, each.look, each.versions, kept)
    return entries


def _entries_so_far(folder: Path) -> dict[str, Entry]:
    """Read the entries before a build; none where the manifest is damaged or of another version.

    Raises FilesError where `manifest.json` is of another program: a build must not overwrite it.
    """
    try:
        return read(folder)
    except FilesError:
        if _is_of_another_program(folder):
            message = f"{folder / NAME} is not briefgen's: move it, or choose another folder (-o)."
            raise FilesError(message) from None
        return {}


def _is_of_another_program(folder: Path) -> bool:
    """Tell whether `manifest.json` is JSON that briefgen didn't write.

    Browsers' add-ons and web apps have a file of that name. What isn't JSON counts as briefgen's
    own and damaged, so that a build can mend it.
    """
    with suppress(OSError, ValueError, RecursionError, FileFault):
        found = _parsed(folder)
        said = found.get("format", "") if isinstance(found, dict) else ""
        return not str(said).startswith("briefgen manifest")
    return False


def _parsed(folder: Path) -> Any:
    """Parse the JSON of a folder's manifest, without checking its structure.

    Raises FileFault where the manifest is a link that leads out of the folder.
    """
    try:
        path = inside(folder, NAME)
    except FileFault:
        raise FileFault("It is a link that leads out of its folder.") from None
    return json.loads(read_file(path, NAME, FileFault))


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Lock the folder's manifest while the block runs.

    Without it, two builds at once would both read the old manifest, and the one that writes last
    would lose the other's entry. Where the folder can't be written, or its file system can't lock,
    the block runs without a lock: packing then raises a clear error, or works all the same.
    """
    from filelock import FileLock  # slow to import, and `verify` locks nothing

    lock = FileLock(folder / LOCK, poll_interval=0.02)
    with ExitStack() as stack:
        with suppress(OSError, NotImplementedError):
            folder.mkdir(parents=True, exist_ok=True)
            stack.enter_context(lock)
            # The lock file is deleted, so that it isn't left among the outputs. It is deleted while
            # it is locked: a process that waits for it then notices that the file has no links any
            # more, and makes a new one (filelock checks st_nlink).
            stack.callback(partial(Path(lock.lock_file).unlink, missing_ok=True))
        yield
