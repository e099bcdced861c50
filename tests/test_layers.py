"""The modules of briefgen import in one direction, and few of them know what is slow to load."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "briefgen"

# A module may import those before it. A package counts as one: inside it, imports are free.
# Imports inside functions count, and so do those for types alone: a type is something to know too.
ORDER = """
    ground load model naming kinds markdown look pictures evidence claims attribution checks view
    render typeset outputs settings builds api report manual preview cli __main__
""".split()  # noqa: SIM905 - it reads as an order
# `briefgen/__init__.py` hands out what the modules define. They take its version and nothing else.
FACE = "__init__"
# What only some modules may know.
KNOWN_BY = {
    "weasyprint": {"typeset"},
    "jinja2": {"render"},
    "tinycss2": {"look", "pictures"},
    "babel": {"view", "claims"},
    "markdown_it": {"markdown", "manual"},
    "resiliparse": {"evidence"},
    "pypdfium2": {"evidence", "preview"},
    "pikepdf": {"typeset"},
    "charset_normalizer": {"evidence"},
    "lxml": {"evidence"},
    "striprtf": {"evidence"},
    "fontTools": {"look", "typeset"},
    "starlette": {"preview"},
    "uvicorn": {"preview"},
    "watchfiles": {"preview"},
    "tomlkit": {"settings"},
    "tqdm": {"cli"},
    "distributed": {"builds"},
}
SLOW = tuple(library for library in KNOWN_BY if library != "markdown_it")


def layer_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """The line and dotted name of all that a module imports; `from a import b` is `a.b`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


MODULES = sorted(PACKAGE.rglob("*.py"))
IMPORTS = [(path, line, name) for path in MODULES for line, name in imports_of(path)]
INSIDE = [each for each in IMPORTS if each[2].split(".")[0] == "briefgen"]


def test_there_is_something_to_look_at():
    assert len(MODULES) >= 40
    assert len(INSIDE) >= 150
    assert {layer_of(path) for path, _, _ in INSIDE} >= {"load", "view", "typeset", "cli"}


def test_every_module_has_its_place_in_the_order():
    unknown = {layer_of(path) for path in MODULES} - {*ORDER, FACE}
    assert not unknown, f"Give {', '.join(unknown)} a place in ORDER."


def test_imports_point_one_way():
    wrong = []
    for path, line, name in INSIDE:
        own, target = layer_of(path), [*name.split("."), ""][1]
        if own == FACE or name == "briefgen.__version__":
            continue
        if target not in ORDER[: ORDER.index(own) + 1]:
            wrong.append(f"{path.relative_to(ROOT)}:{line}: {own} imports {name}")
    assert not wrong, "\n".join(wrong)


# Names that stand for any other.
EXAMPLE = re.compile(r"NAME|timeline")


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def test_no_modules_import_each_other_in_a_circle():
    names = {dotted(path) for path in MODULES}
    needs = TopologicalSorter({name: set[str]() for name in names})
    for path, _, name in INSIDE:
        target = name if name in names else name.rpartition(".")[0]
        if target in names and target != dotted(path):
            needs.add(dotted(path), target)
    needs.prepare()  # CycleError has the circle


def test_a_module_can_be_read_in_one_sitting():
    long = [dotted(path) for path in MODULES if path.read_text("utf-8").count("\n") > 400]
    assert long == []


def test_the_page_on_the_architecture_has_every_room_in_its_order():
    page = (ROOT / "docs" / "explanation" / "architecture.md").read_text("utf-8")
    rows = re.findall(r"^\| (`.*?) \|", page, re.MULTILINE)
    rooms = [name.strip("`/").removesuffix(".py") for row in rows for name in row.split(", ")]
    assert sorted(rooms[-3:]) == ["api", "cli", "preview"]
    assert rooms[:-3] == [
        name for name in ORDER if name not in ("api", "preview", "cli", "__main__")
    ]


def test_every_folder_that_the_guide_for_contributors_names_is_there():
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    named = re.findall(r"`((?:briefgen|docs|styles|templates|tests)/[\w/.-]+)`", page)
    assert len(named) > 30
    assert [name for name in named if not EXAMPLE.search(name) and not (ROOT / name).exists()] == []


@pytest.mark.parametrize("library", KNOWN_BY)
def test_a_library_is_known_only_where_it_is_meant_to_be(library):
    knowing = {layer_of(path) for path, _, name in IMPORTS if name.split(".")[0] == library}
    assert knowing, f"Nothing imports {library}; is the test still right?"
    assert knowing <= KNOWN_BY[library]


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [(("--version",), "click"), (("check", "briefs/minimal.yaml"), "pydantic_core")],
)
def test_the_quick_commands_load_nothing_slow(arguments, needed, monkeypatch):
    # Without a cache: a brief whose outcome is kept would load even less.
    monkeypatch.setenv("XDG_CACHE_HOME", os.devnull)
    command = [sys.executable, "-X", "importtime", "-m", "briefgen", *arguments]
    run = subprocess.run(
        command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=60
    )
    loaded = set(re.findall(r"^import time:.*\|\s*(\w+)\s*$", run.stderr, re.MULTILINE))
    assert run.returncode == 0, run.stderr[-2000:]
    assert needed in loaded
    assert not loaded.intersection(SLOW)


@pytest.mark.parametrize("settings", ["", 'style = "modern"\noff = ["vague-objective"]\n'])
def test_a_brief_that_is_known_to_be_clean_is_told_of_without_the_model(
    settings, monkeypatch, tmp_path
):
    (tmp_path / "briefgen.toml").write_text(settings)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("BRIEFGEN_CACHE")
    (tmp_path / "minimal.yaml").write_text((ROOT / "briefs" / "minimal.yaml").read_text("utf-8"))
    command = [sys.executable, "-X", "importtime", "-m", "briefgen", "check", "minimal.yaml"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    loaded = []
    for _ in range(2):
        run = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
        )
        loaded.append(
            re.findall(
                r"^import time:.*\|\s*(briefgen\.model\.\w+|rapidfuzz)\s*$", run.stderr, re.M
            )
        )
    assert loaded[0]
    assert not loaded[1]
