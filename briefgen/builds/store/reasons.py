"""Say what a build would do with each brief, and why, in plain words; nothing is built for that.

What was read for the last build stands in the manifest beside the outputs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Literal

from briefgen.builds.inputs import STDIN
from briefgen.builds.job import Job
from briefgen.builds.manifest import MANIFEST, keeping, listing
from briefgen.builds.manifest.entries import Entry
from briefgen.builds.outcome import Outcome
from briefgen.builds.running import Running
from briefgen.builds.store import plain
from briefgen.builds.store.program import versions_now
from briefgen.builds.store.recall import UNKNOWN, Basis, Store
from briefgen.ground.errors import BriefgenError, FilesError
from briefgen.ground.records import record

# `restore` puts kept outputs in their places again. `stop` stands for errors that are told again.
Step = Literal["build", "restore", "nothing", "stop"]


@record
class Intended:
    """What would be done with a brief, and the reasons, each a few words such as `brief changed`.

    `outputs` are the files that would be written. `fault` is the error that stands in the way.
    """

    file: str
    step: Step
    reasons: tuple[str, ...]
    outputs: tuple[Path, ...] = ()
    fault: BriefgenError | None = None


def intended(turns: Sequence[Job | Outcome], running: Running) -> Iterator[Intended]:
    """Tell of each turn what a build would do with it, in the order of the plan."""
    with closing(Store(running)) as store:
        for turn in turns:
            if isinstance(turn, Outcome):
                yield Intended(turn.file, "stop", (str(turn.fault),), fault=turn.fault)
            else:
                yield _of_job(turn, store, running)


def _of_job(job: Job, store: Store, running: Running) -> Intended:
    outputs = tuple(job.output / name for name in job.names) if job.output else ()
    try:
        basis = store.basis(job)
    except OSError as error:
        fault = FilesError(f"Can't read {error.filename or job.path}: {error.strerror or error}.")
        return Intended(job.file, "stop", (str(fault),), fault=fault)
    except UNKNOWN as error:
        # What is wrong is told, with all findings about it, by the build.
        return Intended(job.file, "build", (str(error),), outputs)
    if running.anew:
        return Intended(job.file, "build", ("--force",), outputs)
    with suppress(*UNKNOWN):
        if (kept := store.kept(job, basis)) is not None:
            return _of_kept(job, store, basis, *kept)
    return Intended(job.file, "build", _why(job, store, basis), outputs)


def _of_kept(
    job: Job, store: Store, basis: Basis, value: plain.Value, states: dict[str, str]
) -> Intended:
    """Tell what becomes of a brief whose outcome is kept."""
    outcome, outputs = plain.outcome_of(value, job), plain.outputs_of(value, job)
    if outcome.stops:
        return Intended(job.file, "stop", ("it has errors, and nothing changed",))
    if job.output is None:
        return Intended(job.file, "restore", ("nothing changed",))
    lacking = [*_lacking(job.output, store.outputs_there(job.output, outputs))]
    if not lacking and not store.is_listed(job, basis, states, outputs):
        lacking = [f"{MANIFEST} doesn't list it so"]
    if not lacking:
        return Intended(job.file, "nothing", ("nothing changed",))
    is_at_hand = all(store.shelf.output(each.sha256) is not None for each in outputs.values())
    written = tuple(job.output / name for name in outputs)
    return Intended(job.file, "restore" if is_at_hand else "build", tuple(lacking), written)


def _lacking(folder: Path, there: dict[str, bool]) -> Iterator[str]:
    for name, is_there in there.items():
        if not is_there:
            changed = "was changed" if (folder / name).exists() else "is missing"
            yield f"output {name} {changed}"


def _why(job: Job, store: Store, basis: Basis) -> tuple[str, ...]:
    """Say why a brief whose outcome isn't kept has to be built."""
    entry = _entry_of(job)
    if entry is None:
        return ("never built",)
    names = [*entry.inputs.get("files", {})]
    states = store.states(job, names)
    now = Entry(store.inputs(job, basis, states), keeping.look_said(job), versions_now(), {})
    reasons = [*changed_between(entry, now)]
    reasons += [f"output {name} was never built" for name in job.names if name not in entry.outputs]
    return tuple(reasons) or ("other options, or its outcome isn't kept any more",)


def changed_between(before: Entry, now: Entry) -> Iterator[str]:
    """Say in a few words each what a brief was built from before, and isn't now."""
    yield from _changed(before.inputs, now.inputs)
    yield from _updated(before.versions, now.versions)
    for key in dict.fromkeys((*before.look, *now.look)):
        if before.look.get(key) != now.look.get(key):
            yield f"{key} was {before.look.get(key, 'not asked for')}"


def _entry_of(job: Job) -> Entry | None:
    with suppress(BriefgenError):
        name = job.path.name if job.data is None else STDIN
        return listing.read(job.output).get(name) if job.output else None
    return None


def _changed(before: dict[str, dict[str, str]], now: dict[str, dict[str, str]]) -> Iterator[str]:
    """Say which inputs changed, by their roles and names."""
    for role in dict.fromkeys((*before, *now)):
        then, there = before.get(role, {}), now.get(role, {})
        for name in dict.fromkeys((*then, *there)):
            if then.get(name) == there.get(name):
                continue
            called = "brief" if role == "brief" else name
            if role in ("templates", "styles"):
                called = f"{role}/{name}"
            verb = "is gone" if name not in there else "changed" if name in then else "is new"
            yield f"{called} {verb}"


def _updated(before: dict[str, str], now: dict[str, str]) -> Iterator[str]:
    """Say which programs were updated. In a checkout briefgen changes without a new version."""
    if (before.get("briefgen"), before.get("program")) != (now.get("briefgen"), now.get("program")):
        yield "briefgen was updated"
    for name in sorted({*before, *now} - {"briefgen", "program"}):
        if before.get(name) != now.get(name):
            yield f"{name} was updated"
