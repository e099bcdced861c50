"""In every language that has labels, no page has an English one; and a page says what it lacks."""

import re
from pathlib import Path

import pytest
from lxml import html

from briefgen.builds.pipeline import Timings, checked, loaded, rendered, viewed
from briefgen.kinds.translated import languages
from briefgen.look import Look
from briefgen.settings.resolver import Resolved

BRIEFS = Path(__file__).parent.parent / "briefs"
EVERYTHING = (BRIEFS / "everything.yaml").read_text("utf-8")
TEMPLATES = ("packet", "card", "lectern", "release", "leave-behind")
OTHERS = [each for each in languages() if not each.startswith("en")]


def in_language(language, text=EVERYTHING):
    """The brief, in another language as far as briefgen's own words are concerned."""
    typed = re.sub(r"(?m)^language: .*$", f"language: {language}", text)
    typed = typed.replace(", language: en-GB}", "}")  # a source that says so is rightly marked
    assert f"language: {language}" in typed
    document = loaded(typed.encode(), "brief.yaml", Timings())
    # Its words stay English, and no font needs to have the letters of the language here.
    return checked(document, BRIEFS, Resolved(off=("missing-glyph",)))


def english(page):
    """What is marked as English on a page, by the element that says so."""
    body = html.fromstring(page).find("body")
    return [
        "".join(each.itertext()) for each in body.iter() if (each.get("lang") or "")[:2] == "en"
    ]


@pytest.mark.parametrize("language", OTHERS)
def test_no_page_has_an_english_label(language):
    case = in_language(language)
    view = viewed(case)
    found = {name: english(rendered(case, view, name, Look())) for name in TEMPLATES}
    assert found == {name: [] for name in TEMPLATES}


def test_in_a_language_without_labels_they_are_marked_as_english():
    case = in_language("cy")
    assert len(english(rendered(case, viewed(case), "packet", Look()))) > 50


@pytest.mark.parametrize("language", ["ru", "pl", "et"])
def test_what_is_asked_has_room_for_the_lines_of_its_label(language):
    case = in_language(language)
    page = html.fromstring(rendered(case, viewed(case), "packet", Look()))
    labels = page.xpath("//p[contains(@class, 'label ask')]")
    rooms = {len(" ".join(each.text_content().split())) > 16: each.get("class") for each in labels}
    assert rooms[True] == "label ask two"
    assert "two" not in rooms[False]


@pytest.mark.parametrize(
    ("language", "time"), [("en-US", "9:40–9:55 AM"), ("hr", "09:40–09:55"), ("bg", "9:40–9:55")]
)
def test_a_kind_s_twelve_hours_are_of_its_own_language(language, time):
    text = (BRIEFS / "hill-day.yaml").read_text("utf-8")
    view = viewed(in_language(language, text))
    found = view.programme[0].meetings[0].time
    assert re.sub(r"[\s\u2060]+", " ", found).replace(" – ", "–") == time
