"""The formats in which a run is reported, each a module of this folder that is found by being here.

A module has the name of its format as `NAME`, and a function `report`. A program is to read what
most formats write, so it goes to standard output; one that people read has `STREAM = "stderr"`.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Literal, Protocol, TextIO

if TYPE_CHECKING:
    from briefgen.builds.outcome import Outcome

Stream = Literal["stdout", "stderr"]


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What a run was to do, and how much of it is to be said.

    `done` is the verb for it, `count` how many briefs were planned, `others` how many YAML files
    of the folders are none. `is_alone` says that one brief was named, and no folder. With `quiet`
    only what is wrong is said, with `verbose` also how long the stages took.
    """

    done: Literal["checked", "built"] = "checked"
    count: int = 1
    others: int = 0
    is_alone: bool = True
    quiet: bool = False
    verbose: bool = False
    color: bool = False


class Report(Protocol):
    """Writes outcomes to a stream, each as it comes."""

    def __call__(self, outcomes: Iterable[Outcome], out: TextIO, options: ReportOptions) -> None:
        """Write them."""


@dataclass(frozen=True, slots=True)
class Emitter:
    """One format: its name, the stream that it is for, and what writes it."""

    name: str
    stream: Stream
    report: Report


def names() -> tuple[str, ...]:
    """List the formats by their names, without loading one."""
    return tuple(sorted(found.name for found in pkgutil.iter_modules(__path__)))


def emitter(name: str) -> Emitter:
    """Load a format. KeyError where there is none of that name."""
    if name not in names():
        raise KeyError(name)
    module = import_module(f"{__name__}.{name}")
    return Emitter(module.NAME, getattr(module, "STREAM", "stdout"), module.report)
