"""The brief on Moscow and Sochi as it would be typed in other languages: built, and read back."""

import re
import shutil
from pathlib import Path

import pypdfium2
import pytest
from extracted import by_pdfium, lost, text_of, words
from lxml.html import fromstring

from briefgen.builds.pipeline import Timings, checked, loaded, rendered, viewed
from briefgen.look import Look
from briefgen.settings.resolver import Resolved

BRIEFS = Path(__file__).parent.parent / "briefs"
ENGLISH = BRIEFS / "moscow-sochi-2019.yaml"
TYPED = {path.stem: path for path in sorted((Path(__file__).parent / "languages").glob("*.yaml"))}
# The share of a page's words that has to be found in the PDF; of Japanese, of its characters.
LEAST = {"he": 0.98}
# What stands in the language that it was said, published or is spelled in.
AS_PUBLISHED = ("original", "native", "notes")
# Of a translation there is an original, and of a person in another script the name in its own.
ALTERED = {"translated_from", "native_name", "native_language", "also_called", "say", "language"}


def case_of(language):
    document = loaded(TYPED[language].read_bytes(), "brief.yaml", Timings())
    return checked(document, BRIEFS, Resolved(strict=True))


def page_of(language):
    case = case_of(language)
    return rendered(case, viewed(case), "packet", Look())


def is_as_published(element):
    around = [element, *element.iterancestors()]
    classes = {name for each in around for name in (each.get("class") or "").split()}
    return any(each.tag == "cite" for each in around) or not classes.isdisjoint(AS_PUBLISHED)


def shape(value):
    """The keys of a brief, with what isn't written in any language: ids, dates, sources."""
    if isinstance(value, dict):
        return {key: shape(each) for key, each in value.items() if key not in ALTERED}
    if isinstance(value, list):
        return [shape(each) for each in value]
    return value if re.fullmatch(r"[\d:-]+|[a-z-]+(?: raised)?|", str(value)) else ""


@pytest.mark.parametrize("language", TYPED)
def test_nothing_is_found_in_it_and_every_quote_is_in_its_source(language):
    case = case_of(language)
    assert case.diagnostics == []
    assert set(case.states) == {"original"}
    assert case.tally.figures["found"] > 0


@pytest.mark.parametrize("language", TYPED)
def test_it_has_all_that_the_english_one_has(language):
    theirs = loaded(TYPED[language].read_bytes(), "brief.yaml", Timings()).data
    ours = loaded(ENGLISH.read_bytes(), "brief.yaml", Timings()).data
    assert shape(theirs) == shape(ours)


@pytest.mark.parametrize("language", TYPED)
def test_no_part_of_its_page_is_marked_as_english_but_what_was_published_so(language):
    body = fromstring(page_of(language)).find("body")
    marked = [each for each in body.iter() if (each.get("lang") or "").startswith("en")]
    assert [each.text_content() for each in marked if not is_as_published(each)] == []
    assert {each.text_content() for each in marked if each.tag == "cite"} == {
        "Report on the trip to Moscow and Sochi"
    }


@pytest.mark.parametrize("language", TYPED)
def test_its_words_are_copied_out_of_its_pdf(language, tmp_path, run):
    shutil.copytree(BRIEFS / "captures", tmp_path / "captures")
    brief = shutil.copy(TYPED[language], tmp_path)
    out = tmp_path / "build"
    code, _, err = run("build", brief, "-o", out, "--template", "packet", "--strict", "-q")
    assert (code, err) == (0, "")
    text = text_of((out / f"{language}-packet.html").read_text("utf-8"))
    extracted = by_pdfium((out / f"{language}-packet.pdf").read_bytes())
    # A word of Japanese is all that stands between two signs, so that its characters are counted.
    size = len if language == "ja" else bool
    missing = lost(text, extracted)
    most = sum(map(size, words(text))) * (1 - LEAST.get(language, 0.99))
    assert sum(map(size, missing)) <= most, missing


def text_in(language):
    return " ".join(fromstring(page_of(language)).find("body").text_content().split())


