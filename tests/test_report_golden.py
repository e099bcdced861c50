"""What each format says of one office is kept in `reports/golden/`, and is valid."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest
from reported import HERE, STRICT, checked, told

from briefgen import __version__
from briefgen.report import formats
from briefgen.report.pages import markdown, page, reason
from briefgen.report.plain import dumped

GOLDEN = {
    "full": "full.txt",
    "concise": "concise.txt",
    "github": "github.txt",
    "json": "report.json",
    "jsonl": "report.jsonl",
    "sarif": "report.sarif",
    "gitlab": "gitlab.json",
    "junit": "junit.xml",
}
NAMED = ("briefs", "away", "empty", "missing.yaml")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """The office in a repository of its own, with what came of checking it."""
    root = tmp_path_factory.mktemp("golden") / "office"
    shutil.copytree(HERE / "office", root)
    (root / ".git").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        patch.setenv("GITHUB_WORKSPACE", str(root))
        yield checked(*NAMED)


def shortened(text, outcomes):
    """The report with the pages of rules and the version of briefgen named, and not shown."""
    rules = {each.rule for outcome in outcomes for each in outcome.findings}
    for rule in rules:
        text = text.replace(
            dumped({"text": page(rule), "markdown": markdown(rule)}), f'"the page on {rule}"'
        ).replace(dumped(reason(rule)), f'"why there is {rule}"')
    return text.replace(f'"{__version__}"', '"VERSION"')


@pytest.mark.parametrize("name", GOLDEN)
def test_a_format_says_of_the_office_what_is_kept(name, office, request):
    outcomes, options = office
    said = shortened(told(name, outcomes, options), outcomes)
    kept = HERE / "golden" / GOLDEN[name]
    if request.config.option.update_snapshots:
        kept.write_text(said, "utf-8")
    assert said == kept.read_text("utf-8")


@pytest.mark.parametrize("name", STRICT)
def test_what_a_format_says_of_the_office_is_valid(name, office):
    assert STRICT[name](told(name, *office))


def test_every_finding_is_in_every_format(office):
    outcomes, _ = office
    rules = sorted(each.rule for outcome in outcomes for each in outcome.findings)
    assert len(rules) == 10
    assert sorted(each["check_name"] for each in STRICT["gitlab"](told("gitlab", *office))) == rules
    lines = STRICT["jsonl"](told("jsonl", *office))
    assert sorted(each["rule"] for each in lines if each["kind"] == "finding") == rules
    # That of a folder without a brief has no place, and is told of the run.
    run = STRICT["sarif"](told("sarif", *office))
    alone = run["invocations"][0]["toolExecutionNotifications"]
    assert sorted((*(each["ruleId"] for each in run["results"]), "run-stopped")) == rules
    assert "There is no brief in empty" in str(alone)
    for name in ("junit", "concise", "full"):
        assert {rule for rule in rules if rule not in told(name, *office)} <= {"run-stopped"}


def words_at(location):
    """The words at a place by its offsets; its lines and columns lead to the same."""
    place = location["physicalLocation"]
    file = Path(unquote(place["artifactLocation"]["uri"]))
    region = place["region"]
    if "charOffset" not in region:
        return file.name
    text = file.read_bytes().decode("utf-8-sig")
    words = text[region["charOffset"] :][: region["charLength"]]
    line = text.split("\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == words
    return words


def test_offsets_lead_to_the_words_with_a_byte_order_mark_and_far_signs(office):
    run = STRICT["sarif"](told("sarif", *office))
    assert [words_at(result["locations"][0]) for result in run["results"]] == [
        *("🚢", "🚢", "objektive", "convenor", "month", "ledger"),
        *("title", '"offical"', "missing.yaml"),
    ]
    [related] = [at for result in run["results"] for at in result.get("relatedLocations", ())]
    assert words_at(related) == "Nobody can plan a week around these boats,"


def test_every_format_is_kept(office):
    assert set(formats.names()) == set(GOLDEN)
