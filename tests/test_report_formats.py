"""Reports for services and programs: valid whatever a run brings, and the same findings each time."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import junitparser
import pytest
from reported import STRICT, told

from briefgen.builds.outcome import Outcome
from briefgen.ground.decode import line_starts
from briefgen.ground.diagnostics import Edit, Related, finding
from briefgen.ground.errors import BriefError, ConfigError, EngineError, FilesError, UnforeseenError
from briefgen.ground.pack import Artefact
from briefgen.ground.positions import span_of
from briefgen.ground.rules import RULE
from briefgen.ground.span import Span
from briefgen.report.formats import ReportOptions, sarif
from briefgen.report.sarif import descriptor

FILE = "briefs/talks.yaml"
TEXT = "briefgen: 1\ntitle: Talks 🚢🚢 mayr\nlead: mayr\nnote: mayr\n"
STOPPED = FilesError("There is no file talks.yaml.")


@pytest.fixture(autouse=True)
def repository(tmp_path, monkeypatch):
    """The tests run at the root of a repository."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def place(words="mayr", number=0, text=TEXT, file=FILE):
    start = -1
    for _ in range(number + 1):
        start = text.index(words, start + 1)
    return span_of(file, line_starts(text), start, start + len(words), "lead")


def misspelt(number=0, text=TEXT, file=FILE, **more):
    span = place(number=number, text=text, file=file)
    return replace(finding("unknown-person", "Nobody is called `mayr`.", span), **more)


def outcome(*found, file=FILE, text=TEXT, **more):
    known = {"lines": {file: tuple(text.splitlines())}, "starts": {file: line_starts(text)}}
    stops = any(each.is_error for each in found)
    return Outcome(file, Path(file), diagnostics=found, **{"stops": stops, **known, **more})


def results(*outcomes):
    return STRICT["sarif"](told("sarif", outcomes))["results"]


WARNING = finding("unused-source", "Nothing rests on it.", place("title"), "Delete it.")
EDITED = misspelt(
    hint="Did you mean `mayor`?",
    related=(Related("people are listed here", place("note")),),
    edit=Edit(place(), "mayor"),
)
RUNS = {
    "no-brief": [],
    "a-clean-brief": [outcome()],
    "a-brief-with-findings": [outcome(EDITED, WARNING)],
    "faults-alone": [outcome(fault=STOPPED, stops=True, lines={}, starts={})] * 2,
    "a-fault-with-findings": [outcome(fault=BriefError("No.", [EDITED]), stops=True)],
    "a-folder-without-a-brief": [Outcome("", None, stops=True, fault=FilesError("None there."))],
    "warnings-that-stop": [outcome(WARNING, stops=True)],
    "a-stop-without-a-finding": [outcome(stops=True)],
    "findings-in-another-file": [outcome(misspelt(file="briefgen.toml"))],
    "many": [outcome(misspelt(), file=f"briefs/{number}.yaml") for number in range(1000)],
}


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("name", STRICT)
def test_a_report_is_valid_whatever_a_run_brings(name, run):
    STRICT[name](told(name, RUNS[run]))


@pytest.mark.parametrize("name", ["sarif", "gitlab"])
def test_what_many_briefs_have_of_one_file_is_shown_once(name):
    slip = misspelt(file="briefgen.toml")
    other = outcome(misspelt(), file="briefs/z.yaml")
    fault = outcome(file="briefs/y.yaml", fault=BriefError("No.", [slip]), stops=True)
    many = [outcome(slip, file=f"briefs/{number}.yaml") for number in range(3)]
    report = STRICT[name](told(name, [*many, fault, other]))
    assert len(report["results"] if name == "sarif" else report) == 2


@pytest.mark.parametrize("name", ["sarif", "gitlab"])
def test_what_stopped_each_brief_of_a_run_is_told_once(name):
    gone = [outcome(fault=STOPPED, file=f"briefs/{number}.yaml") for number in range(3)]
    slow = EngineError("It took 120 s.", [finding("bounds", "It took 120 s.")])
    late = [outcome(fault=slow, file=f"briefs/{number}.yaml") for number in range(3)]
    report = STRICT[name](told(name, gone + late))
    assert len(report["results"] if name == "sarif" else report) == 1 + 3


def test_what_keeps_many_briefs_from_being_checked_is_notified_once():
    fault = BriefError("No.", [misspelt(file="briefgen.toml")])
    run = STRICT["sarif"](told("sarif", [outcome(fault=fault, stops=True)] * 3))
    [invocation] = run["invocations"]
    assert len(invocation["toolExecutionNotifications"]) == len(run["results"]) == 1
    assert not invocation["executionSuccessful"]


