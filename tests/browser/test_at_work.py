"""`briefgen preview` as its user meets it, one thing of each kind; the other files have the rest."""

import re
import shutil
import time
from pathlib import Path

from playwright.sync_api import expect
from saves import BRIEF, ROOFS, save
from tab import press, text_of

ROOT = Path(__file__).parent.parent.parent


def test_where_the_port_is_taken_a_free_one_is_found(preview, previewed, brief):
    other = previewed(brief.parent, brief.name, "--port", str(preview.port))
    assert other.port != preview.port
    assert f"Port {preview.port} is taken; using {other.port}." in other.before


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
    # The text of a paper in its second language, `NAME.fr-CA.yaml`, is none of its own.
    briefs = [path for path in folder.glob("*.yaml") if "." not in path.stem]
    expect(tab.get_by_role("status")).to_have_text(f"1 of {len(briefs)} briefs")
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


def test_every_tab_follows(page, preview, brief, context):
    other = context.new_page()
    other.goto(preview.url + "?view=card")
    expect(other.locator("body")).to_have_class(re.compile("card"))
    save(brief, "another winter", "a third winter")
    expect(text_of(page)).to_contain_text("a third winter")
    expect(text_of(other)).to_contain_text("a third winter")
