"""Saves as editors make them, and what stays in the tab while the page changes under it."""

import os
import re
import signal
import time

import pytest
from playwright.sync_api import expect
from saves import BRIEF, ROOFS, SAVES, by_rename, edited, save
from tab import text_of

pytestmark = pytest.mark.long


@pytest.mark.parametrize("way", SAVES, ids=lambda way: way.__name__)
def test_a_save_is_seen_each_time(page, brief, way):
    for number in range(3):
        way(brief, edited(BRIEF, "another winter", f"winter number {number}"))
        expect(text_of(page)).to_contain_text(f"winter number {number}")


def test_of_a_save_only_what_differs_is_sent(page, brief):
    page.wait_for_timeout(500)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    save(brief, "another winter", "a winter that differs")
    expect(text_of(page)).to_contain_text("a winter that differs")
    assert not [url for url in asked if "view=" in url]


def test_a_folder_that_is_moved_away_and_comes_back(page, brief):
    away = brief.parent.with_name("moved")
    brief.parent.rename(away)
    expect(page.locator(".faults")).to_contain_text("There is no file")
    expect(text_of(page)).to_contain_text(ROOFS)
    away.rename(brief.parent)
    expect(page.locator(".faults")).to_be_hidden()
    save(brief, "another winter", "one more winter")
    expect(text_of(page)).to_contain_text("one more winter")


def test_a_save_that_changes_nothing_builds_nothing(page, preview, brief):
    preview.builds(0.1)
    brief.write_text(BRIEF, "utf-8")
    by_rename(brief, BRIEF)
    os.utime(brief)
    assert preview.builds(2.5) == 0


def test_a_burst_of_saves_is_built_when_the_last_has_come(page, preview, brief):
    preview.builds(0.5)
    for number in range(30):
        by_rename(brief, edited(BRIEF, "another winter", f"winter {number}."))
        time.sleep(0.003)
    expect(text_of(page)).to_contain_text("winter 29.")
    assert preview.builds(1) <= 4  # one, where nothing else holds the machine up


def test_all_that_a_build_reads_is_watched(page, brief):
    folder = brief.parent
    picture = "    figures:\n      - {file: roof.svg, alt: A roof, caption: Roofs}\n"
    brief.write_text(BRIEF + picture, "utf-8")
    faults = page.locator(".faults")
    expect(faults).to_contain_text("roof.svg")
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="{}"/></svg>'
    (folder / "roof.svg").write_text(svg.format("M1 1h4v4z"), "utf-8")
    expect(faults).to_be_hidden()
    image = page.locator("main img")
    before = image.get_attribute("src")
    (folder / "roof.svg").write_text(svg.format("M1 1h7v7z"), "utf-8")
    expect(image).not_to_have_attribute("src", before)

    (folder / "styles").mkdir()
    (folder / "styles" / "custom.css").write_text("main { outline: 7px solid red }", "utf-8")
    expect(text_of(page)).to_have_css("outline-width", "7px")

    (folder / "templates" / "parts").mkdir(parents=True)
    part = folder / "templates" / "parts" / "people.html.j2"
    part.write_text('<section id="section.people"><h2>Who is who</h2></section>', "utf-8")
    expect(text_of(page)).to_contain_text("Who is who")
    part.write_text("{{ nothing.at_all }}", "utf-8")
    expect(faults).to_contain_text("people.html.j2:1")
    part.unlink()
    expect(faults).to_be_hidden()

    (folder / "briefgen.toml").write_text('style = "modern"\n', "utf-8")
    expect(page.locator("body")).to_have_class(re.compile("modern"))
    (folder / "briefgen.toml").write_text('style = "odd"\n', "utf-8")
    expect(faults).to_contain_text("`odd`")
    (folder / "briefgen.toml").unlink()
    expect(page.locator("body")).to_have_class(re.compile("official"))


def test_settings_behind_a_link_are_watched(page, brief):
    shared = brief.parent / "shared.toml"
    shared.write_text('style = "official"\n', "utf-8")
    (brief.parent / "briefgen.toml").symlink_to(shared)
    page.wait_for_timeout(500)
    shared.write_text('style = "modern"\n', "utf-8")
    expect(page.locator("body")).to_have_class(re.compile("modern"))


def test_a_capture_is_watched(page, brief):
    quoted = (
        "    quotes:\n"
        "      - {speaker: state, text: We will pay next year., said_on: 2026-03-01, source: news}\n"
        "sources:\n"
        "  news: {title: News, published: 2026-03-01, accessed: 2026-03-01, capture: news.txt}\n"
    )
    (brief.parent / "news.txt").write_text("He said: “We will pay next year.”", "utf-8")
    brief.write_text(BRIEF + quoted, "utf-8")
    expect(page.locator(".faults")).to_contain_text("capture-unpinned")
    (brief.parent / "news.txt").write_text("He said: “We will pay this year.”", "utf-8")
    expect(page.locator(".faults")).to_contain_text("quote-not-in-source")


