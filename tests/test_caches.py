"""What may be lost lies where the system keeps such things, and is kept whole."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from written import MINIMAL, put

from briefgen.builds.store import home as homes
from briefgen.builds.store import program
from briefgen.builds.store.home import home, keep


def test_the_cache_is_where_the_environment_says(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert home("store") == tmp_path / "briefgen" / "store"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system has another place")
def test_the_cache_is_in_the_home_otherwise(monkeypatch, tmp_path):
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert home("places") == Path(tmp_path) / ".cache" / "briefgen" / "places"


def test_what_several_keep_at_once_under_one_name_is_whole(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: keep(tmp_path, "name", ["x" * 5000, n]), range(200)))
    assert json.loads((tmp_path / "name").read_text())[0] == "x" * 5000
    assert [path.name for path in tmp_path.iterdir()] == ["name"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_nobody_else_reads_what_is_kept(tmp_path):
    keep(tmp_path / "clean", "name", "x")
    assert stat.S_IMODE((tmp_path / "clean").stat().st_mode) == 0o700


def test_of_very_many_the_older_half_is_forgotten(tmp_path, monkeypatch):
    monkeypatch.setattr(homes, "MOST", 4)
    for age in range(4):
        keep(tmp_path, f"kept {age}", age)
        os.utime(tmp_path / f"kept {age}", (age, age))
    assert len(list(tmp_path.iterdir())) == 4
    keep(tmp_path, "newest", 9)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept 2", "kept 3", "newest"]


# A brief that was found clean is asked again when anything that it rests on has changed.

PICTURES = Path(__file__).parent / "diagnostics" / "pictures"
FIGURE = "    figures: [{file: map.png, alt: The harbour from the east.}]\n"


@pytest.fixture
def check(run, tmp_path, monkeypatch):
    """Checks a brief in a folder of its own: what is said, and the rules that it breaks."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("BRIEFGEN_CACHE")
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "brief.yaml", MINIMAL + FIGURE)
    shutil.copy(PICTURES / "harbour.png", tmp_path / "map.png")

    def checked():
        _, _, said = run("check", "brief.yaml")
        return said, re.findall(r"^\w+\[([a-z-]+)\]", said, re.MULTILINE)

    return checked


def kept(folder):
    return len(list((folder / "cache" / "briefgen" / "store").glob("*/outcomes/*/*")))


def test_a_picture_that_has_changed_is_looked_at_again(check, tmp_path):
    assert (check()[1], kept(tmp_path)) == ([], 1)
    (tmp_path / "map.png").write_text("no picture any more")
    assert check()[1] == ["picture-missing"]


def test_rules_that_were_off_are_asked_when_they_are_on_again(check, tmp_path):
    text = MINIMAL.replace("Repairs begin this year, at whatever", "Discuss whatever")
    put(tmp_path / "brief.yaml", text + FIGURE)
    put(tmp_path / "briefgen.toml", 'off = ["vague-objective"]\n')
    assert (check()[1], kept(tmp_path)) == ([], 1)
    (tmp_path / "briefgen.toml").unlink()
    assert check()[1] == ["vague-objective"]


def test_with_styles_of_ones_own_a_clean_brief_is_asked_again(check, tmp_path):
    assert check()[1] == []
    put(tmp_path / "styles" / "custom.css", 'body { font-family: "Nowhere Sans" }\n')
    assert check()[1] == ["font-missing"]


def test_another_python_asks_again(check, tmp_path, monkeypatch):
    check()
    monkeypatch.setattr(program.sys, "version", "4.0")
    assert (check()[1], kept(tmp_path)) == ([], 2)


def test_a_name_that_is_allowed_is_told_at_each_check(check, tmp_path):
    aide = "  aide: {name: Una Flett, described_as: an aide, attribution: on background}\n"
    allow = (
        "    background: Una Flett sings. # briefgen: allow name-on-background because she does\n"
    )
    put(tmp_path / "brief.yaml", MINIMAL.replace("bottom_line:", f"{aide}bottom_line:", 1) + allow)
    for _ in range(2):
        said, rules = check()
        assert rules == []
        assert "1 name allowed: brief.yaml:" in said
