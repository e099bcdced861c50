"""A page that is written from right to left, in a browser: at any width, in its search, in the preview."""

import pytest
from tab import complaints, opened

from briefgen.builds import pipeline
from briefgen.builds.pipeline import Timings
from briefgen.look import Look

BRIEF = """\
briefgen: 1
title: محادثات الميناء
language: ar
as_of: 2026-03-02
principal: chair
people: {chair: {name: إيدا هولم, role: رئيسة}}
bottom_line: يحتاج الرصيف إلى قرار، قال John **F.** Kennedy إن الهاتف +49 30 7654321 مفتوح[^paper].
agenda:
  - title: الرصيف
    objective: عشرة قوارب.
    background: |
      | الشهر | العمق |
      |---|---|
      | مارس | 5.5 |
sources:
  paper: {title: مذكرة الميناء, url: "https://ports.example/quay"}
"""
EDGES = """names => names.map(name => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(name);
    if (at < 0 || !walker.currentNode.parentElement.checkVisibility()) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + name.length);
    return range.getBoundingClientRect().left;
  }
})"""


@pytest.fixture(params=[390, 1280])
def page(request, context, tmp_path):
    case = pipeline.checked(pipeline.loaded(BRIEF.encode(), "brief.yaml", Timings()), tmp_path)
    html = pipeline.rendered(case, pipeline.viewed(case), "packet", Look())
    page = context.new_page()
    page.set_viewport_size({"width": request.param, "height": 800})
    page.set_content(html)
    return page


def test_the_page_never_scrolls_sideways(page):
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_nothing_that_is_seen_stands_beside_the_window(page):
    outside = page.evaluate(
        """[...document.querySelectorAll("body *")].filter(each => {
          const { left, right, width } = each.getBoundingClientRect();
          return width && each.checkVisibility() && !each.closest(".skip, .unseen")
            && (left < 0 || right > innerWidth + 1);
        }).map(each => each.className || each.tagName)"""
    )
    assert outside == []


def test_what_is_latin_is_read_from_the_left_and_the_rest_from_the_right(page):
    edges = page.evaluate(EDGES, ["John", "F.", "Kennedy"])
    assert edges == sorted(edges)
    first, last = page.evaluate(EDGES, ["الشهر", "العمق"])
    assert last < first


def test_a_note_is_shown_within_the_window(page):
    page.locator(".noteref a").first.click()
    box = page.locator(".shown-note").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= page.viewport_size["width"]


def test_axe_has_nothing_to_say_of_it(page):
    assert complaints(page) == []


def test_the_words_of_the_preview_stay_english(context, preview_of, tmp_path):
    (tmp_path / "talks.yaml").write_text(BRIEF, "utf-8")
    with preview_of(tmp_path, "talks.yaml") as preview:
        tab = opened(context, preview)
        _is_english(tab)


def _is_english(tab):
    panel = tab.locator("briefgen-preview")
    assert panel.evaluate("each => [each.lang, each.dir, getComputedStyle(each).direction]") == [
        "en",
        "ltr",
        "ltr",
    ]
    assert tab.evaluate("getComputedStyle(document.body).direction") == "rtl"
