"""Jobs are done by a cluster of Dask as they are here, and nothing of them is lost."""

from __future__ import annotations

import logging
import os
import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from clusters import in_process, without_sockets

from briefgen.builds import afar
from briefgen.builds.plan import plan
from briefgen.builds.run import run
from briefgen.builds.running import Running
from briefgen.ground.errors import ConfigError, EngineError
from briefgen.settings.options import Options

distributed = pytest.importorskip("distributed")
from briefgen.builds.executors import dask  # noqa: E402

ROOT = Path(__file__).parent.parent
MINIMAL = (ROOT / "briefs" / "minimal.yaml").read_text("utf-8")
BAD = MINIMAL.replace("principal: minister", "principal: ministr")
HTML = Options(to=("html",))
NOBODY = f"inproc://127.0.0.1/{os.getpid()}/999"
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


@pytest.fixture(autouse=True)
def _without_sockets():
    with without_sockets():
        yield


@pytest.fixture
def office(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path.parent / f"{tmp_path.name}-cache"))
    lost = MINIMAL + "sources:\n  report: {title: Report, capture: lost.txt}\n"
    for name, text in {"a": MINIMAL, "b": BAD, "c": MINIMAL, "lost": lost}.items():
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    return tmp_path


def paths(*names):
    return [Path(f"{name}.yaml") for name in names]


def outcomes(cluster, turns):
    return list(run(turns, Running("dask", scheduler=cluster)))


@pytest.mark.usefixtures("office")
def test_a_cluster_gives_the_outcomes_that_this_machine_gives(cluster):
    named = paths("c", "none", "b", "lost", "a")
    made = [
        outcomes(cluster, plan(named, replace(HTML, output=Path("there"))).turns),
        list(run(plan(named, replace(HTML, output=Path("here"))).turns, Running("here"))),
    ]
    assert [each.exit_code for each in made[0]] == [0, 5, 1, 1, 0]
    for there, here in zip(*made, strict=True):
        assert (there.path, there.does, there.diagnostics, there.lines) == (
            *(here.path, here.does, here.diagnostics, here.lines),
        )
        assert str(there.fault) == str(here.fault)
        assert [path.name for path in there.written] == [path.name for path in here.written]
    for path in Path("here").iterdir():
        assert (Path("there") / path.name).read_bytes() == path.read_bytes()


def test_so_many_are_sent_at_a_time_and_no_more(cluster, office, monkeypatch):
    for number in range(30):
        (office / f"n{number}.yaml").write_text(MINIMAL, "utf-8")
    most = []
    waited = dask._Sending._next

    def noted(sending):
        most.append(len(sending._sent))
        return waited(sending)

    monkeypatch.setattr(dask._Sending, "_next", noted)
    planned = plan(paths(*(f"n{number}" for number in range(30))), HTML, "check")
    assert [each.exit_code for each in outcomes(cluster, planned.turns)] == 30 * [0]
    assert max(most) == dask.LEAST


@pytest.mark.usefixtures("office")
def test_who_stops_early_leaves_nothing_to_do(cluster):
    planned = plan(paths("a", "c", "b"), HTML, "make")
    with closing(run(planned.turns, Running("dask", scheduler=cluster))) as some:
        assert next(some).exit_code == 0
    with distributed.Client(cluster, set_as_default=False) as client:
        ends = time.monotonic() + 30
        while client.processing()[next(iter(client.processing()))]:
            assert time.monotonic() < ends
            time.sleep(0.1)


@pytest.mark.parametrize(
    ("address", "error", "said"),
    [
        ("", ConfigError, "--scheduler tcp://HOST:8786"),
        ("nonsense", ConfigError, "`nonsense` is no address"),
        ("foo://here:1", ConfigError, "`foo://here:1` is no address"),
        ("tls://127.0.0.1:1", ConfigError, "`tls://127.0.0.1:1` needs certificates"),
        (NOBODY, EngineError, f"No scheduler answers at {NOBODY}"),
    ],
    ids=[
        "no address",
        "no scheme",
        "a scheme that there is not",
        "no certificates",
        "nobody there",
    ],
)
@pytest.mark.usefixtures("office")
def test_where_there_is_no_scheduler_a_sentence_says_so(address, error, said, monkeypatch):
    monkeypatch.setattr(dask, "ANSWERS", 0.2)
    with pytest.raises(error, match=re.escape(said)):
        outcomes(address, plan(paths("a"), HTML, "check").turns)


