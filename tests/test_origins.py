"""From what is read on a page to where it was typed. The browser sends ids and words."""

import time

import pytest

from briefgen.preview.compiled import compiled
from briefgen.settings.options import Options

BRIEF = """\
briefgen: 1
title: Budget talks
as_of: 2026-03-02
principal: minister
parties:
  us: {name: Education, ours: true}
  fin: {name: Finance, ours: false}
people:
  minister: {name: Anna Berg, role: Minister of Education, party: us}
  state:
    name: Jonas Falk
    role: State Secretary
    party: fin
    last_met: 2026-01-20
    attendance: invited
    staff_contact: Ida Lund, extension 3
bottom_line: Finance wants to move the school repairs to next year.
programme:
  - id: talks
    date: 2026-03-04
    start: 10:00
    minutes: 30
    title: Meeting at Finance
    with: [fin, state]
    requested_by: The harbour
    interpretation: consecutive
    contact: The porter
agenda:
  - id: repairs
    title: School repairs
    meeting: talks
    lead: state
    objective: Repairs begin this year.
    points:
      - The roofs will not last another winter.
      - text: We start with the *forty* worst.
        as_of: 2026-02-28
        sources: [survey]
      - kind: avoid
        text: The roofs.
    positions:
      us: This year.
      fin: {text: Next year., basis: declared, sources: [survey]}
    background: |
      Two lines of words
      in one paragraph[^survey].

      - One of a list.
      - Another one:
        - inside it

      | School | Roofs |
      |---|--:|
      | Finance | 31 |
      | Harbour | 31 |
      | Hill | – |
  - id: kitchens
    title: School kitchens
    meeting: talks
    objective: Repairs begin next year.
    minutes: 10
    with: fin
    number: 2 b
    group: Consent items
    purpose: note
    paper: verbal
    points:
      - See [the first item](#repairs) for roofs.
      - The roofs.
decision:
  ask: choose
  text: When the repairs begin.
  by: 2026-03-06
  options:
    - title: This year
      recommended: true
      for: Another winter is saved.
      cost: 2 million.
    - Next year
actions:
  - {text: Ask the builders., owner: minister, due: 2026-03-05}
sources:
  survey: {title: Survey of roofs, published: 2026-02-01}
"""
SECOND, TABLE = "repairs-point-we-start-with-the-forty-worst", "repairs-background"


def line_of(text):
    return BRIEF[: BRIEF.index(text)].count("\n") + 1


@pytest.fixture(scope="module")
def search(tmp_path_factory):
    path = tmp_path_factory.mktemp("office") / "brief.yaml"
    path.write_text(BRIEF, "utf-8")
    made = compiled(path, path.name, Options(), lambda: False)
    assert not made.failed, made.found
    return made.inverse_search


