"""Paper and the index beside the page: what takes its time, and what everybody can use."""

import signal

import pytest
from playwright.sync_api import expect
from processes import children, gone
from saves import BRIEF, edited, save
from tab import complaints, press

pytestmark = pytest.mark.long

ONCE_BUSY = """(paper) => {
  window.onceBusy = new Promise((done) => {
    const look = () => paper.getAttribute("aria-busy") === "true" && done();
    new MutationObserver(look).observe(paper, { attributes: true });
    look();
  });
}"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_nothing_is_left_running(page, preview, brief, how):
    press(page, "Paper")
    page.get_by_alt_text("Page 1 of").first.wait_for()
    # Asked in the page itself, before the save: a quick machine has typeset it between two looks.
    page.locator(".paper").evaluate(ONCE_BUSY)
    save(brief, "another winter", "a winter that is just being typeset")
    page.evaluate("window.onceBusy")
    left = children(preview.process.pid)
    assert left
    code = preview.end(how)
    assert code == (-signal.SIGKILL if how == signal.SIGKILL else 0)
    assert gone(left)


def test_saves_that_overtake_the_typesetting_are_no_fault_of_the_paper(page, brief):
    press(page, "Paper")
    page.get_by_alt_text("Page 1 of").first.wait_for()
    for number in range(4):
        brief.write_text(edited(BRIEF, "another winter", f"winter number {number}"), "utf-8")
        page.wait_for_timeout(450)
        expect(page.locator(".paper .empty")).to_have_count(0)
    expect(page.locator(".paper")).to_have_attribute("aria-busy", "false")
    expect(page.locator(".paper .empty")).to_have_count(0)


def test_what_only_paper_shows_is_told(page, brief):
    long = " ".join(["The repairs begin this year, and they go on as far as money lasts."] * 40)
    save(brief, "Finance wants to move the school repairs to next year.", long)
    page.get_by_role("button", name="1 warning").click()
    expect(page.locator(".list")).to_contain_text("page-overrun")


def test_a_file_that_takes_the_name_of_another(context, previewed, brief):
    other = brief.with_suffix(".yml")
    other.write_text(edited(BRIEF, "title: Budget talks", "title: Other talks"), "utf-8")
    running = previewed(brief.parent, ".")
    tab = context.new_page()
    tab.goto(running.url)
    tab.get_by_role("link", name="Budget talks").click()
    expect(tab).to_have_title("Budget talks")
    tab.go_back()
    brief.unlink()
    expect(tab.get_by_role("link", name="Budget talks")).to_be_hidden()
    tab.get_by_role("link", name="Other talks").click()
    expect(tab).to_have_title("Other talks")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(context, previewed, brief, scheme, width):
    running = previewed(brief.parent, ".")
    tab = context.new_page()
    tab.emulate_media(color_scheme=scheme)
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto(running.url)
    tab.get_by_role("link", name="Budget talks").wait_for()
    assert complaints(tab) == []
    tab.get_by_role("link", name="Budget talks").click()
    tab.get_by_role("button", name="Page", exact=True).wait_for()
    assert complaints(tab) == []
    tab.locator(".sign").click()
    assert complaints(tab) == []
    press(tab, "Paper")
    tab.get_by_alt_text("Page 1 of").first.wait_for()
    assert complaints(tab) == []
    press(tab, "Page")
    save(brief, "2026-03-04", "2026-13-04")
    tab.locator(".faults").wait_for()
    assert complaints(tab) == []
    overflow = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0
