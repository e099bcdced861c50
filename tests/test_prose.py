"""Running prose: words that are two people's, a reporter's own, or only reported by their speaker."""

from pathlib import Path

import pytest
import yaml

from briefgen.attribution.quotations.find import quotations
from briefgen.attribution.quotations.joined import are_two_speakers, speakers_at
from briefgen.attribution.quotations.reported import outside, reported_only

FOLDER = Path(__file__).parent / "prose"
SPEAKER = "Ida Holm"


def cases(name):
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))


def place_of(text, words):
    flat = text.replace("\n", " ")
    assert flat.count(words) == 1, words
    return flat.index(words), flat.index(words) + len(words)


def how_reported(case):
    place = place_of(case["text"], case["words"])
    found = reported_only(case["text"], place, SPEAKER) or outside(case["text"], place, SPEAKER)
    return found.kind if found else "nothing"


@pytest.mark.parametrize("case", cases("two-speakers"), ids=lambda case: " … ".join(case["parts"]))
def test_two_people_are_told_apart_only_where_nobody_would_doubt_it(case):
    places = [place_of(case["text"], part) for part in case["parts"]]
    first, *others = speakers_at(case["text"], places)
    two = [one for one in others if first and one and are_two_speakers(case["text"], first, one)]
    assert ("two" if two else "open") == case["found"]


@pytest.mark.parametrize("case", cases("reported"), ids=lambda case: case["text"])
def test_words_are_known_as_reported_only_by_what_stands_beside_them(case):
    assert how_reported(case) == case["found"]


def test_words_near_to_each_other_share_the_passage_that_is_read_for_them():
    line = "“We will pay in May,” said Ida Holm. “We will pay,” said Per Lund on Friday.\n\n"
    text = line * 200
    quotations.cache_clear()
    for at in range(0, len(text) - len(line), 40):
        speakers_at(text, [(at, at + 10), (at + 45, at + 55)])
    assert quotations.cache_info().misses < 2 * len(text) / 1500


def test_no_passage_is_read_where_nothing_stands_between_two_parts():
    text = "“We will pay in May and nobody will ask why,” said Ida Holm. " * 200
    quotations.cache_clear()
    assert [*speakers_at(text, [(1, 12), (16, 40)])] == [None, None]
    assert quotations.cache_info().misses == 0


SIGNS = ["“", '"', ", said ", "They say ", "I never said ", "\n", "A. ", " "]


@pytest.mark.parametrize("sign", SIGNS)
def test_a_text_of_nothing_but_signs_is_nobodys(sign):
    text = sign * 20_000
    places = [(at, at + 5) for at in range(0, len(text) - 5, len(text) // 20)]
    assert {outside(text, place, SPEAKER) for place in places} == {None}
    assert [*speakers_at(text, places[:2])] == [None, None]
