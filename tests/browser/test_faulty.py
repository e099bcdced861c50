"""What a browser shows of a brief with faults, and how they reach the editor."""

import re
import signal
import subprocess
import sys
import time

import pytest
from playwright.sync_api import expect
from saves import BRIEF, ROOFS, edited, save
from tab import heard, text_of

pytestmark = pytest.mark.long


def test_the_old_page_is_old_also_for_a_server_that_never_knew_it(page, preview, brief):
    preview.end(signal.SIGKILL)
    save(brief, "{name: Jonas", "{nam: Jonas")
    preview.start(preview.port)
    expect(page.locator(".faults")).to_contain_text("unknown-field")
    expect(page.locator(".sign")).to_contain_text("Old")
    expect(page.locator("html")).to_have_attribute("data-briefgen-old", "")
    expect(text_of(page)).to_contain_text(ROOFS)


def test_a_fault_says_what_the_terminal_says(page, preview, brief):
    save(brief, "2026-03-04", "2026-13-04")
    said = preview.hear(r"error\[bad-date\]: (.*)")[1]
    expect(page.locator(".faults")).to_contain_text(said)


def test_where_a_template_of_several_has_a_fault_the_old_pages_stay(page, brief):
    (brief.parent / "templates").mkdir()
    (brief.parent / "templates" / "card.html.j2").write_text("{% if %}", "utf-8")
    expect(page.locator(".faults")).to_contain_text("card.html.j2:1")
    page.get_by_role("button", name="Hide").click()
    save(brief, "another winter", "a winter unseen")
    page.wait_for_timeout(800)
    expect(page.locator(".faults")).to_be_hidden()
    expect(page.locator(".sign")).to_contain_text("Old")
    expect(text_of(page)).to_contain_text(ROOFS)
    save(brief, "2026-03-04", "2026-13-04")
    expect(page.locator(".faults")).to_contain_text("bad-date")


def test_a_closed_terminal_stops_nothing(context, brief):
    command = [sys.executable, "-m", "briefgen", "preview", "--no-open", "--port", "0", brief.name]
    with subprocess.Popen(
        command, cwd=brief.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        url = running.stdout.readline().split()[-1]
        running.stderr.readline()
        running.stderr.close()
        tab = context.new_page()
        tab.goto(url)
        for word in ("first", "second", "third"):
            brief.write_text(edited(BRIEF, "another winter", f"the {word} winter"), "utf-8")
            expect(text_of(tab)).to_contain_text(f"the {word} winter")
        running.terminate()


def test_a_request_during_a_first_build_that_fails_is_answered_at_once(context, previewed, brief):
    brief.write_text("title: [", "utf-8")
    running = previewed(brief.parent, brief.name)
    running.hear("not built")
    tab = context.new_page()
    took = []
    for number in range(10):
        brief.write_text(f"title: [{number}", "utf-8")
        start = time.monotonic()
        assert tab.request.get(running.url).ok
        took.append(time.monotonic() - start)
    assert sorted(took)[5] < 1, took


def test_the_first_build_may_fail(context, previewed, brief):
    brief.write_text("briefgen: 1\ntitle: [", "utf-8")
    running = previewed(brief.parent, brief.name)
    tab = context.new_page()
    tab.goto(running.url)
    expect(tab.locator(".faults")).to_contain_text("yaml-syntax")
    brief.write_text(BRIEF, "utf-8")
    expect(text_of(tab)).to_contain_text(ROOFS)
    expect(tab).to_have_title("Budget talks")
    expect(tab.locator(".faults")).to_be_hidden()


def test_warnings_wait_behind_a_counter(page, brief):
    save(
        brief,
        "objective: Repairs begin this year, at whatever pace Finance can pay for.",
        "objective: Discuss.",
    )
    expect(page.locator(".list")).to_be_hidden()
    page.get_by_role("button", name="1 warning").click()
    expect(page.locator(".list")).to_contain_text("vague-objective")
    page.keyboard.press("Escape")
    expect(page.locator(".list")).to_be_hidden()


def test_the_panel_says_what_the_settings_turn_off(page, brief):
    count = page.locator(".count")
    expect(count).to_be_hidden()
    (brief.parent / "briefgen.toml").write_text('off = ["vague-objective"]\n', "utf-8")
    expect(count).to_have_text("Settings")
    count.click()
    said = "1 rule turned off: vague-objective, by briefgen.toml."
    expect(page.locator(".list")).to_have_text(re.compile(re.escape(said)))
    save(brief, "{name: Jonas", "{nam: Jonas")
    expect(page.locator(".faults")).to_contain_text(said)


# To the editor


def test_a_fault_opens_the_editor_of_the_environment(context, previewed, brief, editor):
    program, said = editor
    save(brief, "{name: Jonas", "{nam: Jonas")
    running = previewed(brief.parent, brief.name, environment={"VISUAL": str(program)})
    tab = context.new_page()
    tab.goto(running.url)
    tab.get_by_role("link", name="brief.yaml:7:11").first.click()
    assert heard(said) == f"+7 {brief}"


def test_without_an_editor_a_fault_links_to_vs_code(context, previewed, brief):
    save(brief, "{name: Jonas", "{nam: Jonas")
    running = previewed(brief.parent, brief.name, environment={"VISUAL": ""})
    tab = context.new_page()
    tab.goto(running.url)
    link = tab.get_by_role("link", name="brief.yaml:7:11").first
    expect(link).to_have_attribute("href", f"vscode://file{brief}:7:11")


def test_what_the_browser_was_only_asked_to_open_is_not_called_opened(page):
    page.get_by_text(ROOFS).click(modifiers=["Alt"])
    said = page.locator("briefgen-preview .said")
    expect(said).to_contain_text("Your browser was asked to open brief.yaml:")


def test_an_editor_that_fails_has_opened_nothing(context, previewed, brief):
    running = previewed(brief.parent, brief.name, "--editor", "false {file} {line}")
    tab = context.new_page()
    tab.goto(running.url)
    tab.locator("briefgen-preview").wait_for(state="attached")
    tab.get_by_text(ROOFS).click(modifiers=["Alt"])
    expect(tab.locator("briefgen-preview .said")).to_contain_text(
        "Nothing opened: the editor false ended"
    )
