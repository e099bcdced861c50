"""Where lines break in scripts that don't break as Latin does."""

import io
import re

import pypdfium2
import pytest

from briefgen.typeset import typeset

KOREAN = (
    "장관은 내일 오전에 항만공사 사장과 만나 비용의 분담을 논의할 예정이다. 지난 8월에는 밤배가 아홉 차례나 "
    "뜨지 못했다. “바닥이 얕아진다”고 선장이 말했다. 정부는 2026년 11월 1일까지 WTO에서도 다룬다고 한다."
)
JAPANESE = (
    "大臣は明日、港湾公社の総裁と会い、費用の分担について話す予定である。先月は夜の船が九回も出ず、「海底が浅く"
    "なっている」と船長は述べた。政府は１１月までに（できれば十月に）始める方針だ。"
)
CHINESE = "部长明天上午会见港务局局长，讨论费用的分担。八月份夜船九次没有出港，船长说：“海底越来越浅。”政府（部长）确认方针。"
# Words of Thai, and parts of longer ones, between which there is no space.
THAI = (
    "รัฐมนตรี จะ พบ กับ เจ้า หน้าที่ ของ ท่า เรือ ใน วัน พรุ่งนี้ เพื่อ หารือ เรื่อง ค่า ใช้ จ่าย และ เวลา "
    "ออก เรือ ใน ฤดู หนาว"
)
NO_START = "、。，．」』）”：？！…ーっゃゅょ"
NO_END = "「『（“"


def lines(text, language, widths=range(24, 120, 5), block="p"):
    sheet = '@page {size: A4; margin: 20mm} body {font: 10.5pt/1.45 "Noto Serif"; hyphens: auto}'
    body = "".join(f'<{block} style="width: {width}mm">{text}</{block}>' for width in widths)
    head = f"<head><title>x</title><style>{sheet}</style></head>"
    page = f'<html lang="{language}">{head}<body>{body}</body></html>'
    document = pypdfium2.PdfDocument(io.BytesIO(typeset(page).data))
    pages = (each.get_textpage().get_text_bounded() for each in document)
    # Some ends of lines are spaces for PDFium. The number of the page is left out.
    ends = r"[\r\n]+" if " " in text else r"\s+"
    found = (line.strip() for page in pages for line in re.split(ends, page))
    return [line for line in found if line and not line.isdigit()]


def test_korean_lines_end_between_words():
    words = set(KOREAN.split())
    found = lines(KOREAN, "ko")
    assert len(found) > 100
    assert [line for line in found if not words.issuperset(line.split())] == []


@pytest.mark.parametrize(("text", "language"), [(JAPANESE, "ja"), (CHINESE, "zh-Hans")])
def test_no_line_begins_or_ends_with_a_sign_that_cannot_stand_there(text, language):
    found = lines(text, language)
    assert len(found) > 60
    assert [line for line in found if line[0] in NO_START or line[-1] in NO_END] == []
    assert "".join(found) == text * len(range(24, 120, 5))


@pytest.mark.parametrize("block", ["p", "div"])
def test_a_number_is_in_the_line_of_what_it_counts_and_no_two_letters_stand_alone(block):
    text = "投資家を含む米国人2名が2026年11月1日までに12件の事案を3回にわたり伝える。"
    found = lines(text, "ja", range(20, 110, 3), block)
    assert len(found) > 60
    assert [line for line in found if line[0] in "名年月日件回"] == []
    assert [line for line in found if line.endswith("。") and len(line) < 4] == []
    assert "".join(found) == text * len(range(20, 110, 3))


def test_nor_do_two_letters_with_the_number_of_a_note_stand_alone():
    note = '\u2060<sup style="font-size: 1em; vertical-align: baseline">1</sup>。'
    found = lines(f"投資家を含む関係者がその件を詳しく伝える{note}", "ja", range(20, 110, 3))
    text = re.sub(r"[\s\u2060]", "", "".join(found))
    assert text == "投資家を含む関係者がその件を詳しく伝える1。" * len(range(20, 110, 3))
    assert [
        line for line in found if line.endswith("。") and not re.search(r"伝える\W*1。$", line)
    ] == []


def test_thai_lines_end_between_words():
    starts = tuple(word[:2] for word in THAI.split())
    found = lines(THAI.replace(" ", ""), "th")
    assert len(found) > 50
    assert [line for line in found if not line.startswith(starts)] == []


@pytest.mark.parametrize(("text", "language"), [(JAPANESE, "ja"), (THAI.replace(" ", ""), "th")])
def test_a_sentence_without_spaces_is_no_long_word(text, language):
    from xml.etree.ElementTree import fromstring, tostring

    from briefgen.typeset.runs import mark_runs

    root = fromstring(f"<p>{text}</p>")
    mark_runs(root)
    assert re.search('class="(word|address)"', tostring(root, "unicode")) is None


def test_an_address_in_a_sentence_without_spaces_is_marked():
    from xml.etree.ElementTree import fromstring, tostring

    from briefgen.typeset.runs import mark_runs

    root = fromstring("<p>詳細はhttps://example.org/plan参照。</p>")
    mark_runs(root)
    (run,) = re.findall(r'<run class="address">(.*?)</run>', tostring(root, "unicode"))
    assert run == "https://example.org/plan"