# What stays in the tab


def test_scroll_focus_selection_and_open_details_stay(page, brief):
    many = "".join(f"      - This is point number {number} of many.\n" for number in range(5))
    items = "".join(
        f"  - title: Item {number}\n    objective: A signed date for item {number}.\n"
        f"    points:\n{many}"
        for number in range(8)
    )
    brief.write_text(BRIEF + items, "utf-8")
    expect(text_of(page)).to_contain_text("item 7")
    page.set_viewport_size({"width": 900, "height": 500})
    page.evaluate(
        """() => {
            window.kept = "here";
            const details = document.createElement("details");
            const item = document.getElementById("item-6");
            item.querySelector("h2").tabIndex = 0;
            item.querySelector("h2").focus();
            const text = document.createTreeWalker(item.querySelector("li"), 4).nextNode();
            getSelection().setBaseAndExtent(text, 0, text, 4);
            item.scrollIntoView();
        }"""
    )
    before = page.evaluate("document.getElementById('item-6').getBoundingClientRect().top")
    chosen = page.evaluate("getSelection().toString()")
    save(brief, ROOFS, f"{ROOFS}\n      - One more point above all that is seen.")
    expect(text_of(page)).to_contain_text("One more point above")
    after = page.evaluate("document.getElementById('item-6').getBoundingClientRect().top")
    assert abs(after - before) < 2
    assert page.evaluate("scrollY") > 200
    assert page.evaluate("getSelection().toString()") == chosen != ""
    assert page.evaluate("window.kept") == "here"


def test_details_that_were_opened_stay_open(page, brief):
    folder = brief.parent / "templates" / "parts"
    folder.mkdir(parents=True)
    part = '<section id="section.people"><details id="who"><summary>Who</summary>{}</details></section>'
    (folder / "people.html.j2").write_text(part.format("Anna"), "utf-8")
    page.get_by_text("Who", exact=True).click()
    page.locator("summary").focus()
    (folder / "people.html.j2").write_text(part.format("Jonas"), "utf-8")
    expect(page.locator("details")).to_contain_text("Jonas")
    assert page.locator("details").evaluate("details => details.open")
    assert page.evaluate("document.activeElement.localName") == "summary"


def test_a_group_that_was_closed_stays_closed(page, brief):
    folder = brief.parent / "templates" / "parts"
    folder.mkdir(parents=True)
    part = '<section id="section.people"><details open><summary>Who</summary>{}</details></section>'
    (folder / "people.html.j2").write_text(part.format("Anna"), "utf-8")
    page.get_by_text("Who", exact=True).click()
    (folder / "people.html.j2").write_text(part.format("Jonas"), "utf-8")
    expect(page.locator("details")).to_contain_text("Jonas")
    assert not page.locator("details").evaluate("details => details.open")


def test_what_is_selected_stays_so_when_it_moves(page, brief):
    second = (
        "  - title: Second\n    objective: A signed date.\n    points: The second point is this.\n"
    )
    third = "  - title: Third\n    objective: A signed sum.\n    points: The third point is that.\n"
    brief.write_text(BRIEF + second + third, "utf-8")
    expect(text_of(page)).to_contain_text("third point")
    page.evaluate(
        """() => {
            const walker = document.createTreeWalker(document.getElementById("third").querySelector("li"), 4);
            const text = walker.nextNode();
            getSelection().setBaseAndExtent(text, 4, text, 9);
        }"""
    )
    assert page.evaluate("getSelection().toString()") == "third"
    brief.write_text(BRIEF + third + second, "utf-8")
    page.wait_for_function("() => document.querySelector('article:nth-of-type(2)').id === 'third'")
    assert page.evaluate("getSelection().toString()") == "third"


def test_more_tabs_than_a_browser_has_connections(page, preview, brief, context):
    tabs = [context.new_page() for _ in range(8)]
    for tab in tabs:
        tab.goto(preview.url)
    save(brief, "another winter", "a winter for all")
    for tab in (page, *tabs):
        expect(text_of(tab)).to_contain_text("a winter for all")
    page.close()  # it was the one that listened
    save(brief, "a winter for all", "a winter for the others")
    for tab in tabs:
        expect(text_of(tab)).to_contain_text("a winter for the others")


def test_when_the_server_is_back_the_tab_is_true_again(page, preview, brief):
    page.evaluate("window.kept = 'here'")
    preview.end(signal.SIGKILL)
    expect(page.locator(".sign")).to_have_text("Not connected")
    save(brief, "another winter", "a fourth winter")
    preview.start(preview.port)
    expect(text_of(page)).to_contain_text("a fourth winter")
    expect(page.locator(".sign")).to_contain_text("Up to date")
    assert page.evaluate("window.kept") == "here"
