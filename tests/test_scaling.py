"""The cost model of docs/explanation/scaling.md: each number of its table follows from the constants there."""

from __future__ import annotations

import math
import re
from pathlib import Path

DOC = (Path(__file__).parent.parent / "docs" / "explanation" / "scaling.md").read_text("utf-8")
CORES = (2, 16, 100, 1000)
PAGES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
LONG = 10  # pages of a brief


def constant(name):
    return float(re.search(rf"^\| `{name}` \| ([0-9.]+) (?:s|KB) \|", DOC, re.MULTILINE)[1])


def senders(cores):
    """So many machines have to send that these cores always have work."""
    return math.ceil(cores * constant("send") / (LONG * constant("page")))


def seconds(pages, cores):
    briefs = pages / LONG
    return constant("start") + briefs * max(
        LONG * constant("page") / cores, constant("send") / senders(cores)
    )


def round_number(value):
    """Two digits that count, and no more decimals than they need."""
    return f"{float(f'{value:.2g}'):g}"


def time(value):
    for unit, size, most in (("s", 1, 90), ("min", 60, 90), ("h", 3600, 48)):
        if value / size < most:
            return f"{round_number(value / size)} {unit}"
    return f"{round_number(value / 86_400)} days"


def size(kilobytes):
    mega = kilobytes / 1000
    return f"{round_number(mega)} MB" if mega < 1000 else f"{round_number(mega / 1000)} GB"


def row(pages):
    briefs = pages / LONG
    cells = [
        f"{pages:,}",
        *(time(seconds(pages, cores)) for cores in CORES),
        round_number((CORES[1] * constant("start") + pages * constant("page")) / 3600),
        size(briefs * constant("input") + pages * constant("output")),
        size(pages * constant("output")),
    ]
    return f"| {' | '.join(cells)} |"


def test_the_table_of_the_costs_follows_from_the_constants():
    found = [line for line in DOC.splitlines() if re.match(r"\| 1[0,]+ \|", line)]
    assert found == [row(pages) for pages in PAGES]


def test_the_text_says_how_many_cores_one_machine_keeps_busy():
    busy = round_number(LONG * constant("page") / constant("send"))
    assert f"about {busy} cores busy" in DOC
    assert f"{senders(CORES[-1])} machines that send" in DOC


def test_each_constant_is_said_to_be_measured_or_reckoned():
    lines = re.findall(r"^\| `[a-z]+` \|.*\|$", DOC, re.MULTILINE)
    assert len(lines) == 5
    assert all(re.search(r"\| (measured|reckoned)[^|]*\|$", line) for line in lines)
