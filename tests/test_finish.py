"""What archives and screen readers get of a PDF: everything once, in order, under its name."""

from __future__ import annotations

import io
import sys
from datetime import date

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops
from structure import faults, spoken

from briefgen.typeset import typeset
from briefgen.typeset.finish import Attached

HEAD = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A page</title>'
    "<style>@page {{ size: A5; @top-left {{ content: 'Running head' }} }} "
    "body {{ font: 11pt 'Noto Sans' }} {}</style></head><body>{}</body></html>"
)
SOURCE = Attached(
    "talks.yaml", b"title: Talks\n", "application/yaml", "Source", "The brief", date(2019, 5, 10)
)


def page(body, style=""):
    return HEAD.format(style, body)


def spoken_of(body, style=""):
    """The structure of a page, without its first line."""
    lines = spoken(typeset(page(body, style)).data).splitlines()[1:]
    return "\n".join(line.removeprefix("  ") for line in lines)


def changed(data, change):
    """The PDF after a change to it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        made = io.BytesIO()
        pdf.save(made)
    return made.getvalue()


PICTURE = (
    '<img alt="A dot" src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22'
    ' width=%2220%22 height=%2210%22%3E%3Crect width=%2220%22 height=%2210%22/%3E%3C/svg%3E">'
)
FULL = (
    '<h1 id="top">Title</h1><p>Text, <a href="#top">linked <em>inside</em></a>.</p>'
    "<table><thead><tr><th>Head</th></tr></thead><tbody><tr><td>Cell</td></tr></tbody></table>"
    f"<ul><li><p>One</p><p>Two</p></li></ul><dl><dt>Term</dt><dd>Said</dd></dl>{PICTURE}"
)


def test_a_pdf_is_pdf_ua_1_and_pdf_a_2a_in_one():
    assert faults(typeset(page(FULL)).data, "2a", "ua1") == set()


def test_with_something_attached_it_is_pdf_a_3a():
    assert faults(typeset(page(FULL), attached=(SOURCE,)).data, "3a", "ua1") == set()


def _without_structure(pdf):
    del pdf.Root.StructTreeRoot


def _without_claim(pdf):
    packet = pdf.Root.Metadata.read_bytes().replace(b'pdfuaid:part="1"', b"")
    pdf.Root.Metadata.write(packet)


def _without_alternative(pdf):
    figure = next(
        entry
        for entry in pdf.objects
        if isinstance(entry, pikepdf.Dictionary) and entry.get("/S") == "/Figure"
    )
    del figure.Alt


def _with_furniture_unmarked(pdf):
    content = pdf.pages[0].Contents.read_bytes()
    pdf.pages[0].Contents.write(content.replace(b"/Artifact <</Type /Pagination>>", b"/Span <<>>"))


@pytest.mark.parametrize(
    "change", [_without_structure, _without_claim, _without_alternative, _with_furniture_unmarked]
)
def test_the_validator_refuses_a_file_that_is_broken(change):
    assert faults(changed(typeset(page(FULL)).data, change), "2a", "ua1")


def test_running_heads_are_not_read_out():
    found = typeset(page("<p>Said</p>"))
    assert spoken(found.data) == "Document\n  P: Said"
    assert "Running head" in pypdfium2.PdfDocument(found.data)[0].get_textpage().get_text_bounded()


def test_a_paragraph_over_two_pages_is_one():
    found = spoken_of("<p>" + "word " * 900 + "</p>")
    assert found.count("P: ") == 1
    assert found.count("word") == 900


def test_a_table_over_two_pages_is_one_with_one_head():
    rows = "<tr><th scope='row'>Row</th><td>Cell</td></tr>" * 60
    found = spoken_of(f"<table><thead><tr><th>A</th><th>B</th></tr></thead>{rows}</table>")
    assert found.count("Table") == 1
    assert [line.split()[1:] for line in found.splitlines() if "Column" in line] == [
        ["Column:", "A"],
        ["Column:", "B"],
    ]
    assert found.count("TH Row") == found.count("TD") == 60


def test_a_list_in_columns_is_one():
    items = "<li>Item</li>" * 6
    assert spoken_of(f"<ul>{items}</ul>", "ul { columns: 2 }").count("L\n") == 1


def test_cells_over_two_pages_stay_side_by_side():
    long = "word " * 700
    body = f"<table><tr><td>{long}left</td><td>{long}right</td></tr></table>"
    cells = [line for line in spoken_of(body).splitlines() if "TD" in line]
    assert [cell.split()[-1] for cell in cells] == ["left", "right"]


def test_words_in_another_language_say_so():
    found = spoken_of('<p>He said <span lang="ru">Привет</span>.</p><p lang="fr">Bonjour</p>')
    assert found == "P: He said .\n  Span lang=ru: Привет\nP lang=fr: Bonjour"


def test_a_link_is_one_and_is_called_by_its_words():
    style = "a::after { content: target-counter(attr(href), page); float: right }"
    found = typeset(page('<p id="x"><a href="#x"><b>1</b> To <i>here</i></a></p>', style))
    assert spoken(found.data).count("[1 To here]") == 1
    with pikepdf.open(io.BytesIO(found.data)) as pdf:
        assert len(pdf.pages[0].Annots) == 1


def test_an_item_of_a_list_has_one_body():
    found = spoken_of("<ul><li><p>One</p><p>Two</p></li></ul>")
    assert found == "L\n  LI\n    Lbl: •\n    LBody\n      P: One\n      P: Two"


def test_a_term_is_the_label_of_what_it_is():
    found = spoken_of("<dl><div><dt>When</dt><dd>Now</dd></div></dl>")
    assert found == "L\n  LI\n    Lbl: When\n    LBody: Now"


def test_a_list_for_navigation_is_a_table_of_contents():
    style = "ol { list-style: none }"
    found = spoken_of('<nav><ol><li><a href="#x">One</a></li></ol></nav><p id="x">x</p>', style)
    assert found.startswith("Sect\n  TOC\n    TOCI\n      Reference\n        Link: [One] One")


def test_lines_of_a_cell_are_apart():
    found = spoken_of(
        "<table><tr><td>10:00<span>Monday</span></td></tr></table>", "span {display: block}"
    )
    assert found.endswith("TD\n        P: 10:00\n        P: Monday")


def test_words_in_a_group_are_a_paragraph():
    assert spoken_of("<div>Some <em>words</em><p>More</p></div>") == (
        "Div\n  P: Some\n    Span: words\n  P: More"
    )


def test_a_head_without_a_body_is_rows_of_the_table():
    table = "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody></tbody></table>"
    assert spoken_of(table) == "Table\n  TR\n    TH Column: A\n    TH Column: B"
    assert faults(typeset(page(f"<h1>x</h1>{table}")).data, "2a", "ua1") == set()


def test_words_around_a_paragraph_keep_their_places():
    assert spoken_of("<div>One<p>Two</p>Three</div>") == "Div\n  P: One\n  P: Two\n  P: Three"
    cell = spoken_of("<table><tr><td>One<p>Two</p>Three</td></tr></table>")
    assert [line.split()[1] for line in cell.splitlines()[-3:]] == ["One", "Two", "Three"]


def test_what_says_nothing_is_left_out():
    sign = "p::before { content: ''; display: inline-block; width: 1em; height: 1em }"
    assert spoken_of("<p>Said</p>", sign) == "P: Said"


def test_a_picture_says_where_it_is():
    found = typeset(page(f"<p>{PICTURE}</p>", "@page { margin: 75px } * { margin: 0 }"))
    with pikepdf.open(io.BytesIO(found.data)) as pdf:
        (figure,) = (entry for entry in pdf.objects if _is_figure(entry))
        left, bottom, right, top = map(float, figure.A.BBox)
        height = float(pdf.pages[0].MediaBox[3])
    assert (left, right - left, top - bottom) == (56.25, 15, 7.5)
    assert height - 85 < bottom < top <= height - 56.25


def _is_figure(entry):
    return isinstance(entry, pikepdf.Dictionary) and entry.get("/S") == "/Figure"


def test_finishing_changes_nothing_that_is_seen(monkeypatch):
    html = page(FULL + "<p>" + "word " * 900)
    finished = typeset(html).data
    monkeypatch.setattr(sys.modules["briefgen.typeset.pdf"], "finish", lambda data, *_: data)
    both = zip(_pictures(finished), _pictures(typeset(html).data), strict=True)
    assert all(ImageChops.difference(*pair).getbbox() is None for pair in both)


def _pictures(data) -> list[Image.Image]:
    return [sheet.render(scale=1).to_pil() for sheet in pypdfium2.PdfDocument(data)]


def test_the_same_page_with_the_same_files_gives_the_same_bytes():
    assert typeset(page(FULL), (), (SOURCE,)).data == typeset(page(FULL), (), (SOURCE,)).data


def test_an_attached_file_comes_out_as_it_went_in():
    with pikepdf.open(io.BytesIO(typeset(page("x"), attached=(SOURCE,)).data)) as pdf:
        (found,) = pdf.Root.AF
        kept = pdf.attachments["talks.yaml"].get_file()
        assert kept.read_bytes() == SOURCE.data
        assert kept.mime_type == "application/yaml"
        assert found.AFRelationship == "/Source"
        assert str(found.EF.F.Params.ModDate) == "D:20190510000000Z"


def test_nothing_else_is_put_inside():
    with pikepdf.open(io.BytesIO(typeset(page("x")).data)) as pdf:
        assert "/AF" not in pdf.Root
        assert len(pdf.attachments) == 0


def test_pages_are_called_as_is_printed_on_them():
    body = "<p>One</p>" + '<p style="break-before: page">Two</p>' * 2
    pdf = pypdfium2.PdfDocument(typeset(page(body)).data)
    assert [pdf.get_page_label(at) for at in range(3)] == ["1", "2", "3"]


def test_the_metadata_name_the_language():
    def languages(data):
        with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_metadata() as metadata:
            return metadata["dc:language"]

    french = page("x").replace('lang="en"', 'lang="fr-CA"')
    assert languages(typeset(french).data) == {"fr-CA"}
    assert faults(typeset(french).data, "2a", "ua1") == set()


def test_an_address_in_a_link_is_linked_once():
    told = spoken_of('<p><a href="https://ports.example/quay">https://ports.example/quay</a></p>')
    assert told == "P\n  Link: [https://ports.example/quay] https://ports.example/quay"
