"""The page on reports shows of each format what the program writes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from reported import checked, told

from briefgen.report import formats

PAGE = (Path(__file__).parent.parent / "docs" / "reference" / "reports.md").read_text("utf-8")
SHOWN = dict(re.findall(r"^## `(\w+)`\n.*?^```\w+\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE))
[BRIEF] = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


@pytest.fixture
def said(tmp_path, monkeypatch):
    """What each format says of the page's own brief."""
    (tmp_path / ".git").mkdir()
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    (tmp_path / "briefs").mkdir()
    (tmp_path / "briefs" / "piers.yaml").write_text(BRIEF, "utf-8")
    monkeypatch.chdir(tmp_path)
    outcomes, options = checked("briefs/piers.yaml")
    return {name: told(name, outcomes, options) for name in SHOWN}


@pytest.mark.parametrize("name", sorted({*SHOWN} - {"json", "sarif"}))
def test_the_page_shows_what_a_format_writes(name, said):
    assert SHOWN[name] == said[name]


def test_the_page_shows_the_object_of_json(said):
    assert json.loads(SHOWN["json"]) == json.loads(said["json"])


def test_the_page_shows_a_result_of_sarif(said):
    assert [json.loads(SHOWN["sarif"])] == json.loads(said["sarif"])["runs"][0]["results"]


def test_the_page_has_each_format():
    assert set(formats.names()) == set(SHOWN)
    rows = re.findall(r"^\| `(\w+)` \|", PAGE.split("\n## ", maxsplit=1)[0], re.MULTILINE)
    assert rows == [*SHOWN]
