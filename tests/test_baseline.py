"""With a baseline a run tells of what is new: what is known is counted, and what is mended said."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from written import BAD, GOAL, MINIMAL, ROOT, VAGUE, put

from briefgen.builds.baseline.baseline import PRINTED
from briefgen.builds.baseline.file import read, write
from briefgen.builds.baseline.finding import Known
from briefgen.ground.rules import RULES

ITEM = "  - {title: Buses, objective: Discuss.}\n"
AIDE = "  aide: {name: Una Green, described_as: an aide to Finance, attribution: on background}\n"
NAMED = MINIMAL.replace("bottom_line", f"{AIDE}bottom_line", 1).replace(
    "The roofs will", "Una Green says the roofs will"
)
PERHAPS = NAMED.replace("Una Green says the", "Green or not, the")
HTML = ("-t", "html", "--template", "card")


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A folder in which one stands, with two old briefs."""
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "briefs" / "vague.yaml", VAGUE)
    put(tmp_path / "briefs" / "faulty.yaml", BAD)
    return tmp_path


@pytest.fixture
def known(office, run):
    """The file of a baseline that knows the findings of both."""
    assert run("check", "--baseline", "known.json", "--write-baseline")[0] == 0
    return office / "known.json"


def rules(out):
    return [found["rule"] for brief in json.loads(out)["briefs"] for found in brief["findings"]]


def test_an_old_repository_is_clean_with_its_baseline(known, run):
    code, out, err = run("check", "--baseline", known)
    assert (code, out) == (0, b"")
    assert err == f"2 briefs: no new findings\n2 known findings are in the baseline {known}\n"
    assert run("check", "--strict", "--max-warnings", "0", "--baseline", known)[0] == 0
    assert run("check", "-q", "--baseline", known) == (0, b"", "")
    assert run("check")[0] == 1


def test_the_file_has_a_finding_on_each_line(known):
    assert known.read_text("utf-8") == (
        '{\n"format": "briefgen baseline 1",\n"findings": [\n'
        '{"brief": "briefs/faulty.yaml", "rule": "unknown-person", "words": "ministr", '
        '"message": "Nobody in `people` is called `ministr`."},\n'
        '{"brief": "briefs/vague.yaml", "rule": "vague-objective", "words": "Discuss", '
        '"message": "“Discuss” can\'t be met or missed."}\n]\n}\n'
    )


@pytest.mark.parametrize("above", ["# A comment.\n" * 10, "\n\n"])
def test_a_finding_that_has_moved_is_known(above, known, run):
    put(Path("briefs/vague.yaml"), above + VAGUE)
    put(Path("briefs/faulty.yaml"), above + BAD)
    assert run("check", "--strict", "--baseline", known)[0] == 0


def test_the_same_words_at_a_second_place_are_new(known, run):
    put(Path("briefs/vague.yaml"), VAGUE + ITEM)
    code, out, err = run("check", "--strict", "--baseline", known, "--output-format", "json")
    assert (code, rules(out)) == (1, ["vague-objective"])
    assert "2 known findings are in the baseline" in err
    run("check", "--baseline", known, "--write-baseline")
    assert '"count": 2' in known.read_text("utf-8")
    assert run("check", "--strict", "--baseline", known)[0] == 0


def test_other_words_and_other_briefs_are_new(known, run):
    put(Path("briefs/vague.yaml"), MINIMAL.replace(GOAL, "Exchange views."))
    put(Path("briefs/other.yaml"), VAGUE)
    code, out, err = run("check", "--baseline", known, "--output-format", "json")
    assert (code, rules(out)) == (0, ["vague-objective"] * 2)
    assert "1 finding of the baseline is mended: write it again (--write-baseline)" in err


def test_the_words_may_stand_on_other_lines(office, run):
    put(office / "briefs" / "vague.yaml", MINIMAL.replace(GOAL, "Discuss\n      the matter."))
    run("check", "--baseline", "known.json", "--write-baseline")
    put(office / "briefs" / "vague.yaml", MINIMAL.replace(GOAL, "Discuss the\n      matter."))
    assert run("check", "--strict", "--baseline", "known.json")[0] == 0


