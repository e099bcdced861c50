"""Whom a meeting or an item is with: pictures, lives, groups, and who may not come."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from briefgen import api
from briefgen.builds import pipeline
from briefgen.builds.named import files_named
from briefgen.look import Look
from briefgen.model.people import Person
from briefgen.render.page import render

HEAD = """\
briefgen: 1
title: Ferry talks with the islands
as_of: 2026-05-06
principal: minister
parties:
  us: {name: Ministry of Transport, ours: true}
  islands: Council of the Islands
bottom_line: The Council wants lower fares. You are asked to offer them in winter only.
"""
MINISTER = "  minister: {name: Marit Solheim, role: Minister of Transport, party: us}\n"
PROGRAMME = """\
programme:
  - {id: talks, date: 2026-05-11, minutes: 60, title: Talks at the harbour, with: [convener, clerk]}
  - {id: dinner, date: 2026-05-12, title: Dinner of the Council, with: convener}
"""
AGENDA = """\
agenda:
  - {title: Ferry fares, objective: The Council accepts lower fares in winter., with: convener}
"""


def checked(folder: Path, people: str, programme: str = "", agenda: str = AGENDA):
    Image.new("RGB", (8, 10), "teal").save(folder / "reid.png")
    (folder / "talks.yaml").write_text(f"{HEAD}people:\n{MINISTER}{people}{programme}{agenda}")
    case = api.check(api.load(folder / "talks.yaml"))
    assert [found.rule for found in case.diagnostics] == []
    return case


def viewed(folder: Path, *parts: str, **given: str):
    return pipeline.viewed(checked(folder, *parts, **given))


CONVENER = (
    "  convener: {name: Callum Reid, role: Convener, party: islands, picture: reid.png,"
    " staff_contact: Una Flett, say: CAL-um, biography: A fisherman.}\n"
)
CLERK = "  clerk: {name: Isla Muir, role: Clerk, party: islands}\n"


def names(people):
    return [person.name for person in people]


def listed(view):
    return [(group.name, names(group.people)) for group in view.people]


def test_a_person_is_shown_at_the_first_meeting_and_named_at_the_second(tmp_path):
    view = viewed(tmp_path, CONVENER + CLERK, PROGRAMME)
    talks, dinner = (day.meetings[0] for day in view.programme)
    assert (names(talks.profiles), talks.people) == (["Callum Reid"], ("Isla Muir, Clerk",))
    assert (dinner.profiles, dinner.people) == ((), ("Callum Reid, Convener",))
    assert view.items[0].profiles == ()


def test_without_a_meeting_a_person_is_shown_at_the_item(tmp_path):
    view = viewed(tmp_path, CONVENER)
    assert names(view.items[0].profiles) == ["Callum Reid"]


def test_what_is_shown_beside_a_meeting_is_not_listed_again(tmp_path):
    view = viewed(tmp_path, CONVENER + CLERK, PROGRAMME)
    page = render(view, "packet", Look())
    (reid, muir) = view.people[0].people
    assert (reid.name, reid.role, str(reid.biography)) == (
        "Callum Reid",
        "Convener",
        "<p>A fisherman.</p>\n",
    )
    assert not (reid.picture)
    assert not (reid.staff_contact)
    assert not (reid.say)
    assert muir.role == "Clerk"
    assert page.count("data:image/png") == page.count("CAL-um") == page.count("fisherman") == 1


def test_a_list_of_people_that_comes_first_has_all_of_them(tmp_path):
    case = checked(tmp_path, CONVENER + CLERK, PROGRAMME)
    kind = replace(case.kind, parts=("people", "programme", "agenda"))
    view = pipeline.viewed(replace(case, kind=kind))
    assert view.people[0].people[0].picture
    assert not any(meeting.profiles for day in view.programme for meeting in day.meetings)
    assert view.programme[0].meetings[0].people == ("Callum Reid, Convener", "Isla Muir, Clerk")


@pytest.mark.parametrize("routed", ["from: clerk", "copy: [Port, clerk]", "contacts: clerk"])
def test_a_sender_or_a_contact_of_whom_no_more_is_known_is_not_listed_again(routed, tmp_path):
    clerk = CLERK.replace(", party: islands", "")
    view = viewed(tmp_path, CONVENER + clerk, f"{routed}\n")
    assert [name for _, people in listed(view) for name in people] == ["Callum Reid"]
    assert "Isla Muir, Clerk" in re.sub("<[^>]*>", "", render(view, "packet", Look()))


@pytest.mark.parametrize(
    ("clerk", "more"),
    [
        (CLERK, "from: clerk\n"),  # of another party
        ("  clerk: {name: Isla Muir, role: Clerk, note: Sails.}\n", "from: clerk\n"),
        ("  clerk: {name: Isla Muir, role: Clerk}\n", "contacts: {name: clerk, role: media}\n"),
        ("  clerk: {name: Isla Muir, role: Clerk}\n", f"from: clerk\n{PROGRAMME}"),
    ],
)
def test_one_of_whom_more_is_known_or_who_is_met_is_listed(clerk, more, tmp_path):
    with_others = viewed(tmp_path, CONVENER + clerk, more)
    assert "Isla Muir" in [name for _, people in listed(with_others) for name in people]


def test_a_picture_has_a_text_for_those_who_do_not_see_it(tmp_path):
    page = render(viewed(tmp_path, CONVENER), "packet", Look())
    assert re.search(r'<img class="portrait" src="data:[^"]+" alt="Picture of Callum Reid">', page)


PANELS = """\
  expert: {name: Ada Holm, role: Engineer, party: us, group: Panel 2}
  convener: {name: Callum Reid, role: Convener, party: islands, group: Panel 1, picture: reid.png}
  clerk: {name: Isla Muir, role: Clerk, party: islands, group: Panel 1}
  guest: {name: Per Lund, party: islands}
