"""Briefs are done by several processes, and whatever ends one of them is one brief's finding."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from processes import children, gone
from written import MINIMAL, ROOT, put

from briefgen.builds.plan import plan
from briefgen.builds.pool import Pool, worker
from briefgen.builds.run import run
from briefgen.builds.running import Running
from briefgen.ground import capacity
from briefgen.settings.options import Options

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for the processes")
PDF = Options(to=("pdf",), templates=("card",))
# Templates of a brief's own, in a folder of its own.
HANGS = f"<html lang=en><title>t</title>{'<div>' * 100}{'x ' * 100_000}"
EATS = "{% set x = namespace(a='x') %}{% for _ in range(60) %}{% set x.a = x.a ~ x.a %}{% endfor %}"


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A folder in which one stands, with three good briefs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr("tempfile.tempdir", None)
    for name in ("a", "b", "c"):
        put(tmp_path / f"{name}.yaml", MINIMAL)
    return tmp_path


def with_template(office, name, template, settings=""):
    put(office / name / "own" / "page.html.j2", template)
    put(office / name / "briefgen.toml", f'templates = "own"\n{settings}')
    return put(office / name / f"{name}.yaml", MINIMAL).relative_to(office)


def made_of(named, options=PDF, running=None):
    turns = plan([Path(name) for name in named], options, "make").turns
    return list(run(turns, running or Running("processes", 2)))


@LINUX
@pytest.mark.usefixtures("office")
def test_workers_are_forked_and_gone_at_the_end(office):
    planned = plan([Path("a.yaml"), Path("b.yaml"), Path("c.yaml")], PDF, "make")
    with Pool(planned.jobs, 2) as pool:
        outcomes = pool.outcomes()
        next(outcomes)
        (nursery,) = children(os.getpid())
        workers = children(nursery)
        assert len(workers) == 2
        # What another thread holds at the moment of a fork, the worker would wait for in vain.
        assert len(list(Path(f"/proc/{nursery}/task").iterdir())) == 1
        assert [os.getsid(each) for each in workers] == [nursery, nursery]
    assert gone([nursery, *workers])
    assert list((office / "temporary").iterdir()) == []


@pytest.mark.long
@pytest.mark.usefixtures("office")
def test_without_a_fork_workers_are_spawned_and_make_the_same(monkeypatch):
    named = ["a.yaml", "b.yaml"]
    forked = made_of(named)
    monkeypatch.setattr(worker, "FORKS", False)
    assert [each.artefacts for each in made_of(named)] == [each.artefacts for each in forked]
    assert all(each.artefacts for each in forked)


@pytest.mark.usefixtures("office")
def test_what_is_made_here_and_there_is_the_same():
    bad = put(Path("bad.yaml"), MINIMAL.replace("principal: minister", "principal: ministr"))
    for there, here in zip(
        made_of(["a.yaml", bad]), made_of(["a.yaml", bad], running=Running("here")), strict=True
    ):
        assert there.artefacts == here.artefacts
        assert there.diagnostics == here.diagnostics


@pytest.mark.long
@pytest.mark.usefixtures("office")
def test_the_bytes_of_what_is_written_do_not_travel():
    turns = plan([Path("a.yaml"), Path("b.yaml")], PDF).turns
    for made in run(turns, Running("processes", 2)):
        assert [(each.data, each.pages) for each in made.artefacts] == [(b"", 1)]
        assert made.written[0].read_bytes().startswith(b"%PDF")


@pytest.mark.long
def test_a_page_that_hangs_the_engine_is_a_finding_beside_the_others_of_its_brief(office):
    named = with_template(office, "hangs", HANGS, "seconds = 1\n")
    lines = [line for line in MINIMAL.splitlines() if "objective:" not in line]
    put(office / named, "\n".join(lines))
    options = Options(to=("pdf",), templates=("page",))
    (here,) = made_of([named], options, Running("here"))
    (there,) = made_of([named], options, Running("processes"))
    assert str(here.fault) == "Typesetting took more than 1 s, and was ended."
    assert str(there.fault) == str(here.fault)
    assert there.fault.findings == here.fault.findings
    assert there.diagnostics == here.diagnostics != ()


@pytest.mark.long
def test_a_page_that_eats_memory_is_one_finding_and_the_others_are_made(office):
    wide = "<html lang=en><title>t</title><table><tr><td colspan=99999999>" + "x" * 1000
    named = with_template(office, "wide", wide, "megabytes = 300\nseconds = 60\n")
    options = Options(to=("pdf",), templates=("card",))
    turns = [
        *plan([Path("a.yaml")], options, "make").turns,
        *plan([named], Options(to=("pdf",), templates=("page",)), "make").turns,
        *plan([Path("b.yaml"), Path("c.yaml")], options, "make").turns,
    ]
    made = list(run(turns, Running("processes", 2)))
    assert [each.exit_code for each in made] == [0, 4, 0, 0]


def test_a_template_that_eats_memory_is_ended_within_the_bounds_of_its_brief(office):
    named = with_template(office, "eats", EATS, "megabytes = 200\n")
    (made,) = made_of([named], Options(to=("html",), templates=("page",)))
    assert made.exit_code == 3
    assert made.fault.findings[0].rule == "bounds"


@LINUX
@pytest.mark.parametrize("which", ["worker", "nursery"])
@pytest.mark.usefixtures("office")
def test_a_process_that_somebody_kills_costs_no_brief(which):
    named = [put(Path(f"{number}.yaml"), MINIMAL) for number in range(6)]
    planned = plan(named, PDF, "make")
    with Pool(planned.jobs, 2) as pool:
        outcomes = pool.outcomes()
        made = dict([next(outcomes)])
        (nursery,) = children(os.getpid())
        os.kill(nursery if which == "nursery" else children(nursery)[0], signal.SIGKILL)
        made |= dict(outcomes)
    assert sorted(made) == list(range(6))
    assert [str(each.fault) for each in made.values() if each.fault] == []


@pytest.mark.long
@LINUX
@pytest.mark.usefixtures("office")
def test_a_job_whose_process_is_killed_each_time_is_that_brief_s_finding(monkeypatch):
    do = worker.Worker.do

    def killed(self, job, error, running):
        if job.name == "b" and error is None:
            (nursery,) = children(os.getpid())
            for each in children(nursery):
                os.kill(each, signal.SIGKILL)
            assert gone(children(nursery))
        return do(self, job, error, running)

    monkeypatch.setattr(worker.Worker, "do", killed)
    made = made_of(["a.yaml", "b.yaml", "c.yaml"], running=Running("processes", 1))
    assert [each.exit_code for each in made] == [0, 4, 0]
    assert str(made[1].fault) == "The process that did it has ended without a result."


@pytest.mark.long
@LINUX
@pytest.mark.usefixtures("office")
def test_a_process_that_has_grown_is_replaced(monkeypatch):
    monkeypatch.setattr("briefgen.builds.pool.seat.MOST_MEGABYTES", 1)
    started = []
    forked = worker.Starting.worker
    monkeypatch.setattr(worker.Starting, "worker", lambda self: started.append(1) or forked(self))
    made_of(["a.yaml", "b.yaml", "c.yaml"], running=Running("processes", 1))
    assert len(started) == 3


BUILD = (sys.executable, "-m", "briefgen", "build", "--executor", "processes", "-j", "2", ".")


@LINUX
@pytest.mark.long
@pytest.mark.parametrize("ends", ["SIGKILL", "SIGINT", "SIGTERM"])
def test_no_process_outlives_a_run(ends, office, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    for number in range(20):
        put(office / f"{number}.yaml", MINIMAL)
    with subprocess.Popen(BUILD, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        found: list[int] = []
        while len(found) < 3:
            time.sleep(0.05)
            found = [each for child in children(process.pid) for each in (child, *children(child))]
        time.sleep(0.5)
        process.send_signal(getattr(signal, ends))
        process.wait()
    assert gone(found)
    assert [path for path in (office / "temporary").iterdir() if "briefgen" in path.name] == []
    if ends != "SIGKILL":
        assert [path.name for path in (office / "build").glob(".*")] == []


def test_the_longest_brief_is_begun_first(tmp_path):
    from briefgen.builds.pool import _longest_first

    sizes = [1000, 1010, 9000, 1000, 5000]
    named = [put(tmp_path / f"{at}.yaml", "x" * size) for at, size in enumerate(sizes)]
    jobs = plan(named, PDF, "make").jobs
    assert _longest_first(jobs) == [2, 4, 0, 1, 3]


def groups(tmp_path, monkeypatch, files, listed):
    monkeypatch.setattr(capacity, "CGROUPS", tmp_path)
    for name, text in files.items():
        put(tmp_path / name, text)
    read = Path.read_text
    monkeypatch.setattr(
        Path,
        "read_text",
        lambda self, *how: listed if str(self) == "/proc/self/cgroup" else read(self, *how),
    )
    monkeypatch.setattr(capacity, "_free_now", lambda: iter([64_000]))
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(16)), raising=False)


CONTAINERS = {
    "no limit": ({"cpu.max": "max 100000\n", "memory.max": "max\n"}, "0::/\n", 16),
    "a share of the cores": ({"cpu.max": "250000 100000\n"}, "0::/\n", 3),
    "of the group around it": ({"cpu.max": "100000 100000\n"}, "0::/a/b\n", 1),
    "memory": ({"memory.max": f"{4 << 30}", "memory.current": f"{1 << 30}"}, "0::/\n", 6),
    "memory that holds files": (
        {
            "memory.max": f"{4 << 30}",
            "memory.current": f"{3 << 30}",
            "memory.stat": f"anon 1\ninactive_file {2 << 30}\n",
        },
        "0::/\n",
        6,
    ),
    "too little memory": ({"memory.max": f"{1 << 28}", "memory.current": "0"}, "0::/\n", 1),
    "of the first version": (
        {
            "cpu,cpuacct/x/cpu.cfs_quota_us": "200000\n",
            "cpu,cpuacct/x/cpu.cfs_period_us": "100000\n",
        },
        "4:cpu,cpuacct:/x\n0::/\n",
        2,
    ),
    "of the first version without a limit": (
        {"cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"},
        "4:cpu:/\n",
        16,
    ),
}


@pytest.mark.parametrize("name", CONTAINERS)
def test_what_a_container_may_use_counts(name, tmp_path, monkeypatch):
    files, listed, count = CONTAINERS[name]
    groups(tmp_path, monkeypatch, files, listed)
    assert capacity.processes() == count
