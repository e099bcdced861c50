"""What many briefs at once cost, against the bare engine twice at a time: `make bench`.

The machines are noisy, so the commands take turns. Wall time and processor time are both printed:
the second says what is done, the first says how much of it is done side by side.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time

import pytest
from offices import write_office

BRIEFS = int(os.environ.get("BRIEFS", "40"))
# 7 items are 10 pages.
ITEMS = 7
ROUNDS = int(os.environ.get("ROUNDS", "5"))
NAIVE = f"{sys.executable} -m weasyprint --pdf-variant pdf/a-2a"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A folder with different briefs, and the HTML of each in another."""
    at = tmp_path_factory.mktemp("office")
    os.environ["XDG_CACHE_HOME"] = str(at / "cache")
    write_office(at / "briefs", BRIEFS, ITEMS)
    subprocess.run(built(at, "-t", "html", "-o", at / "html"), check=True)
    return at


def built(at, *asked):
    command = (sys.executable, "-m", "briefgen", "build", "-q", "--force", "--template", "packet")
    return [*map(str, (*command, *asked, at / "briefs"))]


def seconds(command, **how):
    """The wall time and the processor time of a command with all that it starts."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, **how)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, sum(
        getattr(after, each) - getattr(before, each) for each in ("ru_utime", "ru_stime")
    )


def tell(what, pairs):
    for at, kind in enumerate(("wall", "processor")):
        ratios = sorted(ours[at] / peer[at] for ours, peer in pairs)
        print(
            f"\n{what}, {kind}: {statistics.median(ratios):.2f} "
            f"(from {ratios[0]:.2f} to {ratios[-1]:.2f})"
        )


def test_briefs_on_two_cores_against_the_bare_engine_twice_at_a_time(office):
    ours = built(office, "-t", "pdf", "-o", office / "pdf", "-j", 2)
    naive = f"ls *.html | xargs -P2 -I% {NAIVE} % %.pdf"
    pairs = [
        (seconds(ours), seconds(["sh", "-c", naive], cwd=office / "html")) for _ in range(ROUNDS)
    ]
    tell(f"{BRIEFS} briefs against xargs -P2 weasyprint", pairs)


def test_one_worker_against_two(office):
    one, two = (
        built(office, "-t", "pdf", "-o", office / "pdf", "--executor", "processes", "-j", count)
        for count in (1, 2)
    )
    tell("one worker against two", [(seconds(one), seconds(two)) for _ in range(ROUNDS)])
