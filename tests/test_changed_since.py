"""Of many briefs, those are taken that the branch touched, or that rest on what it touched."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

import pytest
from repositories import ALONE, committed, git
from written import MINIMAL, put

from briefgen.builds.changes import git as asking

SOURCE = "sources: {minutes: {title: Minutes, capture: captures/protokoll-März.txt}}\n"
PICTURE = "    figures: [{file: pictures/map.svg, alt: A map}]\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>\n'


@pytest.fixture
def taken(run):
    """Gives the names of the briefs that a check takes."""

    def names(*more, since="main"):
        code, out, err = run("check", "--changed-since", since, "--output-format", "json", *more)
        assert code in {0, 1}, err
        return sorted(Path(brief["file"]).stem for brief in json.loads(out)["briefs"])

    return names


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A repository in which one stands, with four briefs on `main`, on a branch of its own."""
    for name, value in ALONE.items():
        monkeypatch.setenv(name, value)
    at = tmp_path / "office"
    put(at / "briefs" / "plain.yaml", MINIMAL)
    put(at / "briefs" / "captured.yaml", MINIMAL + SOURCE)
    put(at / "briefs" / "drawn.yaml", MINIMAL + PICTURE)
    put(at / "briefs" / "captures" / "protokoll-März.txt", "Who waits\npays.\n")
    put(at / "briefs" / "pictures" / "map.svg", SVG)
    put(at / "house" / "styled.yaml", MINIMAL)
    put(at / "house" / "briefgen.toml", 'style = "house"\n')
    put(at / "house" / "styles" / "house" / "tokens.css", ":root { --ink: black }\n")
    put(at / "house" / "styles" / "spare" / "tokens.css", ":root { --ink: black }\n")
    put(at / "house" / "templates" / "parts" / "press.html.j2", "<p></p>\n")
    put(at / "notes.txt", "No brief names this.\n")
    git(committed(at), "switch", "-q", "-c", "branch")
    monkeypatch.chdir(at)
    return at


def test_a_branch_that_touched_nothing_takes_no_brief(office, run):
    code, out, err = run("check", ".", "--changed-since", "main")
    assert (code, out) == (0, b"")
    assert err == "all 4 briefs left out: nothing has changed that they rest on\n"
    code, out, _ = run("check", ".", "--changed-since", "main", "--output-format", "json")
    report = json.loads(out)
    assert (code, report["briefs"], report["counts"]["untouched"]) == (0, [], 4)
    assert run("build", ".", "--changed-since", "main")[0] == 0
    assert not (office / "build").exists()


@pytest.mark.parametrize(
    ("file", "touched"),
    [
        ("briefs/plain.yaml", ["plain"]),
        ("briefs/captures/protokoll-März.txt", ["captured"]),
        ("briefs/pictures/map.svg", ["drawn"]),
        ("house/briefgen.toml", ["styled"]),
        ("house/styles/house/tokens.css", ["styled"]),
        ("house/styles/spare/tokens.css", []),
        ("house/templates/parts/press.html.j2", ["styled"]),
        ("notes.txt", []),
    ],
)
def test_a_brief_is_touched_with_what_it_rests_on(file, touched, office, taken):
    with (office / file).open("a", encoding="utf-8") as out:
        out.write("# more\n" if file.endswith(("yaml", "toml")) else "\n")
    assert taken(".") == touched
    committed(office)
    assert taken(".") == touched


def test_hashes_of_sha_256_are_compared_as_well(office, taken):
    shutil.rmtree(office / ".git")
    git(committed(office, kind="sha256"), "switch", "-q", "-c", "branch")
    assert taken(".") == []
    put(office / "briefs" / "plain.yaml", MINIMAL + "# more\n")
    assert taken(".") == ["plain"]


@pytest.mark.parametrize(
    ("file", "touched"),
    [
        ("briefs/captures/protokoll-März.txt", ["captured"]),
        ("briefs/pictures/map.svg", ["drawn"]),
        ("house/templates/parts/press.html.j2", ["styled"]),
        ("house/briefgen.toml", ["styled"]),
    ],
)
@pytest.mark.parametrize("is_renamed", [True, False])
def test_what_is_gone_has_changed(file, touched, is_renamed, office, taken):
    if is_renamed:
        (office / file).rename(office / file.replace(".", "-old."))
    else:
        (office / file).unlink()
    assert taken(".") == touched
    committed(office)
    assert taken(".") == touched


def test_a_folder_of_templates_that_is_gone_has_changed(office, taken):
    shutil.rmtree(office / "house" / "templates")
    assert taken(".") == ["styled"]


