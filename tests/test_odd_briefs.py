"""Odd briefs look like papers too: no page of white, no empty bar, nobody alone."""

import re

import pypdfium2
import pytest
from odd import ODD, START, TITLES, with_people

from briefgen.builds import pipeline
from briefgen.load.reader import load
from briefgen.look import Look
from briefgen.markdown.markup import html
from briefgen.render.page import render
from briefgen.render.runts import NO_BREAK
from briefgen.settings.resolver import Resolved
from briefgen.typeset import typeset


def page_of(text, folder):
    off = ("item-without-objective",)
    case = pipeline.checked(load(text.encode(), "brief.yaml"), folder, Resolved(off=off))
    return render(pipeline.viewed(case), "packet", Look())


def texts_of(text, folder):
    """The text of each page of the PDF."""
    paper = pypdfium2.PdfDocument(typeset(page_of(text, folder)).data)
    return [sheet.get_textpage().get_text_range() for sheet in paper]


def test_items_of_a_title_alone_are_a_list(tmp_path):
    page = page_of(ODD["titles alone"], tmp_path)
    assert page.count('class="item bare"') == len(TITLES)
    assert "What is wanted" not in page
    sheets = texts_of(ODD["titles alone"], tmp_path)
    assert len(sheets) == 1
    assert all(title in sheets[0].replace(NO_BREAK, " ") for title in TITLES)


@pytest.mark.parametrize("item", ["Title {}", "{{title: Title {}, objective: A date by May {}.}}"])
def test_titles_begin_below_what_is_before_them(tmp_path, item):
    lines = "".join(f"      Line {at} of what the reader may need.\n\n" for at in range(12))
    items = "".join(f"  - {item.format(at, at % 28 + 1)}\n" for at in range(18))
    text = (
        f"{START}people: {{chair: Ann Ames}}\nbottom_line: Say yes.\nagenda:\n"
        f"  - title: First\n    objective: Approved.\n    background: |\n{lines}{items}"
    )
    first = next(sheet for sheet in texts_of(text, tmp_path) if "Line 11" in sheet)
    assert "Title 1" in first.partition("Line 11")[2].replace(NO_BREAK, " ")


def test_an_item_with_anything_in_it_is_no_entry_of_a_list(tmp_path):
    page = page_of(ODD["titles among items"], tmp_path)
    assert re.findall(r'class="(item[^"]*)"', page) == [
        "item bare", "item bare", "item", "item bare", "item", "item bare",
    ]  # fmt: skip


def test_contents_of_one_entry_are_left_out(tmp_path):
    assert "section.contents" not in page_of(ODD["one item"], tmp_path)
    assert "section.contents" in page_of(ODD["one person"], tmp_path)


@pytest.mark.parametrize(
    ("table", "heads"),
    [
        ("| | |\n|---|---|\n| x | 1 |", []),
        ("| &nbsp; | |\n|---|---|\n| x | 1 |", []),
        ("| A | |\n|---|---|\n| x | 1 |", ["A"]),
        ("| | B |\n|---|---|\n| x | 1 |", ["B"]),
    ],
)
def test_no_cell_without_words_is_a_header(table, heads):
    page = html(table)
    assert re.findall(r"<th[^>]*>(.*?)</th>", page) == heads
    assert ("<thead>" in page) == bool(heads)
    assert re.findall(r"<td[^>]*>(\S+)</td>", page) == ["x", "1"]


def test_a_first_row_without_words_is_nothing_that_was_lost(tmp_path):
    text = ODD["no words in the first row"]
    case = pipeline.checked(load(text.encode(), "brief.yaml"), tmp_path)
    assert case.diagnostics == []


@pytest.mark.parametrize("count", range(11, 25, 2))
def test_nobody_stands_alone_on_a_page(tmp_path, count):
    for sheet in texts_of(with_people(count), tmp_path)[1:]:
        assert len(re.findall(r"Pat P\d+\.|Zoe Zand", sheet)) != 1


@pytest.mark.parametrize("name", ODD)
def test_what_a_page_holds_is_on_one(tmp_path, name):
    assert len(texts_of(ODD[name], tmp_path)) == 1