HOSTILE = [
    *(
        "a\nb.yaml",
        "a & b <c> \"d\" 'e'.yaml",
        "]]>.yaml",
        "\udcff\udcfe.yaml",
        "C:\\briefs\\a.yaml",
    ),
    *("::error::x.yaml", "\x1b[2J\x08\x01.yaml", "\ufffe\uffff.yaml", "a:b.yaml", "🚢\u202e.yaml"),
    *("-.yaml", "100%25 #1?x=1.yaml", "<stdin>", " .yaml"),
]


@pytest.mark.parametrize("name", [*STRICT, "concise"])
@pytest.mark.parametrize("evil", HOSTILE)
def test_a_report_is_valid_with_names_and_words_that_are_hostile(name, evil):
    bad = finding(
        "bad-id",
        f"It says {evil}.",
        Span(evil, 1, 1, 1, 2),
        evil,
        [Related(evil, Span(evil, 1, 1, 1, 2))],
    )
    text = told(
        name, [outcome(bad, file=evil, text=f"{evil}\n"), outcome(file=evil, fault=STOPPED)]
    )
    if name in STRICT:
        STRICT[name](text)
        assert text.isascii()
    assert not {"\x01", "\x08", "\x1b", "\u202e"} & {*text}
    assert name != "concise" or len(text.splitlines()) == 3


COMMAND = "::error::It is ##[stop-commands] forged"


@pytest.mark.parametrize("name", [*STRICT, "concise"])
def test_a_log_that_shows_a_report_obeys_nothing_in_it(name, repository):
    bad = finding("bad-id", COMMAND, Span(COMMAND, 1, 1, 1, 2), COMMAND)
    made = {"artefacts": (Artefact(COMMAND, b""),), "written": (repository / COMMAND,)}
    evil = outcome(bad, file=COMMAND, text=COMMAND, notes=(COMMAND,), **made)
    text = told(name, [evil], ReportOptions("built", verbose=True))
    assert "##[" not in text
    assert not [line for line in text.splitlines() if line.strip().startswith("::")]
    if name == "json":
        assert json.loads(text)["briefs"][0]["findings"][0]["message"] == COMMAND
    if name == "junit":
        assert STRICT[name](text)[0].get("name") == COMMAND


# Places.


def test_a_file_is_named_by_its_path_in_the_repository(repository, monkeypatch):
    (repository / "desk" / "captures").mkdir(parents=True)
    monkeypatch.chdir(repository / "desk")
    for file, path in {
        "talks.yaml": "desk/talks.yaml",
        "../other/./talks.yaml": "other/talks.yaml",
        str(repository / "talks.yaml"): "talks.yaml",
    }.items():
        [found] = STRICT["gitlab"](told("gitlab", [outcome(misspelt(file=file), file=file)]))
        assert found["location"]["path"] == path
        [result] = results(outcome(misspelt(file=file), file=file))
        at = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert at == {"uri": path, "uriBaseId": "%SRCROOT%"}


def test_without_a_repository_a_file_is_named_from_the_current_folder(repository):
    (repository / ".git").rmdir()
    [found] = STRICT["gitlab"](told("gitlab", [outcome(misspelt())]))
    assert found["location"]["path"] == FILE


@pytest.mark.parametrize("name", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
def test_in_a_ci_the_repository_is_that_of_its_workspace(name, repository, monkeypatch):
    (repository / "north" / "module" / ".git").mkdir(parents=True)
    (repository / "north" / ".git").mkdir()
    monkeypatch.setenv(name, str(repository / "north"))
    monkeypatch.chdir(repository / "north" / "module")
    for file, path in {"a.yaml": "module/a.yaml", "../../a.yaml": "../../a.yaml"}.items():
        found = json.loads(told("gitlab", [outcome(misspelt(file=file), file=file)]))
        assert found[0]["location"]["path"] == path


def test_a_file_outside_of_the_repository_has_an_address_of_its_own(tmp_path, monkeypatch):
    (tmp_path / "desk" / ".git").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "desk")
    file = "../a b.yaml"
    [result] = results(outcome(misspelt(file=file), file=file))
    at = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert at == {"uri": f"{tmp_path.as_uri()}/a%20b.yaml"}


def test_a_link_that_leads_nowhere_keeps_its_name(repository):
    (repository / "link.yaml").symlink_to("away.yaml")
    found = outcome(fault=FilesError("It isn't there."), file="link.yaml", stops=True)
    assert STRICT["gitlab"](told("gitlab", [found]))[0]["location"]["path"] == "link.yaml"


def test_a_rule_has_a_name_that_differs_from_its_id():
    names = {rule: descriptor(rule).get("name", "") for rule in RULE}
    # Microsoft's validator warns of the same name (SARIF1001).
    assert [rule for rule, name in names.items() if name.lower() == rule] == []
    assert names["unknown-person"] == "UnknownPerson"
    assert names["encoding"] == ""


