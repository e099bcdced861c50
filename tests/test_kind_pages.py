"""What a kind of paper makes of the page: its parts in order, its words, its clock and its dates."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest

from briefgen import api
from briefgen.builds import pipeline
from briefgen.kinds import kind_names
from briefgen.look import Look
from briefgen.preview.origins import Origins, folded

ROOT = Path(__file__).parent.parent
PAPER = """\
briefgen: 1
kind: house
title: The night ferry
as_of: 2026-03-02
principal: minister
people:
  minister: {name: Maud Ellery, role: Minister for the Sea}
  lund: {name: Per Lund, role: Private Secretary}
"""


@pytest.fixture
def page(tmp_path, monkeypatch):
    """A folder with a kind `house`, and the view and the packet of a paper of that kind there."""
    monkeypatch.chdir(tmp_path)
    Path("briefgen.toml").write_text('templates = "templates"\n')

    def made(kind: str, paper: str):
        at = tmp_path / "templates" / "kinds" / "house" / "kind.yaml"
        at.parent.mkdir(parents=True, exist_ok=True)
        at.write_text(f"name: Paper\n{dedent(kind)}", "utf-8")
        Path("paper.yaml").write_text(PAPER + dedent(paper), "utf-8")
        case = api.check(api.load(Path("paper.yaml")))
        assert case.errors == []
        view = pipeline.viewed(case)
        return view, pipeline.rendered(case, view, "packet", Look(templates=(Path("templates"),)))

    return made


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def headings(html):
    return re.findall(r"<h2[^>]*>(.*?)</h2>", html)


TEXTS = """
background: What was.
sections:
  second: It is late.
  cost-of-it: |
    Four million.

    - one of the list

    In three years.
  argument: {title: Why now, text: It is dark.}
