"""The sheet that is left behind has what was written for others, and nothing that was written for us."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from briefgen import api
from briefgen.builds import pipeline
from briefgen.look import Look
from briefgen.model import texts
from briefgen.render.page import render
from briefgen.typeset import typeset_here
from briefgen.typeset.finish import Attached

ROOT = Path(__file__).parent.parent
# What is written for us, by the beginning of its path in the brief.
INNER = {
    "people",
    "objectives",
    "programme",
    "actions",
    "contacts",
    "background",
    "press",
    "questions",
}
INNER_OF_ITEMS = {"objective", "positions", "quotes", "background", "figures"}
# What is no longer than a word may stand in any text.
LONGEST_OF_WORDS = 12


def case_of(name):
    return api.check(api.load(ROOT / "briefs" / f"{name}.yaml"))


@pytest.fixture(scope="module", params=["hill-day", "everything"])
def case(request):
    return case_of(request.param)


@pytest.fixture(scope="module")
def page(case):
    return render(pipeline.viewed(case), "leave-behind", Look())


def test_the_ask_and_the_points_to_make_stand_on_it(case, page):
    view = pipeline.viewed(case)
    assert view.bottom_line
    assert view.bottom_line.bare in page
    made = [point for item in view.items for group in item.points for point in group.points]
    assert len([point for point in made if point.kind == "make"]) > 5
    assert all((point.bare in page) == (point.kind == "make") for point in made)


def test_nothing_stands_on_it_that_was_written_for_us(case, page):
    assert case.brief
    inner = [
        text
        for path, text, _, field in texts(case.brief)
        if path[0] in INNER or (path[0] == "agenda" and path[2] in INNER_OF_ITEMS)
        # Words of our own contact, whom they may call, and ids, which are seen by nobody.
        if field != "id" and "Lindqvist" not in text and len(text) > LONGEST_OF_WORDS
    ]
    assert len(inner) > 20
    assert [text for text in inner if text in page] == []


def test_a_section_is_written_for_it():
    page = render(pipeline.viewed(case_of("hill-day")), "leave-behind", Look())
    assert "It smells like onions" in page


def test_it_carries_nothing_though_the_packet_does():
    case = case_of("hill-day")
    view = pipeline.viewed(case)
    assert case.brief
    file = Attached("a.yaml", b"a: 1\n", "application/yaml", "Source", "inner", case.brief.as_of)
    carried = {}
    for template in ("packet", "leave-behind"):
        made = typeset_here(render(view, template, Look()), (), (file,))
        with pikepdf.open(io.BytesIO(made.data)) as pdf:
            carried[template] = list(pdf.attachments)
    assert carried == {"packet": ["a.yaml"], "leave-behind": []}


def test_what_goes_to_the_media_carries_nothing_either():
    page = render(pipeline.viewed(case_of("press-pack")), "release", Look())
    file = Attached("a.yaml", b"a: 1\n", "application/yaml", "Source", "inner", date(2026, 3, 2))
    with pikepdf.open(io.BytesIO(typeset_here(page, (), (file,)).data)) as pdf:
        assert list(pdf.attachments) == []


def test_its_foot_does_not_say_what_we_knew_and_when():
    made = typeset_here(render(pipeline.viewed(case_of("hill-day")), "leave-behind", Look()))
    words = pypdfium2.PdfDocument(made.data)[0].get_textpage().get_text_range()
    assert "As of" not in words
    assert "Page" not in words