def test_settings_that_are_new_nearer_to_a_brief_touch_it(office, taken):
    put(office / "briefgen.toml", 'paper = "A4"\n')
    assert taken(".") == ["captured", "drawn", "plain"]  # `house` has its own
    committed(office)
    (office / "briefgen.toml").unlink()
    assert taken(".", since="HEAD") == ["captured", "drawn", "plain"]


def test_a_file_of_another_tool_without_settings_touches_nothing(office, taken):
    put(office / "pyproject.toml", "[tool.other]\n")
    assert taken(".") == []
    put(office / "pyproject.toml", '[tool.briefgen]\npaper = "A4"\n')
    assert taken(".") == ["captured", "drawn", "plain"]
    committed(office)
    put(office / "pyproject.toml", "[tool.other]\n")
    assert taken(".", since="HEAD") == ["captured", "drawn", "plain"]


def test_a_brief_that_is_new_or_renamed_is_touched(office, taken):
    put(office / "briefs" / "new.yaml", MINIMAL)
    (office / "briefs" / "plain.yaml").rename(office / "briefs" / "called-otherwise.yaml")
    assert taken(".") == ["called-otherwise", "new"]


def test_what_main_did_meanwhile_is_not_the_branch_s(office, taken):
    put(office / "briefs" / "plain.yaml", MINIMAL + "# of the branch\n")
    committed(office)
    git(office, "switch", "-q", "main")
    put(office / "briefs" / "drawn.yaml", MINIMAL)
    committed(office)
    git(office, "switch", "-q", "branch")
    assert taken(".") == ["plain"]
    for since in (
        "main...",
        "main...HEAD",
        "main..",
        "main^{commit}",
        git(office, "rev-parse", "main"),
    ):
        assert taken(".", since=since) == ["plain"]


def test_it_is_the_same_from_a_folder_below(office, taken, monkeypatch):
    put(office / "briefs" / "captures" / "protokoll-März.txt", "Who waits wins.\n")
    monkeypatch.chdir(office / "briefs" / "captures")
    assert taken("..", "../../house") == ["captured"]


def test_a_brief_that_cannot_be_loaded_rests_on_itself_and_its_settings(office, taken):
    put(office / "briefs" / "broken.yaml", MINIMAL + "sources: [\n")
    (office / "briefs" / "foreign.yaml").write_bytes(MINIMAL.encode() + b"# \xe4\n")
    git(committed(office), "branch", "-f", "main")
    assert taken("briefs") == []
    put(office / "briefs" / "broken.yaml", MINIMAL + "sources: [ \n")
    assert taken("briefs") == ["broken"]
    put(office / "briefs" / "briefgen.toml", "strict = true\n")
    assert {"broken", "foreign"} <= {*taken("briefs")}


def test_wrong_settings_are_told_though_nobody_touched_them(office, run):
    put(office / "wrong" / "briefgen.toml", "papr = 1\n")
    put(office / "wrong" / "brief.yaml", MINIMAL)
    git(committed(office), "branch", "-f", "main")
    code, _, err = run("check", ".", "--changed-since", "main")
    assert code == 2
    assert "unknown-setting" in err


@pytest.mark.parametrize(
    "typed",
    [
        'sources: {minutes: {title: Minutes, "capture": "captures/protokoll-M\\u00e4rz.txt"}}\n',
        "sources: {m: {title: Minutes, url: &at captures/protokoll-März.txt, capture: *at}}\n",
        "sources:\n  m:\n    title: Minutes\n    ? capture\n    : >-\n      captures/protokoll-März.txt\n",
        "sources:\n  m:\n    title: Minutes\n    capture:\n      'captures/protokoll-März.txt'\n",
    ],
)
def test_a_file_is_named_in_whatever_way_yaml_has(typed, office, taken):
    put(office / "briefs" / "captured.yaml", MINIMAL + typed)
    git(committed(office), "branch", "-f", "main")
    assert taken(".") == []
    put(office / "briefs" / "captures" / "protokoll-März.txt", "Who waits wins.\n")
    assert taken(".") == ["captured"]


