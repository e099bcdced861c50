"""Behind the number of a note: what its sentence rests on, beside it."""

from hashlib import sha256

import pytest
from playwright.sync_api import expect
from saves import save
from tab import complaints, opened, press

COPY = """\
In the winter the office looked at 412 roofs. Of these, 89 per cent were found sound.

The office looks again on 14 May.
"""
SUM = sha256(COPY.encode()).hexdigest()
BRIEF = f"""\
briefgen: 1
title: Budget talks
as_of: 2026-03-02
principal: minister
people:
  minister: {{name: Anna Berg, role: Minister of Education}}
bottom_line: Finance wants to move the school repairs to next year.
agenda:
  - title: School repairs
    objective: Repairs begin this year.
    points:
      - Of 412 roofs that were looked at, 89 per cent are sound[^survey].
      - Finance was told in 2024[^talk].
sources:
  survey: {{title: Survey of roofs, published: 2025-12-01, capture: survey.txt, sha256: {SUM}}}
  talk: {{title: Notes of a talk, published: 2024-05-01}}
"""


@pytest.fixture
def brief(tmp_path):
    path = tmp_path / "office" / "brief.yaml"
    path.parent.mkdir()
    (path.parent / "survey.txt").write_text(COPY, "utf-8")
    path.write_text(BRIEF, "utf-8")
    return path


NUMBERS = "a[role=doc-noteref]"


@pytest.fixture
def number(page):
    """The number of the first note."""
    return page.locator(NUMBERS).first


@pytest.fixture
def shown(page):
    """What is shown behind a number."""
    return page.get_by_role("dialog")


def focused(tab):
    return tab.evaluate("document.activeElement.id")


def test_a_click_on_a_number_shows_the_passage_and_a_second_one_leads_to_the_note(
    page, number, shown
):
    before = page.evaluate("document.body.innerHTML")
    number.click()
    expect(shown).to_contain_text("Survey of roofs")
    expect(shown.locator("mark")).to_contain_text(["412", "89"])
    page.locator("h1").first.click()
    expect(shown).to_be_hidden()
    assert page.evaluate("document.body.innerHTML") == before
    number.click()
    expect(shown).to_be_visible()
    number.click()
    expect(shown).to_be_hidden()
    assert page.url.endswith("#note.1")


def test_it_opens_and_closes_by_keyboard_and_gives_the_focus_back(page, number, shown):
    name = number.get_attribute("id")
    for leave in ("Escape", "Shift+Tab"):
        number.press("Enter")
        expect(shown).to_be_focused()
        page.keyboard.press(leave)
        expect(shown).to_be_hidden()
        if leave == "Escape":
            assert focused(page) == name
    number.press("Enter")
    expect(shown).to_be_focused()
    page.keyboard.press("Tab")
    expect(shown.get_by_role("link", name="Note 1")).to_be_focused()
    page.keyboard.press("Enter")
    expect(shown).to_be_hidden()
    assert page.url.endswith("#note.1")
    number.press("Enter")
    expect(shown).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(shown).to_be_hidden()
    assert focused(page) == page.locator(NUMBERS).nth(1).get_attribute("id")


@pytest.mark.long
def test_it_follows_saves_and_goes_with_its_number(page, brief, number, shown):
    number.click()
    expect(shown).to_contain_text("Survey of roofs")
    place = number.bounding_box()
    save(brief, "title: Survey of roofs", "title: Survey of all roofs")
    expect(shown).to_contain_text("Survey of all roofs")
    save(brief, "89 per cent are", "98 per cent are")
    expect(shown).to_contain_text("Not found in this copy: 98")
    assert number.bounding_box() == place
    save(brief, " sound[^survey]", " sound")
    expect(shown).not_to_contain_text("Survey of all roofs")


def test_a_source_without_a_copy_is_said_to_have_none(page, shown):
    page.locator(NUMBERS).nth(1).click()
    expect(shown).to_contain_text("There is no copy of this source.")


def test_where_the_server_knows_nothing_the_number_leads_to_its_note(page, preview, number):
    page.route("**/-/passages/**", lambda route: route.fulfill(status=404))
    number.click()
    page.wait_for_url("**#note.1")


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("cite.1.1/", {}, 200),
        ("cite.9.9/", {}, 404),
        ("cite.1.1/other", {}, 404),
        ("cite.1.1/../../brief", {}, 404),
        ("cite.1.1/", {"Host": "evil.example"}, 421),
    ],
)
def test_only_this_machine_is_told_and_only_of_this_brief(page, preview, path, headers, status):
    answer = page.request.get(f"{preview.url}-/passages/{path}", headers=headers)
    assert answer.status == status
    if status != 421:
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in answer.headers


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 800), (390, 800), (640, 400)])
def test_it_can_be_used_by_everybody_and_covers_no_more_than_the_window(
    context, preview, scheme, size
):
    tab = opened(context, preview)
    tab.emulate_media(color_scheme=scheme)
    tab.set_viewport_size({"width": size[0], "height": size[1]})
    before = tab.evaluate("[document.documentElement.scrollHeight, innerWidth]")
    numbers = tab.locator(NUMBERS).all()
    assert len(numbers) == 2
    for number in numbers:
        number.press("Enter")
        expect(tab.get_by_role("dialog")).to_be_focused()
        assert complaints(tab) == []
        box = tab.get_by_role("dialog").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size[0]
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= size[1]
        root = "document.documentElement."
        after = tab.evaluate(f"[{root}scrollHeight, Math.max({root}scrollWidth, innerWidth)]")
        assert after == before
        tab.keyboard.press("Escape")
    press(tab, "Paper")
    expect(tab.get_by_role("dialog")).to_be_hidden()
