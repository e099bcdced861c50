"""The tables of docs/reference/figures.md say what briefgen does."""

from __future__ import annotations

import hashlib
import json
import re

import pytest
from smallest import SMALLEST
from written import ROOT, put

from briefgen.api import check, load

PAGE = (ROOT / "docs" / "reference" / "figures.md").read_text("utf-8")


def rows(heading):
    """The rows of the first table under a heading, each a list of its cells."""
    part = PAGE.split(f"\n{heading}\n")[1].split("\n\n## ")[0]
    table = re.search(r"^\|(?:.|\n\|)*", part, re.MULTILINE)[0]
    lines = [line.strip("| ").split(" | ") for line in table.splitlines()]
    return [line for line in lines[2:] if len(line) == 3]


SAME = [
    (source, typed, state)
    for source, found, missing in rows("## What counts as the same")
    for state, cell in (("found", found), ("missing", missing))
    for typed in re.findall("`([^`]+)`", cell)
]
TOLD = [row for row in rows("## Found in the source is not true") if "perhaps" not in row[2]]


@pytest.fixture
def states(tmp_path):
    """Tells what was found of each figure, date and name of a sentence in a source."""

    def of(source, sentence):
        put(tmp_path / "report.txt", source)
        digest = hashlib.sha256(source.encode()).hexdigest()
        brief = SMALLEST | {
            "background": {"text": sentence, "sources": "report"},
            "sources": {"report": {"title": "R", "capture": "report.txt", "sha256": digest}},
        }
        case = check(load(put(tmp_path / "brief.yaml", json.dumps(brief))))
        return {each.state for claim in case.evidence.claims for each in claim.looked}

    return of


@pytest.mark.parametrize(("source", "typed", "state"), SAME)
def test_what_the_page_counts_as_the_same_is(states, source, typed, state):
    found = states(f"They said that it was {source}.", f"We heard of {typed}, they say.")
    assert found <= ({"missing"} if state == "missing" else {"found", "rounded"})
    assert found


@pytest.mark.parametrize(("source", "sentence", "told"), TOLD)
def test_what_the_page_says_of_a_sentence_is_told_of_it(states, source, sentence, told):
    assert ("missing" in states(source, sentence)) == told.startswith("a warning")


def test_the_page_has_rows_of_each_kind():
    assert len(SAME) > 25
    assert len(TOLD) >= 4
