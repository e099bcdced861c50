"""What is decided, done and read out, as it is printed and counted."""

from datetime import date

import pytest
from lxml import html
from smallest import SMALLEST

from briefgen.api import check, load
from briefgen.kinds import PaperKind
from briefgen.look import Look
from briefgen.markdown.counting import word_count
from briefgen.model import Brief
from briefgen.render.page import render
from briefgen.view import view_of


def viewed(tmp_path, **parts):
    return view_of(Brief.model_validate(SMALLEST | parts), tmp_path)


def decided(tmp_path, **decision):
    return viewed(tmp_path, decision={"text": "The boat sails.", **decision}).decisions[0]


# What a reader ticks.


@pytest.mark.parametrize(
    ("decision", "answers"),
    [
        ({}, ["Agreed", "Not agreed", "Let us discuss"]),
        ({"ask": "approve"}, ["Approved", "Not approved", "Let us discuss"]),
        ({"ask": "note"}, ["Noted", "Let us discuss"]),
        ({"ask": "discuss"}, ["Discussed"]),
        ({"ask": "direct"}, ["Agreed", "Not agreed", "Let us discuss"]),
        ({"ask": "take assurance"}, ["Assured", "Not assured", "Let us discuss"]),
        ({"ask": "choose", "options": ["Now", "Later"]}, ["Let us discuss"]),
        ({"options": ["Now", "Later"]}, ["Let us discuss"]),
        ({"options": ["Now"]}, ["Agreed", "Not agreed", "Let us discuss"]),
        ({"ask": "agree", "outcome": "Yes."}, []),
    ],
)
def test_the_boxes_are_those_of_what_is_asked(decision, answers, tmp_path):
    assert list(decided(tmp_path, **decision).answers) == answers


@pytest.mark.parametrize(
    ("ask", "is_choice"), [("choose", True), (None, True), ("agree", False), ("note", False)]
)
def test_an_option_has_a_box_where_the_reader_chooses(ask, is_choice, tmp_path):
    options = ["Now", "Later"]
    found = decided(tmp_path, options=options, **({"ask": ask} if ask else {}))
    assert found.is_choice is is_choice
    assert not decided(tmp_path, options=options, outcome="Now.").is_choice


def test_a_board_that_decides_in_a_meeting_has_nothing_to_tick(tmp_path):
    decision = {"text": "When?", "ask": "choose", "options": ["Now", "Later"]}
    brief = Brief.model_validate(SMALLEST | {"decision": decision})
    found = view_of(brief, tmp_path, kind=PaperKind(has_boxes=False)).decisions[0]
    assert (found.is_choice, found.answers) == (False, ())


def test_the_option_that_was_chosen_is_told_by_its_title(tmp_path):
    options = [{"id": "now", "title": "At once"}, {"id": "later", "title": "Later"}]
    found = decided(tmp_path, options=options, outcome={"option": "later", "on": date(2026, 1, 1)})
    assert found.outcome.option == "Later"
    assert [option.is_chosen for option in found.options] == [False, True]


def test_a_lone_decision_has_no_number(tmp_path):
    assert decided(tmp_path).number == ""
    two = viewed(tmp_path, decision=["The boat sails.", "The fare stays."]).decisions
    assert [each.number for each in two] == ["1", "2"]


def test_offices_are_listed_by_their_side(tmp_path):
    offices = {"Ports": "for", "Treasury": "against", "Press": "for"}
    found = decided(tmp_path, offices=offices)
    assert (found.in_favour, found.opposed) == ("Ports and Press", "Treasury")


def test_a_note_of_an_option_s_cost_leads_back_to_the_option(tmp_path):
    options = [{"title": "Now", "cost": "£2 million[^s]"}, "Later"]
    view = viewed(
        tmp_path, decision={"text": "When?", "options": options}, sources={"s": "Estimate"}
    )
    assert [(str(each.label), each.href) for each in view.sources[0].resting] == [
        ("Option", "#option-now")
    ]


# How an action stands.