"""


def test_a_group_stays_together_and_our_own_comes_behind_the_others(tmp_path):
    view = viewed(tmp_path, PANELS, PROGRAMME)
    assert listed(view) == [
        ("Panel 1", ["Callum Reid", "Isla Muir"]),
        ("Council of the Islands", ["Per Lund"]),
        ("Panel 2", ["Ada Holm"]),
    ]
    assert all(not meeting.profiles for day in view.programme for meeting in day.meetings)


def test_in_a_group_the_party_stands_behind_the_office(tmp_path):
    page = render(viewed(tmp_path, PANELS), "packet", Look())
    assert '<p class="role">Convener, Council of the Islands</p>' in page
    assert '<p class="role">Engineer, Ministry of Transport</p>' in page


@pytest.mark.parametrize(
    ("attendance", "named"),
    [
        ("attending", "Callum Reid, Convener"),
        ("invited", "Callum Reid, Convener (invited)"),
        ("apologies", "Callum Reid, Convener (apologies)"),
    ],
)
def test_a_list_of_names_says_who_may_not_come(attendance, named, tmp_path):
    convener = f"  convener: {{name: Callum Reid, role: Convener, attendance: {attendance}}}\n"
    view = viewed(tmp_path, convener, PROGRAMME.replace(", clerk", ""))
    assert view.programme[0].meetings[0].people == (named,)


def test_of_somebody_unnamed_nothing_is_told_but_the_description(tmp_path):
    aide = (
        "  convener: {name: Una Flett, described_as: an aide to the Council, role: Aide,"
        " attribution: on background, group: Panel 1, attendance: invited, staff_contact: Ian,"
        " party: islands}\n"
    )
    view = viewed(tmp_path, aide, PROGRAMME.replace(", clerk", ""))
    assert view.people == ()
    assert view.items[0].met == view.items[0].people == ("an aide to the Council",)
    assert not set(re.findall(r"Flett|Panel 1|invited|Ian", render(view, "packet", Look())))


def test_the_picture_of_the_reader_is_not_printed(tmp_path):
    people = CLERK.replace("clerk", "convener")
    case = checked(tmp_path, people)
    assert case.brief
    reader = Person(name="Marit Solheim", picture="reid.png", biography="Born at sea.")
    case.brief.people["minister"] = reader
    page = render(pipeline.viewed(case), "packet", Look())
    assert "data:image/png" not in page
    assert "Born at sea" not in page


def test_a_picture_of_a_person_is_a_file_that_the_brief_names(tmp_path):
    brief = checked(tmp_path, CONVENER).brief
    assert brief
    assert files_named(brief) == ["reid.png"]


# Meetings.


def test_a_meeting_says_who_asked_for_it_whom_to_call_and_what_interpretation_costs(tmp_path):
    programme = PROGRAMME.replace(
        "minutes: 60",
        "minutes: 60, requested_by: clerk, contact: Duty officer, interpretation: consecutive",
    )
    view = viewed(tmp_path, CONVENER + CLERK, programme)
    talks = view.programme[0].meetings[0]
    assert (talks.requested_by, talks.contact) == ("Isla Muir", "Duty officer")
    assert talks.interpretation == "Consecutive interpretation: half of the time goes to it"


def test_who_asked_for_a_meeting_may_be_a_name_that_is_nobody_of_the_brief(tmp_path):
    programme = PROGRAMME.replace("minutes: 60", "requested_by: The embassy")
    view = viewed(tmp_path, CONVENER + CLERK, programme)
    assert view.programme[0].meetings[0].requested_by == "The embassy"


# Items.


def item(folder: Path, fields: str, interpretation: str = "none"):
    programme = PROGRAMME.replace("minutes: 60", f"minutes: 60, interpretation: {interpretation}")
    agenda = AGENDA.replace(", with: convener", fields)
    return viewed(folder, CONVENER + CLERK, programme, agenda).items[0]


def test_one_ask_is_raised_at_two_meetings(tmp_path):
    found = item(tmp_path, ", meeting: [talks, dinner]")
    assert [(each.title, each.date.iso, each.href) for each in found.meetings] == [
        ("Talks at the harbour", "2026-05-11", "#talks"),
        ("Dinner of the Council", "2026-05-12", "#dinner"),
    ]
    assert (found.meeting, found.date.text, found.people) == ("", "", ())


def test_of_an_item_of_one_meeting_nothing_is_said_twice(tmp_path):
    found = item(tmp_path, ", meeting: dinner")
    assert (found.meeting, found.date.iso, found.meetings) == (
        "Dinner of the Council",
        "2026-05-12",
        (),
    )
    assert (found.people, found.met) == (("Callum Reid",), ())


@pytest.mark.parametrize(
    ("interpretation", "is_halved"), [("consecutive", True), ("simultaneous", False)]
)
def test_an_item_says_that_half_of_it_is_interpretation(interpretation, is_halved, tmp_path):
    found = item(tmp_path, ", meeting: talks, minutes: 20", interpretation)
    assert bool(found.halved) == is_halved


@pytest.mark.parametrize(
    ("paper", "printed"),
    [
        ("A", "Paper A"),
        ("Verbal", "Verbal"),
        ("12b", "Paper 12b"),
        ("TB/12-084", "Paper TB/12-084"),
        ("Enclosure 4", "Enclosure 4"),
        ("Staff report", "Staff report"),
    ],
)
def test_an_item_says_where_its_paper_is(paper, printed, tmp_path):
    assert item(tmp_path, f", paper: {paper}").paper == printed


@pytest.mark.parametrize(
    ("leads", "has_lines", "said"),
    [
        ("convener", False, "Callum Reid"),
        ("[convener, clerk]", False, "Callum Reid and Isla Muir"),
        ("[minister, clerk]", False, "Marit Solheim and Isla Muir"),
        ("minister", False, ""),
        ("minister", True, "Marit Solheim"),
    ],
)
def test_an_item_says_who_leads_on_it(leads, has_lines, said, tmp_path):
    agenda = AGENDA.replace("with: convener", f"lead: {leads}")
    case = checked(tmp_path, CONVENER + CLERK, agenda=agenda)
    view = pipeline.viewed(replace(case, kind=replace(case.kind, has_lines=has_lines)))
    assert view.items[0].lead == said


@pytest.mark.parametrize(
    ("programme", "when"),
    [
        ("{date: 2026-05-11, start: 09:30, end: 12:45}", "11 May 2026, 09:30–12:45"),
        ("{date: 2026-05-11, start: 09:30}", "11 May 2026, 09:30"),
        ("{date: 2026-05-11}", "11 May 2026"),
        ("{date: 2026-05-11, start: 09:30, zone: Atlantic/Faroe}", "11 May 2026"),
        ("{date: 2026-05-11, start: 09:30, zone: Europe/Oslo}", "11 May 2026, 09:30"),
    ],
)
def test_page_one_has_the_hours_of_a_lone_meeting_at_home(programme, when, tmp_path):
    meeting = programme.replace("}", ", title: Talks}")
    view = viewed(tmp_path, CONVENER, f"zone: Europe/Oslo\nprogramme: [{meeting}]\n")
    assert view.when == when.replace(" May", "\N{NO-BREAK SPACE}May")


@pytest.mark.parametrize(
    ("more", "is_listed"),
    [("attendance: attending", True), ("group: Chair", True), ("say: MAH-rit", False)],
)
def test_the_reader_is_listed_as_one_of_those_who_come(more, is_listed, tmp_path):
    minister = Person.model_validate(dict([("name", "Marit Solheim"), more.split(": ")]))
    case = checked(tmp_path, CONVENER)
    case.brief.people["minister"] = minister
    found = [person.name for group in pipeline.viewed(case).people for person in group.people]
    assert ("Marit Solheim" in found) == is_listed


def test_the_paper_of_an_item_leads_to_the_annex_with_its_tab(tmp_path):
    annexes = "annexes:\n  - {tab: B, title: Letter}\n  - {tab: C, title: Map}\n"
    agenda = AGENDA.replace(", with: convener", ", paper: c")
    view = viewed(tmp_path, CONVENER, annexes, agenda)
    assert view.items[0].paper_href == f"#{view.annexes[1].id}"
    assert item(tmp_path, ", paper: c").paper_href == ""


def test_an_item_has_its_own_number_or_is_counted(tmp_path):
    agenda = (
        "agenda:\n"
        "  - {number: 3 C-1, group: Consent items, title: Minutes, procedural: true, purpose: note}\n"
        "  - {group: Consent items, title: Calendar, procedural: true}\n"
        "  - {group: Hearings, title: The quay, procedural: true}\n"
        "  - {title: Close, procedural: true}\n"
    )
    view = viewed(tmp_path, CONVENER, "", agenda)
    assert [each.number for each in view.items] == ["3 C-1", "2", "3", "4"]
    assert [each.begins_group for each in view.items] == [True, False, True, False]
    page = render(view, "packet", Look())
    assert page.count('<h2 class="item-group">Consent items</h2>') == 1
    assert page.count('scope="rowgroup">Hearings</th>') == 1
    assert view.items[0].purpose == "To note"


@pytest.mark.parametrize("likely", ["certain", "may", "unlikely"])
def test_an_item_says_whether_the_others_will_raise_it(likely, tmp_path):
    assert likely in item(tmp_path, f", likely: {likely}").likely.lower()


def test_whom_all_items_are_raised_with_is_said_once_at_a_glance(tmp_path):
    both = AGENDA + AGENDA.split("\n", 1)[1].replace("Ferry fares", "The quay")
    page = render(viewed(tmp_path, CLERK.replace("clerk", "convener"), "", both), "packet", Look())
    glance = page.partition('<section class="glance')[2].partition("</section>")[0]
    assert glance.count("With Isla Muir") == 1


def test_many_who_are_met_are_told_at_a_glance_by_their_parties(tmp_path):
    people = "".join(f"  p{n}: {{name: Guest {n}, party: islands}}\n" for n in range(4))
    agenda = AGENDA.replace("convener", "[p0, p1, p2, p3]")
    assert viewed(tmp_path, people, "", agenda).items[0].people == ("Council of the Islands",)


def test_an_ask_at_several_meetings_does_not_part_those_of_the_first(tmp_path):
    asked = (
        "agenda:\n"
        "  - {title: Ferry fares, meeting: talks, procedural: true}\n"
        "  - {title: The quay, meeting: [talks, dinner], procedural: true}\n"
        "  - {title: The lights, meeting: talks, procedural: true}\n"
        "  - {title: The toast, meeting: dinner, procedural: true}\n"
    )
    view = viewed(tmp_path, CONVENER + CLERK, PROGRAMME, asked)
    assert [(sitting.title, len(sitting.items)) for sitting in view.sittings] == [
        ("Talks at the harbour", 3),
        ("Dinner of the Council", 1),
    ]


def test_a_name_that_must_not_be_told_is_found_in_the_picture_of_somebody_else(tmp_path):
    (tmp_path / "reid.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 20"><text y="9">Una Flett</text></svg>'
    )
    people = (
        "  convener: {name: Callum Reid, role: Convener, picture: reid.svg}\n"
        "  aide: {name: Una Flett, described_as: an aide, attribution: on background}\n"
    )
    (tmp_path / "talks.yaml").write_text(f"{HEAD}people:\n{MINISTER}{people}{AGENDA}")
    (found,) = api.check(api.load(tmp_path / "talks.yaml")).diagnostics
    assert found.rule == "name-on-background"
    assert found.span.path == "people.convener.picture"