@pytest.fixture
def ends():
    """Sees that no thread is left of a client. A client that is left closes when it's collected."""
    before = {thread.ident for thread in threading.enumerate()}
    yield
    left = [thread for thread in threading.enumerate() if thread.name == "IO loop"]
    assert not [thread for thread in left if thread.ident not in before]


@pytest.mark.parametrize(
    ("address", "patched"),
    [
        ("nonsense", {}),
        ("tls://127.0.0.1:1", {}),
        (NOBODY, {"ANSWERS": 0.2}),
        ("", {"versions": lambda: {"briefgen": "0"}}),
        ("", {"_threads": lambda _: 1 / 0}),
    ],
    ids=["no address", "no certificates", "nobody there", "other versions", "a fault"],
)
@pytest.mark.usefixtures("office", "ends")
def test_a_client_is_closed_however_a_run_ends(cluster, address, patched, monkeypatch):
    for name, value in patched.items():
        monkeypatch.setattr(dask, name, value)
    with pytest.raises((ConfigError, EngineError, ZeroDivisionError)) as caught:
        outcomes(address or cluster, plan(paths("a"), HTML, "check").turns)
    assert caught.value  # with its traceback, which would keep the client


@pytest.mark.usefixtures("office", "ends")
def test_a_client_is_closed_where_a_run_is_stopped_early(cluster):
    with closing(
        run(plan(paths("a", "b"), HTML, "check").turns, Running("dask", scheduler=cluster))
    ):
        pass
    with closing(dask.outcomes(plan(paths("a"), HTML).jobs, Running(scheduler=cluster))) as some:
        next(some)


def test_dask_is_silent_while_it_runs_and_logs_again_afterwards(cluster):
    logs = [
        logging.getLogger(name) for name in ("distributed.client", "tornado.general", "asyncio")
    ]
    handler = logging.Handler()
    heard = []
    handler.emit = heard.append
    for log in logs:
        log.addHandler(handler)
    try:
        with dask._client(cluster):
            for log in logs:
                log.critical("A connection was lost.")
        assert not heard
        for log in logs:
            log.critical("A connection was lost.")
        assert [record.name for record in heard] == [log.name for log in logs]
    finally:
        for log in logs:
            log.removeHandler(handler)


@pytest.mark.usefixtures("office")
def test_where_dask_is_not_installed_a_sentence_says_how_to(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ConfigError, match=re.escape("pip install 'briefgen[dask]'")):
        outcomes("tcp://127.0.0.1:1", plan(paths("a"), HTML, "check").turns)


@pytest.mark.usefixtures("office")
def test_a_worker_with_other_versions_is_refused_before_anything_is_done(cluster, monkeypatch):
    ours = {**afar.versions(), "weasyprint": "1.0"}
    monkeypatch.setattr(dask, "versions", lambda: ours)
    with pytest.raises(ConfigError, match=r"The worker inproc.* has other versions \(weasyprint"):
        outcomes(cluster, plan(paths("a"), HTML, "make").turns)


@pytest.mark.usefixtures("office")
def test_without_a_worker_a_run_ends_some_time(monkeypatch):
    monkeypatch.setattr(dask, "PATIENCE", 0.1)
    with (
        in_process(0) as own,
        pytest.raises(EngineError, match="dask worker inproc://"),
    ):
        outcomes(own, plan(paths("a"), HTML, "make").turns)


class Ended:
    """A task of Dask that has ended with an error."""

    status = "error"

    def __init__(self, error):
        self.exception = lambda: error


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("error", "said"),
    [
        (distributed.KilledWorker("a", None, 3), "4 workers ended while they did it"),
        (ValueError("odd"), "The cluster gave it back without a result: odd."),
    ],
)
def test_a_brief_that_ends_its_workers_is_told_of_it(error, said):
    (job,) = plan(paths("a"), HTML).jobs
    outcome = dask._Sending(None, [job], Running())._outcome(Ended(error), job)
    assert (outcome.path, outcome.exit_code) == (Path("a.yaml"), 4)
    assert said in str(outcome.fault)


class Cancelled:
    """A task that was lost with its scheduler."""

    status = "cancelled"


def test_a_brief_that_is_lost_with_its_scheduler_has_no_error_of_its_own():
    sending = dask._Sending(None, [], Running())
    sending._back.put(Cancelled())
    with pytest.raises(EngineError, match="The connection to the scheduler was lost"):
        sending._next()


