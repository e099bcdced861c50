"""Hooks of pre-commit check the briefs of a commit, and those that rest on its files."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import yaml
from runner import git
from written import MINIMAL, ROOT, put

HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
FAULTY = MINIMAL.replace("principal: minister", "principal: nobody")
QUOTED = f"""{MINIMAL}
    quotes:
      - {{speaker: state, text: Every ministry can wait., source: report}}
sources:
  report: {{title: Repairs in doubt, publisher: City Herald, capture: report.txt}}
"""


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A repository with briefs, one of which has an error, and one a capture."""
    put(tmp_path / "briefs" / "good.yaml", MINIMAL)
    put(tmp_path / "briefs" / "faulty.yaml", FAULTY)
    put(tmp_path / "cited" / "quoted.yaml", QUOTED)
    put(tmp_path / "cited" / "report.txt", "“Every ministry can wait,” said Jonas Falk.")
    put(tmp_path / "briefgen.toml", 'briefs = ["**/*.yaml"]\noff = ["capture-unpinned"]\n')
    put(tmp_path / "other.yaml", "a: [1")
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "init", "-q")
    return tmp_path


def checked(run, *files):
    """The exit code, and the briefs with findings, of a check of these files."""
    code, out, said = run("check", "--touched", "--output-format", "concise", *files)
    found = [line.split(":")[0] for line in out.decode().splitlines() if ": error[" in line]
    return code, sorted(set(found)), said


@pytest.mark.parametrize("hook", HOOKS, ids=lambda each: each["id"])
def test_a_hook_runs_a_command_that_is_there(hook, office, run):
    words = [*hook["entry"].split(), *hook["args"]]
    assert words[0] == "briefgen"
    assert run(*words[1:], "other.yaml", "gone.yaml", "briefs/good.yaml")[::2] == (0, "")
    code, _, said = run(*words[1:], "other.yaml", "briefs/faulty.yaml")
    assert code == 1
    assert "unknown-person" in said
    put(office / "-q.yaml", FAULTY)
    assert "--> -q.yaml:5" in run(*words[1:], "-q.yaml")[2]
    # With `args` of a repository, such as a baseline.
    own = [*hook["entry"].split(), "--strict", "--baseline", "none.json"]
    assert "There is no baseline none.json." in run(*own[1:], "briefs/good.yaml")[2]


def test_hooks_have_names_of_their_own():
    assert [each["id"] for each in HOOKS] == ["briefgen-check", "briefgen-fix"]
    # Any file may be a capture, and briefgen itself does several briefs at a time.
    assert all(each["require_serial"] and "types" not in each for each in HOOKS)


def test_files_that_are_no_briefs_are_passed_over(office, run):
    assert checked(run, "other.yaml")[:2] == (0, [])
    assert run("check", "--touched")[::2] == (0, "")


def test_the_brief_that_rests_on_a_capture_is_checked_with_it(office, run):
    assert checked(run, "cited/report.txt")[:2] == (0, [])
    put(office / "cited" / "report.txt", "“No ministry can wait,” said Jonas Falk.")
    assert checked(run, "cited/report.txt")[:2] == (1, ["cited/quoted.yaml"])
    (office / "cited" / "report.txt").unlink()
    assert checked(run, "cited/report.txt")[:2] == (1, ["cited/quoted.yaml"])


def test_all_briefs_of_settings_are_checked_with_them(office, run):
    code, found, said = checked(run, "briefgen.toml")
    assert (code, found) == (1, ["briefs/faulty.yaml"])
    assert "left out" not in said


def test_a_brief_that_is_no_yaml_keeps_no_other_from_being_committed(office, run):
    put(office / "briefs" / "broken.yaml", MINIMAL + "sources: [\n")
    assert checked(run, "other.yaml", "briefs/good.yaml")[:2] == (0, [])
    assert checked(run, "briefs/broken.yaml")[:2] == (1, ["briefs/broken.yaml"])


@pytest.mark.parametrize("text", ["stile = 'modern'\n", "style = [\n", "style = 'none'\n"])
def test_settings_of_a_folder_that_are_wrong_are_told(text, office, run):
    put(office / "cited" / "briefgen.toml", text)
    code, found, _ = checked(run, "cited/briefgen.toml")
    assert (code, found) == (2, ["cited/briefgen.toml"])
    # They are no fault of another commit.
    assert checked(run, "other.yaml")[:2] == (0, [])
    assert checked(run, "other.yaml", "briefs/faulty.yaml")[:2] == (1, ["briefs/faulty.yaml"])


