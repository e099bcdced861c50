"""Contents and search are at hand on a phone, and a note is shown where it is cited; all without asking for anything."""

import io

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
