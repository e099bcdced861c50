"""A name that stands in the source, but not where that speaks of the sentence's matter."""

from __future__ import annotations

import hashlib

import pytest
import yaml
from smallest import SMALLEST

from briefgen.attribution import evidence_of
from briefgen.load.reader import load
from briefgen.model.validate import validate

BETWEEN = """
In a long winter nothing else was done. The stairs of the old mole were swept, a lamp was mended,
three boats were painted blue, and a baker gave the children of the lower town cakes with plums.
Some of the older people went to see how the ice broke up, and came home with wet shoes and stories.
A book about birds was lent to a school, where it was read aloud in the evening by the fire.
"""
REPORT = BETWEEN.join(
    (
        """In spring the Senate met. Before the vote, the minister for ports, Brian Holm, said that
demand for berths outstrips supply on every coast of the island, and will for years.
""",
        """The tourism minister, Randal Marsk, spoke of an amendment that two members had moved.
""",
        """Pilots were angry that the ferries secretary, Gavin Lund, would cut their allowances after
a winter in which half of the night boats had been late.
""",
        """In a paper of last month Gavin Yamm, who teaches in Norwick, wrote about health.
""",
    )
)


@pytest.fixture
def warned(tmp_path):
    """The names of a sentence that the report has elsewhere, with what it has instead."""
    path = tmp_path / "report.txt"
    path.write_text(REPORT, "utf-8")
    source = {
        "title": "Debates",
        "capture": "report.txt",
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }

    def of(sentence):
        fields = {
            "language": "en-GB",
            "sources": {"report": source},
            "background": {"text": sentence, "sources": ["report"]},
        }
        brief, problems = validate(load(yaml.safe_dump(SMALLEST | fields).encode(), "brief.yaml"))
        assert brief is not None, problems
        evidence = evidence_of(brief, tmp_path)
        return [
            (each.text, REPORT[each.instead.start : each.instead.end])
            for claim in evidence.claims
            for each in claim.looked
            if each.elsewhere
        ]

    return of


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Mr Marsk said that demand for berths outstrips supply.", [("Marsk", "Holm")]),
        ("Mr Holm said that demand for berths outstrips supply.", []),
        (
            "Ferries Secretary Gavin Yamm would cut the allowances.",
            [("Gavin Yamm", "Gavin Lund")],
        ),
        ("Ferries Secretary Gavin Lund would cut the allowances.", []),
        # Nothing beside the name tells that the passage speaks of somebody else.
        ("According to Marsk demand for berths outstrips supply.", []),
    ],
)
def test_a_name_in_the_place_of_another_is_told(warned, sentence, wanted):
    assert warned(sentence) == wanted