def test_japanese_has_its_own_signs_between_things_and_no_spaces_behind_them():
    text = text_in("ja")
    assert "マイク・ポンペオ（米国国務長官）用" in text
    assert "ロシア課、当直" in text
    assert "9件を照合済。数値は" in text
    assert "2019年5月10日、2019年5月10日閲覧。" in text
    pieces = fromstring(page_of("ja")).find("body").itertext()
    assert [
        each
        for each in pieces
        if re.search(r"[、。：（] +\S|[,;:] ?[ぁ-ん]|\S （|\([ぁ-んァ-ン]", each)
    ] == []


def test_arabic_has_its_own_signs_between_things():
    text = text_in("ar")
    assert "مكتب الشؤون الروسية، الموظف المناوب" in text
    assert "Radio Free Europe/Radio Liberty، 10 مايو 2019؛ تاريخ الاطلاع: 10 مايو 2019." in text
    pieces = fromstring(page_of("ar")).find("body").itertext()
    assert [each for each in pieces if re.search(r"[؀-ۿ][,;?]|[,;?] [؀-ۿ]", each)] == []


def test_a_hindi_line_ends_with_a_danda():
    assert "10 मई 2019 को पढ़ा गया।" in text_in("hi")


@pytest.mark.parametrize("language", TYPED)
def test_what_a_label_names_has_no_stop_behind_it(language):
    ends = [each.text_content() for each in fromstring(page_of(language)).find_class("rests-on")]
    assert len(ends) == 5
    assert all(each[-1].isdigit() == (":" in each or "：" in each) for each in ends)


@pytest.mark.parametrize(("language", "letters"), [("hi", "प्र."), ("ja", "問")])
def test_the_letters_of_questions_stand_beside_them_in_every_script(language, letters):
    page = fromstring(page_of(language))
    assert page.xpath(f"//p[@class='mark'][.='{letters}']")
    assert page.xpath("//*[contains(@class, 'question long')]") == []


def test_a_card_is_measured_by_letters_as_they_are_printed():
    # Half of the code points of Hindi are marks, and a letter of Japanese is as broad as two.
    cards = {language: viewed(case_of(language)).card for language in ("hi", "ja")}
    assert {language: card.sides for language, card in cards.items()} == {"hi": 1, "ja": 2}


@pytest.mark.parametrize("language", TYPED)
def test_what_a_source_is_called_is_marked_as_its_language(language):
    page = fromstring(page_of(language))
    titles = [*page.iter("cite")]
    assert [(each.text_content(), each.get("lang")) for each in titles] == [
        ("Report on the trip to Moscow and Sochi", "en")
    ] * 2
    assert page.xpath("//*[@id='note.1']/span[@lang='en']/text()")[0].startswith("Radio Free")


def packet_of(language, tmp_path, run, *options):
    shutil.copytree(BRIEFS / "captures", tmp_path / "captures")
    brief = shutil.copy(TYPED[language], tmp_path)
    run("build", brief, "-o", tmp_path, "--template", "packet", "--to", "pdf", "-q", *options)
    return (tmp_path / f"{language}-packet.pdf").read_bytes()


@pytest.mark.parametrize("size", ["normal", pytest.param("large", marks=pytest.mark.long)])
def test_a_long_heading_has_a_hyphen_where_it_is_divided(size, tmp_path, run):
    extracted = by_pdfium(packet_of("de", tmp_path, run, "--size", size))
    assert {"Gesprächspunkte", "Verwendung", "Quellenprüfung"} <= set(words(extracted))


def test_two_lines_of_what_was_checked_stand_clear_of_the_running_foot(tmp_path, run):
    page = pypdfium2.PdfDocument(packet_of("fr", tmp_path, run))[0].get_textpage()
    (last, count), (foot, _) = (
        [*iter(page.search(words).get_next, None)][-1] for words in ("manuellement", "À jour")
    )
    (_, bottom, *_), (*_, top) = page.get_charbox(last + count - 1), page.get_charbox(foot)
    assert bottom - top > 2
