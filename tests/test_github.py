"""In GitHub Actions findings stand beside the lines in a review, and nothing else is obeyed."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from actions import obeyed
from markdown_it import MarkdownIt
from written import MINIMAL, ROOT, put

from briefgen.builds.outcome import Outcome
from briefgen.ground.diagnostics import finding
from briefgen.ground.errors import FilesError, TemplateError
from briefgen.ground.pack import Artefact
from briefgen.ground.span import Span
from briefgen.report import formats
from briefgen.report.formats import ReportOptions
from briefgen.report.markdown import cell, code
from briefgen.report.repository import Repository
from briefgen.report.step_summary import MOST, StepSummary
from briefgen.report.workflow import command, disarmed

GOLDEN = Path(__file__).parent / "reports" / "golden"
HOSTILE = "a|b `c` <img src=x> @minister #12 [x](http://example.org) www.example.org **$x$**"


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """A checked-out repository, in whose top folder the command runs, outside of Actions."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    return tmp_path


def faults(file, errors, warnings=0, line=1):
    """What came of a brief with so many findings, one a line."""
    spans = [Span(file, line + at, 3, line + at, 9) for at in range(errors + warnings)]
    rules = ["unknown-person"] * errors + ["vague-objective"] * warnings
    found = [finding(rule, f"Number {at}.", spans[at]) for at, rule in enumerate(rules)]
    return Outcome(file, Path(file), diagnostics=tuple(found), stops=bool(errors))


def annotated(*outcomes, **options):
    out = io.StringIO()
    formats.emitter("github").report(outcomes, out, ReportOptions(**options))
    return obeyed(out.getvalue())


def summarised(file, *outcomes, **options):
    summary = StepSummary(file, ReportOptions(**options))
    for each in outcomes:
        summary.add(each)
    summary.end()
    return file.read_text("utf-8")


# Annotations.


def an_example():
    """Briefs with every kind of finding, and names that have signs of all three languages in them."""
    odd = "briefs/Über 100%, a:b | `c` 🚢.yaml"
    one = finding(
        "unknown-person",
        "Nobody is called `mayr`.",
        Span(odd, 3, 7, 3, 11),
        "Did you mean `mayor`?",
    )
    long = finding("quote-not-in-source", "The quote isn't there.", Span(odd, 5, 9, 7, 4))
    nowhere = finding("font-missing", f"No font is called {HOSTILE}.")
    made = (Artefact("talks-packet.pdf", b"", 9, "pdf", "packet"), Artefact("talks-card.html", b""))
    written = tuple(Path("build", each.name) for each in made)
    return (
        Outcome(odd, Path(odd), diagnostics=(one, long), stops=True),
        Outcome(
            "briefs/talks.yaml",
            Path("briefs/talks.yaml"),
            diagnostics=(nowhere,),
            artefacts=made,
            written=written,
        ),
        Outcome("gone.yaml", Path("gone.yaml"), stops=True, fault=FilesError("There is no file.")),
    )


def test_annotations_are_those_of_the_golden_file(workspace):
    out = io.StringIO()
    formats.emitter("github").report(an_example(), out, ReportOptions(done="built", count=3))
    assert out.getvalue() == (GOLDEN / "github-odd.txt").read_text("utf-8")


def test_a_summary_is_that_of_the_golden_file(workspace):
    said = summarised(workspace / "summary.md", *an_example(), done="built", count=3)
    assert said == (GOLDEN / "github-odd-summary.md").read_text("utf-8")


def test_what_is_written_is_what_the_runner_reads(workspace):
    first, second, _, last = annotated(*an_example())
    assert first.name == "error"
    assert first.properties == {
        "file": "briefs/Über 100%, a:b | `c` 🚢.yaml",
        "line": "3",
        "endLine": "3",
        "col": "7",
        "endColumn": "11",
        "title": "unknown-person",
    }
    assert first.message.splitlines()[:2] == ["Nobody is called `mayr`.", "Did you mean `mayor`?"]
    # A place of several lines has no columns.
    assert second.properties.keys() == {"file", "line", "endLine", "title"}
    assert (last.name, last.properties["file"]) == ("warning", "briefs/talks.yaml")


@pytest.mark.parametrize("text", ["100%", "%0A", "a\r\nb", "a,b:c", "x::error::y", "=", ", ,"])
def test_properties_and_messages_come_through_whole(text):
    [found] = obeyed(command("error", {"file": text, "col": None, "line": 3}, text))
    assert (found.properties, found.message) == ({"file": text, "line": "3"}, text)


