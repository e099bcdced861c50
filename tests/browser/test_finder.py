"""Contents and search are at hand on a phone, and a note is shown where it is cited; all without asking for anything."""

import io
import re

import pypdfium2
import pytest

from briefgen.builds import pipeline
from briefgen.builds.pipeline import Timings
from briefgen.look import Look

ITEMS = "".join(
    f"""\
  - title: Quay {at}
    objective: The repair of quay {at} is approved by Friday.
    points: ["The café of quay {at} stays open. [^report]"]
    background: |
      Nothing has moved at quay {at} since the winter, and nothing will before the summer. {"x " * 200}
"""
    for at in range(1, 9)
)
BRIEF = f"""\
briefgen: 1
title: Talks on the quays
as_of: 2026-03-02
principal: chair
people:
  chair: {{name: Ida Holm}}
bottom_line: You are asked to agree the repair.
agenda:
{ITEMS}
sources:
  report: {{title: The divers' report, publisher: Port of Norrby, published: 2026-02-01}}
"""


@pytest.fixture(scope="module")
def html(tmp_path_factory):
    folder = tmp_path_factory.mktemp("page")
    case = pipeline.checked(pipeline.loaded(BRIEF.encode(), "brief.yaml", Timings()), folder)
    assert case.errors == []
    return pipeline.rendered(case, pipeline.viewed(case), "packet", Look())


def shown(context, html, width=390):
    tab = context.new_page()
    tab.set_viewport_size({"width": width, "height": 800})
    faults = []
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.set_content(html)
    assert faults == []
    return tab


def is_in_view(locator):
    box = locator.bounding_box()
    return 0 <= box["y"] <= 800


@pytest.mark.parametrize("width", [390, 1280])
def test_the_contents_lead_to_an_item_from_anywhere(context, html, width):
    tab = shown(context, html, width)
    tab.evaluate("scrollTo(0, 3000)")
    tab.click(".finder .open")
    tab.locator(".finder li button", has_text="Quay 7").click()
    assert not tab.locator(".finder dialog").is_visible()
    assert is_in_view(tab.locator(".item h2", has_text="Quay 7"))


def test_the_search_finds_words_without_their_accents_and_goes_there(context, html):
    tab = shown(context, html)
    tab.click(".finder .open")
    tab.fill(".finder input", "open CAFE 6")
    (found,) = tab.locator(".finder li").all_inner_texts()
    assert "Quay 6" in found.split("\n")[0]
    assert "The café of quay 6 stays open." in found
    tab.keyboard.press("Enter")
    assert not tab.locator(".finder dialog").is_visible()
    place = tab.locator(".found")
    assert "The café of quay 6" in place.inner_text()
    assert is_in_view(place)


# What a page has, what is looked for, and what is then marked of it.
SEARCHED = {
    "with an accent of its own": ("Na\u0308he", "nähe", "Na\u0308he"),
    "a small letter for two": ("Die STRASSE am Hafen", "straße", "STRASSE"),
    "the sigma at an end": ("Στους ΔΡΟΜΟΥΣ", "δρόμους", "ΔΡΟΜΟΥΣ"),
    "Arabic with vowel signs": ("قَالَ إِنَّ المُحَادَثَاتِ بدأت", "المحادثات", "المُحَادَثَاتِ"),
    "Arabic asked with them": ("بدأت المحادثات أمس", "المُحَادَثَاتِ", "المحادثات"),
    "Arabic stretched": ("محـــادثات", "محادثات", "محـــادثات"),
    "Arabic letters of another form": ("أحمد في القاهرة على الميناء", "احمد القاهره علي", "أحمد"),
    "Persian on an Arabic keyboard": ("کشتی می‌آید", "كشتي", "کشتی"),
    "Hebrew with points": ("אָמַר שָׁלוֹם", "שלום", "שָׁלוֹם"),
    "Hindi": ("मॉस्को में वार्ता हुई", "वार्ता", "वार्ता"),
    "Hindi, syllables whole": ("मॉस्को की", "क", "को"),
    "Japanese": ("本日、ロシアとの会談を行った。", "会談", "会談"),
    "Japanese, half as wide": ("会談はＡ案とガスで", "ｶﾞｽ", "ガス"),
    "Korean kept whole": ("회담을\u2060 시작", "회담을 시작", "회담을"),
}


@pytest.mark.parametrize("name", SEARCHED)
def test_the_search_reads_each_script_as_its_readers_do(context, html, name):
    text, asked, marked = SEARCHED[name]
    tab = shown(context, html.replace("stays open", f"stays open. {text}"))
    tab.click(".finder .open")
    tab.fill(".finder input", asked)
    assert tab.locator(".finder li mark").first.text_content() == marked


