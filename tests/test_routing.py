"""To whom a paper goes, from whom it comes, and who has agreed to it."""

import json

import pytest
from smallest import SMALLEST

from briefgen import api
from briefgen.builds import pipeline
from briefgen.builds.timings import Timings
from briefgen.render.page import render

PEOPLE = {
    "n0": {"name": "Anna Berg", "role": "Minister"},
    "n1": {"name": "Nils Strand", "role": "Permanent Secretary"},
    "n2": {"name": "Ragnar Holt", "described_as": "a senior clerk", "attribution": "on background"},
}


def view_of(**fields):
    brief = {**SMALLEST, "people": PEOPLE, **fields}
    document = pipeline.loaded(json.dumps(brief).encode(), "talks.yaml", Timings())
    return pipeline.viewed(api.check(document, off=["item-without-objective"]))


def test_an_id_is_printed_as_the_person_and_a_name_as_it_is_typed():
    view = view_of(to="n0", **{"from": "Ports policy"}, copy=["n1", "Treasury"])
    assert view.routing.to == ("Anna Berg, Minister",)
    assert view.routing.sender == ("Ports policy",)
    assert view.routing.copied == ("Nils Strand, Permanent Secretary", "Treasury")


def test_somebody_on_other_terms_stands_there_as_described():
    page = render(view_of(copy="n2", clearances=[{"office": "Finance", "person": "n2"}]))
    assert page.count("a senior clerk") == 2
    assert "Holt" not in page


def test_who_is_not_said_is_the_principal_and_the_office():
    owner = {"office": "Sea desk", "contact": "ext. 7", "cleared_by": "The Director"}
    view = view_of(through="Private Office", owner=owner)
    assert view.routing.to == ("Anna Berg, Minister",)
    assert view.routing.sender == ("Sea desk, ext. 7",)
    page = render(view)
    assert page.count("Sea desk, ext. 7") == 1
    assert page.count("The Director") == 1


def test_the_desk_that_wrote_it_is_named_beside_whom_it_comes_from():
    page = render(
        view_of(**{"from": "The Director"}, owner={"office": "Sea desk", "contact": "ext. 7"})
    )
    assert "<dt>From</dt><dd>The Director</dd>" in page
    assert "<dt>Written by</dt><dd>Sea desk, ext. 7</dd>" in page


def test_a_paper_that_says_nothing_of_its_way_has_no_routing():
    page = render(view_of())
    assert 'class="routing"' not in page
    assert "For Anna Berg, Minister" in page


def test_the_number_stands_at_the_top_edge_beside_the_serial():
    assert '<p class="serial">3/26 · Reference PP-17</p>' in render(
        view_of(serial="3/26", number="PP-17")
    )
    assert '<p class="serial">Reference PP-17</p>' in render(view_of(number="PP-17"))


def test_earlier_bodies_are_named_with_their_days_and_what_they_decided():
    page = render(
        view_of(
            considered=[
                "The Board",
                {"body": "Audit", "on": "2026-04-02", "outcome": "It *agreed*."},
            ]
        )
    )
    assert "<dd>The Board<br>Audit, <time" in page
    assert ">2\u00a0April 2026</time>: It <em>agreed</em>.</dd>" in page


@pytest.mark.parametrize(
    ("entry", "state"),
    [
        ("Legal", "Asked"),
        ({"office": "Legal", "on": "2026-05-06"}, "Cleared"),
        ({"office": "Legal", "on": "2026-05-06", "state": "asked"}, "Asked"),
        ({"office": "Legal", "state": "cleared by silence"}, "Cleared by silence"),
        ({"office": "Legal", "state": "objects"}, "Objects"),
    ],
)
def test_a_clearance_says_how_it_stands(entry, state):
    assert [each.state for each in view_of(clearances=[entry]).clearances] == [state]


def test_a_table_has_no_column_in_which_nothing_stands():
    page = render(view_of(clearances=["Legal", "Finance"]))
    table = page[page.index('id="section.clearances"') :]
    assert table[: table.index("</thead>")].count("<th ") == 2  # the office and its state


def test_clearances_that_the_kind_of_the_settings_needs_are_missed_at_the_title(tmp_path):
    (tmp_path / "briefgen.toml").write_text('kind = "us-action-memo"\n')
    (tmp_path / "memo.yaml").write_text(json.dumps({**SMALLEST, "people": PEOPLE}))
    case = api.check(api.load(tmp_path / "memo.yaml"))
    (found,) = [each for each in case.diagnostics if each.rule == "clearance-missing"]
    assert found.span.path == "title"