def test_briefs_that_rest_on_nothing_are_left_out(office, run):
    code, found, said = checked(run, "other.yaml", "briefs/good.yaml")
    assert (code, found) == (0, [])
    assert said == "2 briefs left out: nothing has changed that they rest on\n"


def test_a_brief_outside_of_the_settings_is_checked_where_it_is_named(office, run):
    put(office / "briefgen.toml", 'briefs = ["cited/*.yaml"]\n')
    assert checked(run, "briefs/faulty.yaml", "other.yaml")[:2] == (1, ["briefs/faulty.yaml"])


def test_a_file_that_becomes_a_brief_is_checked_at_once(office):
    files = ("other.yaml", "briefs/good.yaml")
    command = [sys.executable, "-m", "briefgen", "check", "--touched", *files]
    home = {"XDG_CACHE_HOME": str(office / "cache"), "PYTHONPATH": str(ROOT)}
    codes = []
    for text in ("a: 1\n", "a: 1\n", "briefgen: 1\n"):
        put(office / "other.yaml", text)
        done = subprocess.run(command, cwd=office, env=home, capture_output=True, check=False)
        codes.append(done.returncode)
    assert codes == [0, 0, 1]


@pytest.mark.parametrize("name", ["a b.yaml", "ü🚢.yaml", "$(x).yaml", "a[1]*.yaml", "a\nb.yaml"])
def test_names_of_files_may_have_any_signs(name, office, run):
    put(office / "briefs" / name, FAULTY)
    code, out, _ = run("check", "--touched", "--output-format", "concise", f"briefs/{name}")
    assert (code, out.count(b"error[unknown-person]")) == (1, 1)


# By pre-commit itself. It fetches nothing: the libraries are those of the tests.


@pytest.fixture(scope="module")
def hooked(tmp_path_factory):
    """A copy of this repository from which pre-commit takes the hooks, and its home."""
    root = tmp_path_factory.mktemp("hooks")
    names = ("briefgen", "ci", "templates", "styles", "docs", "pyproject.toml", "LICENSE")
    copied = [ROOT / name for name in (*names, "README.md", ".pre-commit-hooks.yaml")]
    (root / "briefgen").mkdir()
    subprocess.run(["cp", "-r", *copied, root / "briefgen"], check=True)
    git(root / "briefgen", "init", "-q")
    git(root / "briefgen", "add", ".")
    git(root / "briefgen", "commit", "-qm", "The hooks")
    return root


def pre_commit(hooked, office, hook, *more):
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(hooked),
        "PRE_COMMIT_HOME": str(hooked / "home"),
        "XDG_CACHE_HOME": str(hooked / "cache"),
        "PYTHONPATH": sysconfig.get_path("purelib"),
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # pip takes the value for that of `--build-isolation`
        "LANG": "C.UTF-8",
    }
    command = [sys.executable, "-m", "pre_commit", "try-repo", hooked / "briefgen", hook, *more]
    done = subprocess.run(
        command, cwd=office, env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.long
def test_pre_commit_runs_the_hooks(hooked, office):
    (office / "briefs" / "faulty.yaml").unlink()
    slip = put(office / "briefs" / "slip, ü.yaml", MINIMAL.replace("objective:", "objektive:"))
    git(office, "add", ".")
    code, said = pre_commit(hooked, office, "briefgen-check", "--files", "other.yaml")
    assert (code, "Passed" in said) == (0, True), said
    code, said = pre_commit(hooked, office, "briefgen-check", "--all-files")
    assert code == 1, said
    assert "error[unknown-field]: `objektive` is not a field of an item." in said
    assert " --> briefs/slip, ü.yaml:" in said
    code, said = pre_commit(hooked, office, "briefgen-fix", "--all-files")
    assert (code, "files were modified by this hook" in said) == (1, True), said
    assert slip.read_text("utf-8") == MINIMAL
    code, said = pre_commit(hooked, office, "briefgen-fix", "--all-files")
    assert code == 0, said
