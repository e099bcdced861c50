"""How a paper is to be handled stands on every page, on paper and on the screen, as text."""

import re
from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from smallest import SMALLEST

from briefgen import api
from briefgen.builds import pipeline
from briefgen.builds.timings import Timings
from briefgen.look import SHIPPED
from briefgen.render.page import render
from briefgen.view.label import Label

PARAGRAPH = "The harbour board keeps a record of each crossing and of each one that was missed. "
LONG = {"background": "\n\n".join([PARAGRAPH * 12] * 12)}


def viewed(handling, **fields):
    import json

    brief = {**SMALLEST, **fields, "handling": handling}
    document = pipeline.loaded(json.dumps(brief).encode(), "talks.yaml", Timings())
    case = api.check(document, off=["item-without-objective"])
    assert [each for each in case.diagnostics if each.is_error] == []
    return pipeline.viewed(case)


def page_of(handling, template="packet", **fields):
    return render(viewed(handling, **fields), template)


def pages_of(html):
    """The text of each page of the PDF, the PDF's title, and where its pages begin."""
    pdf = api.typeset(html)
    with pikepdf.open(BytesIO(pdf.data)) as file:
        title = str(file.docinfo["/Title"])
    document = pypdfium2.PdfDocument(pdf.data)
    return title, [page.get_textpage().get_text_range() for page in document]


def test_the_line_stands_at_the_head_and_the_foot_of_each_page():
    _, pages = pages_of(page_of("OFFICIAL-SENSITIVE", **LONG))
    assert len(pages) > 2
    assert [page.count("OFFICIAL-SENSITIVE") for page in pages] == [2] * len(pages)


@pytest.mark.parametrize("template", sorted(SHIPPED))
def test_the_line_stands_at_the_head_and_the_foot_on_a_screen(template):
    html = page_of("OFFICIAL-SENSITIVE", template)
    body = html[html.index("<body") :]
    assert body.count("OFFICIAL-SENSITIVE") == 2
    assert body.index("OFFICIAL-SENSITIVE") < body.index("<h1")
    assert body.rindex("OFFICIAL-SENSITIVE") > body.index("</main>")


@pytest.mark.parametrize("template", ["card", "lectern"])
def test_a_sheet_of_another_shape_has_it_too_and_is_no_longer_for_it(template):
    _, pages = pages_of(page_of("OFFICIAL-SENSITIVE", template, remarks="We open a quay."))
    assert [page.count("OFFICIAL-SENSITIVE") for page in pages] == [2]


def test_a_draft_says_so_on_each_page_and_in_the_title_of_its_file():
    html = page_of({"draft": True}, **LONG)
    title, pages = pages_of(html)
    assert title == "DRAFT: Talks"
    assert "<title>DRAFT: Talks</title>" in html
    assert [page.count("DRAFT") for page in pages] == [2] * len(pages)


def test_what_is_no_draft_has_the_title_of_the_paper():
    title, _ = pages_of(page_of("In confidence"))
    assert title == "Talks"


@pytest.mark.parametrize(
    ("handling", "home", "line"),
    [
        (
            {"embargo": "2026-05-07T06:00", "zone": "Europe/London"},
            None,
            "EMBARGO until 06:00 (UTC+1), 7\u00a0May 2026",
        ),
        (
            {"embargo": "2026-01-07 06:00"},
            "Europe/London",
            "EMBARGO until 06:00 (UTC), 7\u00a0January 2026",
        ),
        (
            {"text": "In confidence", "draft": True, "embargo": "2026-05-07T06:00"},
            "Asia/Tokyo",
            "In confidence · DRAFT · EMBARGO until 06:00 (UTC+9), 7\u00a0May 2026",
        ),
    ],
)
def test_an_embargo_says_when_it_ends_and_on_which_clocks(handling, home, line):
    html = page_of(handling, **({"zone": home} if home else {}))
    assert re.search('class="handling"[^>]*>([^<]*)<', html)[1] == line


def test_a_marking_cannot_leave_its_line():
    html = page_of('</style><script>x</script> \\ " } @page { margin: 0 }')
    assert "<script>x" not in html
    head = html[: html.index("</head>")]
    # As a string of CSS it has none of the signs that would end the string or the sheet.
    line = re.search(r"--handling: (\S.*?); --head-side", head)[1]
    assert re.fullmatch(r'"(?:[^"\\<\n]|\\[0-9a-f]{1,6} )*"', line)


def test_without_a_word_on_it_nothing_is_printed():
    assert 'class="handling' not in page_of({"draft": False})


@pytest.mark.parametrize("marking", ["In confidence", "Commercial in confidence, private session"])
def test_beside_the_marking_the_foot_has_the_whole_number_of_the_paper(marking):
    named = {"serial": "Agenda item 14(b)", "number": "TB 26/27-084"}
    _, pages = pages_of(page_of(marking, **named, **LONG))
    for page in pages:
        assert "Agenda item 14(b)" in " ".join(page.split())
        assert "TB 26/27-084" in " ".join(page.split())


@pytest.mark.parametrize(
    ("marking", "letters", "is_long"),
    [(None, 200, False), (None, 201, True), ("Secret", 100, False), ("Secret", 101, True)],
)
def test_beside_the_marking_the_foot_has_less_room_for_what_was_checked(marking, letters, is_long):
    page = render(replace(viewed(marking), checked=Label("x" * letters)), "packet")
    assert ('class="checked long"' in page) == is_long


def test_a_paper_without_handling_has_no_room_for_it():
    html = page_of({"draft": False})
    assert "--head-side:" not in html


def test_words_in_another_language_than_the_paper_are_marked_as_such():
    html = page_of({"draft": True}, language="sw")
    assert '<span lang="en" dir="ltr">DRAFT</span>' in html
