"""What a brief's captures say of its quotes: to the reader, to other tools, in the summary."""

from __future__ import annotations

import hashlib
import json
import pickle
from dataclasses import replace

import pytest
from lxml import html

from briefgen import api
from briefgen.builds import pipeline
from briefgen.look import Look
from briefgen.outputs.annotations import web_annotations
from briefgen.render.page import render
from briefgen.view.proof import fragment

CAPTURE = """The chair opened the session.

"We will be ready before the snow," the minister said. "The works are four weeks late."

"Будем готовы до снега," said the deputy.
"""

BRIEF = """briefgen: 1
title: The night line
as_of: 2026-03-02
principal: chair
people:
  chair: {name: Anna Berg}
  minister: {name: Rufus Sample, role: Minister}
bottom_line: A date is wanted.
agenda:
  - title: The date
    objective: A date agreed.
    quotes:
QUOTES
sources:
  paper:
    title: Minutes
    url: https://example.org/minutes
    accessed: 2026-03-02
    capture: minutes.txt
    sha256: HASH
  letter: {title: A letter}
"""


@pytest.fixture
def checked(tmp_path):
    """Checks a brief with these quotes, whose source has a capture."""

    def check(*quotes):
        (tmp_path / "minutes.txt").write_text(CAPTURE, encoding="utf-8")
        digest = hashlib.sha256(CAPTURE.encode()).hexdigest()
        lines = "\n".join(f"      - {{speaker: minister, {quote}}}" for quote in quotes)
        text = BRIEF.replace("QUOTES", lines).replace("HASH", digest)
        (tmp_path / "brief.yaml").write_text(text, encoding="utf-8")
        return api.check(api.load(tmp_path / "brief.yaml"))

    return check


STATES = {
    "verbatim": "text: We will be ready before the snow, source: paper",
    "edited": "text: 'We will be ready […] snow', source: paper",
    "original": "text: Ready before snow falls, source: paper, "
    "translated_from: {language: ru, text: Будем готовы до снега}",
    "unchecked": "text: Anything at all, source: letter",
    "failed": "text: We will be ready after the snow, source: paper",
}


@pytest.mark.parametrize(("state", "quote"), STATES.items(), ids=STATES)
def test_a_quote_is_in_one_of_five_states(checked, state, quote):
    assert checked(quote).states == [state]


def test_the_reader_sees_the_state_and_a_link_to_the_passage(checked):
    view = pipeline.viewed(checked(STATES["verbatim"], STATES["edited"], STATES["unchecked"]))
    proofs = [quote.proof for quote in view.quotes]
    assert [proof.state for proof in proofs] == ["verbatim", "edited", "unchecked"]
    assert proofs[0].link.startswith("https://example.org/minutes#:~:text=We%20will%20be%20ready")
    assert proofs[0].exact == "We will be ready before the snow"
    assert proofs[0].suffix.startswith('," the minister said.')
    assert proofs[2].link == ""
    page = render(view, "packet", Look())
    assert 'class="proof verbatim"' in page
    assert "Evidence" in page


def test_everything_that_rests_on_a_source_is_listed(checked):
    view = pipeline.viewed(checked(STATES["verbatim"], STATES["unchecked"]))
    resting = {
        source.title: [(place.item, place.label) for place in source.resting]
        for source in view.sources
    }
    assert resting == {
        "Minutes": [("The date", "quote of Rufus Sample")],
        "A letter": [("The date", "quote of Rufus Sample")],
    }


def test_what_rests_on_a_source_stands_by_its_item(checked):
    case = checked(STATES["verbatim"], STATES["edited"])
    page = html.fromstring(render(pipeline.viewed(case), "packet", Look()))
    places = page.xpath('//*[@class="source"]//li')
    assert [" ".join(each.text_content().split()) for each in places] == [
        "The date: quote of Rufus Sample; quote of Rufus Sample"
    ]
    assert len(places[0].xpath(".//span//a")) == 2


def test_annotations_select_the_words_in_the_capture(checked):
    case = checked(STATES["edited"], STATES["unchecked"])
    found = json.loads(web_annotations(case.brief, case.evidence))
    edited, unchecked = found["first"]["items"]
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert found["total"] == 2
    selector = edited["target"]["selector"]
    assert selector["type"] == "TextQuoteSelector"
    assert selector["prefix"] + selector["exact"] + selector["suffix"] in CAPTURE
    assert edited["target"]["source"] == "https://example.org/minutes"
    assert edited["target"]["state"]["cached"] == "minutes.txt"
    assert unchecked["body"][0]["value"] == "unchecked"


