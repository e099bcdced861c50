"""A call that was made before is told again only where nothing has changed that it rests on."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path
from threading import Thread

import pytest
from written import MINIMAL, ROOT, put

from briefgen import __main__
from briefgen.builds.store import calls, program
from briefgen.builds.store.calls import told_again
from briefgen.builds.store.program import files_of_versions
from briefgen.cli import main
from briefgen.ground.zones import take_zones_of_package

pytestmark = pytest.mark.skipif(os.name == "nt", reason="on Windows no call is told again")
MINUTES = "He said that we can wait."
BRIEF = (
    f"{MINIMAL}    quotes: [{{speaker: state, text: we can wait, source: minutes}}]\n"
    "sources: {minutes: {title: Minutes, capture: minutes.txt, sha256: "
    f"{sha256(MINUTES.encode()).hexdigest()}}}}}\n"
)


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A folder of its own in which one stands, with a brief; all files in it are old enough."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(calls, "is_settled", lambda *_: True)
    for known in (program.known_versions, program.versions_now):
        known.cache_clear()  # of a test with another cache
    take_zones_of_package()  # as each call does: afterwards the environment is another one
    put(tmp_path / "office" / "a.yaml", BRIEF)
    put(tmp_path / "office" / "kept" / "minutes.txt", MINUTES)
    (tmp_path / "office" / "minutes.txt").symlink_to("kept/minutes.txt")
    monkeypatch.chdir(tmp_path / "office")
    return tmp_path / "office"


def is_told(*arguments):
    """Make a call, and tell whether it was told again."""
    if told_again(arguments) is not None:
        return True
    with pytest.raises(SystemExit):
        main(arguments)
    return False


def kept_calls(office):
    return [*(office.parent / "own" / "briefgen" / "calls").iterdir()]


def test_a_call_says_the_same_with_the_same_exit_code(office, capfd):
    put(office / "a.yaml", BRIEF.replace("we can wait", "they can wait"))
    said = []
    for is_same in (False, True, True):
        assert is_told("check", "a.yaml", "--output-format", "json") == is_same
        said.append(capfd.readouterr())
    assert '"rule": "quote-' in said[0].out
    assert said[0] == said[1] == said[2]
    assert told_again(("check", "a.yaml", "--output-format", "json")) == 1


CHANGES = {
    "the brief": lambda at: put(at / "a.yaml", MINIMAL),
    "a capture": lambda at: put(at / "kept" / "minutes.txt", f"{MINUTES} Or not."),
    "where a link leads": lambda at: (
        put(at / "kept" / "later.txt", MINUTES),
        (at / "minutes.txt").unlink(),
        (at / "minutes.txt").symlink_to("kept/later.txt"),
    ),
    "settings that are added": lambda at: put(at / "briefgen.toml"),
    "settings above": lambda at: put(at.parent / "pyproject.toml"),
    "a folder of templates": lambda at: (at / "templates").mkdir(),
    "an output": lambda at: put(at / "build" / "a-packet.html", "x"),
    "an output that is gone": lambda at: (at / "build" / "a-packet.html").unlink(),
    "the manifest": lambda at: (at / "build" / "manifest.json").unlink(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_has_changed_is_noticed(change, office):
    call = ("build", "a.yaml", "--to", "html")
    assert [is_told(*call) for _ in range(3)][::2] == [False, True]
    CHANGES[change](office)
    assert not is_told(*call)


def test_a_sheet_that_is_added_behind_a_link_is_noticed(office):
    (office / "sheets").mkdir()
    (office / "styles").mkdir()
    (office / "styles" / "parts").symlink_to("../sheets")
    assert [is_told("check", "a.yaml") for _ in range(2)] == [False, True]
    put(office / "sheets" / "own.css")
    assert not is_told("check", "a.yaml")


def test_a_brief_that_is_added_to_a_folder_is_noticed(office):
    put(office / "in" / "a.yaml", MINIMAL)
    put(office / "in" / "notes.yaml", "a: 1")
    assert [is_told("check", "in") for _ in range(2)] == [False, True]
    put(office / "in" / "notes.yaml", MINIMAL)
    assert [is_told("check", "in") for _ in range(2)] == [False, True]
    put(office / "in" / "below" / "b.yaml", MINIMAL)
    assert not is_told("check", "in")


@pytest.mark.parametrize(
    "name", ["BRIEFGEN_STRICT", "SOURCE_DATE_EPOCH", "NO_COLOR", "LD_LIBRARY_PATH", "SUDO_UID"]
)
def test_another_environment_is_another_call(name, office, monkeypatch):
    assert [is_told("check", "a.yaml") for _ in range(2)] == [False, True]
    monkeypatch.setenv(name, "1")
    assert not is_told("check", "a.yaml")


@pytest.mark.parametrize("option", ["--force", "-v", "--timings"])
def test_what_has_to_be_done_or_timed_is_not_told_again(option, office):
    call = ("build", "a.yaml", "--to", "html", option)
    assert [is_told(*call) for _ in range(3)] == [False] * 3


def test_an_update_of_a_system_library_would_be_noticed(office):
    for _ in range(2):
        is_told("build", "a.yaml", "--to", "html")
    libraries = files_of_versions()
    if libraries is None:
        assert kept_calls(office) == []
        return
    folders = json.loads(kept_calls(office)[0].read_text())["folders"]
    looked_at = {folder + name for folder, names in folders.items() for name in names}
    assert any("libpango" in path for path in looked_at)
    assert looked_at.issuperset(libraries)


def test_what_others_could_have_written_is_not_told(office, capfd):
    is_told("check", "a.yaml")
    (path,) = kept_calls(office)
    assert path.stat().st_mode & 0o777 == 0o600
    capfd.readouterr()
    put(path, path.read_text().replace("not checked: ", "NOT CHECKED: "))
    assert is_told("check", "a.yaml")
    assert "NOT CHECKED" in capfd.readouterr().err
    path.chmod(0o620)
    assert not is_told("check", "a.yaml")
    assert "NOT CHECKED" not in capfd.readouterr().err


def test_a_stream_that_takes_little_at_a_time_gets_all(office, capfd):
    put(office / "a.yaml", "briefgen: 1\n" + "x: 1\n" * 60)
    call = ("check", "a.yaml", "--output-format", "json")
    is_told(*call)
    said = capfd.readouterr().out
    reading, writing = os.pipe()
    fcntl.fcntl(writing, getattr(fcntl, "F_SETPIPE_SZ", 1031), 4096)
    os.set_blocking(writing, False)
    heard = []

    def hear():
        while data := os.read(reading, 1000):
            heard.append(data)
            time.sleep(0.002)

    before = os.dup(1)
    os.dup2(writing, 1)
    os.close(writing)
    listener = Thread(target=hear)
    listener.start()
    try:
        code = told_again(call)
    finally:
        os.dup2(before, 1)
        os.close(before)
        listener.join()
        os.close(reading)
    assert code == 1
    assert len(said) > 8192
    assert b"".join(heard).decode() == said


def test_a_pipe_whose_reader_is_gone_ends_the_run_as_ever(office):
    command = [sys.executable, "-m", "briefgen", "check", "a.yaml", "--output-format", "json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    time.sleep(2.1)  # files that were changed just now are never believed by their times
    found = []
    for _ in range(2):
        reading, writing = os.pipe()
        os.close(reading)
        with os.fdopen(writing, "wb") as out:
            done = subprocess.run(
                command, env=environment, stdout=out, stderr=subprocess.PIPE, check=False
            )
        found.append((done.returncode, done.stderr))
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
    assert found == [(5, b"")] * 2


def test_an_interrupt_before_the_command_line_is_loaded_shows_no_traceback(monkeypatch):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(__main__, "told_again", interrupted)
    with pytest.raises(SystemExit) as ended:
        __main__.main()
    assert ended.value.code == 130


def test_the_users_own_folder_of_libraries_counts(office, monkeypatch):
    there = Path("own") / "site-packages"
    monkeypatch.setattr(sys, "path", [*sys.path, str(there)])
    assert str(there) in set(program.program_files())