def test_where_a_link_leads_to_a_file_the_file_itself_is_named(repository):
    (repository / "real").mkdir()
    (repository / "link").symlink_to("real")
    file = "link/talks.yaml"
    [found] = STRICT["gitlab"](told("gitlab", [outcome(misspelt(file=file), file=file)]))
    assert found["location"]["path"] == "real/talks.yaml"


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("Öl & Gas/a #1.yaml", "%C3%96l%20%26%20Gas/a%20%231.yaml"),
        ("\udcff.yaml", "%FF.yaml"),
        ("a:b.yaml", "a%3Ab.yaml"),
        ("100%.yaml", "100%25.yaml"),
    ],
)
def test_an_address_keeps_each_byte_of_a_name(file, uri):
    [result] = results(outcome(misspelt(file=file), file=file))
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_a_finding_without_a_place_is_at_the_top_of_its_brief():
    [result] = results(outcome(fault=STOPPED))
    region = result["locations"][0]["physicalLocation"]["region"]
    assert {*region.values()} - {0} == {1}
    [found] = STRICT["gitlab"](told("gitlab", [outcome(fault=STOPPED)]))
    assert found["location"]["lines"] == {"begin": 1, "end": 1}
    assert told("concise", [outcome(fault=STOPPED)]).splitlines()[0] == (
        f"{FILE}: error[run-stopped] There is no file talks.yaml."
    )


# SARIF.


def test_an_edit_is_a_fix_that_puts_the_words_right():
    [result] = results(outcome(EDITED))
    [fix] = result["fixes"]
    [change] = fix["artifactChanges"]
    [replacement] = change["replacements"]
    start = replacement["deletedRegion"]["charOffset"]
    end = start + replacement["deletedRegion"]["charLength"]
    assert f"{TEXT[:start]}{replacement['insertedContent']['text']}{TEXT[end:]}" == TEXT.replace(
        "mayr", "mayor", 1
    )
    assert fix["description"]["text"] == "Did you mean `mayor`?"
    # In code points, in which each ship is one.
    assert replacement["deletedRegion"]["startColumn"] == 17


def test_a_related_place_is_linked_from_the_message():
    [result] = results(outcome(EDITED))
    assert result["message"]["text"] == (
        "Nobody is called `mayr`. Did you mean `mayor`? See: [people are listed here](1)."
    )
    [related] = result["relatedLocations"]
    assert (related["id"], related["physicalLocation"]["region"]["startLine"]) == (1, 4)


def test_words_of_a_brief_are_no_link():
    evil = finding(
        "bad-id",
        "It is [mine](https://example.org).",
        place(),
        related=[Related("a](2) [b", place())],
    )
    [result] = results(outcome(evil))
    assert result["message"]["text"] == (
        "It is \\[mine](https://example.org). See: [a\\](2) \\[b](1)."
    )


def test_a_run_with_a_fault_did_not_end_well():
    run = STRICT["sarif"](told("sarif", [outcome(EDITED)]))
    assert run["invocations"] == [{"executionSuccessful": True}]
    run = STRICT["sarif"](told("sarif", [outcome(fault=ConfigError("No such setting."))]))
    [ended] = run["invocations"]
    assert not ended["executionSuccessful"]
    assert ended["toolExecutionNotifications"][0]["message"]["text"] == "No such setting."


def test_no_more_results_are_written_than_github_takes(monkeypatch):
    monkeypatch.setattr(sarif, "MOST", 2)
    run = STRICT["sarif"](told("sarif", [outcome(*map(misspelt, range(3)), WARNING)]))
    assert len(run["results"]) == 2
    [notification] = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"] == "2 more findings are left out."


# Fingerprints.


def prints(text, *numbers, file=FILE):
    found = [misspelt(number, text, file) for number in numbers]
    told_ = STRICT["gitlab"](told("gitlab", [outcome(*found, text=text, file=file)]))
    return [each["fingerprint"] for each in told_]


def test_a_fingerprint_stays_when_lines_are_added_above_and_the_margin_grows():
    moved = "# A remark.\n\n" + TEXT.replace("lead:", "  lead: ")
    assert prints(moved, 0, 1, 2) == prints(TEXT, 0, 1, 2)


def test_no_two_findings_have_the_same_fingerprint():
    many = "".join(f"lead{number}: mayr\n" for number in range(2000))
    assert len({*prints(many, *range(200))}) == 200
    assert prints(TEXT, 0) != prints(TEXT, 0, file="briefs/other.yaml")


def test_the_formats_give_the_same_fingerprints():
    [result] = results(outcome(EDITED))
    assert [*result["partialFingerprints"].values()] == prints(TEXT, 0)


