"""`check --fix` mends files and says what; `check --diff` shows it and writes nothing."""

from __future__ import annotations

import json
import os
import stat
import sys
from pathlib import Path

import pytest
from written import BAD, MINIMAL, put

from briefgen.builds.fixing import settings, writing
from briefgen.cli import fixing
from briefgen.ground.errors import FilesError

DIFF = """\
--- a/brief.yaml
+++ b/brief.yaml
@@ -2,7 +2,7 @@
 briefgen: 1
 title: Budget talks with the Finance Ministry
 as_of: 2026-03-02
-principal: minister
+principal: minister
""".replace("-principal: minister", "-principal: ministr")
SAID = "brief.yaml:5: unknown-person: `ministr` → `minister`\n"


@pytest.fixture
def run(run, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path.parent / f"{tmp_path.name}-cache"))
    monkeypatch.chdir(tmp_path)
    return run


@pytest.fixture
def bad(tmp_path):
    return put(tmp_path / "brief.yaml", BAD)


def test_a_slip_is_mended_and_said(run, bad):
    said = f"{SAID}1 fault mended in 1 file\nno findings in brief.yaml\n"
    assert run("check", "--fix", "brief.yaml") == (0, b"", said)
    assert bad.read_text("utf-8") == MINIMAL
    assert run("check", "--fix", "brief.yaml") == (0, b"", "no findings in brief.yaml\n")


def test_what_is_left_is_told_and_decides_the_exit_code(run, bad):
    bad.write_text(BAD.replace("title: Budget", "titel: Budget").replace("as_of", "wann"), "utf-8")
    code, out, err = run("check", "--fix", "brief.yaml")
    assert (code, out) == (1, b"")
    assert "brief.yaml:3: unknown-field: `titel` → `title`\n" in err
    assert "error[missing-field]" in err
    assert "error[unknown-person]" not in err


def test_without_it_nothing_is_mended(run, bad):
    assert run("check", "brief.yaml")[0] == 1
    assert bad.read_text("utf-8") == BAD


def test_the_diff_shows_what_would_be_mended_and_nothing_is_written(run, bad):
    code, out, err = run("check", "--diff", "brief.yaml")
    assert code == 1
    assert out.decode().startswith(DIFF)
    assert err.startswith("1 fault in 1 file can be mended: `briefgen check --fix` does it.")
    assert err.endswith("no findings in brief.yaml\n")
    assert bad.read_text("utf-8") == BAD
    assert run("check", "--fix", "--diff", "brief.yaml")[1] == out
    assert bad.read_text("utf-8") == BAD


def test_where_nothing_is_to_mend_the_diff_is_empty(run, bad):
    bad.write_text(MINIMAL, "utf-8")
    assert run("check", "--diff", "brief.yaml") == (0, b"", "no findings in brief.yaml\n")


def test_a_diff_on_a_terminal_obeys_nothing_of_a_brief(run, bad, monkeypatch):
    bad.write_text(BAD.replace("Budget", "Bud\u202eget"), "utf-8")
    monkeypatch.setattr(sys.stdout.__class__, "isatty", lambda _: True, raising=False)
    out = run("--color", "never", "check", "--diff", "brief.yaml")[1].decode()
    assert "\u202e" not in out
    assert "Bud�get" in out


def test_a_diff_in_the_log_of_github_commands_nothing(run, bad, monkeypatch):
    bad.write_text(BAD.replace("as_of:", "# ::error::Nothing\n::x: 1\nas_of:"), "utf-8")
    monkeypatch.setattr(fixing, "S_ISREG", lambda _: False)  # as a log; here it is a file
    for name, is_log in (("true", True), ("", False)):
        monkeypatch.setenv("GITHUB_ACTIONS", name)
        out = run("check", "--diff", "brief.yaml")[1].decode()
        assert ("\n : :x: 1\n" in out) == is_log
        assert ("\n ::x: 1\n" in out) != is_log


def test_of_a_folder_each_brief_is_mended(run, tmp_path):
    for name in "abc":
        put(tmp_path / "briefs" / f"{name}.yaml", MINIMAL if name == "b" else BAD)
    code, _, err = run("check", "--fix", "-j", "2", "briefs")
    assert code == 0
    assert [line.partition(":")[0] for line in err.splitlines()[:3]] == [
        "briefs/a.yaml",
        "briefs/c.yaml",
        "2 faults mended in 2 files",
    ]
    assert err.endswith("3 briefs: no findings\n")
    assert {path.read_text("utf-8") for path in tmp_path.glob("briefs/*")} == {MINIMAL}


