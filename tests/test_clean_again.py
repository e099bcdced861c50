"""A brief that was found clean is not checked again, unless anything has changed by then."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from written import MINIMAL

ROOT = Path(__file__).parent.parent


@pytest.fixture
def program(tmp_path):
    """A copy of the program beside a brief, so that it can be changed."""
    kept = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "briefgen", tmp_path / "program" / "briefgen", ignore=kept)
    for folder in ("styles", "docs/rules", "templates"):
        (tmp_path / "program" / folder).parent.mkdir(exist_ok=True)
        (tmp_path / "program" / folder).symlink_to(ROOT / folder)
    (tmp_path / "brief.yaml").write_text(MINIMAL, "utf-8")
    return tmp_path / "program" / "briefgen"


def rules(program):
    """What that program finds in the brief."""
    folder = program.parent.parent
    done = subprocess.run(
        [sys.executable, "-m", "briefgen", "check", "brief.yaml"],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(program.parent),
            "BRIEFGEN_CACHE": str(folder / "cache"),
            "XDG_CACHE_HOME": str(folder / "own"),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return re.findall(r"^(?:warning|error)\[([a-z-]+)\]", done.stderr, re.MULTILINE)


def change(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def holding(program, text):
    """The module that has a text."""
    (found,) = (each for each in program.rglob("*.py") if text in each.read_text("utf-8"))
    return found


def test_a_rule_that_has_changed_is_asked_of_a_brief_that_was_clean(program):
    assert rules(program) == []
    assert list((program.parent.parent / "cache").glob("*/outcomes/*/*"))
    change(holding(program, "said = next("), "said = next(", "said = 1 or next(")
    assert rules(program) == ["too-many-points"]


@pytest.mark.parametrize(
    "kind",
    [
        "naming/words/*.txt",
        "attribution/*/words/*.txt",
        "naming/*.toml",
        "claims/*/languages/*.toml",
    ],
)
def test_a_list_of_words_that_has_changed_is_asked_again(kind, program):
    def checks():
        assert rules(program) == []
        return len(list((program.parent.parent / "cache").glob("*/outcomes/*/*")))

    assert (checks(), checks()) == (1, 1)
    changed = next(program.glob(kind))
    changed.write_text(changed.read_text("utf-8") + "\n# something new\n", "utf-8")
    assert checks() == 2


@pytest.mark.parametrize("kind", ["builds/*.py", "naming/words/*.txt", "view/labels/*.toml"])
def test_a_manifest_tells_programs_apart_by_each_of_their_files(kind, program):
    def hashed():
        ask = "from briefgen.builds.versions import versions; print(versions()['program'])"
        return subprocess.check_output([sys.executable, "-c", ask], cwd=program.parent)

    before = hashed()
    changed = next(program.glob(kind))
    changed.write_bytes(changed.read_bytes() + b"\n")
    assert hashed() != before
