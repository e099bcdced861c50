"""Where jobs are done, one way a file. A new one is found by being in this folder.

Each has a function `outcomes` from jobs to their outcomes, in order. It is closed when nobody
wants more, and then ends what it has started.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from importlib import import_module
from pkgutil import iter_modules

from briefgen.builds.job import Job
from briefgen.builds.outcome import Outcome

Executor = Callable[[Sequence[Job]], Generator[Outcome, None, None]]


def names() -> tuple[str, ...]:
    """List the executors there are."""
    return tuple(sorted(module.name for module in iter_modules(__path__)))


def executor(name: str) -> Executor:
    """Find an executor by its name. KeyError where there is none."""
    if name not in names():
        raise KeyError(name)
    found: Executor = import_module(f"{__name__}.{name}").outcomes
    return found
