"""Jobs are done by other processes of this machine, several at a time.

Each has an interpreter of its own that shares nothing with this one, as on another machine: what a
job rests on goes there, and its outcome comes back, by pickling.
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
from briefgen.builds.turn import outcome_of
from briefgen.builds.typesetting import Typesetting
from briefgen.ground.errors import EngineError


def outcomes(jobs: Sequence[Job]) -> Generator[Outcome, None, None]:
    """Do the jobs side by side, as many as there are processors."""
    if not jobs:
        return
    pool = ProcessPoolExecutor(
        min(len(jobs), os.cpu_count() or 1),
        # Not forked: a fork would have all that is in memory here, and threads half-way.
        multiprocessing.get_context("spawn"),
        initializer=_begin,
    )
    try:
        for job, made in [(job, pool.submit(_outcome_of, job)) for job in jobs]:
            try:
                yield made.result()
            except BrokenProcessPool:  # the system has ended it, as where memory is short
                fault = EngineError("The process that did it has ended without a result.")
                yield refused(job.path, job.does, fault)
    finally:
        pool.shutdown(cancel_futures=True)


def _begin() -> None:
    # Ctrl-C goes to all processes of a terminal; the one that gave the jobs ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _outcome_of(job: Job) -> Outcome:
    # Its own for each job: a process of the pool has no last moment in which to end them.
    with Typesetting(len(job.templates)) as typesetting:
        return outcome_of(job, typesetting)
