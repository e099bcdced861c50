"""A build that is cut short: the last good files stay whole, and a sentence says what happened.

KILLS=100 kills as many builds; without it a few, so that the suite stays quick.
"""

from __future__ import annotations

import errno
import hashlib
import os
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest
from processes import children, gone, is_alive
from written import MINIMAL

from briefgen.ground.leftovers import SUFFIX, prefix, sweep

ROOT = Path(__file__).parent.parent
KILLS = int(os.environ.get("KILLS", "2"))
COMMAND = (sys.executable, "-m", "briefgen", "build", "brief.yaml", "--template", "packet")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a brief, and a folder for temporary files beside it."""
    at = tmp_path / "briefs"
    at.mkdir()
    (tmp_path / "temporary").mkdir()
    (at / "brief.yaml").write_text(MINIMAL, "utf-8")
    monkeypatch.chdir(at)
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return at


HTML = ("build", "brief.yaml", "--template", "packet,card", "-t", "html")


def contents(at: Path) -> dict[str, str]:
    """A digest of each file of a folder."""
    files = [path for path in at.glob("*") if path.is_file()]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def killed(command, after: float) -> list[int]:
    """The children of a build that was killed after so many seconds."""
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        time.sleep(after)
        found = children(process.pid)
        process.kill()
    return found


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for the children")
def test_a_build_that_is_killed_leaves_whole_files(folder):
    """At any moment: each file is that of one version or of the other, and the next build tidies."""
    versions = [MINIMAL, MINIMAL.replace("Budget talks", "Other talks")]
    good: dict[str, set[str]] = {}
    took = 0.0
    for text in versions:
        (folder / "brief.yaml").write_text(text, "utf-8")
        start = time.monotonic()
        subprocess.run(COMMAND, check=True, capture_output=True)
        took = time.monotonic() - start
        for name, digest in contents(folder / "build").items():
            good.setdefault(name, set()).add(digest)
    assert [len(digests) for digests in good.values()] == [2, 2, 2]
    chance = random.Random(1)
    for turn in range(KILLS):
        (folder / "brief.yaml").write_text(versions[turn % 2], "utf-8")
        left = killed(COMMAND, chance.uniform(0, took * 1.1))
        found = contents(folder / "build")
        assert set(good) <= set(found)
        assert all(found[name] in good[name] for name in good)
        assert gone(left)
    subprocess.run(COMMAND, check=True, capture_output=True)
    assert set(contents(folder / "build")) == set(good)
    assert [
        path for path in (folder.parent / "temporary").iterdir() if "briefgen" in path.name
    ] == []


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for the children")
def test_a_worker_ends_with_its_parent(folder):
    """In the middle of a page, too, which it would otherwise finish for nobody."""
    code = (
        "from briefgen.typeset.workers import Workers\n"
        "with Workers(1) as workers:\n"
        "    print(workers._children[0].pid, flush=True)\n"
        "    workers.typeset_all(['<html lang=en><title>t</title>' + '<p>x' * 300_000], ())\n"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        worker = int(process.stdout.readline())
        time.sleep(2)
        process.kill()
    assert gone([worker])
    assert list((folder.parent / "temporary").iterdir()) == []


def test_what_a_killed_run_left_is_taken_away_and_nothing_else(folder, run):
    (folder / "build").mkdir()
    litter = folder / "build" / ".briefgen-999999999-abc.part"
    others = [f".briefgen-{os.getpid()}-abc.part", "briefgen-999999999-abc", ".notes.part"]
    for path in (litter, *(folder / "build" / name for name in others)):
        path.write_text("x")
    assert run(*HTML)[0] == 0
    assert not litter.exists()
    assert set(others) <= {path.name for path in (folder / "build").iterdir()}


def left(folder, *names):
    """Which of these files, made in a folder, a sweep leaves."""
    for name in names:
        (folder / name).write_text("x")
    sweep(folder)
    return {path.name for path in folder.iterdir() if path.name in names}


def test_what_a_run_that_goes_on_has_made_is_left(folder):
    own = f"{prefix()}abc{SUFFIX}"
    assert left(folder, own) == {own}


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc when a process began")
def test_a_number_that_another_process_has_by_now_is_told_from_the_first(folder):
    pid, began, here = prefix().removeprefix(".briefgen-").removesuffix("-").split(".")
    earlier = f".briefgen-{pid}.{int(began) - 1}.{here}-abc.part"
    assert left(folder, earlier) == set()


def test_what_another_machine_has_made_is_left_for_a_week(folder):
    foreign = f".briefgen-999999999.5.{'0' * 8}-abc.part"
    assert left(folder, foreign) == {foreign}
    os.utime(folder / foreign, (0, 0))
    sweep(folder)
    assert not (folder / foreign).exists()


def test_what_another_user_has_made_is_left(folder, monkeypatch):
    monkeypatch.setattr("os.getuid", lambda: 12345)
    litter = ".briefgen-999999999-abc.part"
    assert left(folder, litter) == {litter}


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for its state")
def test_a_process_that_has_ended_is_gone_though_nobody_noticed(folder):
    with subprocess.Popen(["true"]) as ended:
        while is_alive(ended.pid):
            time.sleep(0.01)
        assert left(folder, f".briefgen-{ended.pid}-abc.part") == set()


def test_a_folder_that_was_left_goes_with_what_is_in_it(folder):
    litter = folder / "build" / ".briefgen-999999999-abc.part"
    litter.mkdir(parents=True)
    (litter / "fonts.conf").write_text("x")
    (litter / "out").symlink_to(folder)
    sweep(folder / "build")
    assert not litter.exists()
    assert (folder / "brief.yaml").exists()


def test_a_link_of_such_a_name_goes_and_not_what_it_leads_to(folder):
    (folder / "build").mkdir()
    (folder / ".briefgen-999999999-abc.part").symlink_to(folder / "build")
    sweep(folder)
    assert (folder / "build").is_dir()


def test_what_was_left_where_captures_are_kept_is_taken_away(folder, run):
    text = MINIMAL + "sources:\n  minutes: Minutes\n"
    (folder / "brief.yaml").write_text(text, "utf-8")
    (folder / "minutes.txt").write_text("We can wait.")
    (folder / "captures").mkdir()
    (folder / "captures" / ".briefgen-999999999-abc.part").write_text("x")
    assert run("capture", "minutes.txt", "brief.yaml", "--source", "minutes")[0] == 0
    assert [path.name for path in (folder / "captures").iterdir()] == ["minutes.txt"]


@pytest.mark.long
def test_a_full_disk_leaves_the_last_good_files(folder):
    """As a limit on the size of a file, which fails in the middle of a write as a full disk does."""
    subprocess.run(COMMAND, check=True, capture_output=True)
    before = contents(folder / "build")
    (folder / "brief.yaml").write_text(MINIMAL.replace("Budget", "Other"), "utf-8")
    done = subprocess.run(
        (*COMMAND, "-t", "html"),
        check=False,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000)),
    )
    assert done.returncode == 5
    assert "Can't write to build: File too large." in done.stderr
    assert contents(folder / "build") == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_standard_output_that_is_full_is_said(folder):
    with Path("/dev/full").open("w") as full:
        command = (*COMMAND, "-t", "html", "-o", "-")
        done = subprocess.run(command, check=False, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 5
    assert "No space left on device" in done.stderr


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_what_cannot_be_written_is_said_and_changes_nothing(number, folder, run, monkeypatch):
    run(*HTML)
    before = contents(folder / "build")
    (folder / "brief.yaml").write_text(MINIMAL.replace("Budget", "Other"), "utf-8")

    def refused(*_, **__):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("tempfile.mkstemp", refused)
    code, _, err = run(*HTML)
    assert code == 5
    assert f"Can't write to build: {os.strerror(number)}." in err
    assert contents(folder / "build") == before


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.ELOOP])
def test_what_cannot_be_read_is_said(number, folder, run, monkeypatch):
    def refused(*_, **__):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("briefgen.ground.files.bytes_of", refused)
    code, _, err = run(*HTML)
    assert code == 5
    assert f"Can't read brief.yaml: {os.strerror(number)}." in err


def test_a_brief_that_is_a_link_to_itself_is_said(folder, run):
    (folder / "brief.yaml").unlink()
    (folder / "brief.yaml").symlink_to("brief.yaml")
    code, _, err = run(*HTML)
    assert code == 5
    assert "Can't read brief.yaml: Too many levels of symbolic links." in err
