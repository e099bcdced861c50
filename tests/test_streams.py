"""Streams that are closed, full or read no further, and signals: the exit code is the documented one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from processes import children, gone
from written import MINIMAL

ROOT = Path(__file__).parent.parent
BRIEFGEN = f"{sys.executable} -m briefgen"
CARD = "build brief.yaml --template card -t html -o -"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a shell, /dev/full and /proc")


@pytest.fixture
def shell(tmp_path, monkeypatch):
    """Runs a line in a folder with a brief: the exit code of its first command, and all it says."""
    (tmp_path / "brief.yaml").write_text(MINIMAL, "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))

    def run(arguments, redirected=""):
        line = f"{BRIEFGEN} {arguments} {redirected}\necho ${{PIPESTATUS[0]}} >code"
        done = subprocess.run(
            ["bash", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert "Traceback" not in done.stderr
        assert "fault of briefgen" not in done.stderr
        return int((tmp_path / "code").read_text()), done.stdout + done.stderr

    return run


@pytest.mark.long
@pytest.mark.parametrize("to", [">&-", ">/dev/full"])
@pytest.mark.parametrize("command", [CARD, "schema", "explain", "--version"])
def test_output_that_cannot_be_delivered_is_a_fault_of_files(command, to, shell):
    code, said = shell(command, to)
    assert code == 5
    why = "it is closed" if to == ">&-" else "No space left on device"
    assert said == f"briefgen: Can't write to standard output: {why}.\n"


@pytest.mark.long
@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("check brief.yaml", 0),
        ("check none.yaml", 5),
        ("check -x", 2),
        ("build -qt html brief.yaml", 0),
    ],
)
@pytest.mark.parametrize("to", [">&-", "2>&-", "<&-", "<&- >&- 2>&-", "2>/dev/full"])
def test_a_stream_that_is_not_asked_for_changes_no_code(command, code, to, shell):
    assert shell(command, to)[0] == code


def test_no_file_takes_the_place_of_a_closed_stream(shell, tmp_path):
    """The first files that are opened would have the numbers 0, 1 and 2, and get what is said."""
    assert shell("build brief.yaml --template card", "<&- >&- 2>&-")[0] == 0
    assert shell("verify")[0] == 0
    assert (tmp_path / "build" / "brief-card.pdf").read_bytes().startswith(b"%PDF")


def test_standard_input_that_is_closed_is_said(shell):
    code, said = shell("check -", "<&-")
    assert (code, said) == (5, "briefgen: Can't read standard input: it is closed.\n")


@pytest.mark.long
@pytest.mark.parametrize("command", ["schema", "explain"])
def test_a_pipe_that_nobody_reads_any_more_ends_it_without_a_word(command, shell):
    assert shell(command, "| (exec <&-; sleep 2)") == (5, "")


@pytest.mark.long
def test_messages_that_nobody_reads_stop_no_build(shell, tmp_path):
    assert shell("build brief.yaml -t html", "2>&1 >/dev/null | (exec <&-; sleep 2)")[0] == 0
    assert (tmp_path / "build" / "brief-card.html").exists()


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_build_that_is_ended_leaves_nothing_of_its_own(number, shell, tmp_path, monkeypatch):
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    assert shell("build brief.yaml -t html")[0] == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "build").iterdir()}
    (tmp_path / "brief.yaml").write_text(MINIMAL.replace("Budget", "Other"), "utf-8")
    command = [sys.executable, "-m", "briefgen", "build", "brief.yaml"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as running:
        while not (workers := children(running.pid)):  # typesetting has begun
            time.sleep(0.01)
        running.send_signal(number)
        said = running.communicate()[1]
    assert running.returncode == 128 + number
    assert said == "Ended. The last good files are as they were.\n"
    assert gone(workers)
    assert {path.name: path.read_bytes() for path in (tmp_path / "build").iterdir()} == before
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_hang_up_that_is_ignored_stays_so(tmp_path, shell):
    assert shell("--version")[0] == 0
    code = (
        "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "from briefgen.cli.streams import raise_signals; raise_signals()\n"
        "print(signal.getsignal(signal.SIGHUP) is signal.SIG_IGN)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )
    assert done.stdout == "True\n"
