"""Questions, what to say if pressed, and how likely it is that something is raised."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefgen.builds import pipeline
from briefgen.kinds import kind_named
from briefgen.load.reader import load
from briefgen.look import Look
from briefgen.render.page import render

BRIEFS = Path(__file__).parent.parent / "briefs"
BRIEF = """\
briefgen: 1
title: Harbour dues
as_of: 2026-05-06
principal: minister
people:
  minister: {name: Marit Solheim, role: Minister of Ports}
  lund: {name: Per Lund, role: Director of ports}
  clerk: {name: Una Moss, described_as: an official of the ministry, attribution: on background}
bottom_line: The dues are set anew. You are asked to agree.
"""
ITEM = "agenda: [{title: Dues, objective: Agreed by 1 June., points: [The dues fall.]}]\n"


def viewed(more):
    more = more if "agenda:" in more else f"{more}{ITEM}"
    case = pipeline.checked(load(f"{BRIEF}{more}".encode(), "brief.yaml"), Path())
    assert [found.rule for found in case.errors] == []
    return pipeline.viewed(case)


def order(groups):
    return [(group.title, [each.question for each in group.questions]) for group in groups]


def test_questions_stand_in_groups_and_those_without_one_first():
    asked = (
        "questions: [{question: Cost?, group: Money}, When?, {question: Who pays?, group: Money}]\n"
    )
    assert order(viewed(asked).questions) == [("", ["When?"]), ("Money", ["Cost?", "Who pays?"])]


def test_the_likeliest_questions_come_first_and_those_alike_in_their_order():
    asked = """questions:
  - {question: One?, answer: a, likely: unlikely}
  - {question: Two?, answer: a}
  - {question: Three?, answer: a, likely: may}
  - {question: Four?, answer: a, likely: certain}
"""
    assert order(viewed(asked).questions) == [("", ["Four?", "Two?", "Three?", "One?"])]


def test_the_likeliest_points_of_a_kind_come_first():
    item = """agenda:
  - title: Dues
    objective: Agreed by 1 June.
    points:
      - {kind: if raised, they_say: One., text: a, likely: unlikely}
      - {kind: if raised, they_say: Two., text: a, likely: certain}
      - Say this.
"""
    make, raised = viewed(item).items[0].points
    assert [len(make.points), [each.they_say for each in raised.points]] == [1, ["Two.", "One."]]
    assert [each.source for each in raised.points] == ["agenda[0].points[1]", "agenda[0].points[0]"]


def test_who_answers_is_a_name_or_the_id_of_a_person_on_the_terms_of_that_person():
    asked = """questions:
  - {question: One?, answer: a, for: lund}
  - {question: Two?, answer: a, redirect: clerk}
  - {question: Three?, redirect: Minister of Finance}
"""
    (group,) = viewed(asked).questions
    assert [each.who or each.redirect for each in group.questions] == [
        "Per Lund",
        "an official of the ministry",
        "Minister of Finance",
    ]


def test_a_follow_up_may_be_a_text_alone_and_says_its_source():
    asked = "questions: {question: When?, answer: Soon., if_pressed: [In May., {ask: 'Sure?', say: 'Yes.'}]}\n"
    ((one, two),) = [each.if_pressed for each in viewed(asked).questions[0].questions]
    assert (one.ask, str(one.html), two.ask, str(two.html)) == ("", "In May.", "Sure?", "Yes.")
    assert two.source == "questions[0].if_pressed[1]"


@pytest.mark.parametrize(
    "asked",
    [
        "questions: {question: Did Una Moss say so?, answer: 'No.'}",
        "questions: {question: When?, answer: Una Moss knows.}",
        "questions: {question: When?, answer: Soon., group: Una Moss}",
        "questions: {question: When?, answer: Soon., for: Una Moss}",
        "questions: {question: When?, answer: Soon., redirect: Una Moss}",
        "questions: {question: When?, answer: Soon., if_pressed: Ask Una Moss.}",
        "questions: {question: When?, answer: Soon., if_pressed: {ask: Una Moss?, say: 'No.'}}",
        "press: {questions: {question: When?, answer: Soon., if_pressed: Ask Una Moss.}}",
        "press: {notes: Una Moss counted.}",
    ],
)
def test_whoever_must_not_be_named_is_found_in_each_text(asked):
    case = pipeline.checked(load(f"{BRIEF}{asked}\n{ITEM}".encode(), "brief.yaml"), Path())
    assert "name-on-background" in {found.rule for found in case.diagnostics}


def card(more):
    """The words of the card of a brief."""
    return re.sub(r"<(style|head)\b.*?</\1>", "", render(viewed(more), "card", Look()), flags=re.S)


def test_questions_and_lines_are_on_the_card():
    press = "press: {lines: We go on., questions: {question: When?, answer: Soon., if_pressed: In May.}}\n"
    page = card(f"{press}questions: {{question: Why?, redirect: Minister of Finance}}\n")
    for words in ("We go on.", "When?", "Soon.", "In May.", "Why?", "Minister of Finance"):
        assert words in page


def test_what_goes_to_the_media_has_nothing_else_of_the_brief():
    more = """press: {lines: A line., questions: {question: When?, answer: Soon.}, notes: 'Built in 1931[^a].'}
