"""What only the typeset pages show can be allowed and turned off as any other finding can."""

from pathlib import Path

import pytest

from briefgen.builds import pipeline
from briefgen.builds.making import about_pages
from briefgen.builds.pipeline import Timings
from briefgen.settings.resolver import Resolved
from briefgen.typeset import Pdf
from briefgen.typeset.outside import Outside

MINIMAL = (Path(__file__).parent.parent / "briefs" / "minimal.yaml").read_text("utf-8")
ALLOW = "# briefgen: allow page-overrun because the annex is on page one"
# A first page that runs over to the second, and a card that doesn't fit.
RUNS_OVER = Pdf(b"", 4, {"section.contents": 3})
IS_LARGE = Pdf(b"", 2, {}, fits=False)


def checked(text, off=()):
    document = pipeline.loaded(text.encode(), "talks.yaml", Timings())
    return pipeline.checked(document, Path("nowhere"), Resolved(off=off))


def late(text, pdf=RUNS_OVER, off=()):
    return [found.rule for found in about_pages(checked(text, off), "packet", pdf)]


def above(key, comment=ALLOW):
    return MINIMAL.replace(f"{key}:", f"{comment}\n{key}:", 1)


@pytest.mark.parametrize(("key", "pdf"), [("bottom_line", RUNS_OVER), ("agenda", IS_LARGE)])
def test_a_page_that_runs_over_is_allowed_by_a_comment(key, pdf):
    assert late(MINIMAL, pdf) == ["page-overrun"]
    assert late(above(key), pdf) == []


def test_a_comment_elsewhere_does_not_allow_it():
    assert late(above("people")) == ["page-overrun"]


def test_settings_can_turn_it_off():
    assert late(MINIMAL, off=("page-overrun",)) == []
    assert late(MINIMAL, off=("unused-source",)) == ["page-overrun"]


def test_a_check_does_not_call_its_comment_unused():
    """Whether the pages run over is known only when they are typeset."""
    unused = [found.rule for found in checked(above("bottom_line")).diagnostics]
    assert unused == []
    without_reason = above("bottom_line", "# briefgen: allow page-overrun")
    assert [found.rule for found in checked(without_reason).diagnostics] == ["allow-without-reason"]


def test_what_stands_outside_of_the_page_cannot_be_turned_off():
    pdf = Pdf(b"", 2, {}, outside=(Outside(1, "section.items", "quay", "text"),))
    assert late(MINIMAL, pdf, off=("outside-of-page",)) == ["outside-of-page"]


def test_what_the_engine_says_of_a_style_stays():
    pdf = Pdf(b"", 2, {}, warnings=("No such property.",))
    assert [found.message for found in about_pages(checked(MINIMAL), "packet", pdf)] == [
        "No such property."
    ]


@pytest.mark.parametrize(
    ("page", "above", "found"),
    [
        (1, 0.6, []),  # what follows begins on page one
        (2, 0.0, []),
        (2, 0.3, ["page-overrun"]),
        (3, 0.0, ["page-overrun"]),
    ],
)
def test_the_first_page_runs_over_where_what_follows_begins_too_late(page, above, found):
    # Sections may stand before the items: where these begin says nothing of the first page.
    pdf = Pdf(b"", 4, {"main": page, "section.items": 4}, above={"main": above})
    assert late(MINIMAL, pdf) == found


def test_the_heading_of_what_lies_behind_a_paper_is_no_part_of_it():
    paper = (Path(__file__).parent.parent / "briefs" / "board-paper.yaml").read_text("utf-8")
    places = {"section.decision": 1, "section.annexes": 3, "section.notes.title": 3}
    above = {"section.notes.title": 0.2}
    assert late(paper, Pdf(b"", 3, places, above=above)) == []
    longer = places | {"section.actions": 3, "section.annexes": 4}
    assert late(paper, Pdf(b"", 4, longer)) == ["pages-past-limit"]
