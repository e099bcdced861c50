"""What is released has the same bytes whoever makes it, holds what it should, and says what is in it."""

import hashlib
import json
import os
import re
import subprocess
import sys
import tarfile
from importlib import import_module
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))
release = import_module("release")

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        not (find_spec("cyclonedx_py") and find_spec("piplicenses")),
        reason="the tools of releases aren't installed; `make test-long` installs them",
    ),
    pytest.mark.skipif(not (ROOT / ".git").exists(), reason="a release is made of a commit"),
]


def git(*arguments, at):
    name = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
    return subprocess.run(
        ["git", *name, *arguments], cwd=at, check=True, capture_output=True, encoding="utf-8"
    ).stdout


@pytest.fixture(scope="module")
def commit(tmp_path_factory):
    """A repository whose only commit has the files of this one, as they are now."""
    at = tmp_path_factory.mktemp("commit") / "briefgen"
    listed = git("ls-files", "-z", "--cached", "--others", "--exclude-standard", at=ROOT)
    names = [name for name in listed.split("\0") if name and (ROOT / name).is_file()]
    for name in names:
        (at / name).parent.mkdir(parents=True, exist_ok=True)
        (at / name).write_bytes((ROOT / name).read_bytes())
        (at / name).chmod((ROOT / name).stat().st_mode)
    git("init", "--quiet", at=at)
    git("add", "--all", at=at)
    with pytest.MonkeyPatch.context() as patch:
        for who in ("AUTHOR", "COMMITTER"):
            patch.setenv(f"GIT_{who}_DATE", "2026-05-01T09:00:00+00:00")
        git("commit", "--quiet", "--message", "All", at=at)
    return at


def without_network(at, source, _wheel):
    """An environment like that of a release, but with no more of a package than it says of itself."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", at], check=True)
    (libraries,) = at.glob("lib/python*/site-packages")
    text = (source / "requirements" / "run.txt").read_text("utf-8")
    for name in re.findall(r"^([a-z0-9-]+)==[^;]*?\\$", text, re.MULTILINE):
        package = distribution(name)
        (about,) = {top for top, *_ in (path.parts for path in package.files) if "dist-info" in top}
        (libraries / about).symlink_to(package.locate_file(about))
    return at / "bin" / "python"


@pytest.fixture(scope="module")
def released(commit, tmp_path_factory):
    """The folders of two releases of the same commit."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(release, "ROOT", commit)
        patch.setattr(release, "environment", without_network)
        return [release.made(tmp_path_factory.mktemp(name)) for name in ("once", "again")]


def test_a_release_has_the_same_bytes_when_it_is_made_again(released):
    once, again = ({path.name: path.read_bytes() for path in at.iterdir()} for at in released)
    assert once == again
    assert sorted(once) == [
        "SHA256SUMS",
        "briefgen-0.1.0-licences.txt",
        "briefgen-0.1.0-py3-none-any.whl",
        "briefgen-0.1.0-requirements.txt",
        "briefgen-0.1.0.cdx.json",
        "briefgen-0.1.0.tar.gz",
    ]


def test_the_sums_are_those_of_the_files(released):
    told = dict(
        line.split("  ")[::-1] for line in (released[0] / "SHA256SUMS").read_text().splitlines()
    )
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in released[0].iterdir()
        if path.name != "SHA256SUMS"
    }
    assert told == found


def test_the_source_is_the_commit_and_builds_the_wheel(released, commit, tmp_path):
    with tarfile.open(released[0] / "briefgen-0.1.0.tar.gz") as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
        archive.extractall(tmp_path, filter="data")
    assert names - {"PKG-INFO"} == set(git("ls-files", "-z", at=commit).split("\0")) - {""}

    source = tmp_path / "briefgen-0.1.0"
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, source],
        env={
            **os.environ,
            "SOURCE_DATE_EPOCH": git("log", "-1", "--format=%ct", at=commit).strip(),
        },
        check=True,
        capture_output=True,
    )
    name = "briefgen-0.1.0-py3-none-any.whl"
    assert (tmp_path / name).read_bytes() == (released[0] / name).read_bytes()

    # A few of its tests stand for all.
    few = ["tests/test_requirements.py", "tests/test_layers.py", "tests/test_rules.py"]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *few]
    done = subprocess.run(command, cwd=source, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout


def test_the_bill_of_materials_is_valid_and_has_all_that_is_installed(released):
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    text = (released[0] / "briefgen-0.1.0.cdx.json").read_text("utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bill = json.loads(text)
    listed = {
        (part["name"].lower().replace("_", "-"), part["version"]) for part in bill["components"]
    }
    pins = (ROOT / "requirements" / "run.txt").read_text("utf-8")
    assert listed == set(re.findall(r"^([a-z0-9-]+)==(\S+) \\$", pins, re.MULTILINE))
    about = bill["metadata"]
    assert (about["component"]["name"], about["component"]["version"]) == ("briefgen", "0.1.0")
    assert about["timestamp"] == "2026-05-01T09:00:00+00:00"
    assert "serialNumber" not in bill


def test_the_licences_are_listed_with_their_texts(released):
    text = (released[0] / "briefgen-0.1.0-licences.txt").read_text("utf-8")
    assert "\nweasyprint 70.0: BSD License\n" in text
    assert "\nweasyprint: licenses/LICENSE\n" in text


def test_no_file_of_a_release_names_the_machine(released):
    for path in released[0].iterdir():
        if path.suffix in {".txt", ".json"}:
            assert str(Path(sys.prefix)) not in path.read_text("utf-8")
            assert str(released[0].parent) not in path.read_text("utf-8")


def test_a_release_is_not_made_of_files_that_differ_from_the_commit(commit, monkeypatch):
    monkeypatch.setattr(release, "ROOT", commit)
    (commit / "NEW").touch()
    try:
        with pytest.raises(release.StopError, match="differ from the last commit"):
            release.main()
    finally:
        (commit / "NEW").unlink()


def test_what_comes_out_differently_stops_a_release(commit, tmp_path, monkeypatch):
    def careless(source, at, variables, mask):
        at.mkdir()
        (at / "briefgen-0.1.0.tar.gz").write_text(variables["TZ"], "ascii")
        return at

    monkeypatch.setattr(release, "ROOT", commit)
    monkeypatch.setattr(release, "_built", careless)
    with pytest.raises(
        release.StopError, match=r"Built twice, briefgen-0\.1\.0\.tar\.gz has other bytes"
    ):
        release.made(tmp_path)
