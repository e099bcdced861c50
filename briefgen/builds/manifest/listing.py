"""Read the manifest of a folder of outputs, and bring it up to date.

The manifest is `manifest.json` and, while a run goes on or after it was killed, its journal: both
together list what was built.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from briefgen.builds.manifest import MANIFEST, journal
from briefgen.builds.manifest.entries import FORMAT, Entry, entries_of
from briefgen.ground.errors import FilesError
from briefgen.ground.folder import FileFault, inside, read_file
from briefgen.ground.pack import Artefact, pack

LOCK = ".manifest.json.lock"
# How `fold` ends a manifest: the keys are sorted, and `format` is the last.
OWN_END = f'\n "format": "{FORMAT}"\n}}\n'.encode()
# The most bytes of a manifest: of some 30,000 briefs.
MOST_BYTES = 64 * 1024 * 1024


def read(folder: Path) -> dict[str, Entry]:
    """Read the entries of a folder's manifest, by the brief's name.

    Raises FilesError where there is no manifest, or where it is malformed or names files outside
    of the folder.
    """
    path = folder / MANIFEST
    try:
        # In this order: a run that ends in between has put into the manifest what it had noted.
        noted = journal.noted(folder)
        so_far = entries_of(_parsed(folder)) if path.exists() or not noted else {}
        return _joined(so_far, noted, folder)
    except FileNotFoundError:
        hint = "Name the folder of the outputs, or build them: briefgen build BRIEF."
        raise FilesError(f"There is no {path}. {hint}") from None
    except OSError as error:
        raise FilesError(f"Can't read {path}: {error.strerror or error}.") from error
    except (FileFault, ValueError, RecursionError) as error:
        why = f" {error}" if isinstance(error, FileFault) else ""
        message = f"{path} is not a manifest of briefgen's.{why} Build the briefs again."
        raise FilesError(message) from error


@contextmanager
def noted(folder: Path, name: str, entry: Entry) -> Iterator[None]:
    """Note the entry of a brief, while the block puts its outputs in place.

    If the block raises, the entry is taken back. Raises OSError where it can't be written.
    """
    with _locked(folder), journal.note(folder, _value({name: entry})):
        yield


def fold(folder: Path) -> None:
    """Put the entries that builds have noted into the folder's manifest.

    Raises FilesError where it can't be written. Then the entries stay where they are, and `read`
    gives them all the same.
    """
    if not journal.is_there(folder):
        return
    with _locked(folder):
        entries = _joined(_entries_so_far(folder), _noted_so_far(folder), folder)
        text = json.dumps(_value(entries), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        # File names on Linux may hold bytes that are no UTF-8, as lone surrogates (PEP 383).
        pack([Artefact(MANIFEST, text.encode(errors="surrogatepass"))], folder)
        try:
            journal.drop(folder)
        except OSError as error:
            raise FilesError(f"Can't write to {folder}: {error.strerror or error}.") from error


def _value(entries: dict[str, Entry]) -> dict[str, Any]:
    return {"format": FORMAT, "briefs": {name: asdict(each) for name, each in entries.items()}}


def _joined(old: dict[str, Entry], noted: Sequence[Any], folder: Path) -> dict[str, Entry]:
    """Add the entries of briefs that were built to the old entries, in the order of the builds.

    Outputs of an earlier build of the same brief stay listed if they were made from the same
    inputs with the same versions (a build with `--to html` must not forget the PDF), and still
    exist. An output that an earlier build of another brief wrote belongs to this brief now, and
    an entry that is left without outputs is dropped.
    """
    entries = dict(old)
    owners = {output: name for name, entry in old.items() for output in entry.outputs}
    for name, entry in _entries_of_lines(noted):
        before = entries.get(name)
        if before and before.rests_on_the_same(entry):
            left = {key: out for key, out in before.outputs.items() if (folder / key).is_file()}
            entry.outputs.update({**left, **entry.outputs})
        entries[name] = entry
        for output in entry.outputs:
            other = owners.get(output, name)
            owners[output] = name
            if other != name and other in entries:
                entries[other].outputs.pop(output, None)
                if not entries[other].outputs:
                    del entries[other]
    return dict(sorted(entries.items()))


def _entries_of_lines(noted: Sequence[Any]) -> Iterator[tuple[str, Entry]]:
    """Give the entries of the lines of a journal, without those that briefgen hasn't written."""
    for value in noted:
        with suppress(ValueError, FileFault):
            yield from entries_of(value).items()


def _entries_so_far(folder: Path) -> dict[str, Entry]:
    """Read the entries before a build; none where the manifest is damaged or of another version."""
    try:
        return entries_of(_parsed(folder))
    except (OSError, FileFault, ValueError, RecursionError):
        refuse_of_another_program(folder)
        return {}


def _noted_so_far(folder: Path) -> list[Any]:
    """List what builds have noted; nothing where the journal can't be believed."""
    try:
        return journal.noted(folder)
    except (OSError, FileFault):
        return []


def refuse_of_another_program(folder: Path) -> None:
    """Raise FilesError if `manifest.json` is of another program: a build must not overwrite it."""
    if _is_of_another_program(folder):
        message = f"{folder / MANIFEST} is not briefgen's: move it, or choose another folder (-o)."
        raise FilesError(message)


def _is_of_another_program(folder: Path) -> bool:
    """Tell whether `manifest.json` is JSON that briefgen didn't write.

    Browsers' add-ons and web apps have a file of that name. What isn't JSON counts as briefgen's
    own and damaged, so that a build can mend it.
    """
    with suppress(OSError, ValueError, RecursionError, FileFault):
        # The end of the file first: each build asks, and in a folder of thousands of briefs parsing
        # takes longer than building one.
        with (folder / MANIFEST).open("rb") as file:
            file.seek(-min(len(OWN_END), os.fstat(file.fileno()).st_size), os.SEEK_END)
            if file.read() == OWN_END:
                return False
        found = _parsed(folder)
        said = found.get("format", "") if isinstance(found, dict) else ""
        return not str(said).startswith("briefgen manifest")
    return False


def _parsed(folder: Path) -> Any:
    """Parse the JSON of a folder's manifest, without checking its structure.

    Raises FileFault where the manifest is a link that leads out of the folder.
    """
    try:
        path = inside(folder, MANIFEST)
    except FileFault:
        raise FileFault("It is a link that leads out of its folder.") from None
    return json.loads(read_file(path, MANIFEST, FileFault, MOST_BYTES))


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
