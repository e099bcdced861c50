"""Collects the figures of the benchmarks; at the end of a run prints them and writes the page."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from around import around
from figures import Figure, Figures, Point, load, save
from measuring import IS_QUICK, ROOT
from performance_page import line_of, write_page

KEPT = ROOT / ".benchmarks" / "figures.json"
FIGURES = pytest.StashKey[Figures]()
IS_NEW = pytest.StashKey[bool]()
HERE = Path(__file__).parent


class Part:
    """What a benchmark measures, under the heading that its file gives."""

    def __init__(self, figures: Figures, heading: str) -> None:
        self.figures, self.heading = figures, heading

    def compare(self, *given, **more) -> Figure:
        """Keep a ratio, as `Figures.compare` does, and print it."""
        figure = self.figures.compare(self.heading, *given, **more)
        print(f"\n{line_of(figure)}")
        return figure

    def add_point(self, *given, **more) -> None:
        """Keep a point of a curve of growth, and print it."""
        point = Point(*given, **more)
        self.figures.add_point(point)
        print(f"\n{point.line}, {point.curve} {point.size}: {point.seconds:.2f} s")


def pytest_configure(config):
    day = time.strftime(
        "%Y-%m-%d", time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", time.time())))
    )
    config.stash[FIGURES] = load(KEPT, around(), day)


def pytest_collection_modifyitems(config, items):
    """Leave out what takes long, unless it is asked for by `-m`; do the longest last.

    So that a run that is ended early has most of its figures.
    """
    # pytest loads this file, too, where it only looks for tests in this folder and finds none.
    if any(HERE not in each.path.parents for each in items):
        return
    items.sort(key=lambda each: "growth" in each.name)
    if config.option.markexpr:
        return
    left = [each for each in items if each.get_closest_marker("long")]
    if IS_QUICK:
        left = [each for each in items if not each.get_closest_marker("quick")]
    config.hook.pytest_deselected(items=left)
    items[:] = [each for each in items if each not in left]


@pytest.fixture
def figures(request):
    """The figures of the file that the benchmark is in."""
    return Part(request.config.stash[FIGURES], request.module.PART)


@pytest.fixture(autouse=True)
def own_caches(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("BRIEFGEN_CACHE", raising=False)
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)


@pytest.fixture(autouse=True)
def keep(request):
    """Keep what was measured after each benchmark, as a run may be ended early."""
    yield
    request.config.stash[IS_NEW] = True
    save(KEPT, request.config.stash[FIGURES])


def pytest_terminal_summary(terminalreporter, config):
    """Print all figures, and write the page where any is new."""
    if not config.stash.get(IS_NEW, False):
        return
    found = config.stash[FIGURES]
    terminalreporter.section("figures")
    for figure in found.measured.values():
        terminalreporter.line(line_of(figure))
    write_page(ROOT / "docs" / "explanation" / "performance.md", found)
    terminalreporter.line("written: docs/explanation/performance.md")
