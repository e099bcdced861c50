"""Tells how long each stage of each brief took: as a table, and as a trace for a viewer."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from briefgen.builds.outcome import Outcome
from briefgen.builds.timings import Ran
from briefgen.ground.records import record
from briefgen.report.terminal import visible

# The stages in their order, as the columns of the table. Each is as wide as its heading.
STAGES = ("load", "validate", "check", "view", "render", "typeset", "pack")
# What is timed inside of typesetting: in the process that has the brief, or in others.
PARTS = ("page", "section")
# The most briefs in the table: the slowest.
MOST = 20
WIDTH = 80
# The columns of the table beside those of stages: the name of the brief, and the number of the
# process. With all stages a line has 80 characters.
HEADING = "brief (seconds)"
NAME, WHERE = len(HEADING), 3
# No system gives a process a number as high as this (PID_MAX_LIMIT of Linux is 4,194,304).
HIGHEST = 10_000_000


@record
class Timed:
    """What is told of one brief: its name in messages, the runs of its stages, its exit code."""

    file: str
    ran: tuple[Ran, ...]
    exit_code: int

    @property
    def seconds(self) -> float:
        """Give the seconds of all its stages together."""
        return sum(each.seconds for each in self.stages)

    @property
    def stages(self) -> list[Ran]:
        """List the runs of its stages, without those of pages and sections inside of one."""
        return [each for each in self.ran if each.stage not in PARTS]


@record
class Timing:
    """A run that has ended: how the process that gave out the work ran itself, and its briefs."""

    own: Ran
    briefs: tuple[Timed, ...]

    def waited(self, brief: Timed) -> float:
        """Give the seconds from the beginning of the run to that of a brief's first stage."""
        return (min(each.began for each in brief.ran) - self.own.began) / 1e9

    @property
    def done(self) -> list[Timed]:
        """List the briefs of which a stage ran. Of others an outcome was kept, or none is there."""
        return [each for each in self.briefs if each.ran]

    @property
    def places(self) -> dict[tuple[str, int], int]:
        """Number the processes that had briefs, from 1, by machine and system's number."""
        found = ((ran.host, ran.process) for brief in self.done for ran in brief.stages)
        return {place: at for at, place in enumerate(dict.fromkeys(found), 1)}


def timed(outcome: Outcome) -> Timed:
    """Give what is told of an outcome, without its outputs."""
    return Timed(outcome.file, outcome.ran, outcome.exit_code)


def timing(own: Ran, briefs: Sequence[Timed]) -> Timing:
    """Make the timing of a run, with all times by the clock of the machine that gave out the work.

    Two machines' clocks may differ. Where another one's is late, so that its work would have begun
    before the run, its times are put off until none does.
    """
    ran = [each for brief in briefs for each in brief.ran]
    # One difference for a machine: measured again for each stage, stages would overlap.
    late = {each.host: each.zero - own.zero for each in reversed(ran)} | {own.host: 0}
    begun: dict[str, int] = {}
    for each in ran:
        at = each.began + late[each.host]
        begun[each.host] = min(at, begun.get(each.host, at))
    for host, at in begun.items():
        late[host] += max(0, own.began - at)

    def moved(each: Ran) -> Ran:
        by = late[each.host]
        return replace(each, began=each.began + by, ended=each.ended + by)

    return Timing(own, tuple(replace(brief, ran=tuple(map(moved, brief.ran))) for brief in briefs))


def table(run: Timing) -> str:
    """Write a table of briefs and stages in seconds, no wider than 80 columns, with all at the end.

    Of more than MOST briefs, the slowest are shown, slowest first; of fewer, all in their order.
    """
    done, places = run.done, run.places
    stages = [each for each in STAGES if any(ran.stage == each for b in done for ran in b.ran)]
    shown = done
    if len(done) > MOST:
        shown = sorted(done, key=lambda each: -each.seconds)[:MOST]
    lines = [_line(HEADING, [*stages, "total", "waited"], "in")] if done else []
    lines += [_row(brief, stages, run, places) for brief in shown]
    if len(done) > len(shown):
        lines.append(f"… and {len(done) - len(shown):,} that took less")
    if len(done) > 1:
        lines.append(_total(done, stages))
    lines += _legend(places) if done else []
    return "\n".join([*lines, _about(run)])


def trace(run: Timing) -> bytes:
    """Write a run in the Trace Event Format, as JSON that Perfetto and Chrome open.

    Times are in microseconds from the beginning of the run, with three decimals. A brief is an
    event in each process that worked for it, around the events of its stages there, or of the pages
    and sections that were typeset there; briefs of which no stage ran have none.
    """
    value = {"traceEvents": list(_Events(run).all()), "displayTimeUnit": "ms"}
    return json.dumps(value, indent=1).encode() + b"\n"


def _row(
    brief: Timed, stages: Sequence[str], run: Timing, places: dict[tuple[str, int], int]
) -> str:
    took = {stage: _sum(brief, stage) for stage in stages}
    cells = [_said(took[stage]) if took[stage] else "" for stage in stages]
    cells += [_said(brief.seconds), _said(run.waited(brief))]
    first = brief.stages[0]
    return _line(brief.file, cells, str(places[first.host, first.process]), stages)


