"""What is told of a source in a language whose words nobody has written down here."""

import pytest
import yaml
from smallest import SMALLEST
from written import put

from briefgen.attribution import evidence_of
from briefgen.load.reader import load
from briefgen.model.validate import validate

ITALIAN = """Il porto della città è stato chiuso per 17 giorni nel mese di maggio del 2019.

I lavori sono durati quattro anni e sono costati $103,7 milioni, anche per il faro che si trova
sulla diga. Il nuovo molo è lungo 840 metri, e non si può usare quando il mare è alto.
"""
POLISH = """Port jest stary, ale nie jest mały. W tym roku rada miasta rozmawiała z Piotrem
Zielkowiczem o nowej latarni, która ma być na molo, i o tym, co jest na dnie.
"""


@pytest.fixture
def states(tmp_path):
    """What was found of each mention of an English sentence that rests on a text."""

    def found(sentence, text):
        put(tmp_path / "copy.txt", text)
        fields = {
            "sources": {"copy": {"title": "Copy", "capture": "copy.txt"}},
            "background": {"text": sentence, "sources": ["copy"]},
        }
        brief, problems = validate(load(yaml.safe_dump(SMALLEST | fields).encode(), "brief.yaml"))
        assert brief is not None, problems
        (claim,) = (each for each in evidence_of(brief, tmp_path).claims if each.cited)
        return {each.text: each.state for each in claim.looked}

    return found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("It was closed for 17 days.", {"17 days": "found"}),
        ("The quay has 840 metres.", {"840 metres": "found"}),
        ("It cost $103.7 million.", {"$103.7 million": "found"}),
        ("The work took four years.", {}),
        ("The work took 4 years.", {}),
        ("Two thirds of the quay are new.", {}),
        ("It was closed in June.", {}),
        ("It was closed for 170 days.", {"170 days": "missing"}),
        ("It cost $107.3 million.", {"$107.3 million": "missing"}),
        ("It was closed in 2018.", {"2018": "missing"}),
    ],
)
def test_only_digits_are_missed(sentence, found, states):
    assert states(sentence, ITALIAN) == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("The town heard Mr Piotr Zielkowicz.", {}),
        ("The town heard Mr Peter Grabner.", {"Peter Grabner": "missing"}),
    ],
)
def test_a_name_may_have_the_endings_of_another_language(sentence, found, states):
    assert states(sentence, POLISH) == found


def test_what_has_another_acronym_in_each_language_is_not_missed(states):
    assert states("The DNA and the PKW were heard.", ITALIAN) == {"PKW": "missing"}
