"""`briefgen preview` as its user meets it: in a real browser, with saves as editors make them."""

import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect
from processes import children, gone
from saves import BRIEF, SAVES, by_rename, edited, save

ROOFS = "The roofs will not last another winter."
ROOT = Path(__file__).parent.parent.parent
SCRIPT = re.compile(r'<script type="module" src="/-/client\.js"[^>]*></script>')


def text_of(page):
    return page.locator("main")


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


# What is served


@pytest.mark.parametrize(("view", "template"), [("", "packet"), ("?view=card", "card")])
def test_a_page_is_what_build_writes_apart_from_one_script(page, preview, brief, view, template):
    served = page.request.get(preview.url + view).text()
    command = [sys.executable, "-m", "briefgen", "build", "-q", "-t", "html", str(brief)]
    subprocess.run(command, check=True, cwd=brief.parent)
    written = (brief.parent / "build" / f"brief-{template}.html").read_text("utf-8")
    assert len(SCRIPT.findall(served)) == 1
    assert SCRIPT.sub("", served) == written


def test_no_text_becomes_code_in_the_page(page, preview):
    assert "unsafe-eval" not in page.request.get(preview.url).headers["content-security-policy"]
    page.evaluate("setTimeout('window.made = true', 0)")
    page.wait_for_timeout(200)
    assert page.evaluate("window.made") is None


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "10.0.0.1", "", "127.0.0.1.evil.example"]
)
def test_a_host_that_is_not_this_machine_is_refused(page, preview, host):
    headers = {"Host": host.format(port=preview.port) or "."}
    assert page.request.get(preview.url, headers=headers).status == 421


def test_another_site_can_not_open_the_editor(page, preview):
    headers = {"Origin": "http://evil.example", "Content-Type": "text/plain"}
    answer = page.request.post(preview.url + "-/open", data="{}", headers=headers)
    assert answer.status == 403


def test_where_the_port_is_taken_a_free_one_is_found(preview, previewed, brief):
    other = previewed(brief.parent, brief.name, "--port", str(preview.port))
    assert other.port != preview.port
    assert f"Port {preview.port} is taken; using {other.port}." in other.before


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_running(page, preview, brief, how):
    press(page, "Paper")
    page.get_by_alt_text("Page 1 of").first.wait_for()
    save(brief, "another winter", "a winter that is just being typeset")
    expect(page.locator(".paper")).to_have_attribute("aria-busy", "true")
    left = children(preview.process.pid)
    assert left
    code = preview.end(how)
    assert code == (-signal.SIGKILL if how == signal.SIGKILL else 0)
    assert gone(left)


# Saves


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


def test_every_tab_follows(page, preview, brief, context):
    other = context.new_page()
    other.goto(preview.url + "?view=card")
    expect(other.locator("body")).to_have_class(re.compile("card"))
    save(brief, "another winter", "a third winter")
    expect(text_of(page)).to_contain_text("a third winter")
    expect(text_of(other)).to_contain_text("a third winter")


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


def test_the_old_page_is_old_also_for_a_server_that_never_knew_it(page, preview, brief):
    preview.end(signal.SIGKILL)
    save(brief, "{name: Jonas", "{nam: Jonas")
    preview.start(preview.port)
    expect(page.locator(".faults")).to_contain_text("unknown-field")
    expect(page.locator(".sign")).to_contain_text("Old")
    expect(page.locator("html")).to_have_attribute("data-briefgen-old", "")
    expect(text_of(page)).to_contain_text(ROOFS)


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


def test_when_the_server_is_back_the_tab_is_true_again(page, preview, brief):
    page.evaluate("window.kept = 'here'")
    preview.end(signal.SIGKILL)
    expect(page.locator(".sign")).to_have_text("Not connected")
    save(brief, "another winter", "a fourth winter")
    preview.start(preview.port)
    expect(text_of(page)).to_contain_text("a fourth winter")
    expect(page.locator(".sign")).to_contain_text("Up to date")
    assert page.evaluate("window.kept") == "here"


# Faults


def test_a_fault_lies_over_the_last_good_page_and_goes_when_it_is_mended(page, preview, brief):
    save(brief, "  minister: {name", "  minister: {nam")
    faults = page.locator(".faults")
    expect(faults).to_contain_text("error[unknown-field]")
    for said in (
        "brief.yaml:6:14",
        "minister: {nam: Anna Berg",
        "Did you mean `name`?",
        "briefgen explain",
    ):
        expect(faults).to_contain_text(said)
    expect(faults.locator("mark").first).to_have_text("nam")
    expect(text_of(page)).to_contain_text(ROOFS)
    expect(page.locator(".sign")).to_contain_text("Old")
    start = time.monotonic()
    assert page.request.get(preview.url).ok
    assert time.monotonic() - start < 2
    brief.write_text(BRIEF, "utf-8")
    expect(faults).to_be_hidden()
    expect(page.locator(".sign")).to_contain_text("Up to date")