class Lost:
    """A task whose worker was lost with its result: the cluster runs it again."""

    status = "pending"

    def add_done_callback(self, heard):
        self.status = "finished"
        heard(self)


def test_a_result_that_was_lost_before_it_was_fetched_is_waited_for_again():
    sending = dask._Sending(None, [], Running())
    sending._back.put(lost := Lost())
    assert sending._next() is lost
    assert lost.status == "finished"


class Cluster:
    """A scheduler and workers on this machine, as processes that `dask` starts."""

    def __init__(self, folder, workers):
        self.folder, self.processes = folder, []
        self.scheduler = self._start("scheduler", "--port", "0", "--no-dashboard")
        self.address = self._said(self.scheduler, r"Scheduler at:\s+(tcp://\S+)")
        self.workers = [self.worker() for _ in range(workers)]

    def worker(self):
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory")
        worker = self._start("worker", self.address, *options, str(self.folder))
        self._said(worker, r"(Registered to)")
        return worker

    def _start(self, what, *arguments):
        log = self.folder / f"{len(self.processes)}.log"
        with log.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", what, "--host", "127.0.0.1", *arguments],
                stderr=file,
                stdout=file,
                cwd=self.folder,
                env={**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__LOGGING": ""},
            )
        process.log = log
        self.processes.append(process)
        return process

    def _said(self, process, pattern):
        ends = time.monotonic() + 60
        while not (found := re.search(pattern, process.log.read_text())):
            assert time.monotonic() < ends, process.log.read_text()
            time.sleep(0.1)
        return found[1]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.kill()
            process.wait()


def command(folder, *arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "briefgen", *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.long
def test_a_worker_that_is_killed_loses_nothing(office, tmp_path_factory):
    (office / "lost.yaml").unlink()
    for number in range(10):
        text = MINIMAL.replace("title: ", f"title: No. {number} ", 1)
        (office / f"n{number}.yaml").write_text(text, "utf-8")
    build = ("build", ".", "--template", "card", "-t", "pdf")
    with Cluster(tmp_path_factory.mktemp("cluster"), 2) as cluster:
        run = command(
            office, *build, "-o", "there", "--executor", "dask", "--scheduler", cluster.address
        )
        while len(list(office.glob("there/*.pdf"))) < 2:
            assert run.poll() is None, run.communicate()
            time.sleep(0.05)
        cluster.workers[0].kill()
        said = run.communicate(timeout=120)[1]
    assert run.returncode == 1, said
    assert "13 briefs: 1 error" in said
    assert "1 not built" in said
    assert "distributed" not in said
    here = command(office, *build, "-o", "here", "--executor", "here")
    here.communicate(timeout=120)
    names = sorted(path.name for path in (office / "here").iterdir())
    assert len(names) == 13
    assert sorted(path.name for path in (office / "there").iterdir()) == names
    for name in names:
        assert (office / "there" / name).read_bytes() == (office / "here" / name).read_bytes()


def begun(office, cluster):
    """A build of ten briefs on a cluster, of which the first is there."""
    for number in range(10):
        (office / f"n{number}.yaml").write_text(MINIMAL, "utf-8")
    run = command(office, "build", ".", "--executor", "dask", "--scheduler", cluster.address)
    while not list(office.glob("build/*.pdf")):
        assert run.poll() is None, run.communicate()
        time.sleep(0.05)
    return run


@pytest.mark.long
def test_an_interrupt_ends_a_run_on_a_cluster_in_a_sentence(office, tmp_path_factory):
    with Cluster(tmp_path_factory.mktemp("cluster"), 1) as cluster:
        run = begun(office, cluster)
        run.send_signal(signal.SIGINT)
        said = run.communicate(timeout=30)[1]
    assert run.returncode == 130
    assert said.endswith("Interrupted. The last good files are as they were.\n")
    assert "Traceback" not in said
    assert not list(office.glob("build/.*"))


@pytest.mark.long
def test_a_scheduler_that_is_lost_ends_a_run_in_a_sentence(office, tmp_path_factory):
    with Cluster(tmp_path_factory.mktemp("cluster"), 1) as cluster:
        run = begun(office, cluster)
        cluster.scheduler.kill()
        said = run.communicate(timeout=60)[1]
    assert run.returncode == 4
    assert "The connection to the scheduler was lost." in said
    assert "was not built" not in said
    assert "Traceback" not in said
