"""Run the jobs of a plan by an executor, and give the outcomes in the order of the plan.

What was done before on the same things isn't done again: its outcome is recalled.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing

from briefgen.builds import executors
from briefgen.builds.job import Job
from briefgen.builds.outcome import Outcome
from briefgen.builds.running import Running
from briefgen.builds.store.recall import Store


def run(
    turns: Sequence[Job | Outcome], running: Running | None = None
) -> Generator[Outcome, None, None]:
    """Run jobs, and give each outcome as soon as it and those before it are there.

    An outcome among `turns`, of a brief that can't be done, is handed on in its place. Raises
    KeyError where there is no such executor. A caller that stops early has to close this generator,
    so that the processes that it started are ended.
    """
    running = running or Running()
    made = {at: turn for at, turn in enumerate(turns) if isinstance(turn, Outcome)}
    with closing(Store(running, is_lone=len(turns) == 1)) as store:
        jobs: dict[int, Job] = {}
        for at, turn in enumerate(turns):
            if isinstance(turn, Outcome):
                continue
            if known := store.recall(turn):
                made[at] = known
            else:
                jobs[at] = turn
        places, left = list(jobs), list(jobs.values())
        # Closing this generator closes the executor's too. Without it, its processes would run
        # until the garbage collector came by.
        with closing(executors.executor_for(left, running)(left, running)) as done:
            for at in range(len(turns)):
                while at not in made:
                    number, outcome = next(done)
                    made[places[number]] = store.keep(left[number], outcome)
                yield made.pop(at)
