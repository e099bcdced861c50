"""What was looked for in copies, and what was found: one line for the writer and the reader alike."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from itertools import product

import pypdfium2 as pdfium
import pytest
from test_reports import outcome, reported

from briefgen import api, build
from briefgen.builds import pipeline
from briefgen.evidence.tally import Tally
from briefgen.look import Look
from briefgen.render.page import render
from briefgen.report.checked import summed, unchecked
from briefgen.view import checked
from briefgen.view.label import Label
from briefgen.view.labels import labels_of
from briefgen.view.labels.catalogues import source

REPORT = """Of the 40 quays, 38 were repaired by 14 May 2031.

The works cost 1,200 crowns.
"""
BRIEF = """briefgen: 1
title: The quays
as_of: 2031-06-01
principal: chair
people:
  chair: {name: Anna Berg}
bottom_line: A date is wanted.
agenda:
  - title: The works
    objective: A date for the last quays.
    points: POINTS
sources:
  report: {title: Report on the quays, url: "https://quays.example/report", capture: report.txt}
  letter: {title: A letter}
"""


def checked_in(folder, *points, brief=BRIEF):
    """Check a brief with those points, about sources with a copy (`report`) and without one."""
    (folder / "report.txt").write_text(REPORT, "utf-8")
    text = brief.replace("POINTS", json.dumps(points))
    (folder / "brief.yaml").write_text(text, "utf-8")
    return api.check(api.load(folder / "brief.yaml"), off=["capture-unpinned"])


@pytest.fixture
def case_of(tmp_path):
    return partial(checked_in, tmp_path)


# One line.

LINES = [
    ({}, {}, {}, ""),
    ({"verbatim": 8}, {"found": 14, "uncopied": 3}, {}, "8 quotes checked. Of 17 figures 14 found in their sources, 3 without a copy."),
    ({"verbatim": 1}, {}, {}, "1 quote checked."),
    ({}, {"found": 1}, {}, "1 figure found in its source."),
    ({}, {"found": 1, "rounded": 2}, {"found": 4}, "All 3 figures found in their sources."),
    ({}, {"found": 1, "missing": 1, "uncited": 1}, {}, "Of 3 figures 1 found in its source, 1 not found, 1 cites nothing."),
    ({}, {"rounded": 2, "missing": 1, "uncopied": 1, "uncited": 2}, {}, "Of 6 figures 2 found in their sources, 1 not found, 1 without a copy, 2 cite nothing."),
    ({}, {"uncited": 1}, {}, "1 figure cites nothing."),
    ({}, {"uncited": 2}, {}, "2 figures cite nothing."),
    ({}, {"missing": 1, "elsewhere": 1}, {}, "Of 2 figures 1 only in another passage, 1 not found."),
    ({}, {"elsewhere": 2}, {"elsewhere": 1}, "2 figures only in other passages of their sources. 1 name only in another passage of its source."),
    ({}, {"missing": 1}, {"missing": 1}, "1 figure not found in its source. 1 name not found in its source."),
    ({}, {}, {"missing": 2, "found": 9, "uncopied": 1}, "Of 11 names 9 found in their sources, 2 not found."),
    ({"edited": 1, "original": 1, "failed": 1, "unchecked": 1}, {}, {}, "Of 4 quotes 2 found in their sources, 1 not found, 1 without a copy."),
    ({"verbatim": 1200}, {}, {}, "1,200 quotes checked."),
]  # fmt: skip


@pytest.mark.parametrize(("quotes", "figures", "names", "line"), LINES)
def test_the_line_has_a_sentence_each_for_what_there_is(quotes, figures, names, line):
    tally = Tally(quotes, figures=figures, names=names)
    assert summed(tally) == line
    assert json.loads(reported("json", outcome(tally=tally)))["briefs"][0]["checked"] == line
    assert not line or f"{line}\n" in reported("full", outcome(tally=tally))


TYPED = [
    ({"verbatim": 2}, {}, 2, 0, "2 quotes checked. What was found is in text that may have been typed by hand."),
    ({"verbatim": 1}, {"found": 1, "rounded": 1}, 1, 2, "1 quote checked. All 2 figures found in their sources. What was found is in text that may have been typed by hand."),
    ({"verbatim": 2}, {"found": 2}, 0, 1, "2 quotes checked. All 2 figures found in their sources. 1 of those found is in text that may have been typed by hand."),
    ({}, {"found": 3, "missing": 1}, 0, 2, "Of 4 figures 3 found in their sources, 1 not found. 2 of those found are in text that may have been typed by hand."),
]  # fmt: skip


@pytest.mark.parametrize(("quotes", "figures", "unshown", "figures_unshown", "line"), TYPED)
def test_the_line_says_how_much_was_found_in_copies_that_prove_less(
    quotes, figures, unshown, figures_unshown, line
):
    tally = Tally(quotes, unshown=unshown, figures=figures, figures_unshown=figures_unshown)
    assert summed(tally) == checked.summed(tally, labels_of("en-GB")) == line


def test_the_packet_has_the_line_of_the_summary():
    numbers = list(product((0, 1, 2), repeat=3))
    for one, two in product(numbers, numbers):
        quotes = dict(zip(("verbatim", "failed", "unchecked"), one, strict=True))
        figures = dict(zip(("found", "missing", "uncited"), two, strict=True))
        tally = Tally(quotes, figures=figures, names={"missing": two[1]})
        assert checked.summed(tally, labels_of("en-GB")) == summed(tally)


def test_the_line_is_in_the_language_of_the_brief_if_all_of_it_is(only):
    told = {key: words for key, words in source().items() if key.startswith("checked.")}
    polish = {
        key: words if isinstance(words, str) else [words["other"]] * 3
        for key, words in told.items()
    }
    polish["checked.figures-uncited"] = [
        f"{{count}} {word} bez źródła." for word in ("liczba", "liczby", "liczb")
    ]
    only("pl", polish)

    def said(count, language):
        label = checked.summed(Tally(figures={"uncited": count}), labels_of(language))
        return label, label.language

    assert said(3, "pl") == ("3 liczby bez źródła.", "")
    assert said(5, "pl") == ("5 liczb bez źródła.", "")
    assert said(3, "cs") == ("3 figures cite nothing.", "en")


# The numbers.


def test_figures_are_counted_by_what_was_found_of_them(case_of):
    case = case_of(
        "Of 40 quays 38 were repaired.[^report]",
        "The works cost 1,300 crowns.[^report]",
        "The letter says 12.[^letter]",
        "There are 7 more and 9 others.",
    )
    assert case.tally.figures == {"found": 2, "missing": 1, "uncopied": 1, "uncited": 2}
    assert case.tally.figures_uncited == 2
    # The report is a text that anybody may have typed.
    assert case.tally.figures_unshown == 2


def test_a_saved_page_shows_what_it_is(case_of, tmp_path):
    (tmp_path / "report.html").write_text(f"<html><body><p>{REPORT}</p></body></html>", "utf-8")
    point = "Of 40 quays 38 were repaired.[^report]"
    case = case_of(point, brief=BRIEF.replace("report.txt", "report.html"))
    assert (case.tally.figures, case.tally.figures_unshown) == ({"found": 2}, 0)


PRINCIPAL = "{name: Anna Berg, note: 'Has led 12 rounds[^report].'}"


def test_a_note_on_the_principal_is_not_printed_so_it_cites_nothing(case_of):
    case = case_of(
        "Of 40 quays 38 were repaired.[^report]",
        brief=BRIEF.replace("{name: Anna Berg}", PRINCIPAL),
    )
    assert case.tally.figures == {"found": 2}
    view = pipeline.viewed(case)
    assert view.principal.note == "Has led 12 rounds."
    assert [note.back for note in view.notes] == [("cite.1.1",)]
    assert "12 rounds" not in render(view, "packet", Look())


def test_where_figures_were_compared_it_is_said_what_that_does_not_tell(case_of):
    case = case_of("Of 40 quays 38 were repaired.[^report]")
    view = pipeline.viewed(case)
    assert "not figures" not in view.unchecked
    assert "does not make it true" in view.unchecked
    assert unchecked(case.tally) == (
        "not checked: what the figures are about, and statements without a figure or a name"
    )


@pytest.mark.parametrize("figures", [{}, {"uncited": 3}, {"uncopied": 1}])
def test_where_no_figure_was_compared_that_is_said(figures):
    tally = Tally({"verbatim": 1}, figures=figures)
    assert "not figures" in checked.unchecked(tally, labels_of("en"))
    assert unchecked(tally) == "not checked: figures, and all that isn't quoted"


@pytest.mark.parametrize("about", ["figures", "names"])
@pytest.mark.parametrize("state", ["found", "rounded", "elsewhere", "missing"])
def test_one_that_was_compared_is_enough_for_that(about, state):
    tally = Tally(**{about: {state: 1, "uncopied": 2, "uncited": 3}})
    assert tally.compares_figures
    assert "not figures" not in checked.unchecked(tally, labels_of("en"))


# Page one.


def test_the_line_stands_at_the_foot_of_page_one(case_of):
    view = pipeline.viewed(case_of("Of 40 quays 38 were repaired.[^report]"))
    packet, card = render(view, "packet", Look()), render(view, "card", Look())
    line = "All 2 figures found in their sources. What was found is in text that may have been typed by hand."
    assert f'<p class="checked"><span>{line}</span></p>\n</header>' in packet
    assert 'class="checked"' not in card


BOTTOM_MARGIN = 20 * 72 / 25.4  # of a page, in points, as the sheets set it


def test_in_a_pdf_the_line_stands_in_the_margin_unless_it_is_long(tmp_path):
    # With this many parts it takes two lines.
    case = checked_in(
        tmp_path,
        "Of 40 quays 38 were repaired.[^report]",
        "The works cost 1,300 crowns.[^report]",
        "The letter says 12.[^letter]",
        "There are 7 more.",
    )
    (tmp_path / "briefgen.toml").write_text('off = ["capture-unpinned"]', "utf-8")
    (made,) = build(case.document.file, output=tmp_path, templates=["packet"], to=["pdf"])
    with pdfium.PdfDocument(made) as pdf:
        text = pdf[0].get_textpage()
        first, _ = text.search("Of 5 figures").get_next()
        last, _ = text.search("by hand.").get_next()
        _, _, _, top = text.get_charbox(first)
        _, bottom, _, end = text.get_charbox(last)
    assert end < top - 4
    assert 0.5 * BOTTOM_MARGIN < bottom < top < BOTTOM_MARGIN
    view = replace(pipeline.viewed(case), checked=Label("Of 40 quotes 2 found. " * 11))
    assert '<p class="checked long">' in render(view, "packet", Look())


def test_without_quotes_and_figures_page_one_has_no_line(case_of):
    assert 'class="checked"' not in render(pipeline.viewed(case_of("As agreed.")), "packet", Look())
