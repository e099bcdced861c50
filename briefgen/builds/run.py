"""A plan is run: each job by an executor, and what came of each in the order of the plan."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing

from briefgen.builds import executors
from briefgen.builds.job import Job
from briefgen.builds.outcome import Outcome


def run(turns: Sequence[Job | Outcome], executor: str = "here") -> Generator[Outcome, None, None]:
    """Do jobs, and give the outcome of each as soon as those before it are there.

    What can't be done and came from the plan as an outcome has its turn in its place. `executor`
    says where the work is done, by its name in `executors`. Close it where you stop early:
    then the processes end that it has started.
    """
    jobs = [turn for turn in turns if isinstance(turn, Job)]
    # Closed with this generator, however it ends: its processes don't wait for the collector.
    with closing(executors.executor(executor)(jobs)) as made:
        for turn in turns:
            yield turn if isinstance(turn, Outcome) else next(made)