def test_what_is_mended_is_told_until_it_is_written_again(known, run):
    put(Path("briefs/vague.yaml"), MINIMAL)
    Path("briefs/faulty.yaml").unlink()
    code, _, err = run("check", "--baseline", known)
    assert code == 0
    assert err.endswith(
        "2 findings of the baseline are mended: write it again (--write-baseline)\n"
    )
    code, _, err = run("check", "--baseline", known, "--write-baseline")
    assert err.endswith(f"0 findings of 0 briefs are in the baseline {known} now\n")
    assert read(known) == {}
    assert "mended" not in run("check", "--baseline", known)[2]


def test_of_briefs_that_were_not_looked_at_nothing_is_mended_or_lost(known, run):
    before = known.read_text("utf-8")
    _, _, err = run("check", "briefs/vague.yaml", "--baseline", known)
    assert "mended" not in err
    run("check", "briefs/vague.yaml", "--baseline", known, "--write-baseline")
    assert known.read_text("utf-8") == before


def test_a_brief_that_cannot_be_read_keeps_what_is_known_of_it(known, run):
    before = known.read_text("utf-8")
    Path("briefs/faulty.yaml").unlink()
    Path("briefs/faulty.yaml").mkdir()
    code, _, _ = run(
        "check", "briefs/vague.yaml", "briefs/faulty.yaml", "--baseline", known, "--write-baseline"
    )
    assert code == 5
    assert known.read_text("utf-8") == before


def test_the_paths_are_from_the_folder_of_the_baseline(office, run, monkeypatch):
    (office / "ci").mkdir()
    assert run("check", "--baseline", "ci/known.json", "--write-baseline")[0] == 0
    assert {*read(office / "ci" / "known.json")} == {
        "../briefs/faulty.yaml",
        "../briefs/vague.yaml",
    }
    monkeypatch.chdir(office / "briefs")
    assert run("check", ".", "--strict", "--baseline", "../ci/known.json")[0] == 0


def test_a_build_makes_what_has_known_warnings_though_it_is_strict(known, run, office):
    call = ("build", "briefs/vague.yaml", *HTML, "--strict")
    code, _, err = run(*call, "--baseline", known)
    assert code == 0
    assert "1 known finding is in the baseline" in err
    assert (office / "build" / "vague-card.html").exists()
    assert run(*call)[0] == 1


def test_a_build_tells_of_known_errors_and_makes_nothing(known, run, office):
    code, _, err = run("build", "briefs/faulty.yaml", *HTML, "--baseline", known)
    assert code == 1
    assert "error[unknown-person]" in err
    assert "new" not in err
    assert "mended" not in err
    assert not (office / "build").exists()


@pytest.mark.parametrize("strict", ["--strict", "--no-strict"])
def test_what_a_guard_finds_is_told_of_a_build(strict, office, run):
    put(office / "briefs" / "named.yaml", NAMED)
    run("check", "--baseline", "known.json", "--write-baseline")
    assert run("check", strict, "--baseline", "known.json")[0] == 0
    code, out, _ = run(
        "build", "briefs/named.yaml", *HTML, strict, "--baseline", "known.json",
        "--output-format", "json",
    )  # fmt: skip
    assert code == 1
    assert "name-on-background" in rules(out)
    assert not (office / "build").exists()


def test_a_guard_that_warns_stops_a_strict_build(office, run):
    put(office / "briefs" / "perhaps.yaml", PERHAPS)
    _, out, _ = run("check", "briefs/perhaps.yaml", "--output-format", "json")
    assert rules(out) == ["name-perhaps"]
    run("check", "--baseline", "known.json", "--write-baseline")
    call = ("briefs/perhaps.yaml", "--strict", "--baseline", "known.json")
    assert run("check", *call)[0] == 0
    code, _, err = run("build", *HTML, *call)
    assert code == 1
    assert "warning[name-perhaps]" in err


def test_the_page_names_each_rule_that_protects_a_name():
    page = (ROOT / "docs" / "how-to" / "old-repository.md").read_text("utf-8")
    (said,) = re.findall(r"\*\*What protects a name\*\*: the rules (.*?)\.", page, re.DOTALL)
    assert set(re.findall(r"`([\w-]+)`", said)) == {rule.name for rule in RULES if rule.is_guard}


@pytest.mark.parametrize("is_first", [True, False], ids=["known first", "told first"])
def test_what_is_kept_holds_with_a_baseline_and_without(
    is_first, known, run, monkeypatch, tmp_path
):
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    calls = [
        (("check",), 1),
        (("check", "--baseline", known), 0),
        (("build", "briefs/vague.yaml", *HTML, "--strict"), 1),
        (("build", "briefs/vague.yaml", *HTML, "--strict", "--baseline", known), 0),
        (("build", "briefs/vague.yaml", *HTML, "--baseline", known), 0),
    ]
    for _ in range(2):
        for call, code in calls if is_first else reversed(calls):
            assert run(*call)[0] == code, call