"""


def test_what_a_kind_does_not_list_stands_before_the_annexes_and_contacts_at_its_end(page):
    typed = TEXTS + "contacts: Desk\nannexes: Letter\nclearances: Legal\n"
    _, html = page("parts: [annexes, background, contacts]", typed)
    texts = ["Second", "Cost of it", "Why now"]
    found = [title for title in headings(html) if title not in ("Contents", "People")]
    assert found == ["Annexes", "Background", *texts, "Contacts", "Clearances"]
    _, html = page("parts: [background, annexes, contacts]", typed + "actions: Call the port.\n")
    found = [title for title in headings(html) if title not in ("Contents", "People")]
    assert found == ["Background", *texts, "Actions", "Annexes", "Contacts", "Clearances"]


def test_parts_stand_in_the_order_of_the_kind_and_what_it_does_not_list_comes_behind(page):
    view, html = page("parts: [argument, background, sections, contacts]", TEXTS + "contacts: Desk")
    order = ["Why now", "Background", "Second", "Cost of it", "Contacts"]
    found = [title for title in headings(html) if title in order]
    assert found == order
    assert [entry.title for entry in view.contents if entry.title in order] == order
    assert all(f'id="{entry.id}"' in html for entry in view.contents)


def test_a_section_has_the_heading_that_it_types_or_that_of_the_kind_or_its_name(page):
    kind = "parts: [argument, second, cost-of-it]\nlabels: {argument: Argument, second: Zweitens}"
    view, _ = page(kind, TEXTS)
    assert [section.title for section in view.sections] == ["Why now", "Zweitens", "Cost of it"]


def test_a_section_that_is_called_as_a_part_is_another_thing(page):
    paper = """
    sections: {press: Of the press., contacts: Of contacts., handling: Of handling.}
    press: {lines: Single.}
    contacts: Desk
    """
    kind = "parts: [sections.press, press, contacts, handling]\nlabels: {sections.handling: H}"
    view, html = page(kind, paper)
    assert [(each.key, each.title) for each in view.sections] == [
        ("press", "Press"),
        ("handling", "H"),
        ("contacts", "Contacts"),
    ]
    found = re.findall(r"Of the press|Single|>Desk|Of handling|Of contacts", html)
    assert found == ["Of the press", "Single", ">Desk", "Of handling", "Of contacts"]


def test_a_line_of_the_business_says_all_that_is_typed_of_it(page):
    items = """
    agenda:
      - {title: Minutes, number: 1a, likely: certain, purpose: note, paper: A, procedural: true}
      - {title: Close, procedural: true}
    """
    _, html = page("parts: [glance, agenda]\nlines: true", items)
    assert "<article" not in html
    line = html.partition('<strong class="line">')[2].partition("</td>")[0]
    assert [each in line for each in ("1a", "Minutes", "To note", "Paper A", "certain")] == [
        True
    ] * 5


def test_paragraphs_are_numbered_from_the_first_to_the_last_without_lists(page):
    _, html = page("parts: [cost-of-it, background, sections]\nparagraphs: numbered", TEXTS)
    numbered = r'<p class="numbered"><span class="number">(\d+)\.</span> (.*?)</p>'
    assert re.findall(numbered, html) == [
        ("1", "Four million."),
        ("2", "In three years."),
        ("3", "What was."),
        ("4", "It is late."),
        ("5", "It is dark."),
    ]
    assert 'class="numbered"' not in page("parts: [argument]", TEXTS)[1]


def test_notes_are_numbered_in_the_order_of_the_page(page):
    paper = """
    background: One[^one].
    sections: {argument: "Two[^two]."}
    facts: {Sponsor: "Per Lund[^three]"}
    sources: {one: {title: One}, two: {title: Two}, three: {title: Three}}
    """
    titles = [note.title for note in page("parts: [argument, background]", paper)[0].notes]
    assert titles == ["Three", "Two", "One"]
    titles = [note.title for note in page("parts: [background, argument]", paper)[0].notes]
    assert titles == ["Three", "One", "Two"]


def test_facts_have_the_order_of_the_kind_and_the_words_of_the_writer(page):
    paper = 'facts: {Risk & money: "**£2**", Sponsor: Per Lund, Board: Trustees}'
    view, html = page("facts: [Board, Sponsor]", paper)
    assert [fact.label for fact in view.facts] == ["Board", "Sponsor", "Risk & money"]
    assert "<dt>Risk &amp; money</dt><dd><strong>£2</strong></dd>" in html


def test_contacts_are_called_and_written_to_where_that_is_plain(page):
    paper = """
    contacts:
      - {name: lund, role: logistics, phone: +44 (0)20 7946 0018, email: lund@sea.example}
      - {name: Desk, phone: extension 26, email: "desk@sea.example?subject=x", hours: nights}
    """
    view, html = page("", paper)
    assert [contact.name for contact in view.contacts] == ["Per Lund", "Desk"]
    assert re.findall(r'href="((?:tel|mailto):[^"]*)"', html) == [
        "tel:+442079460018",
        "mailto:lund@sea.example",
    ]
    assert "extension 26" in html


def test_words_of_the_kind_stand_in_the_place_of_others_and_are_text(page):
    labels = (
        'labels: {bottom_line: "Issue <b>", points.make: "Say \\\\", cover.reader: "To {reader}"}'
    )
    paper = "bottom_line: It sails.\nagenda: {title: A, procedural: true, points: Yes.}"
    _, html = page(labels, paper)
    assert "Issue &lt;b&gt;" in headings(html)
    assert "Say \\" in html
    assert "To Maud Ellery, Minister for the Sea" in html


def test_words_of_a_kind_in_another_language_are_marked_and_go_before_english_ones(page):
    kind = "language: de\nlabels: {bottom_line: Worum es geht}"
    _, html = page(kind, "bottom_line: It sails.")
    assert "Bottom line" in headings(html)  # a brief in English has English words
    _, html = page(kind, "language: cy\nbottom_line: Mae'n hwylio.")
    assert re.search(r'<h2[^>]* lang="de" dir="ltr">Worum es geht</h2>', html)


def test_what_rests_on_a_source_is_named_as_the_page_names_it(page):
    paper = """
    bottom_line: {text: It sails., sources: log}
    facts: {Sponsor: {text: Per Lund, sources: log}}
    sections: {argument: {text: It is dark., sources: log}}
    sources: {log: {title: Log}}
    """
    view, _ = page("labels: {bottom_line: Issue, sections.argument: The argument}", paper)
    (source,) = view.sources
    assert [str(each.label) for each in source.resting] == ["Sponsor", "Issue", "The argument"]


MEETINGS = """
programme:
  - {date: 2026-03-30, start: 09:00, end: 14:30, zone: Europe/Oslo, title: Talks}
  - {date: 2026-04-01, start: 12:00, title: Lunch}
