"""Words that a PDF divides at the ends of lines are read whole, at their places."""

import pytest

from briefgen.claims.copied import copied
from briefgen.claims.divided import joined
from briefgen.claims.mention import Figure

HYPHENS = ["-", "\u2010", "\xad"]


@pytest.mark.parametrize("hyphen", HYPHENS)
def test_a_word_that_stands_whole_elsewhere_is_joined_and_every_offset_stays(hyphen):
    text = f"A loss of 14 million was put. Of 163 mil{hyphen}\nlion a part was paid."
    assert joined(text) == "A loss of 14 million was put. Of 163 million   a part was paid."


@pytest.mark.parametrize("text", ["a three-\nyear plan", "the Harbour-\nMaster", "mil-\nlion", ""])
def test_what_may_be_two_words_stays(text):
    assert joined(text) == text


def test_a_figure_keeps_a_magnitude_that_is_divided():
    text = "A loss of £14 million was put. Of £163 mil\u2010\nlion a part was paid."
    values = [each.value for each in copied(text, "en-GB", None).mentions]
    assert [value.value for value in values if isinstance(value, Figure)] == [14e6, 163e6]


def test_two_names_that_a_hyphen_joins_at_the_end_of_a_line_stay_two():
    text = "The Nord-\nSee line crosses what some call the Nordsee ."
    assert joined(text) == text
    assert joined(text.replace("See", "see", 1)).startswith("The Nordsee   line")