sections: {release: 'The dues fall[^a].', argument: Because.}
contacts: {name: Duty officer, phone: 555 0190}
background: What lies behind.
sources: {a: {title: Annual report}}
"""
    page = re.sub(
        r"<(style|head)\b.*?</\1>", "", render(viewed(more), "release", Look()), flags=re.S
    )
    words = " ".join(re.sub(r"<[^>]*>", " ", page).split())
    assert words == (
        "News release As of 6 May 2026 Harbour dues The dues fall. Ends Notes to editors Built in 1931. "
        "Contacts Duty officer 555 0190"
    )


def parts(more):
    page = viewed(more)
    return [each.block for each in (*page.front, *page.parts)]


def test_a_lone_item_stands_where_the_table_of_items_would():
    assert kind_named("visit") is not None
    met = "programme: [{date: 2026-05-11, title: Talks}]\n"
    lone = parts(met + ITEM)
    assert lone.index("contents") + 1 == lone.index("agenda") < lone.index("programme")
    assert "glance" not in lone
    two = parts(met + ITEM.replace("[{", "[{title: Fares, objective: Known by 1 May.}, {"))
    assert two.index("glance") < two.index("programme") < two.index("agenda")


def test_a_question_without_an_answer_has_the_id_of_its_words():
    (group,) = viewed("questions: {question: Who pays for it?, for: lund}\n").questions
    assert group.questions[0].id == "question-who-pays-for-it"


def test_the_id_of_a_person_is_no_text_that_is_printed():
    asked = "questions: {question: When?, answer: Soon., redirect: moss}\n"
    brief = BRIEF.replace("clerk:", "moss:") + asked + ITEM
    case = pipeline.checked(load(brief.encode(), "brief.yaml"), Path())
    assert case.diagnostics == []
    named = brief.replace("redirect: moss", "redirect: Una Moss")
    case = pipeline.checked(load(named.encode(), "brief.yaml"), Path())
    assert [found.rule for found in case.diagnostics] == ["name-on-background"]


@pytest.mark.parametrize("name", ["ca-qp-note", "press-pack"])
def test_an_answer_is_not_longer_than_its_kind_allows(name):
    text = (BRIEFS / f"{name}.yaml").read_text("utf-8")
    text = text.replace("[en-CA, fr-CA]", "en-CA")  # the second text is another file's
    first = re.search(r"answer: (?:\|\n +- )?(.*)", text)
    assert first
    text = text.replace(first[1], f"{'Well, ' * 60}{first[1]}".replace(":", ""), 1)
    case = pipeline.checked(load(text.encode(), "brief.yaml"), BRIEFS)
    assert [found.rule for found in case.diagnostics] == ["past-limit"]


def test_notes_are_numbered_as_a_lone_item_is_read_first():
    cited = """programme: [{date: 2026-05-11, title: Talks, note: 'Seen from the quay[^b].'}]
agenda: [{title: Dues, objective: Agreed by 1 June., points: ['The dues fall[^a].']}]
sources: {b: {title: Map}, a: {title: Report}}
"""
    assert [note.title for note in viewed(cited).notes] == ["Report", "Map"]


@pytest.mark.parametrize(("language", "is_above"), [("en-GB", False), ("de", True), ("ja", False)])
def test_words_longer_than_if_pressed_stand_above_what_is_said(language, is_above):
    asked = "questions: [{question: A?, answer: B., if_pressed: C.}]\n"
    page = render(viewed(f"language: {language}\n{asked}"), "packet", Look())
    assert ('class="pressed long"' in page) == is_above
