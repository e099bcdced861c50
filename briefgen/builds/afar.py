"""Do jobs that came from another machine: each in a process that stays for the next.

A worker of a cluster runs tasks in threads, and may not have children of `multiprocessing`. A job
needs an environment and signals of its own. So each thread asks a process, which keeps what is slow
to load, briefgen and the engine, and does one job at a time.
"""

from __future__ import annotations

import gc
import os
import pickle
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zoneinfo import reset_tzpath

from briefgen.builds.job import Job
from briefgen.builds.outcome import Outcome, refused
from briefgen.builds.parcel import Around, Parcel, laid_out, told_here
from briefgen.builds.typesetting import Typesetting
from briefgen.builds.versions import versions
from briefgen.ground.bounds import Bounds, EndedError
from briefgen.ground.children import Child, Message, serve
from briefgen.ground.clock import VARIABLE
from briefgen.ground.errors import ConfigError, EngineError
from briefgen.ground.leftovers import SUFFIX, prefix, sweep

# After so many jobs a process is replaced: libraries keep some memory of each.
JOBS = 100
# The seconds of processor time for all of a job but the pages: each stage has a bound of its own.
SECONDS = 300
# A process of this size and its children have bounds of their own; this one only has to be above.
MEGABYTES = 1_000_000
ENDED = "The process that did it has ended without a result."

# The processes that wait for a job, in this worker.
idle: list[_Process] = []
_lock = threading.Lock()


class _Process:
    """A process that does jobs, with how many it has done. It lives as long as its parent."""

    def __init__(self, bounds: Bounds, date: str) -> None:
        self.bounds, self.date, self.jobs = bounds, date, 0
        sweep(Path(tempfile.gettempdir()))
        self._folder = tempfile.TemporaryDirectory(SUFFIX, prefix())
        scratch = Path(os.path.realpath(self._folder.name))
        self._child = Child(__name__, bounds, scratch)

    def done(self, parcel: bytes, shared: bytes) -> bytes:
        """Do a job. Raises EndedError where the process ends before the job does."""
        self.jobs += 1
        return self._child.ask({"shared": len(shared), "date": self.date}, shared + parcel)[1]

    def kill(self) -> None:
        """End the process at once."""
        self._child.kill()

    def end(self) -> None:
        """End the process, and remove its folder."""
        self._child.__exit__()
        self._folder.cleanup()


def differing(theirs: dict[str, str]) -> str:
    """Say what is of another version here than there; empty where nothing is."""
    ours = versions()
    names = [name for name in {**theirs, **ours} if ours.get(name) != theirs.get(name)]
    # The hash of all files says nothing to a reader, and differs whenever the version does.
    if "briefgen" in names and "program" in names:
        names.remove("program")
    return "; ".join(_difference(name, theirs, ours) for name in sorted(names))


def _difference(name: str, theirs: dict[str, str], ours: dict[str, str]) -> str:
    if name == "program":
        return "the files of briefgen differ"
    here, there = theirs.get(name, "none"), ours.get(name, "none")
    return f"{name} {there} instead of {here}"


def done(parcel: bytes, shared: bytes) -> bytes:
    """Do a packed job by a process of this machine; give the packed outcome.

    Where versions differ from those of the machine that packed the job, it isn't done: the bytes
    could differ, too. Where the process ends, the outcome says so.
    """
    asked: Parcel = pickle.loads(parcel)  # noqa: S301 - a scheduler is trusted, see docs/security
    around: Around = pickle.loads(shared)  # noqa: S301
    job = asked.job
    if differs := differing(around.versions):
        return pickle.dumps(refused(job.path, job.does, ConfigError(unlike(differs))))
    pages = job.bounds.seconds * max(1, len(job.templates))
    try:
        with _process(Bounds(SECONDS + pages, MEGABYTES), around.date) as process:
            return process.done(parcel, shared)
    except (EndedError, OSError):
        return pickle.dumps(refused(job.path, job.does, EngineError(ENDED)))


def unlike(differs: str, worker: str = "") -> str:
    """Write the message about a worker with other versions."""
    return (
        f"{f'The worker {worker}' if worker else 'A worker'} has other versions ({differs}), so "
        "that its outputs could differ. Install the same there as here."
    )


def at_home(outcome: Outcome, job: Job) -> Outcome:
    """Give an outcome as that of the job from which the packed one was made."""
    return replace(outcome, does=job.does)


@contextmanager
def _process(bounds: Bounds, date: str) -> Iterator[_Process]:
    """Lend a process that nobody else uses. It is kept, unless the block raises an error."""
    with _lock:
        fits = [each for each in idle if (each.bounds, each.date) == (bounds, date)]
        for each in fits[:1]:
            idle.remove(each)
    process = fits[0] if fits else _Process(bounds, date)
    try:
        yield process
    except BaseException:
        process.end()
        raise
    if process.jobs >= JOBS:
        process.end()
        return
    with _lock:
        idle.append(process)


def end_idle() -> None:
    """End all processes that wait for a job."""
    with _lock:
        ended = idle[:]
        idle.clear()
    for process in ended:
        process.end()


# What follows runs in the process that does the jobs.


class Doing:
    """The state of a process that does jobs: its processes for typesetting, and what it loaded."""

    def __init__(self) -> None:
        self._typesetting = Typesetting(1)

    def load(self) -> None:
        """Load what jobs need."""
        from briefgen.builds import making, manifest, pipeline, turn  # noqa: F401
        from briefgen.render import page  # noqa: F401

        # As the command line does: the system's zones may be older (PEP 615).
        if found := find_spec("tzdata"):
            reset_tzpath([str(Path(str(found.origin)).parent / "zoneinfo")])
        gc.freeze()
        gc.set_threshold(100_000, 50, 1000)

    def answer(self, head: dict[str, Any], data: bytes) -> Message:
        """Do the job in a message; answer with the outcome."""
        if head["date"]:
            os.environ[VARIABLE] = head["date"]
        else:
            os.environ.pop(VARIABLE, None)
        around: Around = pickle.loads(data[: head["shared"]])  # noqa: S301 - from our own parent
        parcel: Parcel = pickle.loads(data[head["shared"] :])  # noqa: S301
        return {}, pickle.dumps(self.outcome(parcel, around))

    def outcome(self, parcel: Parcel, around: Around) -> Outcome:
        """Lay out a job, do it, and remove its files."""
        from briefgen.builds.turn import outcome_of

        with tempfile.TemporaryDirectory() as folder:
            root = Path(os.path.realpath(folder))
            job: Job = laid_out(parcel, around, root)
            # Messages tell the way to the settings from the folder in which the user works.
            os.chdir(root / "real" / parcel.here.lstrip("/"))
            try:
                outcome = outcome_of(job, self._typesetting)
            finally:
                os.chdir(root.parent)
        return told_here(outcome, parcel.job, str(root))


if __name__ == "__main__":
    doing = Doing()
    serve(doing.answer, doing.load)
