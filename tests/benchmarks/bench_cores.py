"""What many briefs at once cost, against the bare engine as often at a time: `make bench`."""

from __future__ import annotations

import os
import sys

import pytest
from measuring import briefgen, cost, paired, process, rounds
from offices import write_office

PART = "Every core"
BRIEFS = int(os.environ.get("BRIEFS", "40"))
FEWER = 12
# 7 items are 10 pages.
ITEMS = 7
NAIVE = f"ls *.html | xargs -P2 -I% {sys.executable} -m weasyprint --pdf-variant pdf/a-2a % %.pdf"


def office(folder, briefs):
    """Write different briefs, and the HTML of each into another folder."""
    write_office(folder / "briefs", briefs, ITEMS)
    cost(built(folder, "-t", "html", "-o", folder / "html"))
    return folder


def built(folder, *asked):
    packets = ("build", "-q", "--force", "--template", "packet")
    return briefgen(*packets, *asked, folder / "briefs")


@pytest.mark.quick
def test_briefs_on_two_cores_against_the_bare_engine_twice_at_a_time(tmp_path, figures):
    at = office(tmp_path, BRIEFS)
    ours = process(built(at, "-t", "pdf", "-o", at / "pdf", "-j", 2))
    naive = process(["sh", "-c", NAIVE], cwd=at / "html")
    pairs = paired(ours, naive, rounds(5, 3), warm=False)
    figures.compare(f"{BRIEFS} packets of ten pages", "xargs -P2 weasyprint", pairs, target=0.66)


@pytest.mark.quick
def test_one_worker_against_two(tmp_path, figures):
    at = office(tmp_path, FEWER)
    one, two = (
        process(built(at, "-t", "pdf", "-o", at / "pdf", "--executor", "processes", "-j", count))
        for count in (1, 2)
    )
    pairs = paired(one, two, rounds(5, 3), warm=False)
    asked = {"target": 1.75, "at_least": True}
    figures.compare(f"one worker, {FEWER} packets", "two workers", pairs, **asked)
