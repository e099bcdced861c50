"""Days and hours that the office sets itself need no source."""

import hashlib

import pytest
import yaml
from smallest import SMALLEST

from briefgen.attribution import evidence_of
from briefgen.load.reader import load
from briefgen.model.validate import validate

COPY = "The harbour office met the masters on 3 March 2026 at 9:00. It snowed on the Monday before."
MEETING = {"date": "2026-05-14", "start": "14:30", "end": "16:00", "title": "Harbour office"}


@pytest.fixture
def states(tmp_path):
    """The states of what is looked for in a sentence, in a brief with a meeting on a Thursday."""

    def found(sentence, meeting=MEETING):
        (tmp_path / "copy.txt").write_text(COPY, "utf-8")
        digest = hashlib.sha256(COPY.encode()).hexdigest()
        fields = {
            "as_of": "2026-05-02",
            "programme": [meeting],
            "sources": {"copy": {"title": "Copy", "capture": "copy.txt", "sha256": digest}},
            "background": {"text": sentence, "sources": ["copy"]},
        }
        brief, problems = validate(load(yaml.safe_dump(SMALLEST | fields).encode(), "brief.yaml"))
        assert brief is not None, problems
        (claim,) = (each for each in evidence_of(brief, tmp_path).claims if each.cited)
        return {each.text: each.state for each in claim.looked if each.kind != "name"}

    return found


@pytest.mark.parametrize(
    "sentence",
    [
        "You meet them again on 14 May.",
        "You meet them again on Thursday.",
        "You meet them again at 14:30.",
        "On 2 May 2026 nothing more was known.",
    ],
)
def test_a_day_or_an_hour_of_the_brief_needs_no_source(states, sentence):
    assert states(sentence) == {}


@pytest.mark.parametrize(
    ("sentence", "typed"),
    [
        ("You meet them again on 15 May.", "15 May"),
        ("You meet them again on Friday.", "Friday"),
        ("You meet them again at 15:30.", "15:30"),
        ("They met in May.", "May"),
        ("They met on 14 May 2025.", "14 May 2025"),
    ],
)
def test_any_other_day_or_hour_is_missing(states, sentence, typed):
    assert states(sentence) == {typed: "missing"}


def test_a_day_of_the_brief_that_a_source_has_is_found_there(states):
    meeting = MEETING | {"date": "2026-03-03"}
    assert states("They met on 3 March.", meeting) == {"3 March": "found"}


def test_when_a_meeting_moves_its_day_is_looked_at_again(states):
    sentence = "You meet them again on 14 May."
    states(sentence)
    assert states(sentence, MEETING | {"date": "2026-05-15"}) == {"14 May": "missing"}
