"""The formats in which a run is reported: each is a module of this folder, and found there.

A module defines the name of its format as `NAME`, and a function `begin`. Formats for programs
write to standard output. A format for people sets `STREAM = "stderr"`, because standard output may
hold a page or a PDF.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Literal, Protocol, TextIO

from briefgen.ground.records import record

if TYPE_CHECKING:
    from briefgen.builds.outcome import Outcome

Stream = Literal["stdout", "stderr"]
Done = Literal["checked", "built", "compared"]


@record
class ReportOptions:
    """What a run did, and how much of it to report.

    `done` is the verb for the run; where outputs were `compared`, none was written. `count` is how
    many briefs were planned, and `others` how many YAML files in the folders aren't briefs.
    `is_alone` is true if the user named one brief, not a folder. With `quiet`, only faults are
    reported; with `verbose`, also the time of each stage. `untouched` counts the briefs that were
    left out because they rest on nothing that has changed; None where nobody asked for that. With
    `is_mending`, what can be mended was mended before, or shown.
    """

    done: Done = "checked"
    count: int = 1
    others: int = 0
    is_alone: bool = True
    quiet: bool = False
    verbose: bool = False
    color: bool = False
    untouched: int | None = None
    is_mending: bool = False


class Telling(Protocol):
    """A report that is being written. One run may be told in several formats at once."""

    def add(self, outcome: Outcome) -> None:
        """Write an outcome as soon as it comes, as far as the format allows: a run takes long."""

    def end(self) -> None:
        """Write what stands below all outcomes. It isn't called where a run is broken off."""


class Begin(Protocol):
    """The function `begin` of a format."""

    def __call__(self, out: TextIO, options: ReportOptions) -> Telling:
        """Begin a report on a stream, and give the object that takes the outcomes."""


@record
class Emitter:
    """One format: its name, the stream to which it writes, and its function `begin`.

    With `is_for_people`, its lines are read by people, and a log may change a sign of them.
    """

    name: str
    stream: Stream
    begin: Begin
    is_for_people: bool = False

    def report(self, outcomes: Iterable[Outcome], out: TextIO, options: ReportOptions) -> None:
        """Write outcomes to a stream, each as soon as it comes, and what stands below them."""
        telling = self.begin(out, options)
        for outcome in outcomes:
            telling.add(outcome)
        telling.end()


def names() -> tuple[str, ...]:
    """List the names of the formats, sorted, without importing their modules."""
    return tuple(sorted(found.name for found in pkgutil.iter_modules(__path__)))


def emitter(name: str) -> Emitter:
    """Load the format of that name. Raises KeyError if there is none."""
    if name not in names():
        raise KeyError(name)
    module = import_module(f"{__name__}.{name}")
    stream: Stream = getattr(module, "STREAM", "stdout")
    return Emitter(module.NAME, stream, module.begin, getattr(module, "IS_FOR_PEOPLE", False))
