"""Quotations found in a text, and who says them.

A text in `quotations/` stands for a house style, with the quotations that a reader finds beside it:
the words, the speaker (empty where the text doesn't say), and `certain: false` where a reader would
have to look. Every text is invented.
"""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.evidence.quotations import Quotation, quotations
from briefgen.evidence.quotations_yaml import as_yaml
from briefgen.load import load

FOLDER = Path(__file__).parent / "quotations"
TEXTS = sorted(FOLDER.glob("*.txt"))

# Pieces that news texts are made of, put together without sense.
PIECES = [
    *"\"“”„‟«»‹›'‘’‚‛`.,:;?!-—&([", "``", "''", "--", "\n", "\n\n", " ", "\t", "\xa0", "\u2028",
    " said ", " he said ", "Lavrov", "the official", " told ", "According to ", "Mr. ", "U.S. ",
    "Foreign Minister Sergei Lavrov", " of ", " who ", "QUESTION: ", "Q: ", "A: ", "'90s", "5'10\"",
    "12\"", "don't", "officials’ ", "one of them", "de ", "Secretary of State", "’s ", "word ", "1",
]  # fmt: skip
TEXT = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
QUOTATION = st.builds(
    Quotation,
    start=st.just(0),
    end=st.just(1),
    words=st.text(min_size=1, max_size=60).map(lambda words: " ".join(words.split())).filter(bool),
    speaker=st.one_of(
        st.sampled_from(["", "Lavrov", "null", "speaker", "a source", "Dr. No", "1", "-", "Ö Ü"]),
        st.text(max_size=20).map(lambda words: " ".join(words.split())),
    ),
    how=st.text(max_size=20),
    certain=st.booleans(),
)


def expected(path):
    return yaml.safe_load(path.with_suffix(".yaml").read_text("utf-8")) or []


def found(text):
    """The words and the speaker of each quotation."""
    return [(quotation.words, quotation.speaker) for quotation in quotations(text)]


def only(text):
    quotation, *others = quotations(text)
    assert not others
    return quotation


def pasted(made):
    """What briefgen reads in a file into which the YAML was pasted."""
    document = load(made.encode(), "brief.yaml")
    assert not document.problems
    return document.data


def test_there_are_texts_of_many_styles():
    assert len(TEXTS) >= 30
    assert sum(len(expected(path)) for path in TEXTS) >= 250


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_quotations_of_a_text_are_found(path):
    got = quotations(path.read_text("utf-8"))
    assert [one.words for one in got] == [one["words"] for one in expected(path)]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_each_is_given_to_who_says_it(path):
    got = quotations(path.read_text("utf-8"))
    assert [(one.words, one.speaker, one.certain) for one in got] == [
        (one["words"], one["speaker"], one.get("certain", True)) for one in expected(path)
    ]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_what_is_found_can_be_pasted_into_a_brief(path):
    got = quotations(path.read_text("utf-8"))
    data = pasted(as_yaml(got, path.name))
    assert [quote["text"] for quote in data["quotes"]] == [one.words for one in got]
    for quote, one in zip(data["quotes"], got, strict=True):
        assert (quote["speaker"] in data.get("people", {})) == bool(one.speaker)


@settings(deadline=None)
@given(TEXT)
def test_any_text_has_an_answer_whose_offsets_point_at_the_words(text):
    reached = 0
    for one in quotations(text):
        assert reached <= one.start < one.end <= len(text)
        assert " ".join(text[one.start : one.end].split()) == one.words
        assert one.how
        assert one.speaker or not one.certain
        reached = one.end


@settings(deadline=None)
@given(TEXT)
def test_the_same_text_has_the_same_answer(text):
    assert quotations(text) == quotations(text)


@settings(deadline=None)
@given(st.lists(QUOTATION, max_size=8), st.text(max_size=20))
def test_all_words_come_back_from_yaml_as_they_were(made, file):
    data = pasted(as_yaml(made, file))
    assert [quote["text"] for quote in data["quotes"]] == [one.words for one in made]


