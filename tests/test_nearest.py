"""The passage nearest to a quote that isn't in its source, and the words that differ."""

import pytest

from briefgen.evidence.nearest import nearest
from briefgen.evidence.verify import searchable

FILLER = "Somebody else spoke of fish, of chips and of the weather in the harbour. " * 40
TEXT = (
    f"{FILLER}We will not go to Moscow in winter – because the fer-\nries don’t run. {FILLER}"
    f"The minister said that fares would fall by 20 percent next year, he hoped. {FILLER}"
)


@pytest.fixture(scope="module")
def source():
    return searchable(TEXT)


@pytest.mark.parametrize(
    ("quote", "differences"),
    [
        ("We will go to Moscow in winter", [("", "not")]),
        ("We will not go to Minsk in winter", [("Minsk", "Moscow")]),
        ("We will certainly not go to Moscow", [("certainly", "")]),
        ("We won't go to Moscow in winter", [("won't", "will not")]),
        ("because the boats don't run", [("boats", "fer-\nries")]),
        ("the fares would fall by 30 percent", [("the", "that"), ("30", "20")]),
        ("The [foreign] minister said that fares would rise", [("rise", "fall")]),
        ("We will not go … because the boats don't run", [("boats", "fer-\nries")]),
        ("We will go … because the ferries don't run", [("", "not")]),
        ("[w]e will go to Moscow in winter", [("w", "We"), ("", "not")]),
    ],
)
def test_the_words_that_differ_are_named(source, quote, differences):
    found = nearest(quote, source)
    told = [(each.typed, each.read) for each in found.differences]
    if quote.startswith("["):
        assert told[-1] == differences[-1]
    else:
        assert told == differences


@pytest.mark.parametrize(
    "quote", ["We will go to Moscow", "fares would fall by 30 percent next year"]
)
def test_differences_point_into_the_quote_and_into_the_source(source, quote):
    found = nearest(quote, source)
    assert TEXT[found.start : found.end] == found.text
    for each in found.differences:
        assert quote[slice(*each.quote)] == each.typed
        assert TEXT[slice(*each.source)] == each.read
        assert found.start <= each.source[0] <= each.source[1] <= found.end


@pytest.mark.parametrize(
    "quote", ["", "…", "nothing of this kind stands anywhere", "Quite otherwise!"]
)
def test_where_nothing_comes_near_nothing_is_told(source, quote):
    assert nearest(quote, source) is None


def test_a_quote_of_common_words_alone_is_found():
    text = "the plan is good and the boat is late. " * 2000 + "the boat is not so good as the plan."
    found = nearest("the boat is so good as the plan.", searchable(text))
    assert [(each.typed, each.read) for each in found.differences] == [("", "not")]


def test_nothing_is_near_in_an_empty_source():
    assert nearest("We will go", searchable("")) is None
