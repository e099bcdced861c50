"""Do jobs that came from another machine, in processes that stay for the next.

A worker of a cluster runs tasks in threads. Each thread asks a process of its own, of the same kind
as the local pool has: forked by a nursery that has loaded briefgen and the engine.
"""

from __future__ import annotations

import os
import pickle
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from briefgen.builds.afar.parcel import Around, Parcel, laid_out, told_here
from briefgen.builds.job import Job
from briefgen.builds.outcome import Outcome, refused
from briefgen.builds.pool.seat import Seat
from briefgen.builds.pool.worker import Starting
from briefgen.builds.running import Running
from briefgen.builds.versions import versions
from briefgen.ground.clock import VARIABLE
from briefgen.ground.errors import ConfigError
from briefgen.ground.leftovers import SUFFIX, prefix
from briefgen.ground.zones import take_zones_of_package


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


def unlike(differs: str, worker: str = "") -> str:
    """Write the message about a worker with other versions."""
    return (
        f"{f'The worker {worker}' if worker else 'A worker'} has other versions ({differs}), so "
        "that its outputs could differ. Install the same there as here."
    )


def done(parcel: bytes, shared: bytes) -> bytes:
    """Do a packed job by a process of this machine; give the packed outcome.

    Where versions differ from those of the machine that packed the job, it isn't done: the bytes
    could differ, too. Where the process ends, the outcome says so.
    """
    asked: Parcel = pickle.loads(parcel)  # noqa: S301 - a scheduler is trusted, see docs/explanation/security.md
    around: Around = pickle.loads(shared)  # noqa: S301
    job = asked.job
    if differs := differing(around.versions):
        return pickle.dumps(refused(job.path, job.does, ConfigError(unlike(differs))))
    with tempfile.TemporaryDirectory(SUFFIX, prefix()) as folder, _seat(asked, around.date) as seat:
        root = Path(os.path.realpath(folder))
        laid = laid_out(asked, around, root)
        outcome = told_here(seat.do(laid), asked, laid, str(root))
        # What is to be tidied up keeps the next job waiting, and not this one's outcome; but a task
        # has no other time for it.
        seat.tidy()
    return pickle.dumps(outcome)


def at_home(outcome: Outcome, job: Job) -> Outcome:
    """Give an outcome as that of the job from which the packed one was made."""
    return replace(outcome, does=job.does)


class Site:
    """The nursery of one kind of jobs, and the seats of its workers that wait for a job."""

    def __init__(self, kinds: tuple[str, ...], date: str) -> None:
        # The nursery takes over this process's environment.
        take_zones_of_package()
        os.environ.pop(VARIABLE, None)
        if date:
            os.environ[VARIABLE] = date
        self.starting = Starting(kinds)
        self.idle: list[Seat] = []
        self.busy = 0

    def end(self) -> None:
        """End all of its processes."""
        for seat in self.idle:
            seat.end()
        self.starting.end()


# The sites of this worker, by what makes their processes different.
sites: dict[tuple[tuple[str, ...], str, bool], Site] = {}
_lock = threading.Lock()


@contextmanager
def _seat(asked: Parcel, date: str) -> Iterator[Seat]:
    """Lend a seat that nobody else uses, of the site for such jobs; others without work are ended.

    `date` is SOURCE_DATE_EPOCH, which a process reads when it begins.
    """
    key = (asked.job.kinds, date, asked.anew)
    with _lock:
        for other in [each for each in sites if each != key and not sites[each].busy]:
            sites.pop(other).end()
        site = sites[key] = sites.get(key) or Site(*key[:2])
        site.busy += 1
        seat = site.idle.pop() if site.idle else Seat(site.starting, Running(anew=asked.anew))
    try:
        yield seat
    finally:
        with _lock:
            site.busy -= 1
            site.idle.append(seat)


def end_sites() -> None:
    """End all processes that wait for a job."""
    with _lock:
        for key in [each for each in sites if not sites[each].busy]:
            sites.pop(key).end()
