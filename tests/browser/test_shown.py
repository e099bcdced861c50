"""`briefgen preview` in a real browser: what only looks, at one preview for all of these tests."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from saves import BRIEF, ROOFS
from tab import complaints, heard, noting_editor, opened, press

from briefgen import api

ROOT = Path(__file__).parent.parent.parent
SCRIPT = re.compile(r'<script type="module" src="/-/client\.js"[^>]*></script>')


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    return noting_editor(tmp_path_factory.mktemp("editor"))


@pytest.fixture
def editor(program):
    """The editor, which has not been called yet."""
    program[1].unlink(missing_ok=True)
    return program


@pytest.fixture(scope="module")
def shown(tmp_path_factory, program, preview_of):
    """A preview that no test changes anything of."""
    folder = tmp_path_factory.mktemp("shown")
    (folder / "brief.yaml").write_text(BRIEF, "utf-8")
    command = f"{program[0]} {{file}} {{line}} {{column}}"
    with preview_of(folder, "brief.yaml", "--editor", command) as running:
        running.hear("built in")
        yield running


@pytest.fixture
def look(context, shown):
    """A tab with that preview in it."""
    return opened(context, shown)


@pytest.mark.parametrize(("view", "template"), [("", "packet"), ("?view=card", "card")])
def test_a_page_is_what_build_writes_apart_from_one_script(look, shown, tmp_path, view, template):
    served = look.request.get(shown.url + view).text()
    api.build(shown.folder / "brief.yaml", output=tmp_path, to=["html"])
    written = (tmp_path / f"brief-{template}.html").read_text("utf-8")
    assert len(SCRIPT.findall(served)) == 1
    assert SCRIPT.sub("", served) == written


def test_no_text_becomes_code_in_the_page(look, shown):
    assert "unsafe-eval" not in look.request.get(shown.url).headers["content-security-policy"]
    look.evaluate("setTimeout('window.made = true', 0)")
    look.wait_for_timeout(200)
    assert look.evaluate("window.made") is None


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "10.0.0.1", "", "127.0.0.1.evil.example"]
)
def test_a_host_that_is_not_this_machine_is_refused(look, shown, host):
    headers = {"Host": host.format(port=shown.port) or "."}
    assert look.request.get(shown.url, headers=headers).status == 421


def test_another_site_can_not_open_the_editor(look, shown):
    headers = {"Origin": "http://evil.example", "Content-Type": "text/plain"}
    answer = look.request.post(shown.url + "-/open", data="{}", headers=headers)
    assert answer.status == 403


def test_only_a_file_of_the_brief_can_be_opened(look, shown):
    place = {"brief": "", "file": "/etc/passwd", "line": 1, "column": 1}
    assert look.request.post(shown.url + "-/open", data=place).status == 404


def test_a_view_that_is_not_there_is_the_page(look, shown):
    look.goto(shown.url + "?view=none")
    pressed = look.get_by_role("button", name="Page", exact=True)
    expect(pressed).to_have_attribute("aria-pressed", "true")


def test_the_sign_tells_the_seconds_of_each_stage(look):
    look.locator(".sign").click()
    for stage in ("load", "validate", "check", "view", "render", "typeset"):
        expect(look.locator(".times")).to_contain_text(stage)


def test_the_page_of_a_rule_shows_its_yaml_as_typed(look, shown):
    look.goto(f"{shown.url}-/rule/unknown-person")
    typed = (ROOT / "docs" / "rules" / "unknown-person.md").read_text("utf-8")
    examples = re.findall(r"```yaml\n(.+?)```", typed, re.DOTALL)
    assert len(examples) == 2
    assert look.locator("pre code").all_text_contents() == examples
    assert complaints(look) == []


def test_it_works_by_keyboard(look):
    for _ in range(60):
        look.keyboard.press("Tab")
        name = look.evaluate(
            "document.activeElement.shadowRoot?.activeElement?.getAttribute('aria-label')"
        )
        if name == "Card":
            break
    look.keyboard.press("Enter")
    expect(look.locator("body")).to_have_class(re.compile("card"))


def test_it_is_not_printed(look):
    look.emulate_media(media="print")
    expect(look.locator(".bar")).to_be_hidden()


# To the editor


@pytest.mark.parametrize("modifier", ["Alt", "Control", "Meta"])
@pytest.mark.parametrize("view", ["", "?view=card"])
def test_a_click_with_a_modifier_opens_the_line(context, shown, editor, modifier, view):
    tab = context.new_page()
    tab.goto(shown.url + view)
    tab.locator("briefgen-preview").wait_for(state="attached")
    tab.get_by_text(ROOFS).click(modifiers=[modifier])
    line = BRIEF.splitlines().index(f"      - {ROOFS}") + 1
    assert heard(editor[1]) == f"{shown.folder / 'brief.yaml'} {line} 9"


@pytest.mark.parametrize(
    ("text", "line"), [("Budget talks", 2), ("1 School repairs", 12), ("Anna Berg", 6)]
)
def test_what_stands_on_page_one_leads_to_its_line(context, shown, editor, text, line):
    tab = context.new_page()
    tab.goto(shown.url)
    tab.locator("briefgen-preview").wait_for(state="attached")
    tab.locator("header.cover, main").get_by_text(text).first.click(modifiers=["Alt"])
    assert heard(editor[1]).split()[1] == str(line)


# Paper


@pytest.mark.parametrize("number", [99, -1, "one", None])
def test_what_is_on_no_sheet_has_no_line(look, shown, number):
    press(look, "Paper")
    look.get_by_alt_text("Page 1 of").first.wait_for()
    asked = {"brief": "", "sheet": {"template": "packet", "number": number, "x": 2, "y": 0.5}}
    assert look.request.post(shown.url + "-/open", data=asked).status == 404


def test_paper_is_alone_also_when_it_is_shown_at_first(look, shown):
    look.goto(shown.url + "?view=paper")
    look.get_by_alt_text("Page 1 of").first.wait_for()
    assert look.evaluate("document.body.inert")
    assert complaints(look) == []
