"""What is copied out of a PDF, or searched in it, is what was written, in every script."""

from __future__ import annotations

import io
import re
import unicodedata
from html import escape
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from extracted import by_pdfium, lost, words

from briefgen.look.fonts import shipped_faces
from briefgen.preview.pointed import read
from briefgen.typeset import typeset

TEXTS = Path(__file__).parent / "extraction"
FAMILIES = {
    "ar": "Vazirmatn",
    "fa": "Vazirmatn",
    "ur": "Vazirmatn",
    "he": "Noto Serif Hebrew",
    "hi": "Noto Serif Devanagari",
    "bn": "Noto Serif Bengali",
    "th": "Noto Sans Thai",
    "ka": "Noto Sans Georgian",
    "hy": "Noto Sans Armenian",
    "ru": "Noto Serif",
    "vi": "Noto Serif",
}
LEFTWARD = {"ar", "fa", "ur", "he"}
SHIPPED = {face.family for face in shipped_faces()}
LANGUAGES = [language for language, family in FAMILIES.items() if family in SHIPPED]


def page(language, *texts):
    way = "rtl" if language in LEFTWARD else "ltr"
    style = f'body {{ font-family: "Noto Serif", "{FAMILIES[language]}" }}'
    body = "".join(f"<p>{escape(text)}</p>" for text in texts)
    return (
        f'<!DOCTYPE html><html lang="{language}" dir="{way}"><head><meta charset="utf-8">'
        f"<title>{escape(texts[0])}</title><style>{style}</style></head><body>{body}</body></html>"
    )


def lines_of(language):
    return (TEXTS / f"{language}.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_words_of_a_script_are_copied_out_of_a_pdf(language):
    lines = lines_of(language)
    extracted = by_pdfium(typeset(page(language, *lines)).data)
    assert len(words("\n".join(lines))) > 15
    assert lost("\n".join(lines), extracted) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_of_a_script_is_found_by_searching(language):
    lines = lines_of(language)
    pages = pypdfium2.PdfDocument(typeset(page(language, *lines)).data)
    for word in re.split(r"[\s،,]+", lines[0])[:4]:
        assert pages[0].get_textpage().search(word, match_case=True).get_next(), word


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_page_of_a_script_gives_the_same_bytes(language):
    html = page(language, *lines_of(language)[:2])
    assert typeset(html).data == typeset(html).data


def test_a_letter_reads_alike_with_a_stress_and_without():
    pdf = typeset(page("ru", "за\u0301мок замо\u0301к", "аом аом")).data
    assert lost("за\u0301мок замо\u0301к аом аом", by_pdfium(pdf)) == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        maps = [font.ToUnicode.read_bytes() for font in opened.pages[0].Resources.Font.values()]
    read = {
        bytes.fromhex(each.decode()).decode("utf-16-be")
        for each in re.findall(rb"^<[0-9a-f]{4}> <([0-9a-f]*)>$", b"\n".join(maps), re.M)
    }
    assert read >= {*"замок", "\u0301"}
    assert [each for each in read if len(each) > 1] == []


def test_a_letter_that_a_font_makes_of_two_glyphs_is_one():
    text = "thủ tục ọ ẹ ị ṣ ṅ ǹ"
    html = page("vi", text).replace('"Noto Serif"', '"Noto Sans"')
    assert lost(text, by_pdfium(typeset(html).data)) == []


def test_letters_with_marks_are_read_in_one_piece_of_a_line():
    with pikepdf.open(io.BytesIO(typeset(page("ru", "Ви\u0301дно отсю\u0301да")).data)) as opened:
        operators = pikepdf.parse_content_stream(opened.pages[0])
        spans = [each.operands[1] for each in operators if str(each.operator) == "BDC"]
    said = [str(each["/ActualText"]) for each in spans if "/ActualText" in each]
    assert [unicodedata.normalize("NFD", each) for each in said] == ["Ви\u0301дно отсю\u0301да"]


def test_a_page_in_plain_letters_has_no_other_text_beside_its_glyphs():
    with pikepdf.open(io.BytesIO(typeset(page("ru", "Кафе „Zoë“ — № 4, λόγος")).data)) as opened:
        assert b"ActualText" not in opened.pages[0].Contents.read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_title_bookmarks_and_links_say_a_script_as_it_is_written(language):
    first, second = lines_of(language)[:2]
    link = f'<h2 id="x">{escape(second)}</h2><p><a href="#x">{escape(second)}</a></p></body>'
    with pikepdf.open(
        io.BytesIO(typeset(page(language, first).replace("</body>", link)).data)
    ) as pdf:
        assert pdf.open_metadata()["dc:title"] == str(pdf.docinfo.Title) == first
        assert pdf.Root.Lang == language
        with pdf.open_outline() as outline:
            assert [str(entry.title) for entry in outline.root] == [second]
        assert {str(note.Contents) for note in pdf.pages[0].Annots} == {second}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_click_on_a_line_of_a_script_reads_its_words_in_their_order(language):
    said = " ".join(lines_of(language)[0].split()[:4])
    pdf = typeset(page(language, "1", said, "2")).data
    letters = pypdfium2.PdfDocument(pdf)[0]
    text = letters.get_textpage()
    at = text.get_text_range().index("2") // 2
    left, bottom, right, top = text.get_charbox(at)
    width, height = letters.get_size()
    found, _ = read(pdf, 0, (left + right) / 2 / width, 1 - (bottom + top) / 2 / height)
    assert squeezed(said) in {squeezed(line) for line in found}


def squeezed(text):
    return unicodedata.normalize("NFKC", "".join(text.split()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_says_which_way_it_is_read(language):
    with pikepdf.open(io.BytesIO(typeset(page(language, "1")).data)) as pdf:
        (document,) = pdf.Root.StructTreeRoot.K
        modes = [document.A.WritingMode] if "/A" in document else []
    assert modes == ([pikepdf.Name.RlTb] if language in LEFTWARD else [])


def test_a_line_all_in_english_keeps_its_order_in_a_page_from_right_to_left():
    pdf = typeset(page("ar", "السلام", "All of it in English")).data
    assert "All of it in English" in by_pdfium(pdf)
