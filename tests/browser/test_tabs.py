"""Many briefs in the tabs of one browser: none waits for another, whatever becomes of a tab."""

import statistics
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect
from saves import BRIEF, edited

pytestmark = pytest.mark.long

# Notes when each mark was first seen in the tab.
SEEN = """() => {
    window.seen = {};
    new MutationObserver(() => {
        const found = document.body.textContent.match(/MARK(\\d+)/);
        if (found && !seen[found[1]]) seen[found[1]] = Date.now();
    }).observe(document.documentElement, {subtree: true, childList: true, characterData: true});
}"""


class Office:
    """A folder of briefs, with a tab on each."""

    def __init__(self, folder, context, previewed, count):
        self.folder, self.context, self.count = folder, context, count
        folder.mkdir(exist_ok=True)
        for at in range(count):
            self.path(at).write_text(edited(BRIEF, "Budget talks", f"Talks {at}"), "utf-8")
        self.preview = previewed(folder, ".")
        self.tabs = [self.opened(at) for at in range(count)]
        self.marks = 0

    def path(self, at):
        return self.folder / f"brief{at}.yaml"

    def opened(self, at, tab=None, view=""):
        tab = tab or self.context.new_page()
        tab.goto(f"{self.preview.url}brief/brief{at}{view}")
        tab.get_by_role("button", name="Page", exact=True).wait_for()
        tab.evaluate(SEEN)
        return tab

    def save(self, at):
        self.marks += 1
        text = edited(BRIEF, "another winter", f"winter MARK{self.marks}")
        self.path(at).write_text(edited(text, "Budget talks", f"Talks {at}"), "utf-8")
        return self.marks, time.time()

    def seconds(self, at, saved):
        """From the save of a brief to its change in the tab."""
        mark, start = saved
        self.tabs[at].wait_for_function(f"() => seen['{mark}']")
        return self.tabs[at].evaluate(f"() => seen['{mark}']") / 1000 - start

    def are_true(self, but=()):
        """Every tab follows a save of its brief."""
        saved = {at: self.save(at) for at in range(self.count) if at not in but}
        return [self.seconds(at, each) for at, each in saved.items()]

    def connections(self):
        """How many connections are open to the server."""
        port, established = f":{self.preview.port:04X}", "01"
        lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
        words = [line.split() for line in lines]
        return sum(each[1].endswith(port) and each[3] == established for each in words)


@pytest.fixture
def office(tmp_path, context, previewed):
    return lambda count: Office(tmp_path / "office", context, previewed, count)


def test_eight_briefs_follow_saves_every_two_seconds_while_tabs_are_loaded_anew(office):
    briefs = office(8)
    took = []
    for at in range(8):
        start = time.monotonic()
        took.append(briefs.seconds(at, briefs.save(at)))
        briefs.opened((at + 3) % 8, briefs.tabs[(at + 3) % 8])
        time.sleep(max(0, start + 2 - time.monotonic()))
    took += briefs.are_true()
    assert statistics.median(took) < 1, took


def test_twelve_tabs_and_the_index_have_one_stream(office):
    briefs = office(12)
    index = briefs.context.new_page()
    index.goto(briefs.preview.url)
    expect(index.get_by_role("link", name="Talks")).to_have_count(12)
    assert statistics.median(briefs.are_true()) < 2
    deadline = time.monotonic() + 30  # those that only asked for a page are closed after a while
    while briefs.connections() > 1 and time.monotonic() < deadline:
        time.sleep(0.2)
    assert briefs.connections() == 1
    briefs.path(0).write_text(edited(BRIEF, "Budget talks", "Talks anew"), "utf-8")
    expect(index.get_by_role("link", name="Talks anew")).to_be_visible()


def test_a_tab_that_is_closed_takes_nothing_along(office):
    briefs = office(4)
    briefs.tabs[0].close()
    briefs.are_true(but=[0])
    briefs.tabs[1].close()
    briefs.are_true(but=[0, 1])


