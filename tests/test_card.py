"""The card fills its page, whatever there is to say: one panel for few items, two for more."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest

from briefgen import api
from briefgen.builds import pipeline
from briefgen.view.card import card_of

ROOT = Path(__file__).parent.parent
BRIEF = """\
briefgen: 1
title: Talks on the quay
as_of: 2026-03-02
principal: chair
people:
  chair: {name: Ida Holm}
bottom_line: You are asked to agree the repair.
agenda:
"""
ITEM = """\
  - title: Quay {at}
    objective: The repair of quay {at} is approved by Friday.
    points:
      - The cracks in quay {at} have grown since the winter, as the divers found.
      - We pay half of the repair, and ask for the other half.
      - {{kind: avoid, text: The price of quay {at}.}}
"""

NOTHING = {"bottom_line": None, "questions": (), "press_questions": (), "press_lines": ()}


def brief(items, folder):
    path = folder / "brief.yaml"
    path.write_text(BRIEF + "".join(ITEM.format(at=at) for at in range(1, items + 1)), "utf-8")
    (folder / "briefgen.toml").write_text('off = ["too-many-points", "vague-objective"]', "utf-8")
    return path


def card(items, folder):
    return pipeline.viewed(api.check(api.load(brief(items, folder)))).card


def test_few_items_are_set_for_a_lectern_in_one_panel(tmp_path):
    one, two = card(1, tmp_path), card(2, tmp_path)
    assert (one.points, one.panels) == (20, 1)
    assert two.panels == 1
    assert two.points >= 14


def test_the_more_there_is_the_smaller_it_is_set(tmp_path):
    sizes = [card(items, tmp_path).points for items in range(1, 12)]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) > 4
    assert [card(items, tmp_path).panels for items in (3, 8)] == [2, 2]


def test_an_item_that_is_too_long_for_a_lectern_is_folded():
    class Text(str):
        def striptags(self):
            return self

    class Holder:
        def __init__(self, **fields):
            self.__dict__ |= fields

    def item(words):
        point = Holder(bare=Text("word " * words))
        groups = [Holder(kind="make", points=[point])]
        return Holder(objective=None, points=groups, title="Quay", time="", minutes="")

    def found(words):
        return card_of("Talks", {**NOTHING, "items": [item(words)]})

    assert found(20).panels == 1
    assert found(700).panels == 2


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("items", [1, 4, 7])
def test_a_card_fills_one_page_across(items, paper, tmp_path):
    (path,) = api.build(
        brief(items, tmp_path), output=tmp_path, templates=["card"], to=["pdf"], paper=paper
    )
    pages = pypdfium2.PdfDocument(path)
    assert len(pages) == 1
    width, height = pages[0].get_size()
    assert width > height
    text = pages[0].get_textpage()
    foot = 45  # the page's number stands below
    ends = [text.get_rect(at)[1] for at in range(text.count_rects())]
    lowest = min(end for end in ends if end > foot)
    assert 1 - lowest / height > (0.5 if items == 1 else 0.6)


def test_what_does_not_fit_runs_to_a_second_page_and_is_found(tmp_path):
    document = api.load(brief(30, tmp_path))
    pdf = api.typeset(api.render(document, "card"))
    assert (pdf.fits, pdf.pages > 1) == (False, True)
    pages = pypdfium2.PdfDocument(io.BytesIO(pdf.data))
    words = " ".join(page.get_textpage().get_text_range() for page in pages)
    words = words.replace("\xa0", " ")
    assert all(f"The price of quay {at}." in words for at in range(1, 31))


def test_what_to_avoid_stands_with_its_word_in_the_list_of_points(tmp_path):
    page = api.render(api.load(brief(1, tmp_path)), "card")
    points = page.split("<ul>")[1].split("</ul>")[0]
    assert points.count("<li") == 3
    assert "<strong>Avoid:</strong> The price of quay 1." in points


ASKED = """\
press:
  questions:
    - {question: Who pays for the repair of the quay?, answer: "Each of the two pays a half, as the treaty has it."}
    - {question: When does it begin?, answer: "In the summer, when the last boat has left."}
"""


def test_what_is_asked_is_on_the_back_where_the_front_is_full(tmp_path):
    def sides(items):
        path = brief(items, tmp_path)
        path.write_text(path.read_text("utf-8") + ASKED, "utf-8")
        pdf = api.typeset(api.render(api.load(path), "card"))
        assert pdf.fits
        pages = pypdfium2.PdfDocument(io.BytesIO(pdf.data))
        texts = (page.get_textpage().get_text_range() for page in pages)
        # The last words of a line may be joined.
        return [" ".join(text.split()) for text in texts]

    (one,) = sides(3)
    assert "Who pays for the repair" in one
    front, back = sides(10)
    assert "The price of quay 10." in front
    assert "Who pays" not in front
    assert "Who pays for the repair" in back
