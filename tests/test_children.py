"""A child process: it answers, or it is ended; and it leaves nothing behind and says nothing."""

from __future__ import annotations

import copyreg
import mmap
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from processes import gone

from briefgen.ground.bounds import Bounds, EndedError
from briefgen.ground.children import Child, bounded

ROOT = Path(__file__).parent.parent
POSIX = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
pytestmark = pytest.mark.usefixtures("no_hang")

# A module that answers as its message asks.
ANSWERS = """
import os, sys, time
from briefgen.ground.children import serve

def answer(head, data):
    print("said aloud")
    os.write(1, b"said by a library")
    if head.get("does") == "spin":
        while True: pass
    if head.get("does") == "fill":
        bytearray(2 ** 40)
    if head.get("does") == "sleep":
        time.sleep(60)
    return {"was": head, "language": os.environ["LC_ALL"]}, data[::-1]

serve(answer, lambda: None)
"""


@pytest.fixture
def module(tmp_path, monkeypatch):
    (tmp_path / "answering.py").write_text(ANSWERS)
    monkeypatch.syspath_prepend(tmp_path)
    return "answering"


def test_a_child_answers_each_message(module):
    with Child(module, Bounds(seconds=20)) as child:
        for data in (b"", b"abc\n", bytes(range(256)) * 5000):
            head, back = child.ask({"n": len(data)}, data)
            assert (head["was"]["n"], back) == (len(data), data[::-1])
    assert head["language"] == "C.UTF-8"


@POSIX
@pytest.mark.parametrize(
    ("does", "said"), [("spin", "more than 1 s"), ("fill", "more than 300 MB of memory")]
)
def test_a_child_that_passes_its_bounds_is_ended(does, said, module, patient):
    with Child(module, Bounds(1, 300)) as child, pytest.raises(EndedError, match=said):
        child.ask({"does": does}, b"")


def test_a_child_that_waits_for_ever_is_ended(module, monkeypatch):
    monkeypatch.setattr("briefgen.ground.bounds.PATIENCE", 3)
    with Child(module, Bounds(1)) as child, pytest.raises(EndedError, match="more than 3 s"):
        child.ask({"does": "sleep"}, b"")


def test_a_child_that_was_killed_is_an_error_with_its_code(module):
    with Child(module, Bounds(20)) as child:
        child.kill()
        with pytest.raises(EndedError) as found:
            child.ask({}, b"x" * 1_000_000)
    assert found.value.code is not None


@POSIX
def test_a_child_that_is_aborted_says_nothing(capfd):
    """Not even Python's dump of where it was, which a test run writes past standard error."""
    code = (
        "import faulthandler, os\n"
        "from briefgen.ground.bounds import Bounds\n"
        "from briefgen.ground.children import bounded\n"
        "faulthandler.enable(os.fdopen(os.dup(2), 'w'))\n"
        "try: bounded(lambda: print('x', flush=True) or os.abort(), Bounds())\n"
        "except Exception as error: print(error)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert (run.stdout, run.stderr) == ("more than 2,048 MB of memory\n", "")


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for the children")
def test_a_forked_child_ends_with_its_parent():
    reader, writer = os.pipe()
    code = (
        "import os, time\n"
        "from briefgen.ground.bounds import Bounds\n"
        "from briefgen.ground.children import bounded\n"
        f"say = lambda: os.write({writer}, str(os.getpid()).encode())\n"
        "bounded(lambda: say() and time.sleep(60), Bounds())\n"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, cwd=ROOT, pass_fds=[writer]) as process:
        child = int(os.read(reader, 100))
        assert os.getsid(child) == child
        process.kill()
    assert gone([child])
    os.close(reader)
    os.close(writer)


def test_ctrl_c_ends_a_child_before_the_error_is_raised():
    def interrupted():
        os.kill(os.getppid(), signal.SIGINT)
        time.sleep(60)

    with pytest.raises(KeyboardInterrupt):
        bounded(interrupted, Bounds())
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.parametrize("name", ["json", "pikepdf", "weasyprint"])
def test_no_module_is_imported_from_the_folder_that_briefgen_is_run_in(name, tmp_path):
    """A folder that came by e-mail may hold a `json.py`."""
    (tmp_path / f"{name}.py").write_text("open('imported', 'w').close()\nraise SystemExit\n")
    (tmp_path / "one.yaml").write_text((ROOT / "briefs" / "minimal.yaml").read_text("utf-8"))
    command = [sys.executable, "-P", "-m", "briefgen", "build", "one.yaml", "--template", "card"]
    run = subprocess.run(
        command,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not (tmp_path / "imported").exists()
    assert run.returncode == 0, run.stderr


def test_the_bound_on_memory_is_for_the_work_and_not_for_what_the_parent_has():
    bounds = Bounds(seconds=5, megabytes=100)
    with mmap.mmap(-1, 1 << 30):  # of which nothing is used, but it counts as this process's size
        assert bounded(lambda: len(bytes(1 << 20)), bounds) == 1 << 20
        with pytest.raises(EndedError):
            bounded(lambda: len(bytes(1 << 30)), bounds)


def test_a_child_of_a_child_works_within_the_bounds_of_both():
    inner = Bounds(seconds=5, megabytes=4000)
    assert bounded(lambda: bounded(lambda: 7, inner), Bounds(seconds=5, megabytes=500)) == 7
    with pytest.raises(EndedError):
        bounded(
            lambda: bounded(lambda: len(bytes(2 << 30)), inner), Bounds(seconds=5, megabytes=500)
        )


@POSIX
def test_an_error_comes_back_also_where_pickle_was_taught_to_take_its_way_along(monkeypatch):
    """As tblib does, which Dask loads: the way to the end of a deep recursion is too deep for it."""

    def with_its_way(error):
        depth, at = 0, error.__traceback__
        while at:
            depth, at = depth + 1, at.tb_next
        if depth > 50:
            raise RecursionError
        return type(error), error.args

    def deep(left):
        if not left:
            raise RecursionError("too deep")
        deep(left - 1)

    monkeypatch.setitem(copyreg.dispatch_table, RecursionError, with_its_way)
    with pytest.raises(RecursionError, match="too deep"):
        bounded(lambda: deep(100), Bounds())
