"""What comes out for every brief in `briefs/`: the View, the HTML, and the PDF's text and outline.

The PDF is pinned by what another Pango would give as well: never by its bytes.
"""

from __future__ import annotations

import io
import re
from dataclasses import asdict
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from kept import (
    IN_HTML,
    IN_STRUCTURE,
    KeptData,
    KeptHtml,
    KeptTree,
    assert_as_kept,
    pieces,
    pieces_of_data,
)
from structure import faults, spoken

from briefgen import api
from briefgen.builds import pipeline
from briefgen.builds.kind_typed import kind_typed_in
from briefgen.kinds import DEFAULT, kind_named
from briefgen.look import Look
from briefgen.outputs.leaving.page import own_script
from briefgen.render.page import render
from briefgen.typeset import typeset

CLAIMS = ("pdfuaid:part", "pdfaid:part", "pdfaid:conformance")
BRIEFS = sorted(
    path
    for path in (Path(__file__).parent.parent / "briefs").glob("*.yaml")
    if "." not in path.stem  # the others are texts in a second language
)


def kind(brief):
    found = kind_named(kind_typed_in(brief) or DEFAULT)
    assert found
    return found


OUTPUTS = [(brief, template) for brief in BRIEFS for template in kind(brief).outputs]
each_output = pytest.mark.parametrize(
    ("brief", "template"), OUTPUTS, ids=[f"{brief.stem}-{template}" for brief, template in OUTPUTS]
)


@cache
def view(brief):
    case = api.check(api.load(brief))
    return pipeline.viewed(case)


@cache
def page(brief, template):
    return render(view(brief), template, Look(), kind=kind(brief))


@cache
def pdf(brief, template):
    return typeset(page(brief, template))


def without_styles(html):
    html = re.sub(r"(<style[^>]*>).*?(</style>)", r"\1…\2", html, flags=re.DOTALL)
    # The same on each page, and pinned by test_page_script.
    html = re.sub(r"(<script[^>]*>).*?(</script>)", r"\1…\2", html, flags=re.DOTALL)
    return without_pictures(html)


def without_pictures(text):
    """A text without the data of pictures, which the brief's own files have."""
    return re.sub(r"base64,[A-Za-z0-9+/=]+", "base64,…", text)


def outline(data):
    document = pypdfium2.PdfDocument(data)
    for entry in document.get_toc():
        target = entry.get_dest()
        at = target.get_index() + 1 if target else "-"
        yield f"{'  ' * entry.level}{entry.get_title()} … {at}"


def metadata(data):
    with pikepdf.open(io.BytesIO(data)) as document:
        with document.open_metadata() as found:
            names = ("dc:title", "dc:creator", "xmp:CreateDate", *CLAIMS)
            yield from (f"{name}: {found.get(name)}" for name in names)
        yield f"Lang: {document.Root.Lang}"
        yield f"marked: {document.Root.MarkInfo.Marked}"


def text_by_page(data):
    for number, sheet in enumerate(pypdfium2.PdfDocument(data), 1):
        text = sheet.get_textpage().get_text_bounded()
        yield f"page-{number:02}", text.replace("\r\n", "\n").replace("\ufffe", "-") + "\n"


@pytest.mark.parametrize("brief", BRIEFS, ids=lambda brief: brief.stem)
def test_the_view_of_a_brief(brief, snapshot):
    found = asdict(view(brief)) | {"file": brief.name}
    parts = {name: without_pictures(text) for name, text in pieces_of_data(found).items()}
    assert_as_kept(parts, snapshot, KeptData)


@each_output
def test_the_html_of_a_brief(brief, template, snapshot):
    parts = pieces(without_styles(page(brief, template)), IN_HTML)
    assert_as_kept(parts, snapshot, KeptHtml)


@each_output
def test_the_pdf_of_a_brief(brief, template, snapshot):
    data = pdf(brief, template).data
    about = "\n".join([*metadata(data), "", *outline(data), ""])
    assert_as_kept({"about": about, **dict(text_by_page(data))}, snapshot)