def test_a_tab_that_is_frozen_holds_up_no_other_and_is_true_when_it_thaws(office):
    briefs = office(4)
    ways = [briefs.context.new_cdp_session(tab) for tab in briefs.tabs[:2]]
    for way in ways:
        way.send("Page.setWebLifecycleState", {"state": "frozen"})
    for _ in range(3):
        briefs.are_true(but=[0, 1])
        last = briefs.save(0)
    time.sleep(1)
    for way in ways:
        way.send("Page.setWebLifecycleState", {"state": "active"})
    briefs.seconds(0, last)
    briefs.are_true()


def test_where_the_worker_is_gone_there_is_soon_another(office, browser):
    briefs = office(3)
    way = browser.new_browser_cdp_session()
    targets = way.send("Target.getTargets")["targetInfos"]
    workers = [each["targetId"] for each in targets if each["type"] == "shared_worker"]
    assert len(workers) == 1
    way.send("Target.closeTarget", {"targetId": workers[0]})
    briefs.are_true()


def test_without_a_shared_worker_eight_tabs_follow_as_well(office, context):
    context.add_init_script("delete window.SharedWorker")
    briefs = office(8)
    assert statistics.median(briefs.are_true()) < 3


HIDDEN = """() => {
    window.visible = "hidden";
    Object.defineProperty(document, "visibilityState", {get: () => window.visible});
}"""


@pytest.mark.parametrize("workers", ["", "delete window.SharedWorker;"], ids=["shared", "none"])
def test_a_tab_born_hidden_is_true_when_it_is_shown(office, context, workers):
    briefs = office(1)
    tab = context.new_page()
    tab.add_init_script(f"{workers} ({HIDDEN})()")
    briefs.opened(0, tab)
    mark, _ = briefs.save(0)
    tab.evaluate(
        "() => { visible = 'visible'; document.dispatchEvent(new Event('visibilitychange')); }"
    )
    tab.wait_for_function(f"() => seen['{mark}']", timeout=3000)


def test_a_server_that_is_started_anew_finds_all_tabs(office):
    briefs = office(8)
    briefs.preview.end()
    for tab in briefs.tabs:
        expect(tab.locator(".sign")).to_have_text("Not connected")
    briefs.preview.start(briefs.preview.port)
    briefs.are_true()
    for tab in briefs.tabs:
        expect(tab.locator(".sign")).not_to_have_text("Not connected")


# Paper


def first_sheet(tab):
    return tab.locator(".paper img").first.get_attribute("src")


def second_sheet(tab):
    return tab.locator(".paper img").nth(1).get_attribute("src")


def test_the_papers_of_eight_briefs_follow(office):
    briefs = office(8)
    for at, tab in enumerate(briefs.tabs):
        briefs.opened(at, tab, "?view=paper")
    for tab in briefs.tabs:
        tab.locator(".paper[aria-busy=false] img").first.wait_for()
    before = [second_sheet(tab) for tab in briefs.tabs]
    briefs.are_true()  # what is saved stands on the second page
    for tab, old in zip(briefs.tabs, before, strict=True):
        expect(tab.locator(".paper img").nth(1)).not_to_have_attribute("src", old)


def test_the_paper_follows_while_saving_goes_on(page, brief):
    page.get_by_role("button", name="Paper", exact=True).click()
    page.locator(".paper[aria-busy=false] img").first.wait_for()
    papers = set()
    for number in range(60):
        brief.write_text(edited(BRIEF, "Budget talks", f"Budget talks {number}"), "utf-8")
        page.wait_for_timeout(200)
        papers.add(first_sheet(page))
    assert len(papers) >= 4


def test_after_a_fault_the_last_good_build_reaches_the_paper(page, brief):
    page.get_by_role("button", name="Paper", exact=True).click()
    page.locator(".paper[aria-busy=false] img").first.wait_for()
    before = first_sheet(page)
    good = edited(BRIEF, "Budget talks", "Budget talks, again")
    brief.write_text(good, "utf-8")
    expect(page).to_have_title("Budget talks, again")
    brief.write_text(edited(good, "{name: Jonas", "{nam: Jonas"), "utf-8")
    expect(page.locator(".faults")).to_be_visible()
    expect(page.locator(".paper img").first).not_to_have_attribute("src", before)
    expect(page.locator(".paper")).to_have_attribute("aria-busy", "false")