zone: America/New_York
"""


@pytest.mark.parametrize(
    ("clock", "times"),
    [
        ("", ["09:00–14:30", "12:00"]),
        ("clock: 24", ["09:00–14:30", "12:00"]),
        ("clock: 12", ["9:00 am – 2:30 pm", "12:00 pm"]),
    ],
)
def test_times_are_on_the_clock_of_the_kind(clock, times, page):
    view, _ = page(clock, MEETINGS)
    met = [meeting for day in view.programme for meeting in day.meetings]
    assert [plain(meeting.time) for meeting in met] == times
    assert plain(met[0].home_time) == ("3:00 am" if "12" in clock else "03:00")


@pytest.mark.parametrize(
    ("style", "as_of", "when", "day"),
    [
        ("31 January 2003", "2 March 2026", "30 March – 1 April 2026", "Monday 30 March 2026"),
        (
            '"January 31, 2003"',
            "March 2, 2026",
            "March 30 – April 1, 2026",
            "Monday, March 30, 2026",
        ),
        ("31 Jan 2003", "2 Mar 2026", "30 Mar – 1 Apr 2026", "Mon 30 Mar 2026"),
        ("31 JAN 03", "02 MAR 26", "30 MAR – 01 APR 26", "MON 30 MAR 26"),
    ],
)
def test_dates_are_in_the_style_of_the_kind(style, as_of, when, day, page):
    view, _ = page(f"dates: {style}", MEETINGS)
    assert plain(view.as_of.text) == as_of
    assert plain(view.when) == when
    assert plain(view.programme[0].date.text) == day


def test_days_of_one_month_are_a_short_range(page):
    view, _ = page("dates: 31 January 2003", MEETINGS.replace("04-01", "03-31"))
    assert plain(view.when) == "30–31 March 2026"
    view, _ = page('dates: "January 31, 2003"', MEETINGS.replace("04-01", "03-31"))
    assert plain(view.when) == "March 30–31, 2026"


# What is printed of a key is looked at as what is printed of a value.


def found_in(paper):
    Path("paper.yaml").write_text(PAPER.replace("kind: house\n", "kind: press-pack\n") + paper)
    lines = Path("paper.yaml").read_text("utf-8").splitlines()
    case = api.check(api.load(Path("paper.yaml")))
    return [
        (each.rule, lines[each.span.line - 1][each.span.column - 1 : each.span.end_column - 1])
        for each in case.diagnostics
        if each.rule in ("name-on-background", "name-perhaps", "missing-glyph")
    ]


@pytest.mark.parametrize(
    ("paper", "found"),
    [
        ("facts: {Karl Vass: 1}", ("name-on-background", "Karl Vass")),
        ("sections: {karl-vass: x}", ("name-on-background", "karl-vass")),
        (
            "sections: {karl-vass: {title: Notes, text: x}}",
            ("name-on-background", "karl-vass"),
        ),
        ("decision: {text: x, offices: {Karl Vass: for}}", ("name-on-background", "Karl Vass")),
        ("facts: {Fähre: 1, ወ: 2}", ("missing-glyph", "ወ")),
        ("sections: {ወ: x}", ("missing-glyph", "ወ")),
    ],
)
def test_a_printed_key_names_nobody_who_must_not_be_named(paper, found, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    hidden = "  vass: {name: Karl Vass, attribution: on background, described_as: a pilot}\n"
    assert found_in(hidden + paper) == [found]


def test_a_word_of_the_kind_that_no_font_has_is_told(page):
    with pytest.raises(AssertionError, match=r"In the label of `bottom_line`"):
        page("labels: {bottom_line: ወ}", "bottom_line: It sails.")


def test_a_word_of_the_kind_for_papers_in_another_language_needs_no_font(page):
    page("labels: {bottom_line: Core, am: {bottom_line: ወ, agenda: ወ}}", "bottom_line: It sails.")


@pytest.mark.parametrize("name", [*kind_names()])
def test_every_kind_says_what_it_is_for(name):
    from briefgen.kinds import kind_named

    kind = kind_named(name)
    assert kind.title
    assert kind.about.endswith(".")
    assert len(kind.about) < 130


def test_what_is_read_of_sections_facts_and_contacts_leads_to_where_it_was_typed(page):
    paper = """
    bottom_line: It sails.
    facts: {Sponsor: Per Berg}
    sections: {argument: It is dark., cost-of-it: Four million.}
    contacts: {name: lund, hours: nights}
    """
    view, _ = page("labels: {bottom_line: Issue, sections.argument: Why at night}", paper)
    case = api.check(api.load(Path("paper.yaml")))
    found = Origins(case.document, case.brief, view).by_words

    def paths(words):
        return {each.path for each in found[folded(words)]}

    assert paths("Sponsor") == {("facts", "Sponsor")}
    assert paths("Why at night") == {("sections", "argument")}
    assert paths("Cost of it") == {("sections", "cost-of-it")}
    assert paths("Issue") == {("bottom_line",)}
    assert paths("Contacts") == {("contacts",)}
    assert ("contacts", 0, "hours") in paths("nights")