def test_quietly_nothing_is_said_but_what_was_mended(run, bad):
    assert run("check", "--fix", "-q", "brief.yaml") == (0, b"", SAID)
    assert bad.read_text("utf-8") == MINIMAL


def test_the_same_call_mends_again_what_is_wrong_again(run, bad):
    for _ in range(3):
        bad.write_text(BAD, "utf-8")
        assert run("check", "--fix", "brief.yaml")[0] == 0
        assert bad.read_text("utf-8") == MINIMAL


# Standard input, and reports for programs.


def typed(monkeypatch, tmp_path, text):
    stdin = put(tmp_path / "typed", text).open("rb")
    monkeypatch.setattr("sys.stdin", type("Stdin", (), {"buffer": stdin}))


@pytest.mark.parametrize("text", [BAD, MINIMAL])
def test_a_brief_on_standard_input_is_written_to_standard_output(run, monkeypatch, tmp_path, text):
    typed(monkeypatch, tmp_path, text)
    code, out, err = run("check", "--fix", "-")
    assert (code, out.decode()) == (0, MINIMAL)
    assert err.endswith("no findings in <stdin>\n")


def test_the_diff_of_standard_input_is_shown(run, monkeypatch, tmp_path):
    typed(monkeypatch, tmp_path, BAD)
    assert b"+principal: minister\n" in run("check", "--diff", "-")[1]


@pytest.mark.parametrize("asked", [("--diff", "brief.yaml"), ("--fix", "-")])
def test_standard_output_takes_no_report_beside_a_diff_or_a_brief(
    run, bad, monkeypatch, tmp_path, asked
):
    typed(monkeypatch, tmp_path, BAD)
    code, out, err = run("check", *asked, "--output-format", "json")
    assert (code, out) == (2, b"")
    assert "--output-file" in err
    typed(monkeypatch, tmp_path, BAD)
    more = ("--output-format", "json", "--output-file", "report.json")
    code, out, _ = run("check", *asked, *more)
    assert code == (asked[0] == "--diff")
    assert b"minister" in out
    (brief,) = json.loads(Path("report.json").read_text("utf-8"))["briefs"]
    assert brief["findings"] == []


def test_a_report_for_programs_tells_what_is_left(run, bad):
    code, out, err = run("check", "--fix", "brief.yaml", "--output-format", "json")
    assert json.loads(out)["counts"]["errors"] == code == 0
    assert err.startswith(SAID)


# Files.


def test_the_mode_of_a_file_and_a_link_to_it_stay(run, bad, tmp_path):
    bad.chmod(0o640)
    (tmp_path / "link.yaml").symlink_to("brief.yaml")
    assert run("check", "--fix", "link.yaml")[0] == 0
    assert (tmp_path / "link.yaml").is_symlink()
    assert bad.read_text("utf-8") == MINIMAL
    assert stat.S_IMODE(bad.stat().st_mode) == 0o640


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives away")
def test_the_owner_of_a_file_stays(run, bad):
    os.chown(bad, 4321, 4322)
    bad.chmod(0o664)
    assert run("check", "--fix", "brief.yaml")[0] == 0
    now = bad.stat()
    assert (now.st_uid, now.st_gid, stat.S_IMODE(now.st_mode)) == (4321, 4322, 0o664)
    assert bad.read_text("utf-8") == MINIMAL


def test_a_link_that_leads_out_of_its_folder_is_left(run, bad, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "brief.yaml").symlink_to(bad)
    code, _, err = run("check", "--fix", "in/brief.yaml")
    assert code == 5
    assert "in/brief.yaml is a link that leads out of its folder, so it is left as it is." in err
    assert bad.read_text("utf-8") == BAD


def test_a_file_that_is_read_only_is_left(run, bad):
    bad.chmod(0o444)
    code, _, err = run("check", "--fix", "brief.yaml")
    assert code == 5
    assert "briefgen: Can't write to brief.yaml: it is read-only." in err
    assert "error[unknown-person]" in err
    assert err.endswith("1 error in brief.yaml\n")
    assert bad.read_text("utf-8") == BAD


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write to it")
def test_a_file_in_a_folder_that_is_read_only_is_left(run, bad, tmp_path):
    tmp_path.chmod(0o555)
    try:
        assert run("check", "--fix", "brief.yaml")[0] == 5
    finally:
        tmp_path.chmod(0o755)
    assert bad.read_text("utf-8") == BAD