@pytest.mark.parametrize(
    "again",
    [
        lambda case: pickle.loads(pickle.dumps(case)),
        lambda case: replace(case, brief=case.brief.model_copy(deep=True)),
        lambda case: replace(case, brief=pickle.loads(pickle.dumps(case.brief))),
    ],
    ids=["pickled", "deep copy of the brief", "pickled brief"],
)
def test_an_equal_copy_is_rendered_and_proven_alike(checked, again):
    case = checked(STATES["verbatim"], STATES["edited"], STATES["original"])
    copy = again(case)
    assert render(pipeline.viewed(copy)) == render(pipeline.viewed(case))
    assert web_annotations(copy.brief, copy.evidence) == web_annotations(case.brief, case.evidence)
    assert copy.tally == case.tally


def test_annotations_are_an_output_of_their_own(checked, tmp_path, monkeypatch):
    checked(STATES["verbatim"])
    monkeypatch.chdir(tmp_path)
    written = api.build("brief.yaml", to=["evidence"], output="out")
    assert [path.name for path in written] == ["brief-evidence.jsonld"]


def test_a_capture_that_was_changed_is_told(checked, tmp_path):
    checked(STATES["verbatim"])
    (tmp_path / "minutes.txt").write_text(CAPTURE + "More.", encoding="utf-8")
    case = api.check(api.load(tmp_path / "brief.yaml"))
    assert "capture-changed" in [found.rule for found in case.diagnostics]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A few words, well-known", "#:~:text=A%20few%20words%2C%20well%2Dknown"),
        (
            "one two three four five " * 10,
            "#:~:text=one%20two%20three%20four%20five,one%20two%20three%20four%20five",
        ),
    ],
)
def test_a_text_fragment_names_a_passage_by_its_words_or_its_ends(text, expected):
    assert fragment([text]) == expected


def test_a_passage_with_an_omission_is_named_by_its_ends():
    assert fragment(["We will", "be ready"]) == "#:~:text=We%20will,be%20ready"


NAMES = {
    "its words": "text: We will be ready before the snow, source: paper",
    "an omission": "text: 'We will […] The works are late', source: paper",
}


@pytest.mark.parametrize("quote", NAMES.values(), ids=NAMES)
def test_no_words_of_a_source_leave_around_the_quote_of_somebody_unnamed(checked, tmp_path, quote):
    checked(quote)
    secret = CAPTURE.replace("the minister said", "Una Flett said").replace(" four weeks", "")
    (tmp_path / "minutes.txt").write_text(secret, encoding="utf-8")
    text = (tmp_path / "brief.yaml").read_text(encoding="utf-8")
    named = "minister: {name: Rufus Sample, role: Minister}"
    unnamed = "{name: Una Flett, described_as: an aide at Transport, attribution: on background}"
    old, new = (hashlib.sha256(words.encode()).hexdigest() for words in (CAPTURE, secret))
    text = text.replace(named, f"minister: {unnamed}").replace(old, new)
    (tmp_path / "brief.yaml").write_text(text, encoding="utf-8")
    case = api.check(api.load(tmp_path / "brief.yaml"))
    assert case.states in (["verbatim"], ["edited"])
    assert not case.errors
    made = render(pipeline.viewed(case), "packet", Look()) + web_annotations(
        case.brief, case.evidence
    )
    assert "Flett" not in made


def test_a_brief_of_thousands_of_quotes_is_checked_and_made(tmp_path):
    """A year's speeches in one brief: far more than anybody prints, and no reason to end a check."""
    said = [f"The works of stage {at} will be ready before May {at}." for at in range(5_000)]
    capture = "\n\n".join(f"Mr Sample: {words}" for words in said)
    (tmp_path / "minutes.txt").write_text(capture, encoding="utf-8")
    lines = "\n".join(
        f"      - {{speaker: minister, source: paper, said_on: 2026-03-01, text: '{words}'}}"
        for words in said
    )
    digest = hashlib.sha256(capture.encode()).hexdigest()
    text = BRIEF.replace("QUOTES", lines).replace("HASH", digest)
    (tmp_path / "brief.yaml").write_text(text, encoding="utf-8")
    case = api.check(api.load(tmp_path / "brief.yaml"))
    assert not case.errors
    assert case.states == ["verbatim"] * 5_000
    page = render(pipeline.viewed(case), "packet", Look())
    assert page.count('<figure class="quote"') == 5_000
