"""Templates: the shipped, a user's own, and what is said when one is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefgen import TemplateError, api
from briefgen.builds import pipeline
from briefgen.look import Look, template_names
from briefgen.render.page import render

ROOT = Path(__file__).parent.parent
BRIEF = ROOT / "briefs" / "minimal.yaml"


@pytest.fixture(scope="module")
def view():
    return pipeline.viewed(api.check(api.load(BRIEF)))


@pytest.fixture
def own(tmp_path):
    """Writes a template of the user's own, and gives the look that uses it."""

    def write(name, text, folder="templates"):
        path = tmp_path / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return Look(**{folder: (tmp_path / folder,)})

    return write


def test_one_part_of_the_users_takes_the_place_of_the_shipped(view, own):
    look = own("parts/people.html.j2", '<p id="section.people">Nobody else.</p>')
    page = render(view, "packet", look)
    assert "Nobody else." in page
    assert "Bottom line" in page


def test_a_template_of_the_users_own_is_an_output_of_its_own(view, own):
    look = own("note.html.j2", "{{ brief.title }}")
    assert template_names(look) == ["packet", "card", "leave-behind", "lectern", "note", "release"]
    assert render(view, "note", look) == view.title


def test_a_sheet_of_the_users_is_added_last(view, own):
    look = own("custom.css", ".cover { color: red } </style><script>", "styles")
    page = render(view, "packet", look)
    assert ".cover { color: red }" in page
    assert "<script" not in page.split("</head>", maxsplit=1)[1]
    assert "</style><script>" not in page


def test_text_from_the_brief_is_escaped(view, own):
    look = own("note.html.j2", '{{ "<b>" }}{{ brief.bottom_line.html }}')
    assert render(view, "note", look).startswith("&lt;b&gt;Finance wants")


FAULTS = {
    "{{ brief.titel }}": (1, "titel"),
    "\n\n{% for item in brief.items %}{{ item.nope }}{% endfor %}": (3, "nope"),
    "{% if %}": (1, "Expected an expression"),
    "a\n{% for x in brief.items %}": (2, "endfor"),
    '{% include "parts/none.html.j2" %}': (1, "parts/none.html.j2"),
    "{{ 1 // 0 }}": (1, "division"),
    "{{ brief.title() }}": (1, "not callable"),
    "{{ brief.__class__ }}": (1, "unsafe"),
    "{{ brief.title | nofilter }}": (1, "nofilter"),
}


@pytest.mark.parametrize(("text", "expected"), FAULTS.items(), ids=range(len(FAULTS)))
def test_a_fault_of_a_template_names_its_line_and_the_brief(view, own, text, expected):
    look = own("note.html.j2", text)
    line, word = expected
    with pytest.raises(TemplateError) as caught:
        render(view, "note", look)
    (found,) = caught.value.diagnostics
    assert word in found.message
    assert found.span.line == line
    assert found.span.file.endswith("note.html.j2")
    assert "minimal.yaml" in found.hint


def test_a_fault_in_a_loop_names_the_place_in_the_brief(view, own):
    look = own("note.html.j2", "{% for item in brief.items %}{{ item.nope }}{% endfor %}")
    with pytest.raises(TemplateError) as caught:
        render(view, "note", look)
    assert "agenda[0]" in caught.value.diagnostics[0].hint


def test_an_unknown_template_is_suggested(view):
    with pytest.raises(TemplateError, match="Did you mean `packet`"):
        render(view, "pakcet")


def test_a_template_that_leaves_a_link_without_a_place_is_refused(view, own):
    look = own("note.html.j2", '<a href="#nowhere">x</a>')
    with pytest.raises(TemplateError, match="#nowhere"):
        render(view, "note", look)


def test_templates_that_include_each_other_end(view, own):
    look = own("note.html.j2", '{% include "note.html.j2" %}')
    with pytest.raises(TemplateError, match="without end"):
        render(view, "note", look)


@pytest.mark.parametrize("style", ["official", "modern"])
def test_a_style_is_told_by_its_fonts(view, style):
    page = render(view, "card", Look(style=style))
    assert ('"Noto Serif"' in page) == (style == "official")
    assert f'class="card {style}"' in page


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_paper_is_that_of_the_sheet(view, paper):
    assert f"@page {{ size: {paper}; }}" in render(view, "packet", Look(paper=paper))


