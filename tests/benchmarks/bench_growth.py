"""How the time for one packet grows with its pages, beside other ways to a PDF: `make bench`.

All take turns on the same brief: briefgen with nothing kept, with one item changed and the rest
kept, the bare engine, Typst and Chromium. Memory is that of the same processes.
"""

from __future__ import annotations

import re

import pytest
from figures import Cost, median
from measuring import briefgen, cost, in_turns, process, rounds
from offices import write_office
from peers import PEERS, page_of

PART = "Pages of one packet"
# Items of the agenda by the pages that they make, and how often they are measured.
ITEMS = {5: 3, 20: 15, 50: 40, 100: 84, 200: 168, 400: 338}
TIMES = {5: 5, 20: 5, 50: 3, 100: 3, 200: 1, 400: 1}
QUICK = {5: 2, 20: 2, 50: 2, 100: 1, 400: 1}
OURS, CHANGED, ALONE = "briefgen, nothing kept", "briefgen, one item changed", "WeasyPrint alone"
# What is asked of the longest packet.
MOST = {"clock": 0.65, "largest": 0.35, "together": 0.8}
MEMORY = {"largest": "memory of the largest process", "together": "memory of all processes"}


def first(brief, folder):
    """The run of a build with an empty cache, another one each time."""
    return lambda at: cost([*built(brief, folder), "--cache", folder / f"kept-{at}"], memory=True)


def changed(brief, folder):
    """The run of the same build, after one item, another each time, got two words more."""

    def run(at):
        text = brief.read_text("utf-8")
        ids = [found.start() for found in re.finditer("id: item-", text)]
        item = text.index("background: |", ids[at * 7 % len(ids)])
        end = text.index("\n", item + 20)
        brief.write_text(f"{text[:end]} Boats wait.{text[end:]}", "utf-8")
        return cost([*built(brief, folder), "--cache", folder / f"kept-{at}"])

    return run


def built(brief, folder):
    return briefgen("build", "-q", brief, "--template", "packet", "-t", "pdf", "-o", folder)


@pytest.mark.parametrize(
    "pages",
    [pytest.param(pages, marks=[pytest.mark.quick] * (pages in QUICK)) for pages in ITEMS],
)
def test_growth_with_the_pages(pages, tmp_path, figures):
    (brief,) = write_office(tmp_path / "office", 1, ITEMS[pages])
    page = page_of(brief, tmp_path)
    runs = {OURS: first(brief, tmp_path), CHANGED: changed(brief, tmp_path)}
    for name, peer in PEERS.items():
        if made := peer(page):
            runs[name] = process(made, memory=name == ALONE)
    times = rounds(TIMES[pages], QUICK.get(pages))
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