def test_ends_of_lines_that_git_has_changed_are_no_change(office, taken):
    for path in (office / "briefs").rglob("*.*"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert taken(".") == []


def test_a_file_is_the_same_as_its_pointer_in_lfs(office, taken):
    capture = office / "briefs" / "captures" / "protokoll-März.txt"
    text = capture.read_bytes()
    pointer = (
        "version https://git-lfs.github.com/spec/v1\n"
        f"oid sha256:{sha256(text).hexdigest()}\nsize {len(text)}\n"
    )
    put(capture, pointer)
    git(committed(office), "branch", "-f", "main")
    assert taken(".") == []
    capture.write_bytes(text)
    assert taken(".") == []
    capture.write_bytes(text + b"More.\n")
    assert taken(".") == ["captured"]


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_a_link_leads_to_what_a_brief_rests_on(office, taken):
    capture = office / "briefs" / "captures" / "protokoll-März.txt"
    kept = put(office / "briefs" / "archive" / "kept.txt", "Who waits\npays.\n")
    put(office / "briefs" / "archive" / "other.txt", "Who waits\npays.\n")
    capture.unlink()
    capture.symlink_to("../archive/kept.txt")
    (office / "again").symlink_to("briefs")
    git(committed(office), "branch", "-f", "main")
    assert taken(".") == taken("again") == []
    kept.write_text("Who waits wins.\n")
    assert taken("briefs") == taken("again") == ["captured"]
    git(office, "checkout", "-q", ".")
    capture.unlink()
    capture.symlink_to("../archive/other.txt")
    assert taken("briefs") == ["captured"]


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_a_folder_that_leads_elsewhere_now_has_changed(office, taken):
    (office / "briefs" / "captures").rename(office / "briefs" / "first")
    put(office / "briefs" / "second" / "protokoll-März.txt", "Who pays\nwaits.\n")
    (office / "briefs" / "captures").symlink_to("first")
    git(committed(office), "branch", "-f", "main")
    assert taken(".") == []
    (office / "briefs" / "captures").unlink()
    (office / "briefs" / "captures").symlink_to("second")
    assert taken(".") == ["captured"]


def test_a_worktree_has_a_branch_of_its_own(office, taken, monkeypatch):
    git(office, "worktree", "add", "-q", "-b", "other", "../tree", "main")
    tree = office.parent / "tree"
    put(tree / "briefs" / "drawn.yaml", MINIMAL)
    monkeypatch.chdir(tree)
    assert taken(".") == ["drawn"]


def test_a_submodule_is_compared_with_the_commit_that_was_its(office, run, taken, monkeypatch):
    part = office.parent / "part"
    put(part / "in" / "one.yaml", MINIMAL)
    put(part / "in" / "two.yaml", MINIMAL)
    committed(part)
    git(office, "submodule", "add", "-q", str(part), "shared")
    assert taken("shared") == ["one", "two"]  # all of it is new
    git(committed(office), "branch", "-f", "main")
    assert taken(".") == []
    put(office / "shared" / "in" / "two.yaml", MINIMAL + "# more\n")
    assert taken(".") == ["two"]
    committed(office / "shared")
    committed(office)
    assert taken(".") == ["two"]
    # Within it, a revision is its own.
    monkeypatch.chdir(office / "shared")
    assert taken(".", since="HEAD") == []


def test_a_brief_in_no_repository_is_taken(office, taken, tmp_path):
    other = put(tmp_path / "elsewhere" / "other.yaml", MINIMAL)
    assert taken(".", other) == ["other"]


def test_standard_input_is_taken(office, run, monkeypatch):
    import io

    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(MINIMAL.encode())))
    code, _, err = run("check", "-", "--changed-since", "main")
    assert code == 0
    assert "no findings in <stdin>" in err


def test_a_build_makes_the_touched_ones_alone(office, run):
    put(office / "briefs" / "plain.yaml", MINIMAL + "# more\n")
    code, _, err = run("build", ".", "-t", "html", "--template", "card", "--changed-since", "main")
    assert code == 0
    assert "3 briefs left out: nothing has changed that they rest on" in err
    assert sorted(path.name for path in (office / "build").glob("*.html")) == ["plain-card.html"]


@pytest.mark.parametrize(
    "name", ["full", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit"]
)
def test_a_report_of_no_brief_is_one_in_every_format(name, office, run):
    code, out, err = run("check", ".", "--changed-since", "main", "--output-format", name)
    assert code == 0
    assert "all 4 briefs left out" in err
    if name in {"json", "sarif", "gitlab"}:
        json.loads(out)
    elif name == "junit":
        assert ElementTree.fromstring(out).tag == "testsuites"


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("mian", "There is no branch, tag or commit `mian` in {office}. Did you mean `main`?"),
        ("-main", "--changed-since takes a branch, a tag or a commit, not `-main`."),
        ("--help", "--changed-since takes a branch, a tag or a commit, not `--help`."),
        ("...", "--changed-since takes a branch, a tag or a commit, not `...`."),
        ("", "--changed-since takes a branch, a tag or a commit, not ``."),
        ("^main", "There is no branch, tag or commit `^main` in {office}. Did you mean `main`?"),
        ("HEAD:notes.txt", "There is no branch, tag or commit `HEAD:notes.txt` in {office}."),
    ],
)
def test_what_is_no_revision_is_said(since, said, office, run):
    code, out, err = run("check", ".", f"--changed-since={since}")
    assert (code, out) == (2, b"")
    assert err == f"briefgen: {said.format(office=office)}\n"