def test_no_more_are_written_than_github_shows():
    found = annotated(faults("a.yaml", 100, 30), count=1)
    assert [each.name for each in found] == ["error"] * 10 + ["warning"] * 10 + ["notice"]
    assert "Not shown: 90 errors, 20 warnings, all of which stand" in found[-1].message
    assert found[-1].message.endswith(": 90 errors, 20 warnings in a.yaml.")


def test_the_notice_says_where_the_others_are():
    briefs = [*(faults(f"{at}.yaml", 2) for at in range(9)), faults("long.yaml", 50)]
    briefs += [faults(f"more-{at}.yaml", 1) for at in range(9)]
    told = annotated(*briefs)[-1].message
    assert "Not shown: 67 errors" in told
    # Those with most of them first.
    assert ": 49 errors in long.yaml, 1 error in 0.yaml, 1 error in 1.yaml," in told
    assert told.endswith(", and others in 9 more briefs.")


def test_each_brief_with_errors_is_seen():
    briefs = [faults("long.yaml", 100), *(faults(f"{at}.yaml", 2) for at in range(8))]
    files = [each.properties.get("file") for each in annotated(*briefs, count=9)]
    assert files == ["long.yaml"] * 2 + [f"{at}.yaml" for at in range(8)] + [None]


def test_a_fault_of_a_file_that_many_briefs_rest_on_is_shown_once(tmp_path, monkeypatch):
    def broken(file):
        hint, span = f"While rendering {file}.", Span("templates/a.html.j2", 1, 1, 1, 2)
        found = finding("template-error", "There is no `titel`.", span, hint)
        fault = TemplateError("No.", [found])
        return Outcome(file, Path(file), fault=fault, stops=True)

    briefs = [broken(f"{number}.yaml") for number in range(12)] + [faults("z.yaml", 1)]
    assert [each.properties["file"] for each in annotated(*briefs)] == [
        "templates/a.html.j2",
        "z.yaml",
    ]
    monkeypatch.chdir(tmp_path)
    summary = summarised(tmp_path / "summary.md", *briefs)
    assert "2 errors in 13 briefs" in summary
    assert summary.count("template-error`") == 1
    assert summary.count("| 1 error |") == 13


def test_ten_findings_need_no_notice():
    assert [each.name for each in annotated(faults("a.yaml", 10))] == ["error"] * 10


def test_a_quiet_run_has_no_warnings():
    assert [each.name for each in annotated(faults("a.yaml", 1, 1), quiet=True)] == ["error"]


def test_nothing_is_written_of_a_clean_run():
    assert annotated(faults("a.yaml", 0), faults("b.yaml", 0)) == []


def test_paths_are_those_of_the_repository(workspace, monkeypatch):
    (workspace / "north" / "briefs").mkdir(parents=True)
    monkeypatch.chdir(workspace / "north")
    repository = Repository(Path("/else"), str(workspace))
    assert repository.name_of("briefs/a.yaml") == "north/briefs/a.yaml"
    assert repository.name_of(f"{workspace}/north/a.yaml") == "north/a.yaml"
    assert repository.name_of("../a.yaml") == "a.yaml"
    assert repository.name_of("/elsewhere/a.yaml") == "/elsewhere/a.yaml"


def test_a_repository_in_a_folder_of_the_workspace_has_its_own_paths(tmp_path, monkeypatch):
    (tmp_path / "ours" / ".git").mkdir(parents=True)
    (tmp_path / "ours" / "module").mkdir()
    (tmp_path / "ours" / "module" / ".git").touch()
    monkeypatch.chdir(tmp_path / "ours")
    repository = Repository(Path("/else"), str(tmp_path))
    assert repository.name_of("module/a.yaml") == "module/a.yaml"
    assert repository.name_of("../a.yaml") == "a.yaml"


def test_a_workspace_may_be_reached_by_a_link(tmp_path, monkeypatch):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    monkeypatch.chdir(tmp_path / "link")
    assert Repository(Path("/else"), str(tmp_path / "link")).name_of("a.yaml") == "a.yaml"


# The summary.


def test_a_summary_is_added_to_what_stands_there(workspace):
    file = put(workspace / "summary.md", "# Ours\nlast line")
    said = summarised(file, faults("a.yaml", 1), faults("b.yaml", 0), count=2)
    assert said.startswith("# Ours\nlast line\n\n## briefgen: 1 error in 2 briefs\n")
    assert "| `b.yaml` | no findings |" in said


def test_a_summary_has_all_findings(workspace):
    said = summarised(workspace / "s.md", faults("a.yaml", 100), faults("b.yaml", 3, 30), count=2)
    assert (said.count("| error | "), said.count("| warning | ")) == (103, 30)


