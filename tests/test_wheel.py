"""The wheel holds all that briefgen needs: it works without the checkout that it was built from."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "briefgen"
# The folders that a wheel has inside the package, by their place in the checkout.
SHIPPED = ("ci", "templates", "styles")
# The folders of the documentation whose pages `briefgen help` shows.
PAGES = ("tutorial", "how-to", "reference", "explanation", "rules")


def files_below(folder):
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def shipped():
    """What a wheel has inside the package besides the package, by its place in the checkout."""
    found = {f"{name}/{file}" for name in SHIPPED for file in files_below(ROOT / name)}
    pages = {path for name in PAGES for path in (ROOT / "docs" / name).glob("*.md")}
    return found | {path.relative_to(ROOT).as_posix() for path in pages}


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """The folder of a wheel's contents."""
    at = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(at)]
    built = subprocess.run(
        command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=120
    )
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = at.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(at / "unpacked")
    return at / "unpacked"


@pytest.fixture
def run(unpacked, tmp_path):
    """Runs Python in an empty folder, with the wheel and the libraries, but not the checkout.

    -P keeps the current folder off the path, and -S the line that the checkout's installation has
    left among the libraries. (-I would keep PYTHONPATH off it as well.)
    """
    libraries = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    kept = {name: os.environ[name] for name in os.environ if not name.startswith("PYTHON")}
    path = os.pathsep.join([str(unpacked), *libraries])

    def run_python(*arguments):
        done = subprocess.run(
            [sys.executable, "-P", "-S", *arguments],
            cwd=tmp_path,
            env={**kept, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run_python


def test_wheel_holds_what_the_package_needs(unpacked):
    inside = files_below(unpacked / "briefgen")
    assert {
        "py.typed",
        "templates/kinds/visit/starter.yaml",
        "templates/kinds/visit/kind.yaml",
    } <= inside
    assert len(shipped()) > 100
    assert shipped() <= inside
    fonts = [name for name in inside if name.endswith(".ttf")]
    licences = [name for name in inside if Path(name).name.startswith("OFL-")]
    assert len(fonts) >= 8
    assert {Path(name).stem.removeprefix("OFL-") for name in licences} == {
        Path(name).stem.split("-")[0] for name in fonts
    }


def test_wheel_holds_nothing_else(unpacked):
    package, about = sorted(path.name for path in unpacked.iterdir())
    assert package == "briefgen"
    assert about.endswith(".dist-info")
    # What translators write stays behind: only what is compiled from it is used.
    own = {name for name in files_below(PACKAGE) if not name.endswith(".po")}
    assert files_below(unpacked / "briefgen") == own | shipped()


def test_wheel_builds_a_brief_without_the_checkout(run, unpacked, tmp_path):
    known = run("-c", "import briefgen, sys; print(briefgen.__file__, *sys.path, sep='\\n')")
    home, *path = known.splitlines()
    assert Path(home) == unpacked / "briefgen" / "__init__.py"
    assert not [at for at in path if Path(at, "briefgen").exists() and Path(at) != unpacked]

    shutil.copy(ROOT / "briefs" / "minimal.yaml", tmp_path)
    run("-m", "briefgen", "build", "minimal.yaml", "--template", "packet", "--output", "out")
    made = {"manifest.json", "minimal-packet.html", "minimal-packet.pdf"}
    assert files_below(tmp_path / "out") == made
    assert (tmp_path / "out/minimal-packet.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert (tmp_path / "out/minimal-packet.pdf").read_bytes().startswith(b"%PDF-")


def test_wheel_writes_a_brief_that_it_finds_nothing_wrong_with(run, tmp_path):
    run("-m", "briefgen", "new", "mine.yaml")
    assert (tmp_path / "mine.yaml").is_file()
    run("-m", "briefgen", "check", "--strict", "mine.yaml")


@pytest.mark.parametrize("service", ["github", "gitlab"])
def test_wheel_writes_the_file_of_a_ci(service, run, tmp_path):
    run("-m", "briefgen", "new", "--ci", service)
    places = {"github": ".github/workflows/briefs.yml", "gitlab": ".gitlab-ci.yml"}
    assert "VERSION" not in (tmp_path / places[service]).read_text("utf-8")


def test_wheel_explains_every_rule(run):
    code = (
        "from briefgen.ground.rules import RULES; from briefgen.report.pages import page;"
        "print(len([page(rule.name) for rule in RULES]))"
    )
    assert int(run("-c", code)) >= 30


def test_wheel_shows_the_documentation(run):
    assert "objectives" in run("-m", "briefgen", "help", "format")
    assert "paper" in run("-m", "briefgen", "help", "settings")
