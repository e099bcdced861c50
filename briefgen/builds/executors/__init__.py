"""Find the executors: each module here is one way to run jobs, found by being in this folder.

An executor has a generator function `outcomes`, which takes jobs and gives their outcomes in the
same order. When it is closed, it ends all processes that it has started.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the command line asks for the names alone, even for `--version`
    from briefgen.builds.job import Job
    from briefgen.builds.outcome import Outcome

    Executor = Callable[[Sequence[Job]], Generator[Outcome, None, None]]

# One brief after the other, which needs least of a machine.
DEFAULT = "here"


def names() -> tuple[str, ...]:
    """List the names of the executors, sorted."""
    return tuple(sorted(module.name for module in iter_modules(__path__)))


def executor(name: str) -> Executor:
    """Load an executor by its name. Raises KeyError where there is none."""
    if name not in names():
        raise KeyError(name)
    found: Executor = import_module(f"{__name__}.{name}").outcomes
    return found
