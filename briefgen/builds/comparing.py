"""Compare the outputs on disk with what a build would write now; nothing is written.

Beside `verify`, which compares the files with their manifest and asks nothing of the brief but its
hash: here the bytes are made, as a build makes them, or taken from what was kept of the same build.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.builds.job import Job
from briefgen.builds.manifest import MANIFEST
from briefgen.builds.outcome import Outcome
from briefgen.builds.run import run
from briefgen.builds.running import Running
from briefgen.ground.diagnostics import finding
from briefgen.ground.errors import FilesError
from briefgen.ground.files import from_here
from briefgen.ground.folder import FileFault, inside, read_file
from briefgen.ground.pack import Artefact

if TYPE_CHECKING:
    from briefgen.builds.manifest.entries import Entry

# Bytes. Larger than any output: a file can hold pictures of `folder.MAX_BYTES` each.
MOST_BYTES = 512 * 1024 * 1024
EDITED = "the file was edited"
AGAIN = "Build the brief again."
LOST = "Build the brief again. What was edited in the file is lost then: it belongs in the brief."


def compared(
    turns: Sequence[Job | Outcome],
    running: Running | None = None,
    count: Callable[[Outcome], None] = lambda _: None,
) -> Generator[Outcome, None, None]:
    """Run the jobs of a build in memory, and give each outcome with a finding for each difference.

    Takes what `run` takes. The outcomes have no outputs, as none are written.
    """
    in_memory = [
        replace(turn, does="make", output=None) if isinstance(turn, Job) else turn for turn in turns
    ]
    listed = cache(_listed)
    with closing(run(in_memory, running, count)) as outcomes:
        for turn, outcome in zip(turns, outcomes, strict=True):
            if isinstance(turn, Outcome) or outcome.stops or turn.output is None:
                yield outcome
                continue
            try:
                said = list(_differences(turn, outcome, listed(turn.output)))
            except FilesError as fault:  # which a build would meet, too
                yield replace(outcome, stops=True, fault=fault, artefacts=(), started=None)
                continue
            found = (
                finding("output-differs", message, hint=LOST if EDITED in message else AGAIN)
                for message in said
            )
            yield replace(
                outcome,
                does="build",
                diagnostics=(*outcome.diagnostics, *found),
                differs=bool(said),
                artefacts=(),
                started=None,
                recalled="",
            )


def _listed(folder: Path) -> dict[str, Entry]:
    """Read a folder's manifest; nothing where it is missing or damaged, which a build mends.

    Raises FilesError where the manifest is another program's.
    """
    from briefgen.builds.manifest import listing

    try:
        return listing.read(folder)
    except FilesError:
        listing.refuse_of_another_program(folder)
        return {}


def _differences(job: Job, outcome: Outcome, listed: dict[str, Entry]) -> Iterator[str]:
    """Say of each output, and of the manifest, how it isn't what a build would write."""
    from briefgen.builds.manifest.entries import Entry, Output
    from briefgen.builds.store.program import versions_now
    from briefgen.builds.store.reasons import changed_between

    started = outcome.started
    if started is None or job.output is None:
        return
    outputs = {
        each.name: Output(each.kind, each.template, sha256(each.data).hexdigest(), len(each.data))
        for each in outcome.artefacts
    }
    now = Entry(started.inputs, started.look, versions_now(), outputs)
    before = listed.get(started.name)
    changed = ", ".join(changed_between(before, now)) if before else ""
    for each in outcome.artefacts:
        if why := _difference(job.output, each, before, changed):
            yield f"{from_here(job.output / each.name)} {why}"
    is_listed = before and all(before.outputs.get(name) == each for name, each in outputs.items())
    if changed or not is_listed:
        said = changed or "its outputs are others" if before else "it was never built there"
        name = from_here(job.output / MANIFEST)
        yield f"{name} doesn't list {started.name} as a build would: {said}."


def _difference(folder: Path, made: Artefact, before: Entry | None, changed: str) -> str:
    """Say how a file isn't the output that was made now; nothing where it is, byte for byte."""
    try:
        there = read_file(inside(folder, made.name), made.name, FileFault, MOST_BYTES)
    except FileFault as fault:
        return f"can't be compared: {fault}"
    except FileNotFoundError:
        return "isn't there."
    except OSError as error:
        return f"can't be read: {error.strerror or error}."
    if there == made.data:
        return ""
    built = before.outputs.get(made.name) if before else None
    reasons = [changed] if changed else []
    if built and built.sha256 != sha256(there).hexdigest():
        reasons.append(EDITED)
    elif not changed:
        reasons.append("other options, or it was not built from this brief")
    return f"isn't what the brief gives: {', '.join(reasons)}."
