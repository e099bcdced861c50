"""Rules that read words know those of the brief's language, and are silent where nobody gave any.

A case in `wordings/LANGUAGE.txt` has the rule, a text, and behind `=>` the words that it finds.
"""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
from smallest import SMALLEST
from written import ROOT

from briefgen.builds import pipeline
from briefgen.builds.pipeline import Timings
from briefgen.checks.wordings import FOLDER, Wordings, wordings

CASES = [
    (path.stem, *(part.strip() for part in line.replace("=>", "|").split("|")))
    for path in sorted((Path(__file__).parent / "wordings").glob("*.txt"))
    for line in path.read_text("utf-8").splitlines()
    if not line.startswith("#")
]
RULES = {
    "likelihood": "likelihood-off-scale",
    "confidence": "confidence-with-likelihood",
    "objective": "vague-objective",
    "description": "vague-description",
}


def brief_with(language, rule, text):
    """A brief whose one text of that kind is this one."""
    brief = SMALLEST | {"language": language, "parties": {"us": {"name": "N", "ours": True}}}
    item = {"title": "Z", "objective": "Z"}
    brief["parties"] |= {"them": {"name": "M"}}
    if rule in ("likelihood", "confidence"):
        item["positions"] = {"them": text}
    elif rule == "objective":
        item["objective"] = text
    else:
        brief["people"] = SMALLEST["people"] | {
            "s": {"described_as": text, "attribution": "on background"}
        }
        item["quotes"] = [{"speaker": "s", "text": "Z"}]
    return json.dumps(brief | {"agenda": [item]})


def found_in(language, rule, text, folder):
    data = brief_with(language, rule, text).encode()
    case = pipeline.checked(pipeline.loaded(data, "brief.yaml", Timings()), folder)
    return [each for each in case.diagnostics if each.rule == RULES[rule]]


@pytest.mark.parametrize(("language", "rule", "text", "words"), CASES)
def test_a_rule_finds_the_words_of_the_language(language, rule, text, words, tmp_path):
    found = found_in(language, rule, text, tmp_path)
    said = " ".join(each.message for each in found)
    if not words:
        assert said == ""
    elif words == "vague":
        assert len(found) == 1
    else:
        for each in words.split(", "):
            assert f"“{each}”" in said
        assert said.count("“") == len(words.split(", "))


@pytest.mark.parametrize("language", sorted(path.stem for path in FOLDER.glob("*.toml")))
def test_every_language_has_its_cases_of_each_rule_found_and_not(language):
    kinds = {(rule, bool(words)) for tag, rule, _, words in CASES if tag == language}
    assert kinds >= {(rule, True) for rule in RULES}
    assert kinds >= {(rule, False) for rule in RULES if rule != "confidence"}


def test_a_variety_has_the_words_of_its_language():
    assert wordings("fr-CA") is not Wordings()
    assert wordings("fr-CA").scale == wordings("fr").scale
    assert wordings("de-CH-1996").vague_end is not None


# Endings of files are no words.
NO_WORDS = {"FILE"}
LISTED = re.compile(r"[a-z]{3,}\??(?:\||\))")


@pytest.mark.parametrize("room", ["checks", "kinds"])
def test_no_rule_has_words_of_one_language_in_its_code(room):
    found = [
        (path.name, node.targets[0].id)
        for path in sorted((ROOT / "briefgen" / room).rglob("*.py"))
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Call)
        and getattr(node.value.func, "id", "") == "regex"
        and len(LISTED.findall(ast.unparse(node.value))) > 3
    ]
    assert [name for name in found if name[1] not in NO_WORDS] == []


@pytest.mark.parametrize("language", ["it", "qaa", "zh-Hans", "../en", "e/n", ""])
def test_of_another_language_nothing_is_read(language):
    assert wordings(language) == Wordings()
