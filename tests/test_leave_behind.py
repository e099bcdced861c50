"""The sheet that is left behind has what was written for others, and nothing that was written for us."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from briefgen import api
from briefgen.builds import pipeline
from briefgen.look import Look
from briefgen.model import texts
from briefgen.render.page import render
from briefgen.typeset import typeset_here
from briefgen.typeset.finish import Attached

ROOT = Path(__file__).parent.parent
# What may stand on it, by the end of the path in the brief.
HANDED_OVER = ("title", "office", "contact")


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
    handed = {case.brief.title, case.brief.owner.office, case.brief.owner.contact}
    inner = [
        text
        for path, text, entry, field in texts(case.brief)
        if (path[0] not in ("bottom_line", "title", "owner", "briefgen", "language", "kind"))
        and path[:2] != ("sections", "leave_behind")
        and not (path[0] == "agenda" and path[2] in ("title", "points"))
        # Shorter ones may be words of another text.
        and len(text) > 12
        and text not in handed
    ]
    assert len(inner) > 20
    assert [text for text in inner if text in page] == []


def test_a_section_is_written_for_it():
    page = render(pipeline.viewed(case_of("hill-day")), "leave-behind", Look())
    assert "It smells like onions" in page


def test_it_carries_nothing_though_the_packet_does(case):
    view = pipeline.viewed(case)
    assert case.brief
    file = Attached("a.yaml", b"a: 1\n", "application/yaml", "Source", "inner", case.brief.as_of)
    carried = {}
    for template in ("packet", "leave-behind"):
        made = typeset_here(render(view, template, Look()), (), (file,))
        with pikepdf.open(io.BytesIO(made.data)) as pdf:
            carried[template] = list(pdf.attachments)
    assert carried == {"packet": ["a.yaml"], "leave-behind": []}
