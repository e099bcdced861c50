"""What the findings about figures and names say of the source, and what they keep to themselves."""

from __future__ import annotations

import pytest
from test_looked import BRIEF, checked_in

REPORT = """The quays were counted by Una Flett in May, who found 38 of them.

Nobody asked when the old mole was built.
"""
AIDE = "{name: Anna Berg}\n  aide: {name: Una Flett, described_as: an aide of the council"
ON_RECORD = BRIEF.replace("{name: Anna Berg}", f"{AIDE}}}")
UNNAMED = BRIEF.replace("{name: Anna Berg}", f"{AIDE}, attribution: on background}}")
ALLOWED = UNNAMED.replace(
    "points:", "# briefgen: allow name-on-background because a singer has it\n    points:"
)
FIGURE = "In May 39 quays were counted.[^report]"
NAME = "The quays were counted in May by Una Flitt.[^report]"


@pytest.fixture
def told(tmp_path, monkeypatch):
    """The findings about a point that rests on a report, by their rules."""

    def told(point, brief, report=REPORT):
        monkeypatch.setattr("test_looked.REPORT", report)
        found = checked_in(tmp_path, point, "As agreed.[^letter]", brief=brief).diagnostics
        return {each.rule: each for each in found}

    return told


@pytest.mark.parametrize(
    ("point", "rule", "read"),
    [
        (FIGURE, "figure-not-in-source", "38"),
        (NAME, "name-not-in-source", "Flett"),
    ],
)
def test_a_passage_that_names_somebody_unnamed_is_not_shown(point, rule, read, told):
    shown = told(point, ON_RECORD)[rule]
    assert shown.related
    assert f"Is it “{read}”?" in shown.hint
    hidden = told(point, UNNAMED)[rule]
    assert hidden.message == shown.message
    assert hidden.related == ()
    assert hidden.hint.startswith("Correct it")


@pytest.mark.parametrize("point", [FIGURE, NAME])
def test_no_finding_names_them(point, told):
    assert "Flett" not in repr(told(point, UNNAMED))


def test_a_name_that_is_allowed_at_its_place_is_not_looked_for_aloud(told):
    point = "Una Flett sang on 38 quays.[^report]"
    elsewhere = REPORT.replace("Una Flett", "Ada Quist")
    assert "name-not-in-source" in told(point, ON_RECORD, elsewhere)
    assert told(point, ALLOWED, elsewhere) == {}


def test_what_another_place_has_instead_is_shown_there(told):
    """The passage that is most like the sentence isn't about the namesake."""
    report = f"{REPORT}\n{'Nothing else was asked. ' * 40}\n\nThe lamp is kept by Ole Quistgard.\n"
    (found,) = told(
        "The quays were counted in May by Ole Quistgerd.[^report]", BRIEF, report
    ).values()
    assert found.hint.startswith("Is it “Quistgard”?")
    (shown,) = found.related
    assert shown.message == "the most similar passage is “Quistgard”"
    assert shown.span.line == report[: report.index("Quistgard")].count("\n") + 1


def test_of_a_long_passage_the_words_around_what_it_has_instead_are_shown(told):
    report = f"In May the council saw {'gulls of the northern mole, ' * 12} and at last counted 38 quays.\n"
    found = told("In May the council saw and at last counted 39 quays.[^report]", BRIEF, report)
    (shown,) = found["figure-not-in-source"].related
    assert shown.message.endswith("at last counted 38 quays.”")
    assert "In May the council" not in shown.message


def test_nothing_is_said_of_a_figure_that_cannot_be_checked(told):
    assert told("Of 12 quays 9 are sound.[^letter][^report]", BRIEF) == {}
