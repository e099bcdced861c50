"""What it costs to find that nothing has changed, and how time grows with the briefs: `make bench`."""

from __future__ import annotations

import os
import sys
import time

import pytest
from measuring import briefgen, cost, paired, process, python, rounds
from offices import write_office

PART = "Doing nothing twice"
PASS = process(python("pass"))
CORES = os.cpu_count() or 1
PEER = f"xargs -P{CORES} weasyprint"
# Cards of one item; the peer does a thousand of them by the hundred, so that is reckoned.
SIZES = (1, 10, 100, 1_000)
PEER_TO = 100


def settled():
    """Wait until what was written just now is believed by its time."""
    time.sleep(2.5)


def build_of(folder, *more):
    return briefgen("build", "-q", folder / "briefs", "-o", folder / "out", *more)


def xargs(folder):
    """The run of the bare engine on the pages, as many at a time as there are cores."""
    pages = folder / "pages"
    cost(
        briefgen("build", "-q", folder / "briefs", "-t", "html", "--template", "card", "-o", pages)
    )
    bare = f"{sys.executable} -m weasyprint --pdf-variant pdf/a-2a"
    return process(["sh", "-c", f"ls *.html | xargs -P{CORES} -I% {bare} % %.pdf"], cwd=pages)


@pytest.mark.quick
@pytest.mark.parametrize("count", SIZES)
def test_growth_with_the_briefs(count, tmp_path, figures):
    write_office(tmp_path / "briefs", count, 1)
    build = build_of(tmp_path, "-t", "pdf", "--template", "card")
    first = cost(build)
    settled()
    again = paired(process(build), PASS, rounds(5))
    changed = one_changed(tmp_path, build, count)
    point(figures, "first build", count, first, first)
    point(figures, "nothing changed", count, min_of(again), first)
    point(figures, "one brief changed", count, changed, first)
    if count <= PEER_TO:
        point(figures, PEER, count, xargs(tmp_path)(1), first)
    if count == max(SIZES):
        figures.compare(f"{count:,} briefs, nothing changed", "python -c pass", again, target=8)
        figures.compare(
            f"{count:,} briefs, nothing changed", "their first build", [(min_of(again), first)]
        )
        figures.compare(f"one of {count:,} briefs changed", "their first build", [(changed, first)])
        reckon(figures, count)


def point(figures, line, count, took, first):
    ratio = None if took is first else took.clock / first.clock
    figures.add_point("briefs", line, count, took.clock, ratio)


def min_of(pairs):
    return min((own for own, _ in pairs), key=lambda each: each.clock)


def one_changed(folder, build, count):
    with (folder / "briefs" / f"brief-{count // 2:04d}.yaml").open("a") as file:
        file.write("# changed\n")
    return cost(build)


def reckon(figures, count):
    """Reckon what the peer would take for the most briefs, from what it takes for fewer."""
    if measured := figures.figures.points.get(f"briefs: {PEER}: {PEER_TO}"):
        seconds = measured.seconds * count / PEER_TO
        figures.add_point("briefs", PEER, count, seconds, None, reckoned=True)


@pytest.mark.quick
def test_a_packet_that_has_not_changed(tmp_path, figures):
    write_office(tmp_path / "briefs", 1, 7)
    build = build_of(tmp_path)
    cost(build)
    settled()
    pairs = paired(process(build), process([*build, "--force"]), rounds(5))
    figures.compare("packet and card that haven't changed", "building them", pairs)