@pytest.mark.parametrize(
    "text",
    [
        "It isn't the officials’ plan, nor the '90s rock 'n' roll, nor 5'10\" nor 12\" wide.",
        "The ministers' and the officials' papers",
        "Nothing at all.",
        "“”",
        "",
    ],
)
def test_marks_that_quote_nothing_are_no_quotation(text):
    assert quotations(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "“We go,” Lavrov said.",
        '"We go,” Lavrov said.',
        '“We go," Lavrov said.',
        "‘We go,’ said Lavrov.",
        "'We go', said Lavrov.",
        "« We go, » said Lavrov.",
        "»We go,« Lavrov said.",
        "‹We go,› Lavrov said.",
        "„We go,“ Lavrov said.",
        "‚We go,‘ Lavrov said.",
        "``We go,'' Lavrov said.",
        "”We go,” Lavrov said.",
        "Lavrov said: “We go,",
        "“We go,” according to Lavrov.",
        "Lavrov: “We go,”",
        "“We go,” — Lavrov",
    ],
)
def test_all_marks_and_all_places_of_the_speaker_are_known(text):
    one = only(text)
    assert (one.words.rstrip(","), one.speaker) == ("We go", "Lavrov")


def test_a_quotation_without_its_end_is_never_certain():
    one = only("Lavrov said: “We go to Sochi.")
    assert not one.certain
    assert "no mark closes the words" in one.how


def test_a_name_becomes_the_fullest_form_above_it():
    text = "Mike Pompeo landed. Mr Pompeo met the press. “No,” Pompeo said."
    assert only(text).speaker == "Mike Pompeo"


def test_two_people_of_one_name_are_told_apart_or_doubted():
    text = "Jim Reid met Tom Reid. “No,” Reid said. “Yes,” Jim Reid said."
    first, second = quotations(text)
    assert not first.certain
    assert "more than one person" in first.how
    assert (second.speaker, second.certain) == ("Jim Reid", True)


def test_a_pronoun_without_anybody_above_stays_open():
    one = only("“No,” she said.")
    assert (one.speaker, one.certain) == ("", False)
    assert "isn't named" in one.how


def test_another_official_is_not_the_first_one():
    text = "A senior envoy said it was “over”. Another envoy said it was “not over”."
    assert [speaker for _, speaker in found(text)] == ["senior envoy", "Another envoy"]


def test_people_are_named_or_described_and_gaps_are_told():
    text = (
        "A senior State Department official said it was “over”. Foreign Minister Sergei Lavrov "
        "called it “dead”.\n\nThe “corpse” was a treaty."
    )
    made = as_yaml(quotations(text), "report.txt")
    assert pasted(made) == {
        "people": {
            "senior-state-department-official": {
                "described_as": "senior State Department official",
                "attribution": "on background",
            },
            "lavrov": {"name": "Sergei Lavrov", "role": "Foreign Minister"},
        },
        "quotes": [
            {"speaker": "senior-state-department-official", "text": "over", "source": "SOURCE"},
            {"speaker": "lavrov", "text": "dead", "source": "SOURCE"},
            {"speaker": "SPEAKER", "text": "corpse", "source": "SOURCE"},
        ],
    }
    assert "# who says this is not clear from the text" in made


def test_a_text_without_quotations_is_an_empty_list():
    assert pasted(as_yaml([], "report.txt")) == {"quotes": []}


@pytest.mark.parametrize(
    "piece",
    ['"', "“a ", "'a ", "«", '"a" said ', "the official, ", "he ", "A, ", '12" ', "\n\n“A ", "x-"],
)
def test_a_long_text_of_nothing_but_one_piece_is_read_to_its_end(piece):
    assert isinstance(quotations(piece * (20_000 // len(piece))), list)
