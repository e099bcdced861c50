"""What a cluster of two workers on this machine costs, against the local pool of two processes.

Both do the same briefs, in turns, with nothing kept. Beside the time by the clock the processor
time of all processes is compared, which other work on the machine disturbs less. A run is cold
where the workers' processes have yet to load briefgen and the engine, as those of the pool have in
each run. Takes a minute on two cores that have nothing else to do; BRIEFS makes it longer.
"""

from __future__ import annotations

import os
import pickle
import re
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest
from offices import write_office

from briefgen.builds.afar.parcel import around_of, packed
from briefgen.builds.plan import job_of
from briefgen.settings.options import Options

ROOT = Path(__file__).parent.parent.parent
BRIEFS, ITEMS, ROUNDS = int(os.environ.get("BRIEFS", "12")), 7, 3
pytest.importorskip("distributed")
psutil = pytest.importorskip("psutil")
END = "from distributed import Client; from briefgen.builds import afar; import sys; Client(sys.argv[1]).run(afar.end_sites)"


def started(folder, number, *arguments):
    """A process of Dask, and what it says about itself once it is ready."""
    log = folder / f"{number}.log"
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments, "--host", "127.0.0.1", "--no-dashboard"],
            stdout=file,
            stderr=file,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
    while not (
        said := re.search(r"(?:Scheduler at|Registered to):\s+(tcp://\S+)", log.read_text())
    ):
        assert process.poll() is None, log.read_text()
        time.sleep(0.1)
    return process, said[1]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cluster")
    scheduler, address = started(folder, 0, "scheduler", "--port", "0")
    worker = ("worker", address, "--nthreads", "1", "--no-nanny")
    workers = [started(folder, number, *worker)[0] for number in (1, 2)]
    yield address, (*workers, scheduler)
    for process in (*workers, scheduler):
        process.terminate()
        process.wait()


def used(processes):
    """The seconds of processor time of processes, with those of the processes below them."""
    total = 0.0
    for started in processes:
        own = psutil.Process(started.pid)
        for process in (own, *own.children(recursive=True)):
            times = process.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
    return total


def run(office, folder, *arguments):
    """The seconds by the clock and of the processor that a build of all briefs takes."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "briefgen", "build", str(office), "-o", str(folder), "-q"]
    command += ["--template", "packet", "-t", "pdf", "--force", *arguments]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = sum(
        getattr(after, name) - getattr(before, name) for name in ("ru_utime", "ru_stime")
    )
    return time.perf_counter() - start, processor


def test_two_workers_against_a_pool_of_two(cluster, tmp_path, monkeypatch):
    address, processes = cluster
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    office = tmp_path / "office"
    write_office(office, BRIEFS, ITEMS)
    dask = ("--executor", "dask", "--scheduler", address)
    found = {state: ([], []) for state in ("cold", "warm")}
    work = {state: [] for state in found}
    sends, schedules = [], []
    for _ in range(ROUNDS):
        pool = run(office, tmp_path / "pool", "--executor", "processes", "-j", "2")
        subprocess.run([sys.executable, "-c", END, address], check=True, capture_output=True)
        for state, (wall, processor) in found.items():
            before = [used([each]) for each in processes]
            there = run(office, tmp_path / "there", *dask)
            spent = [used([each]) - at for each, at in zip(processes, before, strict=True)]
            wall.append(pool[0] / there[0])
            processor.append(pool[1] / (there[1] + sum(spent)))
            work[state].append(sum(spent[:2]))
        sends.append(there[1] - run(office / "brief-0000.yaml", tmp_path / "one", *dask)[1])
        schedules.append(spent[2])
    print(f"\nefficiency of two workers, pool of two = 1, {BRIEFS} briefs of ten pages:")
    for state, both in found.items():
        for what, each in zip(("by the clock", "of processor time"), both, strict=True):
            said = f"{statistics.median(each):.2f} ({min(each):.2f} to {max(each):.2f})"
            print(f"  {state}, {what} {said}")
    print("seconds of processor time, the least of all rounds:")
    warm, cold = (min(work[state]) for state in ("warm", "cold"))
    print(f"  a page on a warm worker {warm / BRIEFS / 10:.3f}")
    print(f"  loading, once a process of a worker {(cold - warm) / 2:.2f}")
    print(f"  a brief on the machine that sends {min(sends) / (BRIEFS - 1):.4f}")
    print(f"  a brief on the scheduler {min(schedules) / BRIEFS:.4f}")
    names = sorted(path.name for path in (tmp_path / "pool").iterdir())
    assert names == sorted(path.name for path in (tmp_path / "there").iterdir())
    pdfs = sum(path.stat().st_size for path in (tmp_path / "there").glob("*.pdf"))
    print(f"the PDF of a page: {pdfs / BRIEFS / 10 / 1000:.1f} KB")
    for name in names:
        assert (tmp_path / "pool" / name).read_bytes() == (tmp_path / "there" / name).read_bytes()


def test_what_a_brief_costs_here_before_it_is_sent(tmp_path):
    office = tmp_path / "office"
    jobs = [
        job_of(path, Options(to=("pdf",)), "build") for path in write_office(office, 200, ITEMS)
    ]
    around = around_of(jobs[0].resolved, jobs[0].folder)
    start = time.process_time()
    sent = [pickle.dumps(packed(job)) for job in jobs]
    took = time.process_time() - start
    print(
        f"\npacking a brief: {took / len(jobs) * 1000:.1f} ms; a parcel: {len(sent[0]) / 1024:.0f} KB"
    )
    print(f"what all share: {len(pickle.dumps(around)) / 1024:.0f} KB, once a worker")
