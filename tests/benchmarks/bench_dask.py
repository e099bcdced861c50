"""What a cluster of two workers on this machine costs, against the local pool of two processes.

Both do the same briefs, in turns, with nothing kept. Beside the time by the clock the processor
time of all processes is compared, which other work on the machine disturbs less. A run is cold
where the workers' processes have yet to load briefgen and the engine, as those of the pool have in
each run. docs/explanation/scaling.md has what `the_cost_model` prints.
"""

from __future__ import annotations

import os
import pickle
import re
import subprocess
import sys
import time

import pytest
from figures import Cost
from measuring import ROOT, briefgen, cost, paired, process, rounds, seconds
from offices import write_office

from briefgen.builds.afar.parcel import around_of, packed
from briefgen.builds.plan import job_of
from briefgen.settings.options import Options

# Ends the processes of workers that have loaded what briefs need.
END = (
    "import sys; from distributed import Client; from briefgen.builds import afar; "
    "Client(sys.argv[1]).run(afar.end_sites)"
)
PART = "Past one machine"
BRIEFS, ITEMS = 12, 7
pytest.importorskip("distributed")
psutil = pytest.importorskip("psutil")


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
    for each in (*workers, scheduler):
        each.terminate()
        each.wait()


def used(workers):
    """The seconds of processor time of the cluster, with those of the processes below them."""
    total = 0.0
    for worker in workers:
        own = psutil.Process(worker.pid)
        for each in (own, *own.children(recursive=True)):
            times = each.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
    return total


def build_of(office, folder, *more):
    packets = ("build", "-q", office, "-o", folder, "--template", "packet", "-t", "pdf", "--force")
    return briefgen(*packets, *more)


def test_two_workers_against_a_pool_of_two(cluster, tmp_path, figures):
    address, workers = cluster
    office = tmp_path / "office"
    write_office(office, BRIEFS, ITEMS)
    asked = ("--executor", "dask", "--scheduler", address)

    def there(_):
        before = used(workers)
        sent = cost(build_of(office, tmp_path / "there", *asked))
        return Cost(sent.clock, sent.processors + used(workers) - before)

    pool = process(build_of(office, tmp_path / "pool", "--executor", "processes", "-j", "2"))
    # In the round that isn't counted the cluster's processes load what they keep.
    pairs = paired(pool, there, rounds(3))
    what = f"pool of two, {BRIEFS} packets"
    figures.compare(what, "Dask with two workers", pairs, target=0.9, at_least=True)
    names = sorted(path.name for path in (tmp_path / "pool").iterdir())
    assert names == sorted(path.name for path in (tmp_path / "there").iterdir())
    for name in names:
        assert (tmp_path / "pool" / name).read_bytes() == (tmp_path / "there" / name).read_bytes()


def test_what_the_cost_model_rests_on(cluster, tmp_path, figures):
    address, processes = cluster
    office = tmp_path / "office"
    brief = write_office(office, BRIEFS, ITEMS)[0]
    asked = ("--executor", "dask", "--scheduler", address)
    pool = process(build_of(office, tmp_path / "pool", "--executor", "processes", "-j", "2"))
    work = {"cold": [], "warm": []}
    pairs, sends = [], []
    for _ in range(rounds(2)):
        subprocess.run([sys.executable, "-c", END, address], check=True, capture_output=True)
        for state, found in work.items():
            before = used(processes[:2]), used(processes)
            sent = cost(build_of(office, tmp_path / "there", *asked))
            found.append(used(processes[:2]) - before[0])
            if state == "cold":
                whole = Cost(sent.clock, sent.processors + used(processes) - before[1])
                pairs.append((pool(0), whole))
        one = cost(build_of(brief, tmp_path / "one", *asked))
        sends.append((sent.processors - one.processors) / (BRIEFS - 1))
    what = f"pool of two, {BRIEFS} packets"
    figures.compare(what, "Dask with two workers that have loaded nothing", pairs)
    cold, warm = min(work["cold"]), min(work["warm"])
    pdfs = sum(path.stat().st_size for path in (tmp_path / "there").glob("*.pdf"))
    print(f"page: {warm / BRIEFS / 10:.3f} s; output: {pdfs / BRIEFS / 10_000:.1f} KB; ", end="")
    print(f"send: {min(sends):.4f} s; loading, once a worker: {(cold - warm) / 2:.2f} s")


def test_what_a_brief_costs_here_before_it_is_sent(tmp_path, figures):
    office = tmp_path / "office"
    jobs = [
        job_of(path, Options(to=("pdf",)), "build") for path in write_office(office, BRIEFS, ITEMS)
    ]
    around = around_of(jobs[0].resolved, jobs[0].folder)
    parcels = []
    packing = seconds(lambda: parcels.extend(pickle.dumps(packed(job)) for job in jobs))
    build = cost(build_of(office, tmp_path / "out", "--executor", "here"))
    figures.compare(f"packing {BRIEFS} briefs", "building them here", [(packing, build)])
    print(f"input: {len(parcels[0]) / 1024:.0f} KB; ", end="")
    print(f"what all share: {len(pickle.dumps(around)) / 1024:.0f} KB, once a worker")
