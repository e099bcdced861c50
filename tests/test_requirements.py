"""What is installed has an exact version and a hash, stands in one place, and is all that is used."""

import ast
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "requirements").glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
GROUPS = PROJECT["dependency-groups"]
ENTRY = re.compile(
    r"^([^#\s-].*?) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE
)


def pinned(path):
    """The entries of a file, and of those that it includes."""
    text = path.read_text("utf-8")
    found = [(Requirement(entry), hashes) for entry, hashes in ENTRY.findall(text)]
    for name in re.findall(r"^-r (.+)$", text, re.MULTILINE):
        found += pinned(path.parent / name)
    return found


def names(path):
    return {canonicalize_name(requirement.name) for requirement, _ in pinned(path)}


def asked_for(group):
    for each in group:
        yield from [Requirement(each)] if isinstance(each, str) else ()


ASKED = {
    "build": PROJECT["build-system"]["requires"],
    "run": PROJECT["project"]["dependencies"],
    "cjk": PROJECT["project"]["optional-dependencies"]["cjk"],
    **GROUPS,
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_stands_in_a_file_but_versions_with_hashes(path):
    left = ENTRY.sub("", path.read_text("utf-8"))
    assert re.fullmatch(
        r"# Made by `make requirements` from pyproject.toml\.\n(-r \w+\.txt\n)?", left
    )
    assert pinned(path)


@pytest.mark.parametrize("python", ["3.11.2", "3.12.0", "3.13.0"])
@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_a_package_has_one_version_everywhere(python, system):
    here = {"python_full_version": python, "sys_platform": system, "platform_system": system}
    here["python_version"] = python.rpartition(".")[0]
    found = {}
    for path in FILES:
        for pin, hashes in pinned(path):
            assert re.fullmatch(r"==[^*]+", str(pin.specifier)), pin
            if pin.marker is None or pin.marker.evaluate(here):
                one = (str(pin.specifier), hashes)
                assert found.setdefault(pin.name, one) == one, f"{pin.name} differs in {path.name}"


def test_each_set_of_pyproject_has_its_file():
    assert {path.stem for path in FILES} == ASKED.keys()


@pytest.mark.parametrize("name", sorted(ASKED))
def test_all_that_pyproject_asks_for_is_pinned_as_it_asks(name):
    found = {
        canonicalize_name(pin.name): pin for pin, _ in pinned(ROOT / f"requirements/{name}.txt")
    }
    for asked in asked_for(ASKED[name]):
        pin = found.get(canonicalize_name(asked.name))
        assert pin, f"{asked.name} is not in requirements/{name}.txt: run `make requirements`"
        (version,) = pin.specifier
        assert asked.specifier.contains(version.version), f"{pin}, and pyproject.toml says {asked}"


@pytest.mark.parametrize("name", ["build", "run", "dev"])
def test_what_a_package_needs_is_pinned_with_it(name):
    here = names(ROOT / f"requirements/{name}.txt")
    for package in here:
        try:
            needs = [Requirement(line) for line in requires(package) or ()]
        except PackageNotFoundError:
            continue  # For another system, or another Python.
        wanted = {
            canonicalize_name(need.name)
            for need in needs
            if need.marker is None or need.marker.evaluate({"extra": ""})
        }
        assert wanted <= here, package


# The packages of modules that tests may run without: the set for releases is installed for them alone.
ELSEWHERE = {"cyclonedx": "cyclonedx-python-lib"}


def imported(*folders):
    """The names of the libraries that the modules of a folder import, wherever in them."""
    for path in (path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                yield node.module.split(".")[0]


@pytest.mark.parametrize(
    ("folders", "files", "own"),
    [
        # Dask is asked for by the extra of its name.
        (["briefgen"], ["run"], {"distributed", "dask"}),
        (["scripts", "tests"], ["build", *GROUPS], set()),
    ],
)
def test_all_that_is_imported_is_pinned(folders, files, own):
    here = set().union(*(names(ROOT / f"requirements/{name}.txt") for name in files)) | own
    ours = {path.stem for folder in ("tests", "scripts") for path in (ROOT / folder).rglob("*.py")}
    ours |= {"briefgen", "tests"}
    known = packages_distributions()
    for name in sorted(set(imported(*folders)) - sys.stdlib_module_names - ours):
        found = known.get(name, [ELSEWHERE.get(name, name)])
        packages = {canonicalize_name(package) for package in found}
        assert packages & here, f"{name} is imported, and of no package in requirements/"
