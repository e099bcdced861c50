"""After a build the same command says at once that nothing changed, and sees whatever did."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from written import BAD, MINIMAL, put

from briefgen.builds.store import calls, marks
from briefgen.cli import main

BUILD = ("build", "-t", "html", "--template", "card")


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A folder with two briefs in which one stands, whose files count as long unchanged."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(marks, "SETTLED", 0)
    # They are found once a process, and kept in the cache of the first test.
    monkeypatch.setattr("briefgen.builds.store.program.files_of_versions", list)
    # It changes the environment, which the next process wouldn't find changed.
    monkeypatch.setattr("briefgen.cli.take_zones_of_package", lambda: None)
    for name in "ab":
        put(tmp_path / "office" / "briefs" / f"{name}.yaml", MINIMAL)
    monkeypatch.chdir(tmp_path / "office")
    return tmp_path / "office"


@pytest.fixture
def call(capfd):
    """Call a command as a process does: give its code, its words, and whether it was told again."""

    def called(*command):
        code = calls.told_again(command)
        is_told = code is not None
        if not is_told:
            with pytest.raises(SystemExit) as ended:
                main(command)
            code = ended.value.code
        said = capfd.readouterr()
        return code, said.out + said.err, is_told

    return called


@pytest.mark.parametrize("more", [(), ("--output-format", "json")], ids=["full", "json"])
def test_after_a_build_it_is_told_at_once_what_another_build_would_say(office, call, more):
    put(office / "briefs" / "bad.yaml", BAD)
    assert call(*BUILD, *more)[2] is False
    code, said, is_told = call(*BUILD, *more)
    assert (code, is_told) == (1, True)
    assert '"recalled": "unchanged"' in said or "; 2 unchanged; 1 not built" in said
    for path in (office.parent / "own" / "briefgen" / "calls").iterdir():
        path.unlink()
    assert call(*BUILD, *more) == (1, said, False)


def test_what_was_taken_from_the_cache_is_told_at_once_as_well(office, call):
    call(*BUILD)
    Path("build/a-card.html").unlink()
    assert "1 from the cache; 1 unchanged" in call(*BUILD)[1]
    assert call(*BUILD)[1:] == ("2 briefs: no findings; 2 unchanged\n", True)


def in_place(path):
    """Change a file, and have what is kept of a call take it for what it was by its size and times.

    A disk may note so coarse a time that both are alike.
    """
    path.write_bytes(path.read_bytes().replace(b"a", b"b", 1))
    (kept,) = (path.parents[2] / "own" / "briefgen" / "calls").iterdir()
    value, at = json.loads(kept.read_text("utf-8")), path.stat()
    mark = [at.st_size, at.st_mtime_ns, at.st_ctime_ns, at.st_ino]
    value["folders"][f"{path.parent.relative_to(path.parents[1])}/"][path.name] = mark
    kept.write_text(json.dumps(value), "utf-8")


@pytest.mark.parametrize("name", ["a-card.html", "manifest.json"])
def test_an_output_that_was_only_just_written_is_read_again(office, call, name):
    call(*BUILD)
    before = Path("build", name).read_bytes()
    in_place(office / "build" / name)
    code, _, is_told = call(*BUILD)
    assert (code, is_told) == (0, False)
    assert Path("build", name).read_bytes() == before


def test_an_output_that_was_changed_while_the_build_ran_is_not_believed(office, call, monkeypatch):
    def changing():
        Path("build/a-card.html").write_text("changed")
        return ()

    with monkeypatch.context() as patch:
        patch.setattr("briefgen.builds.store.program.program_files", changing)
        call(*BUILD)
    assert "1 from the cache" in call(*BUILD)[1]


CHANGES = {
    "a brief": lambda: put(Path("briefs/a.yaml"), BAD),
    "a brief that is added": lambda: put(Path("briefs/c.yaml"), MINIMAL),
    "a brief that is gone": lambda: Path("briefs/a.yaml").unlink(),
    "the times of a brief": lambda: os.utime("briefs/a.yaml", (1, 1)),
    "an output that is gone": lambda: Path("build/a-card.html").unlink(),
    "settings": lambda: put(Path("briefgen.toml"), 'paper = "Letter"\n'),
    "a style": lambda: put(Path("briefs/styles/custom.css"), "h1 { color: #123 }\n"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen(office, call, change):
    call(*BUILD)
    assert call(*BUILD)[2]
    CHANGES[change]()
    assert not call(*BUILD)[2]


def test_an_output_is_not_read_again_once_a_change_would_show(office, call, monkeypatch):
    call(*BUILD)
    (kept,) = (office.parent / "own" / "briefgen" / "calls").iterdir()
    assert len(json.loads(kept.read_text("utf-8"))["fresh"]) == 3
    assert call(*BUILD)[2]
    assert json.loads(kept.read_text("utf-8"))["fresh"] == {}
    monkeypatch.setattr(calls, "_sha_of", None)
    assert call(*BUILD)[2]


@pytest.mark.parametrize("asked", ["--fix", "--diff"])
def test_a_call_that_mends_or_shows_how_is_never_told_again(office, call, asked):
    for text in (MINIMAL, BAD, MINIMAL, BAD):
        put(office / "briefs" / "a.yaml", text)
        code, said, is_told = call("check", asked)
        assert not is_told
        assert code == (asked == "--diff" and text == BAD)
        assert ("ministr" in said) == (text == BAD)
