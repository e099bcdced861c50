"""Files, folders, patterns, or nothing: which briefs a command takes, and which it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from written import MINIMAL, put

from briefgen.builds.plan import plan
from briefgen.settings.options import Options

BRIEFS = ("briefs/a.yaml", "briefs/north/b.yml", "briefs/north/deep/c.yaml", "d.yaml")
OTHERS = ("briefs/other.yaml", "briefs/captures/kept.yaml", "briefs/.hidden/e.yaml")


@pytest.fixture(autouse=True)
def _office(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in (*BRIEFS, *OTHERS[1:]):
        put(tmp_path / name, MINIMAL)
    put(tmp_path / OTHERS[0], "key: value\n")
    put(tmp_path / "briefs" / "notes.txt", "no YAML")


def taken(*named):
    """The paths that are taken, each error in the place of what it is about, and the other files."""
    planned = plan([Path(each) for each in named], Options(), "check")
    said = [
        str(turn.fault) if getattr(turn, "fault", None) else turn.path.as_posix()
        for turn in planned.turns
    ]
    return said, planned.others


@pytest.mark.parametrize(
    ("named", "found", "others"),
    [
        ("briefs/*.yaml", ["briefs/a.yaml"], 1),
        ("briefs/**/*.yaml", ["briefs/a.yaml", "briefs/north/deep/c.yaml"], 1),
        ("**/*.y*ml", [*BRIEFS], 1),
        ("briefs/*", [*BRIEFS[:3]], 1),
        ("briefs/**", [*BRIEFS[:3]], 1),
        ("*/north/?.yml", [BRIEFS[1]], 0),
        ("briefs/[a-c].yaml", [BRIEFS[0]], 0),
        ("briefs/captures/*.yaml", ["briefs/captures/kept.yaml"], 0),
        ("briefs/**/captures/*.yaml", ["briefs/captures/kept.yaml"], 0),
        ("briefs/.hidden/*", ["briefs/.hidden/e.yaml"], 0),
        ("briefs/**/north/**/**/*.yaml", [BRIEFS[2]], 0),
    ],
)
def test_a_pattern_means_the_briefs_that_it_matches(named, found, others):
    assert taken(named) == (found, others)


def test_a_pattern_that_matches_no_brief_says_so():
    assert taken("reports/*.yaml")[0] == ["Can't read reports: No such file or directory."]
    assert taken("briefs/*.json")[0] == [
        "There is no brief to take: nothing matches briefs/*.json."
    ]
    assert taken("briefs/o*.yaml") == (
        ["There is no brief to take: no brief matches briefs/o*.yaml."],
        1,
    )


def test_a_file_whose_name_looks_like_a_pattern_is_that_file():
    put(Path("briefs/[a].yaml"), MINIMAL)
    assert taken("briefs/[a].yaml")[0] == ["briefs/[a].yaml"]


def test_without_a_brief_those_of_the_settings_are_taken(monkeypatch):
    assert taken()[0] == [*BRIEFS[:3]]
    put(Path("briefgen.toml"), 'briefs = ["d.yaml", "briefs/north/*.yml"]\n')
    assert taken()[0] == ["d.yaml", "briefs/north/b.yml"]
    monkeypatch.chdir("briefs/north/deep")
    assert taken()[0] == ["../../../d.yaml", "../../../briefs/north/b.yml"]


def test_without_settings_and_a_folder_of_briefs_all_below_are_taken(monkeypatch):
    monkeypatch.chdir("briefs/north")
    assert taken()[0] == ["b.yml", "deep/c.yaml"]


def test_the_command_alone_checks_them_all(run):
    code, _, said = run("check")
    assert code == 0
    assert said.endswith("3 briefs: no findings; 1 other YAML file passed over\n")


@pytest.mark.parametrize("pattern", ["../*.yaml", "/etc/*.yaml", "briefs/../../x.yaml", ""])
def test_settings_name_no_briefs_elsewhere(pattern):
    put(Path("briefgen.toml"), f'briefs = ["{pattern}"]\n')
    [told] = plan((), Options()).turns
    assert (told.path, told.exit_code) == (None, 2)
    assert [found.rule for found in told.fault.diagnostics] == ["setting-folder"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x/trade.yaml", "y/trade.yaml"),
        ("x/Trade.yaml", "x/trade.yaml"),
        ("x/caf\u00e9.yaml", "x/cafe\u0301.yaml"),
        ("x/stra\u00dfe.yaml", "x/STRASSE.yaml"),
    ],
)
def test_two_briefs_whose_outputs_are_one_file_somewhere_are_refused(one, other):
    put(Path(one), MINIMAL)
    put(Path(other), MINIMAL)
    turns = plan([Path(one), Path(other)], Options()).turns
    assert ["would be written to the same files" in str(turn.fault) for turn in turns] == [True] * 2
