"""A paper that is written from right to left is set as in a mirror, and what is Latin in it is not.

Where a thing stands is asked of the finished PDF: of the boxes of its letters.
"""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from briefgen.api import build, check, load
from briefgen.look.sides import mirrored, sides_of, with_sides

ROOT = Path(__file__).parent.parent
BRIEF = """\
briefgen: 1
title: محادثات الميناء
serial: XQ-7
language: ar
as_of: 2026-03-02
principal: chair
people:
  chair: {name: إيدا هولم, role: رئيسة}
  boe: {name: Ann Q. Zander, role: وزيرة, note: قال John **F.** Kennedy إن الميناء مغلق.}
bottom_line: يحتاج الرصيف إلى قرار، وهاتف المكتب +49 30 7654321 مفتوح.
agenda:
  - {title: الرصيف الأول, objective: عشرة قوارب, with: boe, points: [نعم، الآن.]}
  - {title: الرصيف الثاني, objective: عشرة قوارب, background: "| الشهر | العمق |\\n|---|---|\\n| ZQA | ZQB |"}
contacts: [{name: chair, phone: 030 7654 99, email: ida@quay.example}]
"""
ENGLISH = """\
briefgen: 1
title: Harbour talks
as_of: 2026-03-02
principal: chair
people: {chair: {name: Ida Holm, role: Chair}}
bottom_line: We met بنيامين **كوهين** ليفي at noon, and it is done.
agenda: {title: The quay, objective: Ten boats by May.}
"""


@pytest.fixture(scope="module", params=["official", "modern"])
def files(request, tmp_path_factory):
    at = tmp_path_factory.mktemp(request.param)
    return at, written(at, BRIEF, style=request.param, templates=["packet", "card", "lectern"])


def written(at, text, **options):
    (at / "talks.yaml").write_text(text, "utf-8")
    assert [str(each) for each in check(load(at / "talks.yaml")).errors] == []
    return build(at / "talks.yaml", output=at / "build", **options)


def places(path, text):
    """For each page on which a text of Latin letters stands: page, left, right and width of it."""
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(path), 1):
        letters = page.get_textpage()
        search = letters.search(text, match_case=True)
        while hit := search.get_next():
            boxes = [letters.get_charbox(at) for at in range(hit[0], sum(hit))]
            boxes = [box for box in boxes if box[2] > box[0]]
            left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
            found.append((number, left, right, page.get_width()))
    return found


def packet(files, name="packet"):
    return next(path for path in files if path.name == f"talks-{name}.pdf")


def test_the_page_says_how_it_is_written(files):
    page = (files[0] / "build" / "talks-packet.html").read_text("utf-8")
    assert '<html lang="ar" dir="rtl">' in page


def test_what_begins_a_line_elsewhere_begins_it_at_the_right(files):
    _, left, right, width = places(packet(files[1]), "XQ")[0]
    assert width * 0.85 < right < width - 40
    assert left > width / 2


def test_the_first_column_of_a_table_is_at_the_right_of_the_second(files):
    [(_, left, *_)] = places(packet(files[1]), "ZQA")
    [(_, _, right, _)] = places(packet(files[1]), "ZQB")
    assert right < left


def test_no_words_stand_outside_of_their_page(files):
    for path in files[1]:
        for page in pypdfium2.PdfDocument(path) if path.suffix == ".pdf" else ():
            letters = page.get_textpage()
            for at in range(letters.count_chars()):
                left, _, right, _ = letters.get_charbox(at)
                assert left == right or (left > 30 and right < page.get_width() - 30)


def test_the_number_of_a_page_stands_at_its_foot_at_the_left(files):
    page = pypdfium2.PdfDocument(packet(files[1]))[0]
    letters = page.get_textpage()
    boxes = [letters.get_charbox(at) for at in range(letters.count_chars())]
    foot = [box for box in boxes if box[2] > box[0] and box[3] < 50]
    assert foot
    assert min(box[0] for box in foot) < 80


@pytest.mark.parametrize("words", ["49 7654321", "030 7654 99", "John Kennedy", "Ann Zander"])
def test_numbers_and_names_in_latin_are_read_from_the_left(files, words):
    """With emphasis in them, too; the typesetter would turn them round (see BRIEF)."""
    edges = [places(packet(files[1]), word)[-1][1] for word in words.split()]
    assert edges == sorted(edges)


def test_a_name_with_emphasis_in_it_keeps_its_order_in_a_line_from_the_left(tmp_path):
    files = written(tmp_path, ENGLISH, templates=["packet"])
    page = (tmp_path / "build" / "talks-packet.html").read_text("utf-8")
    assert '<bdi lang="und-Arab" dir="rtl">بنيامين <strong>كوهين</strong> ليفي</bdi>' in page
    pdf = pypdfium2.PdfDocument(packet(files))[0].get_textpage()
    letters = [(pdf.get_text_range(at, 1), pdf.get_charbox(at)) for at in range(pdf.count_chars())]
    # Letters of the first, the second and the third name that the others don't have.
    edges = [min(box[0] for sign, box in letters if sign == each) for each in "مكف"]
    assert edges == sorted(edges, reverse=True)