def test_a_branch_that_is_only_at_the_origin_is_suggested(office, run, monkeypatch):
    git(office, "branch", "release")
    git(office.parent, "clone", "-q", str(office), "copy")
    monkeypatch.chdir(office.parent / "copy")
    _, _, err = run("check", ".", "--changed-since", "release")
    assert "Did you mean `origin/release`?" in err


def test_a_shallow_clone_says_how_to_deepen_it(office, run, taken, monkeypatch):
    put(office / "briefs" / "plain.yaml", MINIMAL + "# of the branch\n")
    committed(office)
    copy = office.parent / "copy"
    git(office.parent, "clone", "-q", "--depth", "1", f"file://{office}", "copy")
    monkeypatch.chdir(copy)
    code, _, err = run("check", ".", "--changed-since", "main")
    assert code == 2
    assert "There is no branch, tag or commit `main`" in err
    git(copy, "remote", "set-branches", "origin", "*")
    git(copy, "fetch", "-q", "--depth", "1", "origin", "main:main")
    code, _, more = run("check", ".", "--changed-since", "main")
    assert code == 2
    assert "Where the branch parted from `main` isn't known: this clone is shallow." in more
    for said in (err, more):
        assert "git fetch --unshallow" in said
        assert "`fetch-depth: 0`" in said
    git(copy, "fetch", "-q", "--unshallow")
    assert taken(".") == ["plain"]


def test_histories_without_a_common_commit_are_said(office, run):
    git(office, "switch", "-q", "--orphan", "alone")
    put(office / "briefs" / "plain.yaml", MINIMAL)
    committed(office)
    code, _, err = run("check", ".", "--changed-since", "main")
    assert code == 2
    assert "have no commit in common" in err


def test_no_repository_and_no_commit_are_said(tmp_path, run, monkeypatch):
    for name, value in ALONE.items():
        monkeypatch.setenv(name, value)
    put(tmp_path / "one.yaml", MINIMAL)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    code, _, err = run("check", ".", "--changed-since", "main")
    assert code == 2
    assert err.startswith("briefgen: There is no git repository here")
    git(tmp_path, "init", "-q")
    code, _, err = run("check", ".", "--changed-since", "main")
    assert code == 2
    assert "There is no branch, tag or commit `main`" in err


def test_no_git_is_said(office, run, monkeypatch):
    monkeypatch.setenv("PATH", str(office))
    code, _, err = run("check", ".", "--changed-since", "main")
    assert code == 2
    assert err.startswith("briefgen: There is no git here")


@pytest.mark.skipif(os.name != "posix", reason="a program without an ending")
def test_a_program_of_that_name_beside_the_briefs_is_not_run(office, run, monkeypatch):
    put(office / "git", "#!/bin/sh\ntouch ran\n").chmod(0o755)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.environ['PATH']}")
    assert run("check", ".", "--changed-since", "main")[0] == 2
    assert not (office / "ran").exists()


def test_a_repository_of_another_user_is_for_git_to_refuse(office, run, monkeypatch):
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    code, _, err = run("check", ".", "--changed-since", "main")
    assert code == 2
    assert f"git config --global --add safe.directory {office}" in err


def test_variables_of_a_hook_lead_nowhere_else(office, taken, monkeypatch, tmp_path):
    put(office / "briefs" / "plain.yaml", MINIMAL + "# more\n")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "none"))
    assert taken(".") == ["plain"]


HOSTILE = """\
[core]
	repositoryformatversion = 1
	fsmonitor = touch ran
	hooksPath = hooks
	pager = touch ran
	editor = touch ran
	sshCommand = touch ran
	askPass = touch ran
	attributesFile = attributes
[filter "bad"]
	clean = touch ran
	smudge = touch ran
	process = touch ran
	required = true
[diff "bad"]
	textconv = touch ran
	command = touch ran
[diff]
	external = touch ran
[alias]
	rev-parse = !touch ran
	ls-tree = !touch ran
	merge-base = !touch ran
	cat-file = !touch ran
[extensions]
	partialClone = origin
[remote "origin"]
	url = ssh://example.org/none
	promisor = true
	partialclonefilter = blob:none
	uploadpack = touch ran
"""


