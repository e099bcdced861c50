"""What a kind of paper asks: what has to be there, how long it may be, how severe a finding is."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from briefgen import api, cli
from briefgen.builds.making import about_pages
from briefgen.checks.counting import counted
from briefgen.ground.errors import ConfigError
from briefgen.ground.shipped import folder
from briefgen.kinds import Limit, PaperKind, kind_named, kind_names
from briefgen.kinds.labelled import label_keys, labels_known
from briefgen.kinds.limits import limit_of, limits_of
from briefgen.kinds.misnamed import misnamed
from briefgen.kinds.reading import base_typed, document_of
from briefgen.typeset import Pdf, typeset_here

PAPER = """\
briefgen: 1
kind: house
title: The night ferry
as_of: 2026-03-02
principal: minister
people:
  minister: {name: Maud Ellery, role: Minister for the Sea}
"""


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A folder with a kind `house`, and what a check there says of a paper of that kind."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "briefgen.toml").write_text('templates = "templates"\n')

    def checked(kind: str, paper: str, name: str = "Paper"):
        at = tmp_path / "templates" / "kinds" / "house" / "kind.yaml"
        at.parent.mkdir(parents=True, exist_ok=True)
        at.write_text(f"name: {name}\n{dedent(kind)}", "utf-8")
        Path("paper.yaml").write_text(PAPER + dedent(paper), "utf-8")
        return api.check(api.load(Path("paper.yaml")))

    return checked


def told(case):
    """Of each finding the rule, and what it underlines in the first of its lines."""
    lines = case.document.lines
    return [
        (each.rule, lines[each.span.line - 1][each.span.column - 1 : each.span.end_column - 1])
        for each in case.diagnostics
    ]


# What is needed.


def test_all_that_is_missing_is_told_at_once_each_at_its_place(house):
    paper = """
    decision:
      - {text: That she sails., by: 2026-04-01}
      - {text: That she stays.}
    facts: {Sponser: Per Lund}
    sections: {cost: None.}
    """
    kind = "needs: [to, decision.by, facts.Sponsor, argument]\nparts: [argument, cost]"
    assert told(house(kind, paper)) == [
        ("needed-by-kind", "house"),
        ("needed-by-kind", "{"),
        ("needed-by-kind", "Sponser"),
        ("needed-by-kind", "sections"),
    ]


def test_of_a_field_and_what_is_in_it_only_the_field_is_missing(house):
    found = house("needs: [decision, decision.by, decision.options]", "").diagnostics
    assert [each.message for each in found] == ["A paper of the kind `house` needs `decision`."]
    assert found[0].hint.startswith("Add `decision:` (what is to be decided")


def test_what_is_typed_with_nothing_behind_it_is_empty(house):
    (found,) = house("needs: [to]", "to:\n").diagnostics
    assert found.message == "`to` is empty, and a paper of the kind `house` needs it."
    assert found.span.line == PAPER.count("\n") + 1


def test_who_types_no_kind_is_told_that_there_are_others(house):
    Path("briefgen.toml").unlink()
    Path("brief.yaml").write_text(PAPER.replace("kind: house\n", ""), "utf-8")
    found = api.check(api.load(Path("brief.yaml"))).diagnostics
    assert {each.rule for each in found} == {"needed-by-kind"}
    assert all("Or type another `kind:`" in each.hint for each in found)
    assert {each.span.line for each in found} == {2}


def test_what_is_needed_is_called_as_the_house_calls_it(house):
    found = house("needs: [bottom_line]\nlabels: {bottom_line: Issue}", "").diagnostics
    assert found[0].message == "A paper of the kind `house` needs `bottom_line` (Issue)."


def test_what_is_there_with_a_fault_or_a_slip_is_not_missing(house):
    paper = "bottom_line: {text: It sails., as_of: soon}\ndecison: That she sails.\n"
    found = house("needs: [bottom_line, decision, to]", paper).diagnostics
    needed = [each.message for each in found if each.rule == "needed-by-kind"]
    assert needed == ["A paper of the kind `house` needs `to`."]
    assert {each.rule for each in found} == {"needed-by-kind", "bad-date", "unknown-field"}


def test_a_kind_that_is_not_there_asks_for_nothing(house):
    case = house("needs: [to]", "")
    Path("paper.yaml").write_text(PAPER.replace("kind: house", "kind: horse"), "utf-8")
    case = api.check(api.load(Path("paper.yaml")))
    assert [each.rule for each in case.diagnostics] == ["unknown-kind"]


# How long it may be.


@pytest.mark.parametrize(
    ("limit", "paper", "underlined"),
    [
        ("bottom_line: 4 words", "bottom_line: The ferry sails at night.", "night"),
        ("bottom_line: 1 word", "bottom_line: It sails[^a] now[^b].", "sails[^a] now"),
        ("title: 1 line", f"bottom_line: Yes.\n#{'x' * 90}", None),
        ("bottom_line: 1 line", f"bottom_line: {'word ' * 17}", "word " * 16 + "word"),
        ("objectives: 1", "objectives: [One., Two., Three.]", "Two."),
        ("objectives: 2 words", "objectives: [Just two., Here are three.]", "three"),
        ("facts: 1", "facts: {One: a, Two: b}", "facts"),
        ("argument: 2 words", "sections: {argument: One two three.}", "three"),
        ("points: 1", "agenda: [{title: A, procedural: true, points: [One., Two.]}]", "Two."),
        ("questions.answer: 2 words", "questions: {question: Q?, answer: I say no.}", "no"),
        ("decision.options: 1", "decision: {text: A., options: [One, Two]}", "Two"),
        ("sections: 2 words", "sections: {argument: One two three., cost: Four.}", "three"),
        ("words: 6", "bottom_line: One two three.", None),
        ("words: 5", "bottom_line: One two three.", "house"),
        ("people.biography: 2 words", "bottom_line: Yes.", None),
    ],
)
def test_what_is_too_long_is_underlined(limit, paper, underlined, house):
    found = told(house(f"parts: [argument]\nlimits: {{{limit}}}", paper))
    rule = "too-many-points" if limit.startswith("points") else "past-limit"
    found = [each for each in found if each[0] in ("past-limit", "too-many-points")]
    assert found == ([(rule, underlined)] if underlined else [])


def test_a_limit_says_by_how_much_it_is_passed(house):
    (found,) = house(
        "limits: {bottom_line: 3 words}", "bottom_line: She sails at night."
    ).diagnostics
    assert found.message == "`bottom_line` has 4 words, 1 more than the 3 that `house` allows."
    assert found.severity == "warning"


def test_several_limits_of_one_text_are_each_held(house):
    text = "bottom_line: " + "word " * 40
    found = house("limits: {bottom_line: [30 words, 2 lines]}", text).diagnostics
    assert [each.message.split(",")[0] for each in found] == [
        "`bottom_line` has 3 lines",
        "`bottom_line` has 40 words",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [("A 2.1-km quay isn't long.", 5), ("渡船四月开航。", 3), ("a[^b] [c](d)", 2)],
)
def test_words_are_counted_in_scripts_with_and_without_spaces(text, words):
    assert counted(text, ("title",), "words").number == words


def test_words_of_people_and_annexes_are_counted_where_a_kind_limits_them(house):
    paper = "annexes:\n  - {title: A letter, note: Word word word word.}\n"
    found = house("limits: {annexes: 4 words, words: 900}", paper).diagnostics
    assert [each.message.split(",")[0] for each in found] == ["`annexes` has 6 words"]


@pytest.mark.parametrize(
    ("key", "typed", "limit"),
    [
        ("pages", "3", Limit("", 3, "pages")),
        ("pages", "3 pages", Limit("", 3, "pages")),
        ("words", "1500", Limit("", 1500, "words")),
        ("background", "2 pages", Limit("background", 2, "pages")),
        ("background", "1  Page", Limit("background", 1, "pages")),
        ("points", "6", Limit("points", 6, "")),
        ("points", "6 points", Limit("points", 6, "")),
        ("title", "1 line", Limit("title", 1, "lines")),
        ("pages", "3 words", None),
        ("pages", "0", None),
        ("background", "two pages", None),
        ("background", "2.5 pages", None),
        ("background", "-2 pages", None),
    ],
)
def test_limits_are_read_as_they_are_typed(key, typed, limit):
    assert limit_of(key, typed) == limit


def test_a_kind_takes_limits_over_and_changes_or_drops_them():
    base = limits_of(
        {"pages": ["3"], "title": ["1 line"], "background": ["2 pages", "9 words"]}, ()
    )
    typed = {"pages": ["2"], "background": ["none"], "objectives": ["4"]}
    assert set(limits_of(typed, base)) == {
        Limit("", 2, "pages"),
        Limit("title", 1, "lines"),
        Limit("objectives", 4, ""),
    }


@pytest.mark.parametrize(
    ("limit", "places", "pages", "said"),
    [
        # The sources begin below the text of page 2, or at the top of page 3.
        ("pages: 2", {"section.background": 1.5, "section.notes": 2.4}, 3, None),
        ("pages: 1", {"section.background": 1.5, "section.notes": 2.4}, 3, "The paper takes 2 "),
        ("pages: 2", {"section.background": 1.5, "section.notes": 3.0}, 4, None),
        ("pages: 2", {"section.background": 1.5, "section.notes": 3.1}, 3, "The paper takes 3 "),
        ("pages: 2", {"section.background": 1.5}, 3, "The paper takes 3 pages, 1 more than"),
        # Contacts that a kind puts before the text are no end of the paper.
        ("pages: 2", {"section.contacts": 1.2, "section.background": 1.5}, 3, "The paper takes 3 "),
        ("pages: 2", {"section.contacts": 1.2, "argument": 1.5}, 3, "The paper takes 3 "),
        # Nor is the empty element of an agenda a part behind it.
        (
            "pages: 1",
            {"section.background": 1.2, "section.contacts": 2.0, "section.items": 2.5},
            2,
            None,
        ),
        ("argument: 1 page", {"argument": 1.5, "section.background": 2.5}, 3, None),
        (
            "argument: 1 page",
            {"argument": 1.5, "section.background": 2.9},
            3,
            "`argument` takes 1.4 ",
        ),
        (
            "background: 1 page",
            {"section.background": 2.5},
            3,
            "`background` takes 1.5 pages, 0.5 ",
        ),
        ("annexes: 1 page", {"section.background": 2.5}, 3, None),
        ("card: 1 page", {"section.background": 2.5}, 3, None),
    ],
)
def test_pages_are_counted_without_what_lies_behind_the_paper(limit, places, pages, said, house):
    paper = "sections: {argument: Short.}\nbackground: Long.\n"
    outputs = "outputs: [packet, card]\nparts: [argument, background]"
    case = house(f"limits: {{{limit}}}\n{outputs}", paper)
    anchors = {name: int(place) for name, place in places.items()}
    above = {name: round(place % 1, 3) for name, place in places.items()}
    found = about_pages(case, "packet", Pdf(b"", pages, anchors, above=above))
    found = [each for each in found if each.rule == "pages-past-limit"]
    assert [each.message.startswith(said or "") for each in found] == ([True] if said else [])


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ({"argument": 1.2, "section.background": 1.5}, "stands the end of `background`"),
        ({"argument": 1.2, "section.background": 2.0}, "stands `background`"),
        (
            {"argument": 1.2, "section.background": 2.4, "section.people": 2.8},
            "stand the end of `argument`, `background` and `people`",
        ),
        ({"argument": 1.2, "section.notes": 2.5}, "stands the end of `argument`"),
    ],
)
def test_what_stands_on_the_pages_past_a_limit_is_said(places, said, house):
    paper = "sections: {argument: Short.}\nbackground: Long.\n"
    case = house("limits: {pages: 1}\nparts: [argument, background, people]", paper)
    anchors = {name: int(place) for name, place in places.items()}
    above = {name: round(place % 1, 3) for name, place in places.items()}
    (found,) = about_pages(case, "packet", Pdf(b"", 2, anchors, above=above))
    assert found.hint.startswith(f"Behind page 1 {said}. Shorten it")


def test_an_output_has_a_limit_of_its_own(house):
    case = house("limits: {card: 1 page}\noutputs: [packet, card]", "")
    (found,) = about_pages(case, "card", Pdf(b"", 2, {}))
    assert found.message == "`card` takes 2 pages, 1 more than the 1 that `house` allows."
    assert about_pages(case, "packet", Pdf(b"", 2, {})) == []


def test_a_comment_allows_more_pages(house):
    paper = PAPER.replace(
        "kind: house", "kind: house # briefgen: allow pages-past-limit because so"
    )
    case = house("limits: {pages: 1}", "")
    Path("paper.yaml").write_text(paper, "utf-8")
    case = api.check(api.load(Path("paper.yaml")))
    assert case.diagnostics == []
    assert about_pages(case, "packet", Pdf(b"", 2, {})) == []


def test_of_each_place_it_is_known_how_much_of_the_page_is_above_it():
    style = "<style>@page { size: 12cm; margin: 1cm } p { height: 4cm; margin: 0 }</style>"
    body = "".join(f'<p id="{name}">{name}</p>' for name in "abc")
    made = typeset_here(f"<html lang=en><title>x</title>{style}<body style='margin: 0'>{body}")
    assert made.anchors == {"a": 1, "b": 1, "c": 2}
    assert made.above == {"a": 0.0, "b": 0.4, "c": 0.0}


# How severe it is.


def test_a_kind_makes_rules_milder_stricter_or_silent(house):
    paper = """
    objectives: [Discuss the ferry.]
    agenda: [{title: One}, {title: Two}]
    """
    assert {each.severity for each in house("", paper).diagnostics} == {"warning"}
    found = house("rules: {item-without-objective: off, vague-objective: error}", paper).diagnostics
    assert [(each.rule, each.severity) for each in found] == [("vague-objective", "error")]


def test_a_kind_makes_what_keeps_a_name_stricter_and_never_milder(house):
    paper = """
      vass: {name: Karl Vass, attribution: on background, described_as: a pilot}
    bottom_line: Mr Vass sails.
    """
    (found,) = house("rules: {name-perhaps: error}", dedent(paper).lstrip("\n")).diagnostics
    assert (found.rule, found.severity) == ("name-on-background", "error")
    with pytest.raises(ConfigError):
        house("rules: {name-perhaps: off}", "bottom_line: Yes.")


def test_a_kind_turns_on_what_only_settings_turn_on_unless_they_turn_it_off(house):
    paper = "bottom_line: {text: It sails., sources: log}\nsources: {log: {title: Log}}\n"
    kind = "rules: {source-without-copy: warning}"
    assert [each.rule for each in house(kind, paper).diagnostics] == ["source-without-copy"]
    Path("briefgen.toml").write_text('templates = "templates"\noff = ["source-without-copy"]\n')
    assert house(kind, paper).diagnostics == []


def test_rules_that_a_kind_of_the_users_turns_off_are_said(house, capsys):
    house("rules: {item-without-objective: off, vague-objective: off}", "bottom_line: Yes.")
    for _ in range(2):  # the second time from what is kept
        with pytest.raises(SystemExit):
            cli.main(["check", "paper.yaml"])
        said = capsys.readouterr().err
        assert (
            "2 rules turned off: item-without-objective, vague-objective, by the kind `house`"
            in said
        )
    house("", "bottom_line: Yes.")
    with pytest.raises(SystemExit):
        cli.main(["check", "paper.yaml"])
    assert "turned off" not in capsys.readouterr().err


# What is wrong with a kind.


@pytest.mark.parametrize(
    ("kind", "underlined", "hint"),
    [
        ("needs: [decisoin]", "decisoin", "Did you mean `decision`?"),
        ("needs: [decision.bye]", "decision.bye", "Did you mean `by`?"),
        ("needs: [costs]", "costs", "A section stands in `parts`, or has its whole name here"),
        ("labels: {bottom_lin: Issue}", "bottom_lin", "Did you mean `bottom_line`?"),
        ("labels: {press.befor: First}", "press.befor", "Did you mean `press.before`?"),
        ("labels: {cover.reader: For you}", "cover.reader", "briefgen's own is"),
        ("labels: {bottom_line: Of {title}}", "bottom_line", "Take it out"),
        ("limits: {pages: many}", "many", "A limit is a number"),
        ("limits: {bottom_line: 60 wards}", "60 wards", "A limit is a number"),
        ("limits: {bottom_line: 1 page}", "1 page", "Limit its `words` or `lines`."),
        ("limits: {agenda.points: 1 page}", "1 page", "Limit its `words` or `lines`."),
        ("limits: {point: 3}", "point", "Did you mean `points`?"),
        ("parts: [sections.programmes]\nlimits: {progrmme: 1 page}", "progrmme", "Did you mean"),
    ],
)
def test_a_name_that_leads_nowhere_is_told_with_the_nearest(kind, underlined, hint, house):
    if "{title}" in kind:
        kind = 'labels: {bottom_line: "Of {title}"}'
    with pytest.raises(ConfigError) as error:
        house(kind, "")
    (found,) = error.value.diagnostics
    line = Path(found.span.file).read_text("utf-8").splitlines()[found.span.line - 1]
    assert found.rule == "bad-kind"
    assert line[found.span.column - 1 : found.span.end_column - 1] == underlined
    assert hint in found.hint


def test_names_of_sections_and_of_extended_kinds_are_known(house):
    kind = """
    extends: nz-cabinet
    parts: [bottom_line, sections.programmes, analysis]
    needs: [programmes, sections.cost]
    labels: {programmes: Programmes, sections.cost: What it costs, points.if_raised: If asked}
    limits: {programmes: 2 pages, sections.cost: 50 words, title: none}
    """
    found = house(kind, "").diagnostics
    assert {each.rule for each in found} == {"needed-by-kind"}


@pytest.mark.parametrize("name", kind_names())
def test_every_name_in_a_shipped_kind_leads_somewhere(name):
    document = document_of(folder("templates"), f"kinds/{name}")
    extended = base_typed(document)
    base = kind_named(extended) if extended else PaperKind()
    assert [found.message for found in misnamed(document, base or PaperKind())] == []


@pytest.mark.parametrize("name", kind_names())
def test_the_labels_of_a_shipped_kind_are_all_printed(name):
    kind = kind_named(name)
    sections = {*kind.sections, *(need.removeprefix("sections.") for need in kind.needs)}
    keys = {each.typed: label_keys(each.typed, labels_known())[0] for each in kind.labels}
    lost = [typed for typed, key in keys.items() if key not in labels_known()]
    assert [typed for typed in lost if typed.removeprefix("sections.") not in sections] == []


@pytest.mark.parametrize("name", kind_names())
def test_every_section_of_a_shipped_kind_has_a_word_that_can_be_translated(name):
    kind = kind_named(name)
    called = {each.typed.removeprefix("sections.") for each in kind.labels}
    needed = [need.removeprefix("sections.") for need in kind.needs if need.startswith("sections.")]
    assert [section for section in (*kind.sections, *needed) if section not in called] == []