@each_output
def test_the_structure_of_a_brief(brief, template, snapshot):
    found = spoken(pdf(brief, template).data)
    assert_as_kept(pieces(found + "\n", IN_STRUCTURE), snapshot, KeptTree)


@each_output
def test_every_pdf_is_valid_as_pdf_a_and_pdf_ua(brief, template):
    assert faults(pdf(brief, template).data, "2a", "ua1") == set()


@each_output
def test_the_engine_has_nothing_to_say(brief, template):
    assert pdf(brief, template).warnings == ()


@each_output
def test_the_page_asks_for_nothing(brief, template):
    # The page's own script is within it, and asks for nothing: `test_page_script.py`.
    html = page(brief, template).replace(f'<script type="module">{own_script()}</script>', "")
    assert not re.search(r"<(?:script|link|iframe|object|embed)\b", html)
    assert not re.search(r"(?:src|srcset)=\"(?!data:)|url\((?!\"?data:)|@import", html)


@each_output
def test_the_page_has_no_style_that_only_the_typesetter_knows(brief, template):
    assert not re.search(r"string-set|bookmark-|string\(", page(brief, template))


each_brief = pytest.mark.parametrize("brief", BRIEFS, ids=lambda brief: brief.stem)


@each_brief
def test_page_one_stands_alone_where_it_is_about_full_and_else_the_text_flows_on(brief):
    is_alone = " alone " in re.search(r"<body class=\"([^\"]*)", page(brief, "packet"))[1]
    first = min(pdf(brief, "packet").anchors[heading.id] for heading in view(brief).contents)
    shown = view(brief)
    listed = len(shown.items) + len(shown.objectives) + len(shown.their_objectives)
    assert first == 2 if is_alone else first == 1 or listed > 7
    assert listed > 7 if is_alone else True


@each_brief
def test_the_card_has_the_pages_that_it_asks_for(brief):
    card = pdf(brief, "card")
    wanted = re.search(r'name="briefgen.pages" content="(\d)"', page(brief, "card"))[1]
    assert (card.pages, card.fits) == (int(wanted), True)


@each_brief
def test_page_numbers_in_the_table_of_items_are_those_of_the_pages(brief):
    found = pdf(brief, "packet")
    if 'class="glance' not in page(brief, "packet"):
        assert len(view(brief).items) < 2 or view(brief).kind.name != "visit"
        return
    document = pypdfium2.PdfDocument(found.data)
    texts = [page.get_textpage().get_text_bounded() for page in list(document)[:2]]
    numbers = [line for text in texts for line in text.splitlines() if line.isdigit()]
    links = re.findall(r'<section class="glance.*?</section>', page(brief, "packet"), re.DOTALL)
    ids = [to for link in links for to in re.findall(r'href="#([^"]+)"', link)]
    items = {item.id for item in view(brief).items if not item.is_line}
    assert items <= set(ids)
    # A link to a paper has none: all papers stand in one list.
    pages = [str(found.anchors[to]) for to in ids if to in items]
    assert numbers[: len(pages)] == pages


@each_brief
def test_page_numbers_in_the_contents_are_those_of_the_pages(brief):
    found = pdf(brief, "packet")
    if 'class="contents" ' not in page(brief, "packet"):
        return
    document = pypdfium2.PdfDocument(found.data)
    text = " ".join(page.get_textpage().get_text_bounded() for page in list(document)[:2])
    text = " ".join(text.split())
    for heading in view(brief).contents:
        if not heading.number:
            assert f"{heading.title} {found.anchors[heading.id]}" in text


@each_output
def test_every_note_is_reached_and_leads_back(brief, template):
    html = page(brief, template)
    ids = re.findall(r'\bid="([^"]+)"', html)
    links = re.findall(r'href="#([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(links) <= set(ids)
    if template == "packet":
        assert {name for name in ids if name.startswith(("note.", "cite."))} <= set(links)