@pytest.mark.parametrize(
    ("action", "state"),
    [
        ({}, "Open"),
        ({"due": date(2026, 1, 1)}, "Open"),
        ({"due": date(2025, 12, 31)}, "Overdue"),
        ({"due": date(2025, 12, 31), "state": "done"}, "Done"),
        ({"due": date(2025, 12, 31), "closed_on": date(2026, 1, 1)}, "Done"),
        ({"state": "dropped", "closed_on": date(2026, 1, 1)}, "Dropped"),
    ],
)
def test_an_action_is_overdue_on_the_day_after_it_was_due(action, state, tmp_path):
    found = viewed(tmp_path, as_of=date(2026, 1, 1), actions={"text": "Write.", **action})
    assert found.actions[0].state == state


def test_who_does_it_is_printed_by_name_and_on_the_person_s_terms(tmp_path):
    people = SMALLEST["people"] | {
        "y": {"name": "Una Flett", "described_as": "an official", "attribution": "on background"}
    }
    actions = [{"text": "Write.", "owner": "y"}, {"text": "Call.", "owner": "Ports policy"}]
    found = viewed(tmp_path, people=people, actions=actions).actions
    assert [each.owner for each in found] == ["an official", "Ports policy"]


# Words that are heard.


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One, two; three.", 3),
        ("It's 1,000 well-meant words, or 3.5 % of them.", 8),
        ("**Bold** and [a link](https://example.org/one/two)[^source].", 4),
        ("One.\n\n- Two\n- Three", 3),
        ("Привет, мир", 2),
        ("大家早上好", 3),
        ("100 周年", 2),
        ("हिन्दी में पाँच शब्द हैं।", 5),
        ("בְּרֵאשִׁית בָּרָא", 2),
        ("كِتَابٌ جديد", 2),
        ("می\u200cخواهم بروم", 2),
        ("", 0),
    ],
)
def test_words_are_counted_as_they_are_heard(text, count):
    assert word_count(text) == count


def test_a_remark_says_how_long_it_takes(tmp_path):
    remark = {"text": "word " * 126, "minutes": 2}
    found = viewed(tmp_path, remarks=remark).remarks[0]
    assert str(found.length) == "126 words, about 2 min at 125 words a minute"
    assert str(found.minutes) == "2 minutes"


def test_for_the_lectern_there_are_the_words_alone(tmp_path):
    remarks = [
        {"title": "Opening", "text": "Good *morning*[^s].\n\nThank you."},
        {"text": "See [fares](#fares)."},
    ]
    view = viewed(tmp_path, remarks=remarks, sources={"s": "Minutes"})
    page = html.fromstring(render(view, "lectern", Look()))
    spoken = [each.text_content().split() for each in page.find_class("spoken")]
    assert spoken == [["Good", "morning.", "Thank", "you."], ["See", "fares."]]
    assert page.xpath("//main//h2/text()") == ["Opening", "Remarks"]
    assert page.xpath("//a") == []
    page = html.fromstring(render(viewed(tmp_path), "lectern", Look()))
    assert page.find_class("speaker")[0].text == "Nothing in this brief is to be read out."


# On the page.


def printed(tmp_path, **parts):
    return html.fromstring(render(viewed(tmp_path, **parts), "packet", Look()))


@pytest.mark.parametrize(("count", "is_table"), [(1, False), (2, True), (3, True), (4, False)])
def test_two_or_three_options_stand_side_by_side(count, is_table, tmp_path):
    options = [{"title": f"Way {at}", "for": ["One.", "Two."]} for at in range(count)]
    page = printed(tmp_path, decision={"text": "Which way?", "options": options})
    assert bool(page.xpath("//*[@class='options']/table")) is is_table
    titles = " ".join(each.text_content() for each in page.find_class("options"))
    assert all(f"Way {at}" in titles for at in range(count))
    ids = page.xpath("//*[contains(@class, 'options')]//li/@id")
    assert len(set(ids)) == 2 * count


@pytest.mark.parametrize(
    ("count", "letters", "is_table"),
    [(2, 420, True), (2, 421, False), (3, 260, True), (3, 261, False)],
)
def test_options_of_many_words_stand_below_each_other(count, letters, is_table, tmp_path):
    options = [{"title": f"Way {at}", "risk": "x" * letters} for at in range(count)]
    page = printed(tmp_path, decision={"text": "Which way?", "options": options})
    assert bool(page.xpath("//*[@class='options']/table")) is is_table