def test_an_unchanged_call_reads_the_baseline_again(known, run, monkeypatch, tmp_path):
    from briefgen.builds.store import calls, marks

    monkeypatch.setattr(marks, "SETTLED", 0)
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    for call in (("check", "--baseline", str(known)), ("check", "--max-warnings", "0")):
        for _ in range(2):
            assert calls.told_again(call) is None
            run(*call)
    write(known, {})
    assert run("check", "--baseline", known)[0] == 1
    monkeypatch.setenv("BRIEFGEN_BASELINE", str(known))
    assert calls.told_again(("check",)) is None


def test_what_is_known_stays_untold_where_a_check_mends(known, office, run):
    # The one is mended though it is known, the other has no cure, and a third is new.
    put(office / "briefs" / "new.yaml", MINIMAL.replace("agenda:", "agendda:"))
    code, _, err = run("check", "--fix", "--strict", "--baseline", known)
    assert code == 0
    assert "faulty.yaml:5: unknown-person: `ministr` → `minister`" in err
    assert "new.yaml:14: unknown-field: `agendda` → `agenda`" in err
    assert "vague-objective" not in err
    assert "1 known finding is in the baseline" in err
    assert "1 finding of the baseline is mended" in err


def test_a_baseline_is_written_of_what_a_mending_leaves(known, office, run):
    put(office / "briefs" / "new.yaml", VAGUE.replace("principal: minister", "principal: nobody"))
    assert run("check", "--fix", "--baseline", known, "--write-baseline")[0] == 0
    written = {brief: {each.rule for each in found} for brief, found in read(known).items()}
    assert written == {
        "briefs/vague.yaml": {"vague-objective"},
        "briefs/new.yaml": {"vague-objective", "unknown-person"},
    }


def test_a_diff_writes_no_baseline(known, run):
    # It would know what isn't mended yet as mended.
    code, _, err = run("check", "--diff", "--baseline", known, "--write-baseline")
    assert code == 2
    assert "--diff writes nothing, and --write-baseline does." in err


def test_nothing_is_mended_where_the_baseline_is_wrong(office, run):
    before = (office / "briefs" / "faulty.yaml").read_bytes()
    assert run("check", "--fix", "--baseline", "none.json")[0] == 2
    assert (office / "briefs" / "faulty.yaml").read_bytes() == before


@pytest.mark.long
def test_what_only_pages_show_is_known_by_what_a_build_has_written(office, run):
    long = MINIMAL.replace("You are asked", "You are asked, and asked again, " * 400)
    put(office / "briefs" / "long.yaml", long)
    call = ("build", "briefs/long.yaml", "-t", "pdf", "--strict", "--baseline", "known.json")
    assert run(*call, "--write-baseline")[0] == 0
    assert "page-overrun" in (office / "known.json").read_text("utf-8")
    assert run(*call)[0] == 0
    assert run(*call[:-2])[0] == 1
    # A check makes no pages: it neither misses nor loses what they have.
    assert "mended" not in run("check", "briefs/long.yaml", "--baseline", "known.json")[2]
    run("check", "briefs/long.yaml", "--baseline", "known.json", "--write-baseline")
    assert "page-overrun" in (office / "known.json").read_text("utf-8")
    put(office / "briefs" / "long.yaml", MINIMAL)
    assert "mended" in run(*call)[2]


def test_the_rules_of_pages_are_those_that_making_finds():
    source = (ROOT / "briefgen" / "builds" / "making.py").read_text("utf-8")
    text = source.partition("def _page_findings")[2]
    lengths = (ROOT / "briefgen" / "builds" / "lengths.py").read_text("utf-8")
    found = {rule for rule in PRINTED if f'"{rule}"' in text + lengths}
    assert found == PRINTED - {"outside-of-page"}
    assert text.count("finding(") == 3