def _total(done: Sequence[Timed], stages: Sequence[str]) -> str:
    sums = [_said(sum(_sum(brief, stage) for brief in done)) for stage in stages]
    return _line("all", [*sums, _said(sum(brief.seconds for brief in done)), ""], "", stages)


def _line(name: str, cells: Sequence[str], where: str, stages: Sequence[str] = ()) -> str:
    """Write a line: the name, a cell for each stage and two more, and the number of the process."""
    heads = [*stages, "total", "waited"] if stages else list(cells)
    said = "".join(f" {cell:>{max(5, len(head))}}" for head, cell in zip(heads, cells, strict=True))
    return f"{_short(name):<{NAME}}{said} {where:>{WHERE}}".rstrip()


def _short(name: str) -> str:
    """Shorten the name of a file to the width of its column, from the left: its end tells most."""
    name = visible(PurePath(name).name)
    return name if len(name) <= NAME else f"…{name[1 - NAME :]}"


def _said(seconds: float) -> str:
    """Write seconds in five characters at most, up to a day."""
    return f"{seconds:.2f}" if seconds < 99.995 else f"{seconds:.0f}"


def _sum(brief: Timed, stage: str) -> float:
    return sum(each.seconds for each in brief.ran if each.stage == stage)


def _legend(places: dict[tuple[str, int], int]) -> Iterator[str]:
    """Say which process each number stands for, machine by machine."""
    for host in dict.fromkeys(host for host, _ in places):
        own = [f"{at} is {number}" for (at_host, number), at in places.items() if at_host == host]
        more = ", …" if len(own) > MOST else ""
        on = f" on {visible(host)}" if host else ""
        said = f"in{on}: process {', '.join(own[:MOST])}{more}"
        yield textwrap.fill(said, WIDTH, subsequent_indent="    ", break_on_hyphens=False)


def _about(run: Timing) -> str:
    """Write the last line: the time by the clock, and how many briefs were worked at at once."""
    clock, work = run.own.seconds, sum(each.seconds for each in run.done)
    kept = len(run.briefs) - len(run.done)
    said = f"{clock:.2f} s by the clock"
    if work and clock:
        said += f", {work:.2f} s in stages: {work / clock:.1f} briefs at a time"
    return f"{said}; no work on {kept:,}" if kept else said


class _Events:
    """The events of the trace of a run."""

    def __init__(self, run: Timing) -> None:
        self._run, self._own = run, (run.own.host, run.own.process)
        self._had_briefs = run.places
        found = ((ran.host, ran.process) for brief in run.done for ran in brief.ran)
        self._places = list(dict.fromkeys((self._own, *found)))
        self._hosts = list(dict.fromkeys(host for host, _ in self._places))

    def all(self) -> Iterator[dict[str, Any]]:
        """Yield the names of the processes, the run itself, and the briefs with their stages."""
        yield from self._names()
        yield self._event(self._run.own.stage, [self._run.own], {})
        for brief in self._run.done:
            yield from self._brief(brief)

    def _brief(self, brief: Timed) -> Iterator[dict[str, Any]]:
        waited = round(self._run.waited(brief), 3)
        for place in dict.fromkeys((each.host, each.process, each.thread) for each in brief.ran):
            own = [each for each in brief.ran if (each.host, each.process, each.thread) == place]
            about = {"exit code": brief.exit_code, "seconds waited": waited}
            yield self._event(brief.file, own, about)
            for each in sorted(own, key=lambda each: each.began):
                yield self._event(each.stage, [each], {"brief": brief.file})

    def _event(self, name: str, around: Sequence[Ran], about: dict[str, Any]) -> dict[str, Any]:
        """Make a complete event, `X`, from the beginning of the first to the end of the last.

        A viewer shows an event inside of another of its thread that began earlier and ends later.
        """
        first, last = (
            min(around, key=lambda each: each.began),
            max(around, key=lambda each: each.ended),
        )
        return {
            "name": name,
            "ph": "X",
            "ts": (first.began - self._run.own.began) / 1000,
            "dur": (last.ended - first.began) / 1000,
            "pid": self._number(first.host, first.process),
            "tid": first.thread,
            "args": about,
        }

    def _names(self) -> Iterator[dict[str, Any]]:
        """Make the events that name the processes, `M`. The one that gave out the work is first."""
        for at, (host, process) in enumerate(self._places):
            does = "works" if (host, process) in self._had_briefs else "typesets"
            if (host, process) == self._own:
                does = "gives out the work"
            name = f"briefgen {process}{f' on {host}' if host else ''}, {does}"
            about = {"process_name": {"name": name}, "process_sort_index": {"sort_index": at}}
            for kind, said in about.items():
                number = self._number(host, process)
                yield {"name": kind, "ph": "M", "pid": number, "tid": process, "args": said}

    def _number(self, host: str, process: int) -> int:
        """Give a process its number. Two machines may have given two processes the same."""
        return process + HIGHEST * self._hosts.index(host)
