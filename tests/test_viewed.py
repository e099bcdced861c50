"""What a template is given, where one line of the view decides what a reader is told."""

from __future__ import annotations

import re
from pathlib import Path

from briefgen.builds import pipeline
from briefgen.load.reader import load

BRIEF = """\
briefgen: 1
title: Harbour dues
as_of: 2026-05-06
principal: minister
people:
  minister: {name: Marit Solheim, role: Minister of Ports}
bottom_line: The dues are set anew. You are asked to agree.
agenda:
  - title: Dues
    objective: Agreed by 1 June.
"""
PICTURES = Path(__file__).parent / "diagnostics" / "pictures"
MEETING = "programme: [{date: 2026-05-11, title: Talks}]\n"


def viewed(more="", folder=Path()):
    """The view of a small brief with some more fields behind it."""
    case = pipeline.checked(load(f"{BRIEF}{more}".encode(), "brief.yaml"), folder)
    assert [found.rule for found in case.errors] == []
    return pipeline.viewed(case)


def contents(more):
    return [each.number or each.id.removeprefix("section.") for each in viewed(more).contents]


def test_the_contents_list_the_sections_that_there_are():
    assert contents("press:\n  questions: [{question: When?, answer: In May.}]\n") == ["1", "press"]
    assert contents("press:\n  lines: We met.\n") == ["1", "press"]
    assert contents(MEETING) == ["1", "programme"]
    assert contents("questions: [{question: When?, answer: In May.}]\n") == ["1", "questions"]
    assert contents("background: Boats.\npress: {lines: We met.}\n") == ["1", "press", "background"]


SOURCES = "sources: {news: {title: News}, notes: {title: Notes}}\n"


def notes_in(html):
    """The numbers of the notes that a text links to."""
    return re.findall(r'href="#note\.(\d)"', html)


def test_a_source_cited_at_the_end_of_a_text_is_not_cited_again_behind_it():
    points = "    points: [{text: 'Boats run [^news].', sources: [news, notes]}]\n"
    (point,) = viewed(points + SOURCES).items[0].points[0].points
    assert (notes_in(point.html), notes_in(point.cited)) == (["1"], ["2"])


def test_between_two_numbers_that_follow_each_other_is_a_comma():
    points = "    points: ['Boats run[^news][^notes].']\n"
    (point,) = viewed(points + SOURCES).items[0].points[0].points
    numbers = re.sub(r"<span.*?</span>|</?a\b[^>]*>|\u2060", "", point.html)
    one, comma, two = (f'<sup class="noteref">{each}</sup>' for each in "1,2")
    assert numbers == f"Boats run{one}{comma}{two}."


def test_nor_is_one_that_a_caption_ends_with():
    figure = "    figures: [{file: harbour.png, alt: The harbour, caption: 'East [^news].', sources: news}]\n"
    (shown,) = (
        viewed(figure + SOURCES.replace(", notes: {title: Notes}", ""), PICTURES).items[0].figures
    )
    assert (notes_in(shown.caption), notes_in(shown.cited)) == (["1"], [])


def test_a_table_of_more_than_three_columns_is_reached_by_the_keyboard():
    """It may scroll on a small screen."""

    def table(columns):
        rows = "".join(f"  {'|'.join(['', *[cell] * columns, ''])}\n" for cell in ("a", "-", "b"))
        return viewed(f"background: |\n{rows}").background.html

    assert "<table>" in table(3)
    assert '<table tabindex="0">' in table(4)


def test_an_address_is_encoded_where_a_link_leads_to_it_and_printed_as_typed():
    url = "https://news.example/[a]"
    points = "    points: [{text: Boats run, sources: news}]\n"
    (note,) = viewed(f"{points}sources: {{news: {{title: News, url: '{url}'}}}}\n").notes
    assert (note.url, note.href) == (url, "https://news.example/%5Ba%5D")
