"""Run jobs in other processes of this machine, several at a time.

Each process has a fresh interpreter, which shares nothing with this one, as if it were another
machine. Jobs and outcomes go there and back by pickling.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from briefgen.builds.job import Job
from briefgen.builds.outcome import Outcome, refused
from briefgen.builds.running import Running
from briefgen.builds.turn import outcome_of
from briefgen.builds.typesetting import Typesetting
from briefgen.ground.errors import EngineError


def outcomes(jobs: Sequence[Job], running: Running) -> Generator[tuple[int, Outcome], None, None]:
    """Run the jobs at the same time, one for each processor."""
    if not jobs:
        return
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(
        min(len(jobs), running.workers or os.cpu_count() or 1),
        # Not "fork", which copies all memory, and locks that other threads hold at that moment.
        multiprocessing.get_context("spawn"),
        initializer=_ignore_interrupts,
    )
    try:
        for number, made in enumerate([pool.submit(_run, job) for job in jobs]):
            try:
                yield number, made.result()
            except BrokenProcessPool:  # the system has killed the process, as when memory is short
                fault = EngineError("The process that did it has ended without a result.")
                yield number, refused(jobs[number].path, jobs[number].does, fault)
    except BaseException:
        # Nobody waits for the rest: not after Ctrl-C, not where an outcome was the last one wanted.
        # Closing the pool would wait until each process has done the job that it is at.
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


# These two stay functions of the module: they are pickled by name for the other processes.


def _ignore_interrupts() -> None:
    # A terminal sends Ctrl-C to all its processes. Here it is ignored, and the process that gave
    # the jobs ends these by closing the pool.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _run(job: Job) -> Outcome:
    # New typesetting processes for each job: a process of the pool isn't told when its last job is
    # done, so it couldn't end them then.
    # As many as templates, also for a big brief: the other processes of the pool are at work, too.
    with Typesetting(len(job.templates), len(job.templates)) as typesetting:
        return outcome_of(job, typesetting)
