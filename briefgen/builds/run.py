"""Run the jobs of a plan by an executor, and give the outcomes in the order of the plan."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing

from briefgen.builds import executors
from briefgen.builds.job import Job
from briefgen.builds.outcome import Outcome


def run(
    turns: Sequence[Job | Outcome], executor: str = executors.DEFAULT
) -> Generator[Outcome, None, None]:
    """Run jobs, and give each outcome as soon as it and those before it are there.

    An outcome among `turns`, of a brief that can't be done, is handed on in its place. `executor`
    is the name of a module in `executors`; KeyError where there is none. A caller that stops early
    has to close this generator, so that the processes that it started are ended.
    """
    jobs = [turn for turn in turns if isinstance(turn, Job)]
    # Closing this generator closes the executor's too. Without it, its processes would run until
    # the garbage collector came by.
    with closing(executors.executor(executor)(jobs)) as made:
        for turn in turns:
            yield turn if isinstance(turn, Outcome) else next(made)