@pytest.mark.skipif(os.name != "posix", reason="commands of a shell")
@pytest.mark.parametrize("is_lacking", [True, False])
def test_nothing_that_a_repository_names_is_run(is_lacking, office, run):
    put(office / "pyproject.toml", "[tool.briefgen]\n")
    git(committed(office), "branch", "-f", "main")
    put(office / "pyproject.toml", "[tool.other]\n")  # what it was is read from its blob
    hook = put(office / "hooks" / "post-index-change", "#!/bin/sh\ntouch ran\n")
    hook.chmod(0o755)
    put(office / "attributes", "* filter=bad diff=bad\n")
    if is_lacking:  # so that git would fetch the tree of a folder from the remote
        tree = git(office, "rev-parse", "main:house")
        (office / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    with (office / ".git" / "config").open("a") as config:
        config.write(HOSTILE.replace("touch ran", f"touch {office}/ran #"))
    code, _, err = run("check", ".", "--changed-since", "main")
    assert not (office / "ran").exists()
    if is_lacking:
        assert code == 2
        assert "git can't list the files" in err
    else:
        assert code == 1  # the findings of what is taken
        assert "1 brief left out" in err


def test_a_commit_of_more_files_than_any_disk_has_is_given_up(office, run, monkeypatch):
    monkeypatch.setattr(asking, "MOST_BYTES", 1_000_000)
    blob = git(office, "rev-parse", "main:notes.txt")
    tree = f"100644 blob {blob}\tx"
    for _ in range(8):  # each holds the one before ten times
        made = written(office, tree)
        tree = "\n".join(f"040000 tree {made}\t{number}" for number in range(10))
    commit = git(office, "commit-tree", written(office, tree), "-p", "main", "-m", "Bomb")
    git(office, "update-ref", "refs/heads/main", commit)
    git(office, "update-ref", "refs/heads/branch", commit)
    code, _, err = run("check", ".", "--changed-since", "main")
    assert (code, err) == (2, f"briefgen: git lists too many files of a commit in {office}.\n")


def written(folder, lines):
    """Write a tree of git, and give its hash."""
    done = subprocess.run(
        ["git", "mktree"],
        cwd=folder,
        input=lines + "\n",
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


def test_a_git_that_does_not_answer_is_ended(office, run, monkeypatch):
    put(office.parent / "bin" / "git", "#!/bin/sh\nexec sleep 60\n").chmod(0o755)
    monkeypatch.setenv("PATH", f"{office.parent / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(asking, "SECONDS", 0.2)
    code, _, err = run("check", ".", "--changed-since", "main")
    assert code == 2
    assert "git has not answered for 0.2 seconds" in err


def test_a_brief_that_names_files_without_end_is_taken(office, taken, monkeypatch):
    monkeypatch.setattr("briefgen.builds.changes.touched.MOST_NAMES", 5)
    named = "".join(f"  m{at}: {{title: M, capture: captures/{at}.txt}}\n" for at in range(6))
    put(office / "briefs" / "captured.yaml", f"{MINIMAL}sources:\n{named}")
    git(committed(office), "branch", "-f", "main")
    assert taken(".") == ["captured"]


def test_git_is_asked_for_objects_alone(office, run, monkeypatch):
    asked = []
    ask = asking.ask

    def noted(folder, *arguments):
        asked.append(arguments[0])
        return ask(folder, *arguments)

    for module in ("base", "bases"):
        monkeypatch.setattr(f"briefgen.builds.changes.{module}.ask", noted)
    run("check", ".", "--changed-since", "main")
    assert {*asked} == {"rev-parse", "merge-base", "ls-tree"}
    assert len(asked) == 3


def test_an_unchanged_call_looks_at_what_has_changed_again(office, run, monkeypatch, tmp_path):
    from briefgen.builds.store import calls, marks

    monkeypatch.setattr(marks, "SETTLED", 0)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    call = ("check", ".", "--changed-since", "main")
    for _ in range(2):
        assert calls.told_again(call) is None
        run(*call)
    assert not [*(tmp_path / "own").rglob("calls/*")]
    monkeypatch.setenv("BRIEFGEN_CHANGED_SINCE", "main")
    for _ in range(2):
        assert calls.told_again(("check", ".")) is None
        assert "left out" in run("check", ".")[2]
