"""Find the executors: each module here is one way to run jobs, found by being in this folder.

An executor has a generator function `outcomes`, which takes jobs and how to run them. It gives
the number of each job, from 0, with its outcome, in the order in which they are done. When it is
closed, it ends all processes that it has started.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the command line asks for the names alone, even for `--version`
    from briefgen.builds.job import Job
    from briefgen.builds.outcome import Outcome
    from briefgen.builds.running import Running

    Executor = Callable[[Sequence[Job], Running], Generator[tuple[int, Outcome], None, None]]

# The number of briefs to check, or to make pages of, below which this process has done them before
# others would have begun. A PDF takes so long that the second brief is worth it.
FEW = 24


def names() -> tuple[str, ...]:
    """List the names of the executors, sorted."""
    return tuple(sorted(module.name for module in iter_modules(__path__)))


def executor(name: str) -> Executor:
    """Load an executor by its name. Raises KeyError where there is none."""
    if name not in names():
        raise KeyError(name)
    found: Executor = import_module(f"{__name__}.{name}").outcomes
    return found


def executor_for(jobs: Sequence[Job], running: Running) -> Executor:
    """Load the executor that was asked for, or else the one that suits the jobs.

    Raises KeyError where there is none of that name.
    """
    if running.executor:
        return executor(running.executor)
    return executor("processes" if _pays(jobs, running) else "here")


def _pays(jobs: Sequence[Job], running: Running) -> bool:
    """Tell whether other processes do the jobs sooner, although they have to be started first."""
    if len(jobs) < FEW and not (len(jobs) > 1 and any("pdf" in job.kinds for job in jobs)):
        return False
    from briefgen.ground.capacity import processes

    return (running.workers or processes()) > 1
