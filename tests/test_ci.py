"""The files for CI are valid, and their commands do what they say."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from actions import obeyed
from runner import Action, Machine, git, gitlab_job
from written import MINIMAL, ROOT, VAGUE, put

import briefgen

OURS = ROOT / ".github" / "workflows" / "ci.yml"
GITHUB = ROOT / "ci" / "github" / "briefs.yml"
GITLAB = ROOT / "ci" / "gitlab" / "briefs.yml"
ACTION = ROOT / "action.yml"
FAULTY = MINIMAL.replace("principal: minister", "principal: nobody")


@pytest.fixture
def office(tmp_path):
    """A repository with two briefs, of which one has an error."""
    repository = tmp_path / "repository"
    put(repository / "briefs" / "good.yaml", MINIMAL)
    put(repository / "briefs" / "faulty.yaml", FAULTY)
    put(repository / "other.yaml", "a: [1")
    git(repository, "init", "-q")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "Two briefs")
    return repository


@pytest.fixture
def act(tmp_path, office):
    """Runs the action with these inputs."""
    return lambda **inputs: Action(
        Machine(tmp_path / "machine", office),
        {name.replace("_", "-"): value for name, value in inputs.items()},
    ).run()


# Valid by their schemas.


@pytest.mark.parametrize(
    ("schema", "file", "more"),
    [
        ("vendor.github-actions", ACTION, ()),
        ("vendor.github-workflows", OURS, ()),
        ("vendor.github-workflows", GITHUB, ()),
        ("vendor.gitlab-ci", GITLAB, ("--data-transform", "gitlab-ci")),
    ],
    ids=["action", "ours", "github", "gitlab"],
)
def test_a_file_is_valid(schema, file, more):
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *more]
    done = subprocess.run([*command, file], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def blocks_of_the_page():
    """The files that the page on CI shows, by their names."""
    page = (ROOT / "docs" / "how-to" / "ci.md").read_text("utf-8")
    return dict(re.findall(r"^```yaml\n# (\S+)\n(.*?)^```", page, re.DOTALL | re.MULTILINE))


def test_what_the_page_shows_is_valid(tmp_path):
    shown = blocks_of_the_page()
    assert shown.keys() == {".github/workflows/briefs.yml", ".pre-commit-config.yaml"}
    workflow = put(tmp_path / "briefs.yml", shown[".github/workflows/briefs.yml"])
    config = put(tmp_path / "config.yaml", shown[".pre-commit-config.yaml"])
    schema = ("check_jsonschema", "--builtin-schema", "vendor.github-workflows", workflow)
    for words in (schema, ("pre_commit", "validate-config", config)):
        command = [sys.executable, "-m", *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


def test_hooks_are_valid():
    command = [sys.executable, "-m", "pre_commit", "validate-manifest"]
    subprocess.run([*command, ROOT / ".pre-commit-hooks.yaml"], check=True, env={"PATH": "/bin"})


def test_the_page_shows_what_there_is():
    page = (ROOT / "docs" / "how-to" / "ci.md").read_text("utf-8")
    action = yaml.safe_load(ACTION.read_text("utf-8"))
    rows = re.findall(r"^\| ((?:`[\w-]+`(?:, )?)+) \|", page, re.MULTILINE)
    named = set(re.findall(r"`([\w-]+)`", " ".join(rows)))
    variables = yaml.safe_load(GITLAB.read_text("utf-8"))["variables"]
    assert named == action["inputs"].keys() | variables.keys()
    assert all(f"`{name}`" in page for name in action["outputs"])
    known = {each["uses"] for each in steps_of(GITHUB) if "uses" in each}
    shown = yaml.safe_load(blocks_of_the_page()[".github/workflows/briefs.yml"])
    used = {each["uses"] for each in shown["jobs"]["briefs"]["steps"]}
    assert used == {each.replace("VERSION", briefgen.__version__) for each in known}
    hooks = yaml.safe_load(blocks_of_the_page()[".pre-commit-config.yaml"])
    assert hooks["repos"][0]["rev"] == f"v{briefgen.__version__}"


def steps_of(file):
    text = yaml.safe_load(file.read_text("utf-8"))
    jobs = text["jobs"].values() if "jobs" in text else [text["runs"]]
    return [step for job in jobs for step in job["steps"]]


@pytest.mark.parametrize("file", [ACTION, OURS, GITHUB], ids=lambda path: path.parent.name)
def test_what_others_wrote_is_pinned_by_its_commit(file):
    written = file.read_text("utf-8")
    for step in steps_of(file):
        used = step.get("uses", "")
        if used and not used.startswith(("./", "briefgen/")):
            assert re.search(rf"{re.escape(used.split('@')[0])}@[0-9a-f]{{40}} # v\d", written)


def test_an_action_of_others_has_one_commit_in_all_files():
    files = [ACTION, GITHUB, *(ROOT / ".github" / "workflows").iterdir()]
    used = [
        re.findall(r"uses: ([\w/-]+)@([0-9a-f]{40})", path.read_text("utf-8")) for path in files
    ]
    commits = {pair for pairs in used for pair in pairs}
    assert len({action for action, _ in commits}) == len(commits) > 5


@pytest.mark.parametrize("file", [ACTION, OURS, GITHUB], ids=lambda path: path.parent.name)
def test_nothing_is_put_into_a_script(file):
    assert not [step["run"] for step in steps_of(file) if "${{" in step.get("run", "")]


@pytest.mark.parametrize("file", [OURS, GITHUB], ids=lambda path: path.parent.name)
def test_a_workflow_may_only_read(file):
    text = yaml.safe_load(file.read_text("utf-8"))
    assert text["permissions"] == {"contents": "read"}
    assert not [job for job in text["jobs"].values() if "permissions" in job]
    checkouts = [each for each in steps_of(file) if "actions/checkout" in each.get("uses", "")]
    assert checkouts
    assert all(each["with"]["persist-credentials"] is False for each in checkouts)


@pytest.mark.long
def test_our_own_briefs_go_through_our_own_action(tmp_path):
    [step] = [each for each in steps_of(OURS) if each.get("uses") == "./"]
    inputs = step["with"] | {"to": "html"}
    ran = Action(Machine(tmp_path / "machine", ROOT), inputs | {"output": str(tmp_path)}).run()
    assert (ran.code, ran.outputs["errors"], ran.outputs["warnings"]) == (0, "0", "0"), ran.log


def test_our_tests_are_run():
    runs = [step["run"] for step in steps_of(OURS) if "run" in step]
    assert runs == [".ci/run"]
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


@pytest.mark.parametrize("file", [OURS, GITHUB], ids=lambda path: path.parent.name)
def test_a_workflow_gives_inputs_that_the_action_has(file):
    known = yaml.safe_load(ACTION.read_text("utf-8"))["inputs"]
    commented = re.findall(r"^          # ([\w-]+): ", file.read_text("utf-8"), re.MULTILINE)
    ours = [each for each in steps_of(file) if each.get("uses", "").startswith(("./", "briefgen"))]
    assert len(ours) == 1
    assert {*ours[0]["with"], *commented} <= known.keys()


# The action.


def test_an_action_shows_what_is_wrong_and_keeps_what_is_right(act, office):
    ran = act(to="html")
    assert ran.code == 1
    assert ran.outputs["exit-code"] == "1"
    assert (ran.outputs["errors"], ran.outputs["warnings"]) == ("1", "0")
    [found] = obeyed(ran.log)
    assert (found.name, found.properties["file"]) == ("error", "briefs/faulty.yaml")
    assert "[`unknown-person`]" in ran.summary
    assert "| `briefs/good.yaml` | no findings |" in ran.summary
    kept = ran.used["actions/upload-artifact"]
    assert kept["name"] == "briefs"
    made = {path.name for path in Path(kept["path"]).iterdir()}
    assert made == {"good-packet.html", "good-card.html", "manifest.json"}
    sarif = json.loads(Path(ran.outputs["sarif"]).read_text("utf-8"))
    assert len(sarif["runs"][0]["results"]) == 1
    assert "github/codeql-action/upload-sarif" not in ran.used


def test_an_action_that_finds_nothing_ends_well(act, office):
    ran = act(paths="briefs/good.yaml", to="html", template="card", upload_sarif="true")
    assert (ran.code, ran.outputs["exit-code"], ran.outputs["errors"]) == (0, "0", "0")
    assert obeyed(ran.log) == []
    assert ran.used["github/codeql-action/upload-sarif"]["sarif_file"] == ran.outputs["sarif"]
    assert sorted(path.name for path in (office / "build").iterdir()) == [
        "good-card.html",
        "manifest.json",
    ]


def test_an_action_that_only_checks_needs_no_pango(act, office):
    ran = act(build="false")
    assert (ran.code, ran.outputs["errors"]) == (1, "1")
    assert "actions/upload-artifact" not in ran.used
    assert [call.split()[0] for call in ran.noted if not call.startswith("pip")] == []
    assert not (office / "build").exists()


def test_an_action_installs_what_it_needs(act):
    ran = act(build="true", to="html")
    packages = [call for call in ran.noted if "apt-get" in call]
    assert len(packages) == 2
    assert "libpango-1.0-0" in packages[1]
    installed = [call for call in ran.noted if call.startswith("pip install")]
    assert installed[-1].endswith(str(ROOT))
    kept = ran.used["actions/cache"]
    assert kept["key"].startswith(kept["restore-keys"].splitlines()[0])
    assert (Path(kept["path"]) / "briefgen").is_dir()


@pytest.mark.parametrize("strict", ["true", "false"])
def test_warnings_stop_only_strict_actions(act, office, strict):
    put(office / "warned.yaml", VAGUE)
    ran = act(paths="warned.yaml", build="false", strict=strict)
    assert (ran.outputs["errors"], ran.outputs["warnings"]) == ("0", "1"), ran.log
    assert ran.code == (strict == "true")


def test_paths_may_have_any_signs(act, office):
    name = "a b, $(touch hacked) `touch hacked`; 'x\" *ü🚢.yaml"
    put(office / "briefs" / name, FAULTY)
    ran = act(paths=f"briefs/{name}\nbriefs/good.yaml", build="false")
    assert (ran.code, ran.outputs["errors"]) == (1, "1"), ran.log
    assert obeyed(ran.log)[0].properties["file"] == f"briefs/{name}"
    assert not list(office.rglob("hacked"))


@pytest.mark.parametrize("name", ["paths", "to", "template", "style", "output", "max-warnings"])
def test_no_input_is_run_by_the_shell(act, office, name):
    ran = act(**{name.replace("-", "_"): "$(touch hacked); touch hacked #"})
    assert ran.code
    assert not list(office.rglob("hacked"))


def test_a_path_is_no_option(act):
    ran = act(paths="--version", build="false")
    assert ran.code == 5
    assert "There is no file --version." in ran.log


def test_an_action_may_run_in_a_folder(act, office):
    (office / "north").mkdir()
    git(office, "mv", "briefs", "north/briefs")
    ran = act(working_directory="north", build="false")
    assert obeyed(ran.log)[0].properties["file"] == "north/briefs/faulty.yaml"


def test_an_action_takes_what_a_branch_has_touched(act, office):
    base = git(office, "rev-parse", "HEAD")
    put(office / "briefs" / "good.yaml", MINIMAL.replace("minutes: 30", "minutes: 40"))
    git(office, "commit", "-qam", "Longer talks")
    ran = act(changed_since=base, to="html")
    assert (ran.code, ran.outputs["errors"]) == (0, "0"), ran.log
    assert (office / "build" / "good-card.html").exists()


# GitLab.


def test_a_gitlab_job_reports_and_builds(tmp_path, office):
    ran = gitlab_job(Machine(tmp_path / "machine", office), GITLAB, BRIEFS_OPTIONS="--to html")
    assert ran.code == 1, ran.log
    assert "error[unknown-person]" in ran.log
    quality = json.loads((office / "briefgen-quality.json").read_text("utf-8"))
    assert [each["location"]["path"] for each in quality] == ["briefs/faulty.yaml"]
    assert "unknown-person" in (office / "briefgen-junit.xml").read_text("utf-8")
    assert (office / "build" / "good-packet.html").exists()
    assert ran.noted[-1].split()[0] == "pip"
    assert (office / ".cache" / "briefgen").is_dir()


def test_a_gitlab_job_takes_what_a_merge_request_touches(tmp_path, office):
    base = git(office, "rev-parse", "HEAD")
    put(office / "briefs" / "good.yaml", MINIMAL.replace("minutes: 30", "minutes: 40"))
    git(office, "commit", "-qam", "Longer talks")
    machine = Machine(tmp_path / "machine", office)
    ran = gitlab_job(
        machine, GITLAB, BRIEFS_OPTIONS="--to html", CI_MERGE_REQUEST_DIFF_BASE_SHA=base
    )
    assert ran.code == 0, ran.log
    # GitLab would take for mended what the list of the default branch has, and this one has not.
    quality = json.loads((office / "briefgen-quality.json").read_text("utf-8"))
    assert [each["location"]["path"] for each in quality] == ["briefs/faulty.yaml"]


def test_patterns_are_left_to_briefgen(tmp_path, office):
    put(office / "briefs" / "deep" / "er" / "fares.yaml", FAULTY)
    machine = Machine(tmp_path / "machine", office)
    options = {"BRIEFS": "briefs/**/fa*.yaml", "BRIEFS_OPTIONS": "--to html"}
    ran = gitlab_job(machine, GITLAB, **options)
    quality = json.loads((office / "briefgen-quality.json").read_text("utf-8"))
    assert (ran.code, len(quality)) == (1, 2)


def test_all_that_gitlab_keeps_is_written(tmp_path, office):
    job = yaml.safe_load(GITLAB.read_text("utf-8"))["briefs"]
    gitlab_job(Machine(tmp_path / "machine", office), GITLAB, BRIEFS_OPTIONS="--to html")
    kept = [*job["artifacts"]["paths"], *job["artifacts"]["reports"].values()]
    assert [path for path in [*kept, *job["cache"]["paths"]] if not (office / path).exists()] == []


# briefgen new --ci.


@pytest.mark.parametrize(
    ("service", "place", "source"),
    [("github", ".github/workflows/briefs.yml", GITHUB), ("gitlab", ".gitlab-ci.yml", GITLAB)],
)
def test_the_file_of_a_service_is_written(service, place, source, office, run, monkeypatch):
    monkeypatch.chdir(office / "briefs")
    code, out, said = run("new", "--ci", service)
    assert (code, out) == (0, b"")
    assert said.splitlines()[0] == f"../{place}"
    assert "Next: commit it, and push." in said
    written = (office / place).read_text("utf-8")
    assert written == source.read_text("utf-8").replace("VERSION", briefgen.__version__)
    assert briefgen.__version__ in written
    assert not (office / "briefs" / "brief.yaml").exists()


def test_a_workflow_that_is_there_stays(office, run, monkeypatch):
    monkeypatch.chdir(office)
    place = put(office / ".github" / "workflows" / "briefs.yml", "mine")
    code, _, said = run("new", "--ci", "github")
    assert (code, place.read_text()) == (5, "mine")
    assert said == "briefgen: .github/workflows/briefs.yml is there already, and stays as it is.\n"


def test_beside_a_file_of_gitlab_another_is_written(office, run, monkeypatch):
    monkeypatch.chdir(office)
    put(office / ".gitlab-ci.yml", "mine")
    code, _, said = run("new", "--ci", "gitlab")
    assert (code, (office / ".gitlab-ci.yml").read_text()) == (0, "mine")
    assert (office / "briefs.gitlab-ci.yml").exists()
    assert "- local: briefs.gitlab-ci.yml" in said
    assert run("new", "--ci", "gitlab")[0] == 5


def test_a_brief_is_written_beside_it_where_it_is_named(tmp_path, run, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, _, said = run("new", "talks.yaml", "--ci", "github")
    assert code == 0
    assert "This folder is in no git repository yet: git init" in said
    assert (tmp_path / "talks.yaml").exists()
