"""What one packet costs, cold, against other ways to a PDF: whole processes, in turns.

The bare engine makes the same kind of PDF, PDF/A-2a, without what briefgen adds to be PDF/UA-1 as
well. What Typst and Chromium leave out is told in docs/explanation/performance.md.
"""

from __future__ import annotations

from functools import reduce
from operator import add

import pytest
from measuring import FLAGSHIP, briefgen, cost, in_turns, paired, process, python, rounds
from offices import write_office
from peers import PEERS, naive, page_of

PART = "One packet"
ROUNDS = rounds(5)
BRIEFS = {name: FLAGSHIP.with_stem(name) for name in (FLAGSHIP.stem, "everything")}
ALONE = "WeasyPrint alone"
IMPORT = "from briefgen.typeset import load_engine, weasyprint_import; "


@pytest.fixture(
    params=[
        pytest.param(FLAGSHIP.stem, marks=pytest.mark.quick),
        "everything",
        "office",
    ]
)
def brief(request, tmp_path):
    if request.param != "office":
        return BRIEFS[request.param]
    return write_office(tmp_path / "office", 1, 7)[0]


def test_a_cold_packet(brief, tmp_path, figures):
    page = page_of(brief, tmp_path)
    packet = ("build", "-q", brief, "--template", "packet", "-t", "pdf", "--force", "-o", tmp_path)
    empty, kept = "with an empty cache", "with what an earlier run compiled"
    runs = {
        empty: lambda number: cost(briefgen(*packet), home=tmp_path / str(number)),
        kept: process(briefgen(*packet)),
    }
    runs |= {name: process(made) for name, peer in PEERS.items() if (made := peer(page))}
    found = in_turns(runs, ROUNDS)
    for name in (empty, kept):
        pairs = [(each[name], each[ALONE]) for each in found]
        figures.compare(f"packet of {brief.stem} as PDF, {name}", ALONE, pairs, target=0.85)
    for name in [each for each in PEERS if each in runs and each != ALONE]:
        pairs = [(each[empty], each[name]) for each in found]
        figures.compare(f"packet of {brief.stem} as PDF, {empty}", name, pairs)


@pytest.mark.parametrize("brief", BRIEFS, indirect=True)
def test_packet_and_card_of_both_kinds(brief, tmp_path, figures):
    pages = [page_of(brief, tmp_path, template) for template in ("packet", "card")]
    both = briefgen("build", "-q", brief, "--force", "-o", tmp_path)

    def peers(_):
        return reduce(add, (cost(naive(page)) for page in pages))

    pairs = paired(lambda at: cost(both, home=tmp_path / str(at)), peers, ROUNDS)
    figures.compare(f"packet and card of {brief.stem}, HTML and PDF", f"{ALONE}, PDF", pairs)


def test_the_import_of_the_engine(figures):
    quick = python(IMPORT + "load_engine(alone=True)")
    plain = python(f"{IMPORT}weasyprint_import.is_as_tried = bool; load_engine()")
    pairs = paired(process(quick), process(plain), ROUNDS)
    figures.compare("process that imports the engine", "the plain import", pairs)