def things(folder, suffix):
    return {path.name.removesuffix(suffix) for path in (ROOT / folder).glob(f"*{suffix}")}


def test_a_sheet_for_a_part_is_named_after_its_template():
    sheets = things("styles/parts", ".css")
    templates = things("templates/parts", ".html.j2") | things("templates", ".html.j2")
    assert len(sheets) > 10
    assert sheets <= templates


def test_a_sheet_for_a_part_has_the_class_of_its_name():
    for sheet in (ROOT / "styles" / "parts").glob("*.css"):
        assert re.search(rf"\.{sheet.stem}\b", sheet.read_text()), sheet.name


@pytest.mark.parametrize(
    "text",
    [
        '{{ brief.items|map(attribute="title") }}',
        "{{ brief.title.upper }}",
        "{{ cycler(1, 2) }}",
        "{{ range }}",
    ],
)
def test_what_would_print_an_address_in_memory_is_a_fault_of_the_template(view, own, text):
    with pytest.raises(TemplateError) as error:
        render(view, "note", own("note.html.j2", f"\n{text}"))
    (found,) = error.value.diagnostics
    assert "not a text" in found.message
    assert found.span.line == 2


@pytest.mark.parametrize("text", ["{{ [1, 2]|random }}", "{{ lipsum() }}"])
def test_what_is_different_each_time_is_not_there(view, own, text):
    with pytest.raises(TemplateError):
        render(view, "note", own("note.html.j2", text))


def test_a_template_sees_the_name_of_the_brief_and_not_its_place(view, own):
    assert render(view, "note", own("note.html.j2", "{{ brief.file }}")) == "minimal.yaml"


# A brief that says nothing of a time, or of who said something, gets none printed.

SPARE = """\
briefgen: 1
title: Ferry talks
as_of: 2026-05-06
principal: minister
people:
  minister: {name: Marit Solheim, role: Minister of Transport}
bottom_line: The Council wants lower fares. You are asked to offer them in winter only.
agenda:
  title: Ferry fares
  objective: Fares fall in winter.
  points: {kind: if raised, they_say: The boats are empty., text: Not in summer.}
press:
  lines:
"""
LINES = "    - The fares fall.\n"
TIMED = "    - {use: after, text: We agreed.}\n"


def press_of(lines, folder):
    brief = folder / "brief.yaml"
    brief.write_text(SPARE + lines, "utf-8")
    return render(pipeline.viewed(api.check(api.load(brief))), "packet", Look())


def test_a_line_for_the_press_without_a_time_has_none(tmp_path):
    page = press_of(LINES, tmp_path)
    assert re.search(r"<li [^>]*>The fares\sfall\.</li>", page)
    assert not re.search(r"<th[^>]*>(?:Use|If asked)</th>", page)


def test_a_line_without_a_time_does_not_stand_below_another_ones(tmp_path):
    page = press_of(TIMED + LINES, tmp_path)
    assert re.search(r"The fares\sfall\.</li>\s*</ul>\s*<table>", page)
    assert re.search(r'<th scope="row">After</th><td>We agreed\.</td></tr>\s*</tbody>', page)


def test_what_they_may_say_is_nobodys_words(tmp_path):
    page = press_of(LINES, tmp_path)
    assert '<p class="they-say">They may say: The boats are empty.</p>' in page
    assert "“The boats" not in page


def test_a_lead_is_told_by_the_office_where_two_have_the_name(tmp_path):
    minister = "{name: Marit Solheim, role: Minister of Transport}"
    for name, lead in (("Marit Solheim", "Marit Solheim, Mayor"), ("Ivar Solheim", "Ivar Solheim")):
        brief = tmp_path / "brief.yaml"
        text = SPARE.replace(
            minister, f"{minister}\n  other: {{name: {name}, role: Mayor}}"
        ).replace("fares\n  objective", "fares\n  lead: other\n  objective")
        brief.write_text(text + LINES, "utf-8")
        view = pipeline.viewed(api.check(api.load(brief)))
        assert view.items[0].lead == lead


def test_a_lead_who_is_the_principal_goes_without_saying(tmp_path):
    brief = tmp_path / "brief.yaml"
    text = SPARE.replace("fares\n  objective", "fares\n  lead: minister\n  objective")
    brief.write_text(text + LINES, "utf-8")
    assert pipeline.viewed(api.check(api.load(brief))).items[0].lead == ""
