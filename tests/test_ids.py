"""Ids that nobody typed: made from the words, numbered where two would be the same."""

import re

from test_diagnostics import checked

from briefgen.builds.pipeline import rendered, viewed
from briefgen.look import Look
from briefgen.model import anchors
from briefgen.model.reading import slug

TOP = """\
briefgen: 1
title: Harbour talks
as_of: 2026-03-02
principal: chair
people: {chair: {name: Ida Holm, role: Chair}}
bottom_line: The quay needs a decision.
agenda:
"""


def brief(agenda):
    case = checked(TOP + agenda)
    assert case.errors == []
    return case


def ids(agenda):
    return [place.id for place in anchors(brief(agenda).brief) if place.path[0] == "agenda"]


def test_two_items_of_one_title_are_numbered_and_what_is_in_them_follows():
    item = "  - {title: The ask, objective: Ten boats by May., points: [Sign., Sign.]}\n"
    assert ids(item * 3) == [
        name
        for at in ("", "-2", "-3")
        for name in (
            f"the-ask{at}",
            f"the-ask{at}-objective",
            f"the-ask{at}-point-sign",
            f"the-ask{at}-point-sign-2",
        )
    ]


def test_an_id_that_is_typed_further_down_is_kept_for_it():
    made = "  - {title: The ask, procedural: true}\n"
    typed = "  - {id: the-ask, title: Other, procedural: true}\n"
    typed += "  - {id: the-ask-2, title: Third, procedural: true}\n"
    assert ids(made + typed) == ["the-ask-3", "the-ask", "the-ask-2"]


def test_a_link_leads_to_the_number_and_each_place_in_the_page_is_one():
    items = "  - {title: The ask, objective: Ten., quotes: []}\n" * 2
    case = brief(f"{items}  - {{title: Last, objective: 'See [it](#the-ask-2).'}}\n")
    page = rendered(case, viewed(case), "packet", Look())
    anchors = re.findall(r' id="([^"]+)"', page)
    assert "the-ask-2" in anchors
    assert len(anchors) == len(set(anchors))


def test_many_that_are_alike_are_numbered_in_the_time_of_one_pass():
    many = "".join(f"      - Sign the paper, says {n}.\n" for n in "aaaaaaaaaa" * 300)
    made = ids(f"  - title: T\n    objective: Ten.\n    points:\n{many}")
    assert len(set(made)) == len(made) == 3002


def test_an_id_is_made_of_the_first_six_words():
    assert slug("One two three four five six seven.") == "one-two-three-four-five-six"


def test_a_vowel_sign_ends_no_word():
    assert slug("हिंदी में बात") == "हिंदी-में-बात"
    assert slug("أن يُسمع الرأي") == "أن-يُسمع-الرأي"