# What stands around the words, the words, what they stand in, and the start of the line.
CASES = [
    (["section.cover"], ["Budget talks"], [], "title: Budget"),
    ([], ["Budget talks"], [], "title: Budget"),
    (["section.cover"], ["2 March 2026"], [], "as_of: 2026-03-02"),
    (["section.cover"], ["Brief for Anna Berg, Minister of Education"], [], "  minister:"),
    (["section.cover"], ["Bottom line"], [], "bottom_line:"),
    (["section.contents", "repairs"], ["School repairs"], [], "    title: School repairs"),
    (["repairs"], ["Repairs begin this year."], [], "    objective: Repairs begin this"),
    (["repairs"], ["Lead: Jonas Falk"], [], "    lead: state"),
    (["repairs"], ["Meeting at Finance"], [], "    title: Meeting"),
    (["repairs"], ["4 March 2026"], [], "    meeting: talks"),
    (["repairs"], ["Positions"], [], "    positions:"),
    (["repairs"], ["Points to make"], [], "      - The roofs will"),
    (["repairs"], ["Avoid"], [], "      - kind: avoid"),
    ([SECOND], ["forty", "We start with the forty worst."], [], "      - text: We start"),
    ([SECOND], ["(28 February 2026)"], [], "        as_of: 2026-02-28"),
    (["repairs-position-us"], ["Education"], [], "  us: {name"),
    (["repairs-position-fin"], ["Declared"], [], "      fin: {text"),
    (["repairs-position-fin"], ["Next year."], [], "      fin: {text"),
    (["talks"], ["10:00–10:30"], [], "    start: 10:00"),
    (["talks"], ["With Finance"], [], "    with:"),
    (["talks"], ["Last met 20 January 2026"], [], "    last_met:"),
    (["talks"], ["Invited"], [], "    attendance:"),
    (["talks"], ["Contact: Ida Lund, extension 3"], [], "    staff_contact:"),
    (["talks"], ["Jonas Falk"], [], "    name: Jonas"),
    (["talks"], ["Requested by The harbour"], [], "    requested_by:"),
    (["talks"], ["On the spot: The porter"], [], "    contact: The porter"),
    (
        ["talks"],
        ["Consecutive interpretation: half of the time goes to it"],
        [],
        "    interpretation:",
    ),
    (["kitchens"], ["To note"], [], "    purpose:"),
    (["kitchens"], ["Verbal"], [], "    paper:"),
    (["kitchens"], ["With Finance"], [], "    with: fin"),
    (["kitchens"], ["10 minutes, half of it for interpretation"], [], "    minutes: 10"),
    (["section.items"], ["Consent items"], [], "    group:"),
    ([TABLE], ["Two lines of words in one paragraph."], [], "      Two lines"),
    ([TABLE], ["in one paragraph"], [], "      Two lines"),
    ([TABLE], ["One of a list."], [], "      - One of"),
    ([TABLE], ["inside it"], [], "        - inside"),
    ([TABLE], ["Finance"], ["Finance", "Finance31"], "      | Finance"),
    ([TABLE], ["31"], ["31", "Harbour31"], "      | Harbour"),
    ([TABLE], ["–"], ["–", "Hill–"], "      | Hill"),
    (["kitchens-point-the-roofs", "kitchens"], ["The roofs."], [], "      - The roofs.\n"),
    (["decision-when-the-repairs-begin"], ["6 March 2026"], [], "  by: 2026-03-06"),
    (["decision-when-the-repairs-begin"], ["Choose"], [], "  ask: choose"),
    (["option-this-year", "section.decision"], ["Recommended"], [], "      recommended: true"),
    (["for-another-winter-is-saved"], ["Another winter is saved."], [], "      for: Another"),
    (["section.decision"], ["2 million."], [], "      cost: 2 million."),
    (["action-ask-the-builders"], ["5 March 2026"], [], "  - {text: Ask the builders."),
    (["note.1"], ["Survey of roofs"], [], "  survey:"),
    (["note.1"], ["1 February 2026"], [], "  survey:"),
    (["section.evidence", "section.nowhere"], ["Never typed by anybody"], [], "sources:\n"),
]


@pytest.mark.parametrize(("ids", "read", "around", "start"), CASES)
def test_what_is_read_leads_to_where_it_was_typed(search, ids, read, around, start):
    assert search.find(ids, read, around).line == line_of("\n" + start) + 1


def test_of_two_equal_texts_the_one_in_its_portion_is_meant(search):
    items = ("repairs", "kitchens")
    lines = [search.find([f"{item}-point-the-roofs"], ["The roofs."]).line for item in items]
    assert lines == [line_of("        text: The roofs."), line_of("      - The roofs.\n")]


def test_what_is_nowhere_has_no_place(search):
    assert search.find([], ["Never typed by anybody"]) is None
    assert search.find(["elsewhere"]) is None


def test_a_place_is_that_of_the_words_and_not_of_their_key(search):
    found = search.find(["section.cover"], ["Budget talks"])
    assert (found.line, found.column) == (2, 8)


def test_a_row_of_thousands_is_found_in_moments(tmp_path):
    rows = "".join(f"      | Row {number} | {number % 7} |\n" for number in range(2000))
    path = tmp_path / "long.yaml"
    path.write_text(BRIEF.replace("      | Hill | – |\n", rows), "utf-8")
    found = compiled(path, path.name, Options(), lambda: False).inverse_search
    start = time.process_time()
    line = found.find([TABLE], ["2"], ["2", "Row 17032"]).line
    assert line == line_of("      | Hill") + 1703
    assert time.process_time() - start < 3


# Of the lines on a sheet nothing says what portion they are of.
@pytest.mark.parametrize(
    ("read", "start"),
    [
        (["We start with the forty"], "      - text: We start"),
        (["Harbour31"], "      | Harbour"),
        (["31", "Harbour31"], "      | Finance"),
        (["Programme"], "programme:"),
        (["2.In one paragraph"], "      Two lines"),
        (["Time10:00–10:30"], "    start: 10:00"),
    ],
)
def test_a_line_on_paper_leads_to_where_it_was_typed(search, read, start):
    assert search.find_on_paper(read, "").line == line_of("\n" + start) + 1


def test_of_equal_lines_on_paper_the_one_with_its_neighbours_is_meant(search):
    near = "Harbour 31 and nothing of the rest"
    assert search.find_on_paper(["31"], near).line == line_of("      | Harbour")


def test_a_line_that_nobody_typed_has_no_place(search):
    assert search.find_on_paper(["Never typed by anybody"], "") is None