def test_a_summary_stays_within_what_github_takes(workspace):
    file = put(workspace / "summary.md", "x" * 500_000)
    many = [faults(f"{'long' * 40}-{at}.yaml", 5, 1) for at in range(1_000)]
    said = summarised(file, *many, count=1_000)
    assert 900_000 < file.stat().st_size <= MOST
    assert "more findings can't be shown: the summary of a step holds 1 MiB" in said
    assert "more briefs can't be shown" in said
    shown = said.count("| error | ")
    assert f"{5 * 1_000 + 1_000 - shown:,} more findings" in said
    assert "| warning | " not in said


def test_a_summary_that_is_full_stays_as_it_is(workspace):
    file = put(workspace / "summary.md", "x" * MOST)
    summarised(file, faults("a.yaml", 1))
    assert file.stat().st_size == MOST


def test_a_place_leads_to_its_line(workspace, monkeypatch):
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.com")
    monkeypatch.setenv("GITHUB_REPOSITORY", "office/briefs")
    monkeypatch.setenv("GITHUB_SHA", "0" * 40)
    said = summarised(workspace / "s.md", faults("ä, b.yaml", 1, line=7))
    address = f"https://github.com/office/briefs/blob/{'0' * 40}/%C3%A4%2C%20b.yaml#L7"
    assert f"[`ä, b.yaml:7:3`]({address})" in said


@pytest.mark.parametrize(
    "text",
    [
        *(HOSTILE, "| a | b |", "`a` ``b``", "<script>alert(1)</script>", "![x](y)", "a\nb\r\n| c"),
        *("\\| x \\\\|", "https://example.org", "&lt;b&gt; &amp;", "~~x~~ __y__ *z*", "- [ ] x"),
        *("`|` <b>", "`<b>`", "a`b"),
    ],
)
def test_no_words_are_markup_in_a_cell(text):
    table = MarkdownIt("gfm-like", {"linkify": False}).enable("table")
    for written in (cell(text), code(text)):
        tokens = table.parse(f"| h | i |\n| --- | --- |\n| {written} | end |\n")
        cells = [each for each in tokens if each.type == "inline"]
        assert [each.content for each in cells[:2] + cells[3:]] == ["h", "i", "end"]
        kinds = {each.type for each in cells[2].children or ()} - {"text", "text_special"}
        assert kinds <= {"code_inline", "html_inline"}
        tags = {each.content for each in cells[2].children or () if each.type == "html_inline"}
        assert tags <= {"<code>", "</code>"}


def test_nobody_is_named_in_a_summary():
    assert "@" not in cell("@minister and a@b.org")
    assert "&#64;\u200bminister" in cell("@minister")
    assert "://" not in cell("see https://example.org").replace("\u200b://", "")


# The log.


@pytest.mark.parametrize(
    "text",
    [
        *("::error::x", "  ::add-mask::x", "\t\u200b::stop-commands::t", ":\u00ad:error::x"),
        *(
            "a ##[add-mask]x",
            "##[error]",
            "#\u200d#[add-path]x",
            "a\r::error::x",
            "x\n\n::debug::y",
        ),
        *("\ufe0f::echo::on", "\u2060 :\u2060:echo::on", "##\U000e0100[error]x"),
    ],
)
def test_no_text_is_obeyed(text):
    assert obeyed(text)
    assert not obeyed(disarmed(text))


@pytest.mark.parametrize(
    "text", ["a::b", "12:30", "# [x]", "## Heading", "[x] ##", ": x", "é:ü:", "  ::: a:1"]
)
def test_other_texts_stay_as_they_are(text):
    assert disarmed(text) == text


def test_a_long_text_is_disarmed_in_no_time(no_hang):
    assert disarmed("\n" * 300_000 + " " * 300_000 + "#" * 300_000)


SPEECH = MINIMAL.replace("principal: minister", "principal: ##[add-mask]Berg")


