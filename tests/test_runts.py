"""A short last word is never alone on a line, and no text but the space before it changes."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from briefgen.render.runts import without_runt

SPACE = "\u00a0"


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("The conference on the night boat", "boat"),
        ("Decide what to take up.", "up."),
        ("It costs £2.1 million in all", "all"),
        ("Sie bleibt im Amt", "Amt"),
    ],
)
def test_a_short_last_word_stays_with_the_one_before(text, last):
    assert without_runt(text) == text.removesuffix(f" {last}") + SPACE + last


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Yes",
        "Talks on the islands",
        "See <em>the boat</em>",
        '<a href="#one">one',
        "Die Donaudampfschifffahrt ist",
        "fish &amp; chips &lt;",
    ],
)
def test_others_are_as_they_were(text):
    assert without_runt(text) == text


def test_html_stays_html_and_a_text_a_text():
    assert type(without_runt(Markup("<b>one</b> at sea"))) is Markup
    assert type(without_runt("<b> at sea")) is str