def test_a_file_that_was_saved_meanwhile_is_left(run, bad, monkeypatch):
    pack = writing.pack

    def saved_then_packed(*arguments, **named):
        bad.write_text("briefgen: 1\n", "utf-8")
        return pack(*arguments, **named)

    monkeypatch.setattr(writing, "pack", saved_then_packed)
    code, _, err = run("check", "--fix", "brief.yaml")
    assert code == 5
    assert "brief.yaml was saved by another program meanwhile" in err
    assert bad.read_text("utf-8") == "briefgen: 1\n"
    assert [path.name for path in bad.parent.iterdir()] == ["brief.yaml"]


def test_of_several_files_one_that_cannot_be_written_leaves_the_others_mended(run, tmp_path):
    for name in "ab":
        put(tmp_path / f"{name}.yaml", BAD).chmod(0o444 if name == "a" else 0o644)
    code, _, err = run("check", "--fix", "a.yaml", "b.yaml")
    assert code == 5
    assert "b.yaml:5: unknown-person" in err
    assert (tmp_path / "b.yaml").read_text("utf-8") == MINIMAL


def test_where_the_disk_is_full_the_brief_is_as_it_was(run, bad, monkeypatch):
    def full(*_arguments, **_named):
        raise FilesError("Can't write to .: No space left on device.")

    monkeypatch.setattr(writing, "pack", full)
    assert run("check", "--fix", "brief.yaml")[0] == 5
    assert bad.read_text("utf-8") == BAD


# Settings.


@pytest.fixture
def office(tmp_path):
    """A repository with a brief and settings that have a slip each."""
    put(tmp_path / ".git" / "HEAD")
    put(tmp_path / "briefs" / "brief.yaml", BAD)
    return put(tmp_path / "briefgen.toml", '# of the desk\npapper = "A4"\n')


def test_settings_are_mended_before_the_briefs(run, office, tmp_path):
    code, _, err = run("check", "--fix")
    assert code == 0
    assert err.splitlines()[:3] == [
        "briefgen.toml:2: unknown-setting: `papper` → `paper`",
        "briefs/brief.yaml:5: unknown-person: `ministr` → `minister`",
        "2 faults mended in 2 files",
    ]
    assert office.read_text("utf-8") == '# of the desk\npaper = "A4"\n'
    assert (tmp_path / "briefs" / "brief.yaml").read_text("utf-8") == MINIMAL


def test_the_table_of_a_pyproject_is_mended(run, office, tmp_path):
    office.unlink()
    text = '[project]\npapper = "x"\n\n[tool.briefgen]\npapper = "A4"\n'
    put(tmp_path / "pyproject.toml", text)
    assert run("check", "--fix", "briefs/brief.yaml")[0] == 0
    mended = text.replace('papper = "A4"', 'paper = "A4"')
    assert (tmp_path / "pyproject.toml").read_text("utf-8") == mended


def test_the_diff_shows_the_settings_and_says_that_they_are_wrong(run, office):
    code, out, err = run("check", "--diff", "briefs/brief.yaml")
    assert code == 2
    assert b'-papper = "A4"\n+paper = "A4"\n' in out
    assert "error[unknown-setting]" in err
    assert "papper" in office.read_text("utf-8")


def test_settings_outside_of_the_repository_are_left_and_that_is_said(run, office, tmp_path):
    put(tmp_path / "briefs" / ".git" / "HEAD")
    code, _, err = run("check", "--fix", "briefs/brief.yaml")
    assert code == 2
    assert "briefgen.toml lies outside of the repository, so it is left as it is.\n" in err
    assert "papper" in office.read_text("utf-8")


def test_settings_of_another_user_are_left_and_that_is_said(run, office, monkeypatch):
    monkeypatch.setattr(settings, "is_foreign", lambda _: True)
    code, _, err = run("check", "--fix", "briefs/brief.yaml")
    assert code == 2
    assert "briefgen.toml belongs to another user, so it is left as it is.\n" in err
    assert "papper" in office.read_text("utf-8")


def test_settings_that_are_a_link_out_of_their_folder_are_left(run, office, tmp_path):
    office.rename(tmp_path.parent / "elsewhere.toml")
    office.symlink_to(tmp_path.parent / "elsewhere.toml")
    assert run("check", "--fix", "briefs/brief.yaml")[0] == 2
    assert "papper" in (tmp_path.parent / "elsewhere.toml").read_text("utf-8")
