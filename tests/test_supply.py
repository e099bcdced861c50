"""What protects the way from the sources to a user: audits, licences, the image, the workflow."""

import json
import re
import shlex
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))
audit, licences = import_module("audit"), import_module("licences")
steps = import_module("try_dockerfile").steps

NOT_ASKED = "NOT LOOKED UP, so not known to be safe:"
SAFE = {"name": "quill", "version": "1.2", "vulns": []}
FAULTY = {
    "name": "inkwell",
    "version": "3.0",
    "vulns": [
        {"id": "X-1", "fix_versions": ["3.1"], "description": "It spills.\nAt length."},
        {"id": "X-2", "fix_versions": [], "description": "It dries."},
    ],
}
SKIPPED = {"name": "blotter", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("packages", "code", "said"),
    [
        ([SAFE, SAFE], 0, ["audit: packages looked up: 1, with known faults: none."]),
        (
            [SAFE, FAULTY],
            1,
            [
                "inkwell 3.0 has X-1, mended in 3.1: It spills.",
                "inkwell 3.0 has X-2, not mended yet: It dries.",
            ],
        ),
        (
            [SAFE, SKIPPED],
            2,
            [f"audit: {NOT_ASKED} blotter. The index of vulnerabilities told of 1 of 2 packages."],
        ),
        (
            [SKIPPED],
            2,
            [f"{audit.NOTHING} The index answers, but tells nothing of vulnerabilities."],
        ),
    ],
)
def test_an_audit_takes_nothing_for_safe_that_was_not_looked_up(packages, code, said):
    assert audit.findings(packages) == (said, code)


def test_a_fault_counts_more_than_what_was_not_looked_up():
    assert audit.findings([FAULTY, SKIPPED])[1] == 1


def test_an_audit_without_a_network_says_so(tmp_path):
    """A stand-in for pip-audit, which ends with a traceback there."""
    (tmp_path / "pip_audit.py").write_text("raise ConnectionError('No route')", "ascii")
    done = subprocess.run(
        [sys.executable, "-c", "import audit, sys; sys.exit(audit.main([]))"],
        env={"PYTHONPATH": f"{tmp_path}:{ROOT / 'scripts'}"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == (
        f"{audit.NOTHING} The index of vulnerabilities can't be asked: try again with a network. "
        "pip-audit said: ConnectionError: No route\n"
    )
    assert not done.stderr


def test_a_licence_that_nobody_allowed_is_refused_in_a_sentence(monkeypatch):
    told = [
        {"Name": "quill", "Version": "1.2", "License": "MIT"},
        {"Name": "inkwell", "Version": "3.0", "License": "Ask first"},
    ]
    answer = subprocess.CompletedProcess([], 0, json.dumps(told))
    monkeypatch.setattr(licences.subprocess, "run", lambda *_, **__: answer)
    with pytest.raises(licences.RefusedError) as refused:
        licences.licences(Path("python"))
    assert str(refused.value).startswith(
        'inkwell 3.0 is under "Ask first", which is not among the licences'
    )
    assert "quill" not in str(refused.value)


def test_the_image_is_pinned_unprivileged_and_holds_no_tools():
    found = steps()
    bases = [rest.partition(" AS ")[0] for word, rest in found if word == "FROM"]
    assert len(bases) == 2
    assert len(set(bases)) == 1
    assert re.fullmatch(r"debian:trixie-\d{8}-slim@sha256:[0-9a-f]{64}", bases[0])
    last = max(number for number, (word, _) in enumerate(found) if word == "FROM")
    image = found[last:]
    assert dict(image)["USER"] == "1000:1000"
    assert json.loads(dict(image)["ENTRYPOINT"]) == ["briefgen"]
    assert not any(re.search(r"\b(gcc|make|git|pip|venv)\b", rest) for _, rest in image)


def test_the_image_has_what_set_up_and_doctor_ask_for():
    """Whoever changes which libraries are needed changes it everywhere."""
    from briefgen.typeset import engine

    packages = {"libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"}
    for path in ("Dockerfile", "scripts/setup.sh", "docs/how-to/install.md"):
        assert all(name in (ROOT / path).read_text("utf-8") for name in packages), path
    assert all(name in Path(engine.__file__).read_text("utf-8") for name in packages)


def test_nothing_is_installed_into_the_image_without_its_hash():
    calls = [rest for word, rest in steps() if word == "RUN"]
    installs = [
        call
        for line in calls
        for call in line.split("&&")
        if re.search(r"pip\S*( --python \S+)? install", call)
    ]
    assert len(installs) == 3
    for call in installs:
        assert "--require-hashes" in shlex.split(call) or "--no-deps" in shlex.split(call)


def test_the_image_is_made_of_what_the_wheel_is_made_of():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    taken = {line[1:] for line in lines if line.startswith("!")}
    needed = {Path(name).parts[0] for name in wheel}
    assert taken == needed | {"LICENSE", "README.md", "pyproject.toml", "requirements"}
    assert "*" in lines


RELEASE = ROOT / ".github" / "workflows" / "release.yml"


def test_the_workflow_of_a_release_is_valid():
    command = ["check_jsonschema", "--builtin-schema", "vendor.github-workflows", RELEASE]
    done = subprocess.run([sys.executable, "-m", *command], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_workflow_of_a_release_may_do_no_more_than_it_must():
    workflow = yaml.safe_load(RELEASE.read_text("utf-8"))
    assert workflow["permissions"] == {}
    jobs = workflow["jobs"]
    assert {name: job["permissions"] for name, job in jobs.items()} == {
        "build": {"contents": "read"},
        "draft": {"attestations": "write", "contents": "write", "id-token": "write"},
        "publish": {"id-token": "write"},
    }
    assert jobs["publish"]["environment"] == "pypi"
    used = re.findall(r"uses: (.+)", RELEASE.read_text("utf-8"))
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each) for each in used)
    # What code of a checkout runs has no rights but to read.
    assert [name for name, job in jobs.items() if "checkout" in str(job["steps"])] == ["build"]


def test_its_commands_are_targets_of_the_makefile_and_name_no_branch():
    workflow = yaml.safe_load(RELEASE.read_text("utf-8"))
    runs = [
        step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step
    ]
    assert "make release" in runs
    assert re.search(r"^release:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert not any("${{" in run for run in runs)
