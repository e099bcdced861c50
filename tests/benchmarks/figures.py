"""The figures of the benchmarks as data: ratios with their spread, and points of growth.

They are kept in a file, so that parts can be measured at different times and the page is still
whole. What was measured on another machine, or with other versions, is forgotten.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock and of the processors; megabytes of the largest process and of all.

    What wasn't looked at is None.
    """

    clock: float
    processors: float | None = None
    largest: float | None = None
    together: float | None = None

    def __add__(self, other: Cost) -> Cost:
        """Give the cost of both, one after the other; their memory isn't kept."""
        if self.processors is None or other.processors is None:
            return Cost(self.clock + other.clock)
        return Cost(self.clock + other.clock, self.processors + other.processors)


Pairs = Sequence[tuple[Cost, Cost]]


@dataclass(frozen=True)
class Spread:
    """The median of ratios, the least of them and the most."""

    median: float
    least: float
    most: float


@dataclass(frozen=True)
class Figure:
    """What is measured, as a ratio to a peer that took turns with it."""

    part: str
    what: str
    peer: str
    ratio: Spread
    processors: float | None
    rounds: int
    # The medians of ours and of the peer's, and their unit.
    own: float
    other: float
    unit: str
    day: str
    # What the ratio should be at most, or with `at_least` at least.
    target: float | None = None
    at_least: bool = False

    @property
    def is_met(self) -> bool:
        """Say whether the ratio is what it should be, where that is said."""
        if self.target is None:
            return True
        if self.at_least:
            return self.ratio.median >= self.target
        return self.ratio.median <= self.target


@dataclass(frozen=True)
class Point:
    """A place on a curve of growth: the seconds that a size takes, and their ratio to a peer's."""

    curve: str
    line: str
    size: int
    seconds: float
    ratio: float | None
    # Reckoned points are no measurements: so many times the seconds of the size before.
    reckoned: bool = False


@dataclass
class Figures:
    """All that was measured, by what it is, and on which machine."""

    around: dict[str, str]
    day: str
    measured: dict[str, Figure] = field(default_factory=dict)
    points: dict[str, Point] = field(default_factory=dict)

    def add(self, figure: Figure) -> None:
        """Keep a figure, in the place of an earlier one of the same."""
        self.measured[f"{figure.part}: {figure.what}: {figure.peer}"] = figure

    def compare(
        self,
        part: str,
        what: str,
        peer: str,
        pairs: Pairs,
        measure: str = "clock",
        target: float | None = None,
        *,
        at_least: bool = False,
    ) -> Figure:
        """Keep the ratio of ours to a peer's in one measure of their costs."""
        ratio, processors = ratio_of(pairs, measure), None
        if measure == "clock" and (by_processor := ratio_of(pairs, "processors")):
            processors = by_processor.median
        assert ratio is not None
        own, other = (median([pair[at] for pair in pairs], measure) for at in (0, 1))
        unit = "s" if measure == "clock" else "MB"
        figure = Figure(
            part,
            what,
            peer,
            ratio,
            processors,
            len(pairs),
            own,
            other,
            unit,
            self.day,
            target,
            at_least,
        )
        self.add(figure)
        return figure

    def add_point(self, point: Point) -> None:
        """Keep a point, in the place of an earlier one of the same."""
        self.points[f"{point.curve}: {point.line}: {point.size}"] = point


def ratio_of(pairs: Pairs, measure: str) -> Spread | None:
    """Give the spread of the ratios of ours to the peer's; None where one wasn't looked at."""
    found = [(getattr(own, measure), getattr(peer, measure)) for own, peer in pairs]
    if any(own is None or not peer for own, peer in found):
        return None
    ratios = sorted(own / peer for own, peer in found)
    return Spread(statistics.median(ratios), ratios[0], ratios[-1])


def median(costs: Sequence[Cost], measure: str = "clock") -> float:
    """Give the median of what costs have in one measure."""
    return statistics.median(getattr(cost, measure) for cost in costs)


def load(path: Path, around: dict[str, str], day: str) -> Figures:
    """Read what was kept on this machine with these versions, else begin anew."""
    if path.exists():
        kept = json.loads(path.read_text("utf-8"))
        if kept["around"] == around:
            figures = [
                Figure(**{**each, "ratio": Spread(**each["ratio"])}) for each in kept["measured"]
            ]
            made = Figures(around, day)
            for figure in figures:
                made.add(figure)
            for point in kept["points"]:
                made.add_point(Point(**point))
            return made
    return Figures(around, day)


def save(path: Path, figures: Figures) -> None:
    """Write what was measured."""
    path.parent.mkdir(exist_ok=True)
    data = {
        "around": figures.around,
        "measured": [asdict(each) for each in figures.measured.values()],
        "points": [asdict(each) for each in figures.points.values()],
    }
    path.write_text(json.dumps(data, indent=1), "utf-8")
