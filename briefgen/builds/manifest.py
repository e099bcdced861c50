"""`manifest.json` beside the outputs: of each brief what it was made from, with what, and as what.

The same bytes wherever the brief's folder is: names are those inside it, never the machine's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import partial
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.builds.entries import FORMAT, Digests, Entry, Output, entries_of
from briefgen.builds.inputs import STDIN, Inputs, inputs_of
from briefgen.builds.places import remember
from briefgen.builds.versions import versions
from briefgen.ground import folder as folders
from briefgen.ground.errors import FilesError
from briefgen.ground.folder import FileFault, inside, read_file
from briefgen.ground.pack import Artefact, pack
from briefgen.ground.shipped import folder as shipped
from briefgen.outputs.leaving.carried import Leaving, of_names

if TYPE_CHECKING:
    from briefgen.builds.job import Job
    from briefgen.builds.pipeline import Checked

NAME = "manifest.json"
LOCK = ".manifest.json.lock"
# What templates and styles may have together, with fonts of some MB each.
MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Started:
    """A build of a brief that has begun: its name, the file unless it was typed in, its inputs."""

    name: str
    file: Path | None
    inputs: Digests
    look: dict[str, str]


def started(case: Checked, job: Job) -> Started:
    """Take down what a build rests on, before it: what is saved meanwhile counts as changed.

    BriefError where the name of a file is that of somebody who must not be named.
    """
    from briefgen.builds import making  # slow, and `verify` reads manifests without it

    look = job.look
    files = inputs_of(case, job.resolved.settings, look)
    own = list(_own_names(files))
    making.refuse_named(case, look, [Leaving("", lambda: of_names(own))])
    inputs = digests(files)
    file = Path(case.document.file)
    name = file.name if "brief" in inputs else STDIN
    inputs["brief"] = {name: case.document.sha256}
    place = case.folder / name if name != STDIN else None
    options = {"style": look.style, "paper": look.paper}
    if job.attach:
        options["attach"] = ", ".join(job.attach)
    return Started(name, place, inputs, options)


def _own_names(inputs: Inputs) -> Iterator[str]:
    """The names of files, but for those that the shipped templates and styles have as well."""
    for role, files in inputs.items():
        for name in files:
            if role not in ("templates", "styles") or not (shipped(role) / name).exists():
                yield name


def digests(inputs: Inputs) -> Digests:
    """The SHA-256 of each input. FilesError where one is larger than a file that is read may be,
    or where templates, or styles, are so together.
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
        role: {name: _digest(path) for name, path in files.items()}
        for role, files in inputs.items()
    }


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def keep(build: Started, artefacts: Sequence[Artefact], folder: Path) -> list[Path]:
    """The paths of the files of a build, written with the folder's manifest, all or none.

    FilesError where they can't be, or where `manifest.json` is something else's.
    """
    outputs = {each.name: _output(each) for each in artefacts}
    entry = Entry(build.inputs, build.look, versions(), outputs)
    with _held(folder):
        briefs = _with(_there(folder), build.name, entry, folder)
        manifest = Artefact(NAME, _text(briefs).encode(errors="surrogatepass"))
        written = pack([*artefacts, manifest], folder)
    if build.file:
        remember(folder, build.file)
    return written[:-1]


def read(folder: Path) -> dict[str, Entry]:
    """The entries of a folder's manifest, by the brief's name.

    FilesError where there is none, or where it isn't one to be believed.
    """
    path = folder / NAME
    try:
        return entries_of(_value(folder))
    except FileNotFoundError:
        hint = "Name the folder of the outputs, or build them: briefgen build BRIEF."
        raise FilesError(f"There is no {path}. {hint}") from None
    except OSError as error:
        raise FilesError(f"Can't read {path}: {error.strerror or error}.") from error
    except (FileFault, ValueError, RecursionError) as error:
        why = f" {error}" if isinstance(error, FileFault) else ""
        message = f"{path} is not a manifest of briefgen's.{why} Build the briefs again."
        raise FilesError(message) from error


def _output(made: Artefact) -> Output:
    return Output(made.kind, made.template, sha256(made.data).hexdigest(), len(made.data))


def _with(old: dict[str, Entry], name: str, entry: Entry, folder: Path) -> dict[str, Entry]:
    """All entries, with that of a brief which was built.

    Its other outputs stay where they were made from the same and are still there. An output that
    another brief had written is this one's now.
    """
    before = old.get(name)
    if before and before.rests_on_the_same(entry):
        left = {key: out for key, out in before.outputs.items() if (folder / key).is_file()}
        entry.outputs.update({**left, **entry.outputs})
    others = {key: _without(each, entry.outputs) for key, each in old.items() if key != name}
    return {name: entry, **{key: each for key, each in others.items() if each.outputs}}


def _without(entry: Entry, names: Mapping[str, Output]) -> Entry:
    kept = {name: output for name, output in entry.outputs.items() if name not in names}
    return Entry(entry.inputs, entry.look, entry.versions, kept)


def _text(briefs: Mapping[str, Entry]) -> str:
    value = {"format": FORMAT, "briefs": {name: asdict(entry) for name, entry in briefs.items()}}
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _there(folder: Path) -> dict[str, Entry]:
    """The entries that are there; none of a manifest that is damaged or of another version."""
    try:
        return read(folder)
    except FilesError:
        if _is_something_elses(folder):
            message = f"{folder / NAME} is not briefgen's: move it, or choose another folder (-o)."
            raise FilesError(message) from None
        return {}


def _is_something_elses(folder: Path) -> bool:
    with suppress(OSError, ValueError, RecursionError, FileFault):
        found = _value(folder)
        said = found.get("format", "") if isinstance(found, dict) else ""
        return not str(said).startswith("briefgen manifest")
    return False


def _value(folder: Path) -> Any:
    """What the folder's manifest holds. FileFault where it isn't one of its own files."""
    try:
        path = inside(folder, NAME)
    except FileFault:
        raise FileFault("It is a link that leads out of its folder.") from None
    return json.loads(read_file(path, NAME, FileFault))


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Let nobody else write the folder's manifest: two builds at once would lose an entry.

    Where the folder can't be written, or its file system can't lock, nothing is held: then packing
    says what is wrong, or works without.
    """
    from filelock import FileLock  # slow to import, and `verify` holds nothing

    lock = FileLock(folder / LOCK, poll_interval=0.02)
    with ExitStack() as held:
        with suppress(OSError, NotImplementedError):
            folder.mkdir(parents=True, exist_ok=True)
            held.enter_context(lock)
            # Among the outputs no file is left behind. It goes while it is held: who waits for it
            # sees that it is gone, and makes a new one (filelock looks at the number of its links).
            held.callback(partial(Path(lock.lock_file).unlink, missing_ok=True))
        yield