def in_actions(folder, *arguments, **environment):
    """Runs a command as a step of a workflow does: exit code, standard output, standard error."""
    given = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "GITHUB_ACTIONS": "true",
        "GITHUB_WORKSPACE": str(folder),
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
        **environment,
    }
    command = [sys.executable, "-m", "briefgen", *arguments]
    done = subprocess.run(command, cwd=folder, env=given, capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr.decode()


@pytest.fixture
def office(tmp_path):
    """A repository with a brief that is fine, and one whose name and words would be obeyed."""
    put(tmp_path / "briefs" / "good.yaml", MINIMAL)
    put(tmp_path / "briefs" / "::add-mask::x.yaml", SPEECH)
    put(tmp_path / "briefs" / "a\n::stop-commands::x.yaml", SPEECH)
    (tmp_path / ".git").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    "asked",
    [
        *((), ("--verbose",), ("--quiet",), ("--output-format", "github"), ("--color", "always")),
        *(("--output-format", name) for name in formats.names() if name not in ("full", "github")),
    ],
)
def test_no_brief_is_obeyed(office, asked):
    color = asked if asked[:1] == ("--color",) else ()
    code, out, err = in_actions(office, *color, "check", *(() if color else asked))
    found = [*obeyed(out.decode()), *obeyed(err)]
    assert code == 1
    assert [(each.name, each.properties["line"]) for each in found] == [("error", "5")] * 2
    names = {each.properties["file"] for each in found}
    assert names == {"briefs/::add-mask::x.yaml", "briefs/a\n::stop-commands::x.yaml"}
    summary = (office / "summary.md").read_text("utf-8")
    assert summary.count("| error | ") == 2


def test_a_wrong_name_is_not_obeyed(office):
    code, _, err = in_actions(office, "check", "no\n::add-mask::x.yaml", "--no-such=\n::echo::on")
    assert code == 2
    # The one command is ours, and says what was wrong.
    assert [(each.name, each.properties) for each in obeyed(err)] == [
        ("error", {"title": "run-stopped"})
    ]


@pytest.mark.parametrize("asked", [("build", "--plan"), ("verify", "build")])
def test_no_name_of_a_file_is_obeyed(office, asked):
    put(office / "##[add-mask]y.yaml", MINIMAL)
    build = ("build", "--to", "html", "--template", "card", "##[add-mask]y.yaml")
    assert in_actions(office, *build)[0] == 0
    (office / "build" / "##[add-mask]y-card.html").unlink()
    more = ("##[add-mask]y.yaml",) if "--plan" in asked else ()
    _, out, err = in_actions(office, *asked, *more)
    assert b"## [add-mask]y" in out
    assert obeyed(out.decode() + err) == []


def test_wrong_settings_are_annotated_where_they_stand(office):
    put(office / "briefgen.toml", "briefs = 3\n")
    code, _, err = in_actions(office, "check")
    [found] = obeyed(err)
    assert (code, found.properties["file"], found.properties["line"]) == (2, "briefgen.toml", "1")


def test_annotations_come_beside_the_plain_lines(office):
    _, out, err = in_actions(office, "check")
    assert out == b""
    assert "error[missing-field]: `principal` is empty." in err
    assert "3 briefs: 2 errors; 2 with errors" in err


def test_a_report_on_standard_output_is_left_alone(office):
    _, out, err = in_actions(office, "check", "--output-format", "json")
    assert json.loads(out)["counts"]["errors"] == 2
    assert len(obeyed(err)) == 2


def test_a_report_in_a_file_leaves_the_log_as_it_is(office):
    plain = in_actions(office, "check")
    (office / "summary.md").unlink()
    for name in formats.names():
        arguments = ("check", "--output-format", name, "--output-file", "report")
        assert in_actions(office, *arguments) == plain
        assert (office / "report").stat().st_size


def test_a_page_on_standard_output_is_left_alone(office):
    arguments = ("build", "briefs/good.yaml", "--to", "html", "--template", "card", "-o", "-")
    code, out, err = in_actions(office, *arguments)
    assert code == 0
    assert out.startswith(b"<!DOCTYPE html>")
    assert obeyed(err) == []


def test_the_same_call_is_annotated_again(office):
    cache = {"XDG_CACHE_HOME": str(office / "cache"), "BRIEFGEN_CACHE": ""}
    for at in range(3):
        code, _, err = in_actions(office, "check", **cache)
        assert (code, len(obeyed(err))) == (1, 2)
        assert (office / "summary.md").read_text("utf-8").count("## briefgen") == at + 1


def test_outside_of_actions_nothing_is_annotated(office):
    for environment in ({"GITHUB_ACTIONS": ""}, {"GITHUB_ACTIONS": "false"}):
        _, out, err = in_actions(office, "check", **environment)
        assert "::error" not in out.decode() + err
        assert "##[add-mask]" in err
        assert not (office / "summary.md").exists()


def test_a_summary_that_cannot_be_written_is_said_and_changes_nothing(office):
    code, _, err = in_actions(office, "check", GITHUB_STEP_SUMMARY=str(office / "none" / "x.md"))
    assert code == 1
    assert "Can't write the summary of this step: No such file or directory." in err
    assert len(obeyed(err)) == 2