DAMAGED = {
    "cut": '{\n"format": "briefgen baseline 1",\n"findings": [\n{"brief": "a.ya',
    "merged": '{\n"format": "briefgen baseline 1",\n"findings": [\n<<<<<<< HEAD\n]\n}\n',
    "deep": '{"format": "briefgen baseline 1", "findings": ' + "[" * 100_000,
    "no text": '{"format": "briefgen baseline 1", "findings": [{"brief": 1}]}',
    "unknown key": '{"format": "briefgen baseline 1", "findings": '
    '[{"brief": "a", "rule": "b", "message": "c", "line": "d"}]}',
    "count": '{"format": "briefgen baseline 1", "findings": '
    '[{"brief": "a", "rule": "b", "message": "c", "count": 0}]}',
    "truth": '{"format": "briefgen baseline 1", "findings": '
    '[{"brief": "a", "rule": "b", "message": "c", "count": true}]}',
    "twice": '{"format": "briefgen baseline 1", "findings": '
    '[{"brief": "a", "rule": "b", "message": "c"}, {"brief": "a", "rule": "b", "message": "c"}]}',
    "later": '{"format": "briefgen baseline 2", "findings": []}',
    "another": '{"version": "2.1.0", "runs": []}',
    "no object": "[]",
    "empty": "",
    "no text at all": "\xff\xfe",
}


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_baseline_is_not_believed(text, office, run):
    path = office / "known.json"
    path.write_bytes(text.encode("latin-1"))
    code, out, err = run("check", "--baseline", path)
    assert (code, out) == (2, b"")
    assert err.startswith("briefgen: ")
    assert str(path) in err
    assert "Write it anew: briefgen check" in err or "Name another file." in err
    assert "Traceback" not in err


@pytest.mark.parametrize("name", ["cut", "merged", "later", "twice", "empty"])
def test_a_damaged_baseline_is_written_anew(name, office, run):
    put(office / "known.json", DAMAGED[name])
    assert run("check", "--baseline", "known.json", "--write-baseline")[0] == 0
    assert len(read(office / "known.json")) == 2


def test_no_other_file_is_overwritten(office, run):
    for name in ("briefs/vague.yaml", "other.json"):
        if name == "other.json":
            put(office / name, DAMAGED["another"])
        before = (office / name).read_bytes()
        code, _, err = run("check", "--baseline", name, "--write-baseline")
        assert code == 2
        assert "is no baseline of briefgen's. Name another file." in err
        assert (office / name).read_bytes() == before


def test_a_baseline_that_is_not_there_or_not_named_is_said(office, run):
    code, _, err = run("check", "--baseline", "none.json")
    assert code == 2
    assert "There is no baseline none.json. Write it: briefgen check --baseline" in err
    code, _, err = run("check", "--write-baseline")
    assert code == 2
    assert "--write-baseline needs a file: --baseline FILE." in err


@pytest.mark.parametrize(
    "name", ["a\\ud800", "a\\u0000b", "x" * 5000, "../" * 99 + "etc/passwd", "/"]
)
def test_names_that_can_be_none_do_no_harm(name, office, run):
    text = DAMAGED["twice"].partition(", {")[0].replace('"a"', f'"{name}"') + "]}"
    put(office / "known.json", text)
    code, _, err = run("check", "--baseline", "known.json")
    assert code == 1
    assert "Traceback" not in err
    assert run("check", "--baseline", "known.json", "--write-baseline")[0] == 0
    assert len(read(office / "known.json")) in {2, 3}


def test_a_report_does_not_take_the_place_of_the_baseline(known, run):
    before = known.read_bytes()
    call = ("check", "--baseline", known, "--output-file", known, "--output-format", "json")
    assert run(*call)[0] == 2
    assert known.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="names that are no text")
def test_a_name_that_is_no_text_has_its_place_in_it(tmp_path):
    names = ["a\udcff.yaml", "a\u202eb.yaml", "ä.yaml", 'a"b.yaml']
    findings = {name: {Known("unused-source", f"In {name}.", name): 1} for name in names}
    write(tmp_path / "known.json", findings)
    assert read(tmp_path / "known.json") == findings
    assert "ä.yaml" in (tmp_path / "known.json").read_text("utf-8")
    assert "\u202e" not in (tmp_path / "known.json").read_text("utf-8")


def test_a_variable_names_the_baseline(known, run, monkeypatch):
    monkeypatch.setenv("BRIEFGEN_BASELINE", str(known))
    assert run("check")[0] == 0
    assert run("check", "--write-baseline")[0] == 0


def test_json_counts_what_is_known(known, run):
    _, out, _ = run("check", "--baseline", known, "--output-format", "json")
    report = json.loads(out)
    assert [brief["known"] for brief in report["briefs"]] == [1, 1]
    assert [brief["stops"] for brief in report["briefs"]] == [False, False]
    assert report["counts"]["stopped"] == 0