IN_TWO = """\
briefgen: 1
kind: ca-qp-note
title: Ferry repairs
language: [en-CA, ar]
number: XQZ
as_of: 2026-03-02
received: 2026-03-01
principal: chair
people: {chair: {name: Ida Holm, role: Minister}}
questions: [{id: q1, question: Why?, answer: In May.}]
background: {id: b, text: It costs 4.2 million.}
contacts: [Desk]
"""
SECOND = """\
language: ar
title: إصلاح العبارة
people: {chair: {name: إيدا هولم, role: وزيرة}}
questions: [{id: q1, question: لماذا؟, answer: في مايو.}]
background: {id: b, text: الكلفة 4.2 مليون.}
contacts: [{name: المكتب}]
"""


def test_of_a_paper_in_two_directions_each_half_is_set_in_its_own(tmp_path):
    (tmp_path / "talks.ar.yaml").write_text(SECOND, "utf-8")
    (pdf,) = written(tmp_path, IN_TWO, templates=["packet"], to=["pdf"])
    numbers = [(left, right) for _, left, right, _ in places(pdf, "XQZ")][:2]
    width = places(pdf, "XQZ")[0][3]
    (english, _), (_, arabic) = sorted(numbers)
    assert english < width / 3
    assert arabic > width * 0.6


# Sides in the sheets.


SHEETS = sorted([*(ROOT / "styles").rglob("*.css"), *(ROOT / "templates").rglob("*.css")])
PAGES = re.compile(r"@page[^{]*\{(?:[^{}]|\{[^{}]*\})*\}")
COMMENTS = re.compile(r"/\*.*?\*/", re.DOTALL)
FOUR = re.compile(r"(?<![\w-])(?:margin|padding|inset|border-\w+|border-radius): ([^;{}]+)")


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_sheet_says_start_and_end_and_never_left_or_right(path):
    sheet = PAGES.sub("", COMMENTS.sub("", path.read_text("utf-8")))
    # The typesetter indents lines from the right on the wrong side.
    assert re.findall(r"\b(?:left|right|text-indent)\b", sheet) == []
    for values in FOUR.findall(sheet.replace("!important", "")):
        sides = re.findall(r"(?:[^\s(]|\([^()]*(?:\([^()]*\)[^()]*)*\))+", values)
        assert len(sides) < 4 or sides[1] == sides[3], values


def test_margins_and_running_heads_of_a_page_change_sides():
    sheet = "@page { margin: 1mm 2mm 3mm 4mm; @top-left { content: a; text-align: right; } }"
    turned = "@page { margin: 1mm 4mm 3mm 2mm; @top-right { content: a; text-align: left; } }"
    assert mirrored(sheet) == turned
    assert mirrored(turned) == sheet


@pytest.mark.parametrize(
    ("declaration", "ltr", "rtl"),
    [
        ("margin-inline-start: 1px", "margin-left: 1px", "margin-right: 1px"),
        ("padding-inline-end:0", "padding-right:0", "padding-left:0"),
        ("border-inline-start-width: 1px", "border-left-width: 1px", "border-right-width: 1px"),
        ("inset-inline-end: 0", "right: 0", "left: 0"),
        ("float: inline-end", "float: right", "float: left"),
        ("text-align: start", "text-align: left", "text-align: right"),
        ("padding-block-start: 0", "padding-block-start: 0", "padding-block-start: 0"),
        ("float: none", "float: none", "float: none"),
    ],
)
def test_the_typesetter_is_told_of_sides(declaration, ltr, rtl):
    assert sides_of(declaration, "ltr") == ltr
    assert sides_of(declaration, "rtl") == rtl


def test_words_of_a_page_are_no_style():
    page = "<html dir='rtl'><style>p {float: inline-end}</style></head><p>float: inline-end</p>"
    assert with_sides(page) == page.replace("inline-end", "left", 1)


def test_a_page_in_two_directions_keeps_start_and_end():
    page = (
        "<html dir='ltr'><style>p {float: inline-end; text-align: start}</style></head><p dir=rtl>"
    )
    assert with_sides(page) == page.replace("inline-end", "right", 1)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_sheet_of_the_users_moves_what_ours_has_moved(language, tmp_path):
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "custom.css").write_text(
        "ul, ol { padding-left: 120px; padding-right: 120px }"
    )
    text = BRIEF.replace("نعم، الآن.", "ZQK نعم").replace("language: ar", f"language: {language}")
    (pdf,) = written(tmp_path, text, templates=["packet"], to=["pdf"])
    moved = places(pdf, "ZQK")[0]
    (tmp_path / "styles" / "custom.css").unlink()
    (pdf,) = written(tmp_path, text, templates=["packet"], to=["pdf"])
    plain = places(pdf, "ZQK")[0]
    assert moved[1] != pytest.approx(plain[1], abs=5)