def test_a_lone_reason_stands_behind_its_label(tmp_path):
    options = [{"title": "North", "for": "Deep.", "against": ["Far.", "Dear."]}]
    page = printed(tmp_path, decision={"text": "Which way?", "options": options})
    (matter,) = page.xpath("//*[@class='option']/*[@class='matter']")
    assert matter.text_content() == "For Deep."
    assert [each.text_content() for each in page.find_class("side")] == ["Against"]
    assert matter.get("id")


def test_options_of_which_nothing_is_said_are_a_list(tmp_path):
    page = printed(tmp_path, decision={"text": "Which way?", "options": ["North", "South"]})
    assert page.xpath("//*[@class='options']") == []
    assert len(page.find_class("option")) == 2


def test_what_the_reader_is_asked_for_is_signed_once(tmp_path):
    page = printed(tmp_path, decision=["The boat sails.", {"ask": "note", "text": "The fares."}])
    assert len(page.find_class("line")) == 1
    assert [each.text_content().strip() for each in page.xpath("//ul[@class='sign-off']/li")] == [
        "Agreed",
        "Not agreed",
        "Let us discuss",
        "Noted",
        "Let us discuss",
    ]
    taken = {"text": "The boat sails.", "outcome": {"answer": "agreed", "on": date(2026, 5, 1)}}
    page = printed(tmp_path, decision=taken)
    assert page.find_class("sign-off") == []
    assert page.find_class("outcome")[0].text_content().split() == ["Agreed,", "1", "May", "2026"]


def test_columns_that_no_action_fills_are_left_out(tmp_path):
    page = printed(tmp_path, actions=["Write.", "Call."])
    heads = page.xpath("//*[@id='section.actions']//thead//th")
    assert [each.text_content() for each in heads] == ["Action", "State"]


def test_an_item_that_is_a_line_alone_stands_in_the_table_where_the_kind_wants_it(tmp_path):
    agenda = [{"title": "Minutes"}, {"title": "Fares", "objective": "They stay."}]
    brief = Brief.model_validate(SMALLEST | {"agenda": agenda})
    lines = {}
    for has_lines in (True, False):
        kind = PaperKind(parts=("glance", "agenda"), has_lines=has_lines)
        view = view_of(brief, tmp_path, kind=kind)
        page = html.fromstring(render(view, "packet", Look(), kind=kind))
        lines[has_lines] = [each.tag for each in page.xpath("//*[@id='minutes' or @id='fares']")]
    assert lines == {True: ["tr", "article"], False: ["article", "article"]}


# What is found beside another fault.

BRIEF = """\
briefgen: 1
title: Talks
as_of: 2026-05-06
principal: n0
people: {n0: Anna Berg}
bottom_line: They meet.
agenda: [{title: Fares, procedural: true}]
"""


@pytest.mark.parametrize(
    ("typed", "rules"),
    [
        (
            "decision: {text: When?, options: [{id: now, titel: Now}, Later], outcome: {option: now}}",
            ["unknown-field"],
        ),
        (
            "decision: {ask: choose, text: When?, options: [{titel: Now}, Later]}",
            ["unknown-field"],
        ),
        (
            "decision: {text: When?, by: 2026-05-01, outcome: {answer: yes}}",
            ["unknown-value"],
        ),
        ("decision: {text: When?, by: 2026-05-01, offices: {A: both}}", ["decision-overdue"]),
        ("actions: {text: Write., due: 2026-05-01, state: finished}", ["unknown-value"]),
        ("remarks: {text: One two three., minutes: 1, pace: slow}", ["wrong-type"]),
    ],
)
def test_a_fault_has_no_second_finding_that_only_follows_from_it(typed, rules, tmp_path):
    path = tmp_path / "brief.yaml"
    path.write_text(BRIEF + typed)
    found = [each.rule for each in check(load(path)).diagnostics]
    assert set(rules) <= set(found)
    assert not {"unknown-option", "nothing-to-choose", "action-overdue"}.intersection(found)
    assert ("decision-overdue" in found) == ("decision-overdue" in rules)


@pytest.mark.parametrize("pace", ["0", "-4", "10000", "9" * 5000])
def test_a_pace_that_nobody_reads_at_is_told_with_its_bounds(pace, tmp_path):
    put = tmp_path / "talks.yaml"
    put.write_text(f"briefgen: 1\nremarks: {{text: Good evening., pace: {pace}}}\n")
    told = [each.message for each in check(load(put)).diagnostics]
    assert any(each.startswith("This has to be from 1 to 9999, not ") for each in told)
