"""From every text of a page to the line on which it was typed."""

import re
import unicodedata
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import expect
from saves import BRIEF as BRIEF_TO_SAVE
from saves import edited

pytestmark = pytest.mark.long

ROOT = Path(__file__).parent.parent.parent
BRIEF = ROOT / "briefs" / "everything.yaml"
# Of every text on the page its words, and the place that a click on it opens.
CLICKED = """async () => {
  const { clicked } = await import("/-/clicked.js");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const target = node.parentElement;
    if (!node.data.trim() || target.closest("sup, .unseen, .skip")) continue;
    document.caretPositionFromPoint = () => ({ offsetNode: node });
    const { ids, read, around } = clicked({ target, clientX: 1, clientY: 1 });
    const answer = await fetch("/-/open", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ brief: "", ids, read, around }),
    });
    found.push([node.data, read.at(-1) ?? "", (await answer.json()).place ?? ""]);
  }
  return found;
}"""


def letters(text):
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in folded if char.isalnum())


def labels():
    """What the templates and the catalogue of labels print: no line of a brief has it."""
    catalogue = (ROOT / "briefgen" / "view" / "labels" / "en.toml").read_text("utf-8")
    said = re.findall(r'= "(.*)"$', catalogue, re.MULTILINE)
    texts = [path.read_text("utf-8") for path in (ROOT / "templates").rglob("*.j2")]
    bare = [re.sub(r"\{[{%#].*?[}%#]\}|<[^>]*>", "\0", text, flags=re.DOTALL) for text in texts]
    bare += [re.sub(r"\{.*?\}", "\0", text) for text in said]
    return {letters(part) for text in bare for part in text.split("\0")}


class Typed:
    """The letters of a brief, and of each of them its line; no comments, notes and addresses."""

    def __init__(self, text):
        self.letters, self.lines = "", []
        for number, line in enumerate(text.split("\n"), 1):
            kept = re.sub(r"(?:^|\s)#\s.*$|\[\^[\w-]+\]|\]\([^)]*\)", "", line)
            self.letters += letters(kept)
            self.lines += [number] * (len(self.letters) - len(self.lines))

    def of(self, text):
        """The lines on which a text starts."""
        words = letters(text)
        found = re.finditer(re.escape(words), self.letters) if words else ()
        return {self.lines[each.start()] for each in found}


@pytest.mark.parametrize(("view", "least"), [("", 350), ("?view=card", 25)])
def test_every_text_leads_to_its_line(context, previewed, view, least):
    running = previewed(BRIEF.parent, BRIEF.name, environment={"VISUAL": ""})
    tab = context.new_page()
    tab.goto(running.url + view)
    tab.get_by_role("button", name="Page", exact=True).wait_for()
    typed, own = Typed(BRIEF.read_text("utf-8")), labels()
    right, wrong = [], []
    for text, paragraph, place in tab.evaluate(CLICKED):
        expected = typed.of(paragraph) or typed.of(text)
        if len(letters(text)) < 2 or letters(text) in own or not expected:
            continue
        line = int(place.split(":")[1]) if place else 0
        (right if line in expected else wrong).append((text.strip()[:60], line, *expected))
    share = len(right) / (len(right) + len(wrong))
    print(f"{share:.1%} of {len(right) + len(wrong)} texts lead to their line; not so: {wrong}")
    assert len(right) > least
    assert share >= 0.95


def test_a_click_on_paper_leads_to_the_line(context, previewed):
    running = previewed(BRIEF.parent, BRIEF.name, "--editor", "true {line}")
    tab = context.new_page()
    tab.goto(running.url)
    tab.get_by_role("button", name="Paper", exact=True).click()
    tab.get_by_alt_text("Page 1 of").first.wait_for(timeout=90_000)
    paper = pypdfium2.PdfDocument(tab.request.get(f"{running.url}-/pdf/packet/").body())
    lines = BRIEF.read_text("utf-8").splitlines()
    for words, typed in [
        ("The Zoryanka conference", "title: The Zoryanka"),
        ("Dredging begins by 1 November", "  - Dredging begins by 1 November"),
        ("Equal shares for the Sill", "  - {party: zo, text"),
        ("A berth at 44 crowns", "    objective: A berth at 44"),
    ]:
        number, (left, bottom, right, top) = charbox_of(words, paper)
        wide, high = paper[number].get_size()
        image = tab.get_by_alt_text(f"Page {number + 1} of").first
        image.scroll_into_view_if_needed()
        box = image.bounding_box()
        at = {
            "x": (left + right) / 2 / wide * box["width"],
            "y": (1 - (top + bottom) / 2 / high) * box["height"],
        }
        with tab.expect_response("**/-/open") as answer:
            image.click(position=at, modifiers=["Alt"])
        line = int(answer.value.json()["place"].split(":")[1])
        assert lines[line - 1].startswith(typed), words


def charbox_of(words, paper):
    """Where some words start: on the first page that has them, counted from 0."""
    for number, page in enumerate(paper):
        text = page.get_textpage()
        if found := text.search(words).get_next():
            return number, text.get_charbox(found[0])
    raise AssertionError(f"{words!r} stands on no page")


@pytest.mark.parametrize("view", ["Page", "Paper"])
def test_while_a_brief_has_a_fault_a_click_on_the_last_good_page_leads_to_its_line(
    context, previewed, brief, view
):
    running = previewed(brief.parent, brief.name, "--editor", "true {line}")
    tab = context.new_page()
    tab.goto(running.url)
    tab.get_by_role("button", name=view, exact=True).click()
    image = tab.get_by_alt_text("Page 1 of").first
    if view == "Paper":
        image.wait_for(timeout=90_000)
        tab.locator(".paper[aria-busy=false]").wait_for()

    def opened():
        with tab.expect_response("**/-/open") as answer:
            if view == "Paper":
                image.click(position={"x": 150, "y": 120}, modifiers=["Alt"])
            else:
                tab.get_by_text("The roofs will not last").first.click(modifiers=["Alt"])
        return answer.value.json()

    before = opened()["place"]
    text = "# one\n# two\n" + edited(BRIEF_TO_SAVE, "as_of:", "as_off:") + "  - ["
    brief.write_text(text, "utf-8")
    tab.locator(".faults").wait_for()
    tab.locator(".faults .close").click()
    assert line_of(opened()["place"]) == line_of(before) + 2
    brief.unlink()
    expect(tab.locator(".faults")).to_contain_text("There is no file")
    assert opened()["said"] == f"There is no file {brief.name} any more."


def line_of(place):
    return int(place.split(":")[1])