def test_the_page_of_a_rule_shows_its_yaml_as_typed(page, preview):
    page.goto(f"{preview.url}-/rule/unknown-person")
    typed = (ROOT / "docs" / "rules" / "unknown-person.md").read_text("utf-8")
    examples = re.findall(r"```yaml\n(.+?)```", typed, re.DOTALL)
    assert len(examples) == 2
    assert page.locator("pre code").all_text_contents() == examples
    assert complaints(page) == []


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


@pytest.fixture
def editor(tmp_path):
    """A program that writes down what it is called with."""
    program, said = tmp_path / "editor", tmp_path / "said"
    program.write_text(f'#!/bin/sh\necho "$@" >>"{said}"\n', "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program, said


def heard(said):
    deadline = time.monotonic() + 10
    while not (said.exists() and said.stat().st_size) and time.monotonic() < deadline:
        time.sleep(0.02)
    return said.read_text("utf-8").strip()


@pytest.mark.parametrize("modifier", ["Alt", "Control", "Meta"])
@pytest.mark.parametrize("view", ["", "?view=card"])
def test_a_click_with_a_modifier_opens_the_line(context, previewed, brief, editor, modifier, view):
    program, said = editor
    running = previewed(
        brief.parent, brief.name, "--editor", f"{program} {{file}} {{line}} {{column}}"
    )
    tab = context.new_page()
    tab.goto(running.url + view)
    tab.locator("briefgen-preview").wait_for(state="attached")
    tab.get_by_text(ROOFS).click(modifiers=[modifier])
    line = BRIEF.splitlines().index(f"      - {ROOFS}") + 1
    assert heard(said) == f"{brief} {line} 9"


@pytest.mark.parametrize(
    ("text", "line"), [("Budget talks", 2), ("1 School repairs", 12), ("Anna Berg", 6)]
)
def test_the_cover_and_its_tables_lead_to_their_lines(
    context, previewed, brief, editor, text, line
):
    program, said = editor
    running = previewed(brief.parent, brief.name, "--editor", f"{program} {{line}}")
    tab = context.new_page()
    tab.goto(running.url)
    tab.locator("briefgen-preview").wait_for(state="attached")
    tab.locator("header.cover").get_by_text(text).first.click(modifiers=["Alt"])
    assert heard(said) == str(line)


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


def test_only_a_file_of_the_brief_can_be_opened(page, preview):
    place = {"brief": "", "file": "/etc/passwd", "line": 1, "column": 1}
    assert page.request.post(preview.url + "-/open", data=place).status == 404


@pytest.mark.parametrize("number", [99, -1, "one", None])
def test_what_is_on_no_sheet_has_no_line(page, preview, number):
    press(page, "Paper")
    page.get_by_alt_text("Page 1 of").first.wait_for()
    asked = {"brief": "", "sheet": {"template": "packet", "number": number, "x": 2, "y": 0.5}}
    assert page.request.post(preview.url + "-/open", data=asked).status == 404


# Paper


def test_paper_shows_the_pages_of_the_pdf_and_stays_where_it_is(page, brief):
    page.evaluate("window.kept = 'here'")
    press(page, "Paper")
    first = page.get_by_alt_text("Page 1 of").first
    first.wait_for()
    box = page.locator(".paper")
    page.get_by_role("button", name="Larger").click()
    width = first.bounding_box()["width"]
    page.wait_for_function(
        "() => document.querySelector('briefgen-preview').shadowRoot.querySelector('.paper').scrollHeight > 1500"
    )
    box.evaluate("box => { box.scrollTop = 700; }")
    images = page.locator(".paper img")
    before = images.evaluate_all("all => all.map(image => image.src)")
    images.evaluate_all("all => all.forEach(image => image.dataset.same = 'yes')")
    save(
        brief,
        "{name: Jonas Falk, role: State Secretary for Finance}",
        "{name: Jonas Falk, role: State Secretary}",
    )
    expect(page.locator(".paper")).to_have_attribute("aria-busy", "false")
    page.wait_for_function(
        "before => [...document.querySelector('briefgen-preview').shadowRoot.querySelectorAll('.paper img')]"
        ".some((image, at) => image.src !== before[at])",
        arg=before,
    )
    after = images.evaluate_all("all => all.map(image => image.src)")
    assert len(after) == len(before)
    assert after != before
    assert set(after) & set(before), "a page that didn't change has another picture"
    assert images.evaluate_all("all => all.every(image => image.dataset.same === 'yes')")
    assert box.evaluate("box => box.scrollTop") == 700
    assert first.bounding_box()["width"] == width
    press(page, "Card")
    expect(page.locator("body")).to_have_class(re.compile("card"))
    press(page, "Paper")
    assert box.evaluate("box => box.scrollTop") == 700
    press(page, "Page")
    expect(page.locator("body")).to_have_class(re.compile("packet"))
    assert page.evaluate("window.kept") == "here"


def test_paper_is_alone_also_when_it_is_shown_at_first(page, preview):
    page.goto(preview.url + "?view=paper")
    page.get_by_alt_text("Page 1 of").first.wait_for()
    assert page.evaluate("document.body.inert")
    assert complaints(page) == []


def test_a_view_that_is_not_there_is_the_page(page, preview):
    page.goto(preview.url + "?view=none")
    pressed = page.get_by_role("button", name="Page", exact=True)
    expect(pressed).to_have_attribute("aria-pressed", "true")


def test_saves_that_overtake_the_typesetting_are_no_fault_of_the_paper(page, brief):
    press(page, "Paper")
    page.get_by_alt_text("Page 1 of").first.wait_for()
    for number in range(4):
        brief.write_text(edited(BRIEF, "another winter", f"winter number {number}"), "utf-8")
        page.wait_for_timeout(450)
        expect(page.locator(".paper .empty")).to_have_count(0)
    expect(page.locator(".paper")).to_have_attribute("aria-busy", "false")
    expect(page.locator(".paper .empty")).to_have_count(0)


def test_the_sign_tells_the_seconds_of_each_stage(page):
    page.locator(".sign").click()
    for stage in ("load", "validate", "check", "view", "render", "typeset"):
        expect(page.locator(".times")).to_contain_text(stage)


def test_what_only_paper_shows_is_told(page, brief):
    long = " ".join(["The repairs begin this year, and they go on as far as money lasts."] * 60)
    save(brief, "Finance wants to move the school repairs to next year.", long)
    page.get_by_role("button", name="1 warning").click()
    expect(page.locator(".list")).to_contain_text("page-overrun")


# A folder


def test_a_folder_is_an_index_of_its_briefs(context, previewed, tmp_path):
    folder = tmp_path / "briefs"
    shutil.copytree(ROOT / "briefs", folder)
    (folder / "broken.yaml").write_text("briefgen: 1\ntitle: Half a brief\nagenda: 4\n", "utf-8")
    running = previewed(tmp_path, "briefs")
    tab = context.new_page()
    tab.goto(running.url)
    flagship = tab.get_by_role("row", name="Talks with Russia")
    for said in ("Mike Pompeo", "10 May 2019", "14 May 2019", "No findings", "9 word for word"):
        expect(flagship).to_contain_text(said)
    expect(tab.get_by_role("row", name="Half a brief")).to_contain_text("faults")

    tab.get_by_label("Filter").fill("pompeo")
    expect(tab.get_by_role("row", name="Half a brief")).to_be_hidden()
    expect(tab.get_by_role("status")).to_have_text("1 of 4 briefs")
    tab.get_by_label("Filter").fill("")

    (folder / "later.yaml").write_text(BRIEF, "utf-8")
    expect(tab.get_by_role("link", name="Budget talks", exact=True)).to_be_visible()
    save(folder / "later.yaml", "title: Budget talks", "title: Budget, second round")
    tab.get_by_role("link", name="Budget, second round").click()
    expect(text_of(tab)).to_contain_text(ROOFS)
    save(folder / "later.yaml", "another winter", "another storm")
    expect(text_of(tab)).to_contain_text("another storm")
    tab.get_by_role("link", name="All briefs").click()
    expect(tab.get_by_role("heading", name="Briefs in briefs")).to_be_visible()


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


# For everybody


def complaints(page):
    from axe_playwright_python.sync_playwright import Axe

    # Not among those that axe looks at unasked: a control is called by what is read on it.
    asked = {"rules": {"label-content-name-mismatch": {"enabled": True}}}
    return [found["id"] for found in Axe().run(page, options=asked).response["violations"]]


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


def test_it_works_by_keyboard(page, brief):
    for _ in range(60):
        page.keyboard.press("Tab")
        name = page.evaluate(
            "document.activeElement.shadowRoot?.activeElement?.getAttribute('aria-label')"
        )
        if name == "Card":
            break
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_have_class(re.compile("card"))


def test_it_is_not_printed(page):
    page.emulate_media(media="print")
    expect(page.locator(".bar")).to_be_hidden()
