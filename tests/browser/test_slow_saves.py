"""Saves that take their time: a file is emptied, and then written bit by bit."""

import time

import pytest
from playwright.sync_api import expect
from saves import BRIEF, edited, save

pytestmark = pytest.mark.long

NEW = edited(BRIEF, "another winter", "a winter that was saved slowly")
# Notes whether ever a fault was seen, or another page than the first and the last.
WATCH = """() => {
    window.wrong = [];
    const faults = document.querySelector("briefgen-preview").shadowRoot.querySelector(".faults");
    setInterval(() => {
        const text = document.querySelector("main").innerText;
        if (!faults.hidden) wrong.push(faults.innerText);
        if (!text.includes("forty worst") || !text.includes("will not last")) wrong.push(text);
    }, 10);
}"""


def by_bytes(text):
    return [text[at * len(text) // 5 : (at + 1) * len(text) // 5] for at in range(5)]


def by_lines(text):
    lines = text.splitlines(keepends=True)
    return ["".join(part) for part in by_bytes(lines)]


def empty_for_long(text):
    return ["", "", "", "", text]


@pytest.mark.parametrize("parts", [by_bytes, by_lines, empty_for_long])
def test_a_slow_save_shows_no_fault_and_no_half_page(page, brief, parts):
    page.evaluate(WATCH)
    with brief.open("w", encoding="utf-8") as file:
        for part in parts(NEW):
            file.write(part)
            file.flush()
            time.sleep(0.45)
    expect(page.locator("main")).to_contain_text("a winter that was saved slowly")
    assert page.evaluate("wrong") == []
    expect(page.locator(".sign")).to_contain_text("Up to date")


def test_while_a_save_lasts_the_sign_says_so(page, brief):
    with brief.open("w", encoding="utf-8") as file:
        file.write(BRIEF[:100])
        file.flush()
        expect(page.locator(".sign")).to_have_text("Waiting for the end of a save…")
        file.write(BRIEF[100:])
    expect(page.locator(".sign")).to_contain_text("Up to date")


def test_a_fault_in_a_save_that_is_whole_is_seen_at_once(page, brief):
    start = time.monotonic()
    save(brief, "2026-03-04", "2026-13-04")
    expect(page.locator(".faults")).to_contain_text("bad-date")
    assert time.monotonic() - start < 1.5


def test_what_stays_half_is_said_in_the_end(page, brief):
    brief.write_text(BRIEF[: len(BRIEF) // 2], "utf-8")
    expect(page.locator(".faults")).to_be_visible()
    save(brief, BRIEF[: len(BRIEF) // 2], BRIEF)
    expect(page.locator(".faults")).to_be_hidden()


@pytest.mark.parametrize("parts", [by_bytes, empty_for_long])
def test_a_row_of_the_index_waits_for_the_end_of_a_save(context, previewed, brief, parts):
    running = previewed(brief.parent, ".")
    tab = context.new_page()
    tab.goto(running.url)
    row = tab.get_by_role("row", name="Budget talks")
    expect(row).to_contain_text("No findings")
    tab.evaluate(
        """() => {
            window.wrong = [];
            const look = () => {
                const text = document.querySelector("tbody").innerText;
                if (!text.includes("No findings")) wrong.push(text);
            };
            new MutationObserver(look).observe(document.body, {subtree: true, childList: true, characterData: true});
        }"""
    )
    new = edited(NEW, "title: Budget talks", "title: Slow talks")
    with brief.open("w", encoding="utf-8") as file:
        for part in parts(new):
            file.write(part)
            file.flush()
            time.sleep(0.45)
    expect(tab.get_by_role("link", name="Slow talks")).to_be_visible()
    assert tab.evaluate("wrong") == []