# JUnit.


def test_another_reader_of_junit_understands_each_brief(tmp_path):
    text = told("junit", [outcome(EDITED, WARNING), outcome(WARNING, file="b.yaml")])
    (tmp_path / "junit.xml").write_text(text, "utf-8")
    bad, good = junitparser.JUnitXml.fromfile(str(tmp_path / "junit.xml"))
    assert (bad.failures, good.failures) == (1, 0)
    [case] = bad
    [failure] = case.result
    assert case.name == FILE
    assert failure.message == "Nobody is called `mayr`. Did you mean `mayor`?"
    assert f"--> {FILE}:2:17\n" in failure.text
    assert "unused-source" not in failure.text
    assert "warning[unused-source]" in STRICT["junit"](text)[0].findtext("system-out")


def test_warnings_that_stop_a_brief_are_its_failure():
    [suite] = STRICT["junit"](told("junit", [outcome(WARNING, stops=True)]))
    assert "unused-source" in suite.find("testcase/failure").text
    assert suite.find("system-out").text is None


def test_the_files_of_a_build_are_printed_by_its_test(repository):
    made = Artefact("talks-card.pdf", b"", 1, "pdf", "card")
    built = outcome(artefacts=(made,), written=(repository / "build" / made.name,))
    [suite] = STRICT["junit"](told("junit", [built], ReportOptions("built")))
    assert suite.find("system-out").text == "build/talks-card.pdf  1 page"
    assert suite.find("testcase").get("classname") == "briefgen.build"


def test_a_fault_of_ours_is_not_laid_to_the_brief():
    broken = outcome(fault=UnforeseenError("KeyError: 'x'"), stops=True)
    [suite] = STRICT["junit"](told("junit", [broken]))
    failure = suite.find("testcase/failure")
    assert failure.get("type") == "internal-error"
    assert "this is a fault of briefgen, not of your brief (KeyError: 'x')" in failure.text


def test_outputs_that_differ_are_a_failure():
    other = finding("output-differs", "build/talks.pdf is missing.")
    compared = outcome(other, stops=False, differs=True)
    [suite] = STRICT["junit"](told("junit", [compared], ReportOptions("compared")))
    assert "output-differs" in suite.find("testcase/failure").text


def test_errors_that_stop_nothing_are_printed_by_the_test():
    [suite] = STRICT["junit"](told("junit", [outcome(EDITED, stops=False)]))
    assert suite.find("testcase/failure") is None
    assert "error[unknown-person]" in suite.findtext("system-out")


@pytest.mark.parametrize("words", ["[[ATTACHMENT|/etc/passwd]]", "[[[ATTACHMENT|/etc/passwd]]"])
def test_no_words_of_a_brief_attach_a_file_to_a_test(words):
    noted = outcome(notes=(words,))
    assert "[[ATTACHMENT|" not in ET.fromstring(told("junit", [noted])).findtext(".//system-out")


# Concise.


def test_a_finding_is_one_line_that_an_editor_opens():
    said = told("concise", [outcome(EDITED, WARNING)]).splitlines()
    assert said == [
        f"{FILE}:2:17: error[unknown-person] Nobody is called `mayr`. Did you mean `mayor`?",
        f"{FILE}:2:1: warning[unused-source] Nothing rests on it. Delete it.",
        "1 brief: 1 error, 1 warning; 1 with errors",
    ]


def test_concise_and_quiet_are_errors_alone():
    said = told("concise", [outcome(EDITED, WARNING)], ReportOptions(quiet=True))
    assert [line.split()[1] for line in said.splitlines()] == ["error[unknown-person]"]


def test_concise_and_verbose_name_the_files(repository):
    built = outcome(written=(repository / "build" / "a.pdf",), artefacts=(Artefact("a.pdf", b""),))
    said = told("concise", [built], ReportOptions("built", verbose=True))
    assert said.splitlines() == ["build/a.pdf", "1 brief: no findings; 1 built into build"]


def test_concise_is_in_colour_where_that_is_asked_for():
    assert "\x1b[31m" in told("concise", [outcome(EDITED)], ReportOptions(color=True))


# Lines of JSON.


def test_a_line_is_a_finding_or_a_brief_with_the_keys_of_the_json_report():
    start, found, brief, end = STRICT["jsonl"](told("jsonl", [outcome(EDITED)]))
    whole = json.loads(told("json", [outcome(EDITED)]))
    [as_json] = whole["briefs"]
    assert start == {"kind": "start", "version": 1, "done": "checked"}
    assert found == {"kind": "finding", "brief": FILE, **as_json["findings"][0]}
    assert brief == {"kind": "brief", **{k: v for k, v in as_json.items() if k != "findings"}}
    assert end == {"kind": "end", "counts": whole["counts"]}
