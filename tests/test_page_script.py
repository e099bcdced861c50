"""The script of a page is briefgen's own: it holds nothing of a brief, and its words are taken for nobody's name."""

from __future__ import annotations

import re
from pathlib import Path

from briefgen import api
from briefgen.outputs.leaving.page import carried_by_page, own_script

BRIEFS = Path(__file__).parent.parent / "briefs"


def script_of(name):
    page = api.render(api.load(BRIEFS / f"{name}.yaml"))
    (script,) = re.findall(r"<script[^>]*>(.*?)</script>", page, re.DOTALL)
    return script


def test_the_script_of_a_page_is_the_same_for_every_brief():
    assert script_of("minimal") == script_of("moscow-sochi-2019") == own_script()


def test_its_words_are_not_searched_for_names_and_those_of_any_other_are():
    own = f'<script type="module">{own_script()}</script>'
    places = [each.place for each in carried_by_page(own)]
    assert "in a script" not in places
    changed = own.replace("scrollIntoView", "scrollIntoLindqvist")
    (found,) = [each for each in carried_by_page(changed) if each.place == "in a script"]
    assert "Lindqvist" in found.text


def test_the_script_of_a_page_asks_for_nothing():
    asking = (
        r"fetch|XMLHttp|Socket|EventSource|Beacon|Worker|\bimport\b|\.src\b|location|\bopen\(|//\w"
    )
    assert not re.search(asking, own_script())
