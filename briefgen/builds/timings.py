"""Take down how long each stage of a brief took, and when and in which process it ran."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import field
from threading import get_native_id
from time import monotonic_ns, time_ns

from briefgen.ground.records import mutable, record


@record
class Ran:
    """One run of a stage: its beginning and end in nanoseconds, and where it ran.

    `host` is the name of the machine, `process` and `thread` are the system's numbers. The
    nanoseconds are those of a clock that all processes of a machine share, and that nobody sets.
    `zero` is when it showed 0, in nanoseconds since 1970: with it, times of two machines can be
    compared as far as their clocks agree.
    """

    stage: str
    began: int
    ended: int
    process: int
    thread: int
    host: str
    zero: int

    @property
    def seconds(self) -> float:
        """Give how long it took, in seconds."""
        return (self.ended - self.began) / 1e9


@mutable
class Timings:
    """The seconds that each stage took, in the order in which the stages first ran.

    `ran` has each run of a stage, in the order in which they ended.
    """

    seconds: dict[str, float] = field(default_factory=dict)
    ran: list[Ran] = field(default_factory=list)

    @contextmanager
    def of(self, stage: str) -> Iterator[None]:
        """Add the time that the block takes to a stage. A stage may run several times."""
        began = monotonic_ns()
        try:
            yield
        finally:
            self.ran.append(ran_since(began, stage))
            self.seconds[stage] = self.seconds.get(stage, 0.0) + self.ran[-1].seconds


def ran_since(began: int, stage: str) -> Ran:
    """Give the run of a stage that began at that time of `monotonic_ns`, and ends now."""
    return Ran(
        stage,
        began,
        monotonic_ns(),
        os.getpid(),
        get_native_id(),
        _host(),
        time_ns() - monotonic_ns(),
    )


def ran_in(process: int, stage: str, began: int, ended: int) -> Ran:
    """Give the run of a stage in another process of this machine, in its only thread."""
    return Ran(stage, began, ended, process, process, _host(), time_ns() - monotonic_ns())


def _host() -> str:
    # Windows would take long to tell its name.
    return os.uname().nodename if hasattr(os, "uname") else ""