@pytest.mark.parametrize(("text", "asked"), [("カスの話", "ガス"), ("पिता", "पता"), ("한글", "하")])
def test_what_another_word_is_in_a_script_is_not_found(context, html, text, asked):
    tab = shown(context, html.replace("stays open", text))
    tab.click(".finder .open")
    tab.fill(".finder input", asked)
    assert tab.locator(".finder li").count() == 0


def test_enter_that_takes_characters_does_not_leave_the_search(context, html):
    tab = shown(context, html)
    tab.click(".finder .open")
    tab.fill(".finder input", "quay")
    press = """composing => document.querySelector(".finder input").dispatchEvent(
      new KeyboardEvent("keydown", { key: "Enter", isComposing: composing, bubbles: true }))"""
    tab.evaluate(press, True)
    assert tab.locator(".finder dialog").is_visible()
    tab.evaluate(press, False)
    assert not tab.locator(".finder dialog").is_visible()


def test_what_is_found_and_a_note_keep_their_language(context, html):
    typed = html.replace("<p>Nothing has moved", '<p lang="ar" dir="rtl">Nothing has moved')
    typed = re.sub(r'(<li id="note\.1")', r'\1 lang="ar" dir="rtl"', typed)
    assert typed.count('lang="ar"') > 1
    tab = shown(context, typed)
    tab.click(".finder .open")
    tab.fill(".finder input", "winter")
    found = tab.locator(".finder li button").first
    assert (found.get_attribute("lang"), found.get_attribute("dir")) == ("ar", "rtl")
    under = found.locator(".under")
    assert (under.get_attribute("lang"), under.get_attribute("dir")) == ("en-GB", "ltr")
    tab.click(".finder .asking button")
    tab.locator(".noteref a").first.click()
    note = tab.locator(".shown-note")
    assert (note.get_attribute("lang"), note.get_attribute("dir")) == ("ar", "rtl")


def test_what_is_not_there_is_said(context, html):
    tab = shown(context, html)
    tab.click(".finder .open")
    tab.fill(".finder input", "lighthouse")
    assert tab.locator(".finder li").count() == 0
    assert tab.locator(".finder .none").inner_text() == "Nothing found."
    tab.click(".finder .asking button")
    tab.click(".finder .open")
    assert tab.locator(".finder .none").inner_text() == ""


@pytest.mark.parametrize("width", [390, 1280])
def test_a_note_is_shown_where_it_is_cited(context, html, width):
    tab = shown(context, html, width)
    sign = tab.locator(".noteref a").nth(4)
    sign.scroll_into_view_if_needed()
    before = tab.evaluate("scrollY")
    sign.click()
    note = tab.locator(".shown-note")
    assert "The divers’ report, Port of Norrby" in note.inner_text().replace("'", "’")
    box = note.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert is_in_view(note)
    assert tab.evaluate("scrollY") == before
    tab.keyboard.press("Escape")
    assert not note.is_visible()
    assert tab.evaluate("document.activeElement.getAttribute('role')") == "doc-noteref"


def test_the_number_in_a_note_leads_to_the_sources(context, html):
    tab = shown(context, html)
    tab.locator(".noteref a").first.click()
    tab.locator(".shown-note .number").click()
    assert not tab.locator(".shown-note").is_visible()
    assert tab.evaluate("location.hash") == "#note.1"


def test_without_scripts_links_lead_where_they_say(browser, html):
    plain = browser.new_context(java_script_enabled=False)
    tab = shown(plain, html)
    tab.locator(".noteref a").first.click()
    assert tab.url.endswith("#note.1")
    tab.click(".finder .open")
    assert tab.url.endswith("#section.cover")
    plain.close()


def test_none_of_it_is_printed(context, html):
    tab = shown(context, html)
    tab.locator(".noteref a").first.click()
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    paper = pypdfium2.PdfDocument(io.BytesIO(tab.pdf()))
    text = "".join(page.get_textpage().get_text_range() for page in paper)
    assert "Contents and search" not in text
    assert "Search this page" not in text
    assert not tab.locator(".shown-note").is_visible()


def test_it_asks_for_nothing(context, html):
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    tab = shown(context, html)
    tab.click(".finder .open")
    tab.fill(".finder input", "quay")
    tab.keyboard.press("Enter")
    tab.locator(".noteref a").first.click()
    assert asked == []
