"""The page as a browser prints it, which leaves grounds out unless it is told otherwise."""

import io
import re
import shutil
from itertools import combinations
from pathlib import Path

import pypdfium2
import pytest
from odd import ODD
from PIL import ImageChops, ImageStat

from briefgen import api

ROOT = Path(__file__).parent.parent.parent
DARK = 100
STYLES = ("official", "modern")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Of each style the HTML of the brief that has everything."""
    made = {}
    for style in STYLES:
        folder = tmp_path_factory.mktemp(style)
        office = folder / "briefs"
        shutil.copytree(ROOT / "briefs", office)
        api.build(office / "everything.yaml", output=folder, to=["html"], style=style)
        for template in ("packet", "card"):
            html = (folder / f"everything-{template}.html").read_text("utf-8")
            made[style, template] = html
    return made


def printed(context, html, *, scheme="light"):
    tab = context.new_page()
    tab.emulate_media(color_scheme=scheme)
    tab.set_content(html)
    data = tab.pdf(print_background=False, prefer_css_page_size=True)
    return pypdfium2.PdfDocument(data)


def darkest(page, words):
    """How dark the darkest dot is where some words stand; 0 is black."""
    scale = 3
    image = page.render(scale=scale).to_pil().convert("L")
    found = page.get_textpage().search(words).get_next()
    assert found, f"{words!r} isn't on the page"
    left, bottom, right, top = page.get_textpage().get_charbox(found[0])
    height = page.get_height()
    box = (left, height - top, right, height - bottom)
    return ImageStat.Stat(image.crop([round(each * scale) for each in box])).extrema[0][0]


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("template", ["packet", "card"])
@pytest.mark.parametrize("style", STYLES)
def test_the_bottom_line_is_dark_on_white(context, pages, style, template, scheme):
    paper = printed(context, pages[style, template], scheme=scheme)
    image = paper[0].render(scale=1).to_pil().convert("L")
    assert image.getpixel((5, 5)) == 255
    for words in ("The Sill is silting up", "Bottom line"):
        assert darkest(paper[0], words) < DARK


@pytest.mark.parametrize("style", STYLES)
def test_what_leads_nowhere_on_paper_is_not_printed(context, pages, style):
    paper = printed(context, pages[style, "packet"])
    text = " ".join(page.get_textpage().get_text_range() for page in paper)
    assert "Night session of the heads" in text
    assert "To the first item" not in text
    assert "in the source" not in text


@pytest.mark.long
@pytest.mark.parametrize("style", STYLES)
def test_no_heading_is_the_last_of_its_page(context, pages, style):
    """Found by its size and weight: nothing below it but the foot of the page."""
    paper = printed(context, pages[style, "packet"])
    headings = set(re.findall(r"<h[1-6][^>]*>([^<]+)</h", pages[style, "packet"]))
    for page in paper:
        lines = page.get_textpage().get_text_range().splitlines()
        last = [line.strip() for line in lines if line.strip() and not line.startswith("Page ")][-1]
        assert last not in headings


@pytest.mark.parametrize("style", STYLES)
def test_signs_differ_without_their_grounds(context, pages, style):
    tab = context.new_page()
    tab.set_content(pages[style, "packet"])
    tab.add_style_tag(content="* { background: none !important }")
    drawn = {}
    for state in ("verbatim", "edited", "unchecked"):
        sign = tab.locator(f".evidence .legend .proof.{state}").first
        box = sign.bounding_box()
        clip = {"x": box["x"], "y": box["y"], "width": 14, "height": 22}
        drawn[state] = tab.screenshot(clip=clip, full_page=True)
    for one, other in combinations(drawn.values(), 2):
        assert differs(one, other)


def differs(one, other):
    from PIL import Image

    images = [Image.open(io.BytesIO(each)).convert("L") for each in (one, other)]
    return ImageStat.Stat(ImageChops.difference(*images)).extrema[0][1] > DARK


@pytest.mark.parametrize("style", STYLES)
def test_no_text_is_white_and_no_ground_is_dark(context, pages, style):
    """White text on a ground is nothing where no grounds are printed."""
    tab = context.new_page()
    tab.emulate_media(media="print", color_scheme="dark")
    tab.set_content(pages[style, "packet"])
    found = tab.evaluate(
        """() => [...document.querySelectorAll("body *")].filter((each) => {
          const [red, green, blue] = getComputedStyle(each).color.match(/\\d+/g).map(Number);
          return 0.3 * red + 0.6 * green + 0.1 * blue > 140;
        }).map((each) => each.outerHTML.slice(0, 80))"""
    )
    assert found == []


# The horizontal rules of a page from its top, and where there are words. The finder floats over
# whatever has been scrolled to.
RULES = """() => {
  const rules = [], words = [];
  for (const each of document.querySelectorAll("body *")) {
    const { top, bottom, left, right, width } = each.getBoundingClientRect();
    const style = getComputedStyle(each);
    if (width < 40 || style.visibility === "hidden" || each.closest(".finder")) continue;
    if (parseFloat(style.borderTopWidth)) rules.push([top, left, right]);
    if (parseFloat(style.borderBottomWidth)) rules.push([bottom, left, right]);
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (!walker.currentNode.data.trim()) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    words.push(...[...range.getClientRects()].map(({ top, bottom }) => (top + bottom) / 2));
  }
  return [rules, words];
}"""


@pytest.mark.long
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("style", STYLES)
def test_no_two_rules_have_nothing_between_them(context, tmp_path, style, width):
    tab = context.new_page()
    tab.set_viewport_size({"width": width, "height": 900})
    for name, text in ODD.items():
        path = tmp_path / "brief.yaml"
        path.write_text(text, "utf-8")
        (tmp_path / "briefgen.toml").write_text('off = ["item-without-objective"]', "utf-8")
        api.build(path, output=tmp_path, templates=["packet"], to=["html"], style=style)
        tab.set_content((tmp_path / "brief-packet.html").read_text("utf-8"))
        for medium in ("screen", "print"):
            tab.emulate_media(media=medium)
            rules, words = tab.evaluate(RULES)
            for one, left, right in rules:
                below = [
                    y for y, start, end in rules if y > one + 2 and start < right and left < end
                ]
                nearest = min(below, default=None)
                has_words = nearest is None or any(one < each < nearest for each in words)
                assert has_words, (name, medium, one, nearest)
