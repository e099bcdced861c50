"""Run jobs in other processes of this machine, several at a time."""

from __future__ import annotations

from collections.abc import Generator, Sequence

from briefgen.builds.job import Job
from briefgen.builds.outcome import Outcome
from briefgen.builds.pool import Pool
from briefgen.builds.running import Running
from briefgen.ground.capacity import processes


def outcomes(jobs: Sequence[Job], running: Running) -> Generator[tuple[int, Outcome], None, None]:
    """Run as many jobs at the same time as was asked for, or as the machine can work at."""
    if not jobs:
        return
    count = min(len(jobs), running.workers or processes())
    with Pool(jobs, count, running) as pool:
        yield from pool.outcomes()
