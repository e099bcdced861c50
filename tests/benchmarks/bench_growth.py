"""How the time for one packet grows with its pages, beside other ways to a PDF: `make bench`.

All take turns on the same brief: briefgen with nothing kept, with one item changed and the rest
kept, the bare engine, Typst and Chromium. Memory is that of the same processes.
"""

from __future__ import annotations

import pytest
from figures import Cost, median
from measuring import briefgen, cost, in_turns, process, rounds
from offices import write_office
from peers import PEERS, page_of

PART = "Pages of one packet"
# Items of the agenda by the pages that they make, and how often they are measured.
ITEMS = {5: 3, 20: 15, 50: 40, 100: 84, 200: 168, 400: 338}
TIMES = {5: 5, 20: 5, 50: 5, 100: 3, 200: 2, 400: 2}
OURS, CHANGED, ALONE = "briefgen, nothing kept", "briefgen, one item changed", "WeasyPrint alone"
# What is asked of the longest packet.
MOST = {"clock": 0.65, "largest": 0.35, "together": 0.8}
MEMORY = {"largest": "memory of the largest process", "together": "memory of all processes"}


def one_changed(brief, build):
    """The run of a build before which one item, another each time, gets other words."""
    text = brief.read_text("utf-8")
    count = text.count("\n  - id: item-")

    def run(at):
        item = text.index("background: |", text.index(f"id: item-{at % count}\n"))
        end = text.index("\n", item + 20)
        brief.write_text(f"{text[:end]} Boats wait {at}.{text[end:]}", "utf-8")
        return cost(build)

    return run


@pytest.mark.quick
@pytest.mark.parametrize("pages", ITEMS)
def test_growth_with_the_pages(pages, tmp_path, monkeypatch, figures):
    (brief,) = write_office(tmp_path / "office", 1, ITEMS[pages])
    (changing,) = write_office(tmp_path / "changing", 1, ITEMS[pages])
    page = page_of(brief, tmp_path)
    packet = ("build", "-q", "--template", "packet", "-t", "pdf", "-o", tmp_path)
    build = briefgen(*packet, changing, "--cache", tmp_path / "kept")
    cost(build)
    runs = {
        OURS: process(briefgen(*packet, brief, "--cache", "/dev/null"), memory=True),
        CHANGED: one_changed(changing, build),
    }
    runs |= {
        name: process(made, memory=name == ALONE)
        for name, peer in PEERS.items()
        if (made := peer(page))
    }
    times = rounds(TIMES[pages], min(TIMES[pages], 3) if pages <= 50 else 1)
    told(figures, pages, in_turns(runs, times, warm=pages <= 50))


def told(figures, pages, found):
    for name in found[0]:
        took = median([each[name] for each in found])
        ratio = median([Cost(each[name].clock / each[ALONE].clock) for each in found])
        figures.add_point("pages", name, pages, took, None if name == ALONE else ratio)
    if pages == max(ITEMS):
        pairs = [(each[OURS], each[ALONE]) for each in found]
        what = f"packet of {pages} pages"
        figures.compare(what, ALONE, pairs, target=MOST["clock"])
        for measure, said in MEMORY.items():
            figures.compare(f"{what}: {said}", ALONE, pairs, measure, MOST[measure])
    if pages >= 200:
        pairs = [(each[CHANGED], each[ALONE]) for each in found]
        figures.compare(
            f"one item changed of {ITEMS[pages]} ({pages} pages)", ALONE, pairs, target=0.05
        )
