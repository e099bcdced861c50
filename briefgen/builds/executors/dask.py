"""Run jobs on a cluster of Dask distributed, whose scheduler is at the address that was given.

Jobs travel with all that they rest on, and outcomes come back, so that workers share no folder with
this machine. Outputs are written here. What can't travel is done here, too.
"""

from __future__ import annotations

import logging
import pickle
import time
import warnings
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from queue import Empty, Queue
from typing import Any
from uuid import uuid4

from briefgen.builds import afar
from briefgen.builds.afar.parcel import TravelError, around_of, packed
from briefgen.builds.executors import here
from briefgen.builds.job import Job
from briefgen.builds.outcome import Outcome, refused
from briefgen.builds.running import Running
from briefgen.builds.turn import written
from briefgen.builds.versions import versions
from briefgen.ground.errors import BriefgenError, ConfigError, EngineError

INSTALL = "`--executor dask` needs Dask: pip install 'briefgen[dask]'"
LOST = (
    "The connection to the scheduler was lost. What was written is whole; build again for the rest."
)
NO_CERTIFICATES = (
    "`{}` needs certificates, which Dask's settings name: DASK_DISTRIBUTED__COMM__TLS__CA_FILE, "
    "…__TLS__CLIENT__CERT and …__TLS__CLIENT__KEY."
)
# The loggers of Dask and of what it rests on, without those below them.
LOGGING = ("distributed", "tornado", "asyncio")
# The seconds in which the scheduler has to answer.
ANSWERS = 10
# The seconds that it is given to hear that this client goes.
CLOSES = 2
# The seconds without a single worker after which nothing more is waited for. A cluster that grows
# with its work may first have to start machines.
PATIENCE = 600
# How many jobs a thread of a worker has waiting. Each is some hundred KB in the memory of the
# scheduler, so that not all of a large plan are sent at once; with too few, workers would wait.
AHEAD = 3
# The fewest jobs that are sent ahead, for a cluster whose workers are yet to come.
LEAST = 8


def outcomes(jobs: Sequence[Job], running: Running) -> Generator[tuple[int, Outcome], None, None]:
    """Run the jobs on a cluster, as many at the same time as its workers have threads.

    Raises ConfigError where there is no address, where it is none, where Dask isn't installed, or
    where a worker has other versions; EngineError where there is no scheduler, or it is lost.
    """
    with _client(running.scheduler) as client:
        _refuse_other_versions(client)
        sending = _Sending(client, jobs, running)
        try:
            yield from sending.outcomes()
        except OSError as error:  # Dask's own error of a connection is one of these
            raise EngineError(LOST) from error
        finally:
            sending.cancel()


class _Sending:
    """Jobs on their way: those that wait here, and those that were sent and aren't back."""

    def __init__(self, client: Any, jobs: Sequence[Job], running: Running) -> None:
        self._client, self._jobs, self._running = client, jobs, running
        self._left = deque(range(len(jobs)))
        self._sent: dict[Any, int] = {}
        self._back: Queue[Any] = Queue()
        self._shared: dict[Any, Any] = {}

    def outcomes(self) -> Generator[tuple[int, Outcome], None, None]:
        """Send the jobs, and give the outcomes as they come."""
        staying: list[int] = []
        while self._left or self._sent:
            self._send(staying)
            while staying:
                number = staying.pop()
                # One by one: a worker that becomes free in the meantime is given more.
                with closing(here.outcomes([self._jobs[number]], self._running)) as done:
                    yield number, next(done)[1]
            if self._sent:
                future = self._next()
                number = self._sent.pop(future)
                yield number, self._outcome(future, self._jobs[number])

    def cancel(self) -> None:
        """Cancel what isn't done. A job that has begun goes on to its end, unheard."""
        with suppress(OSError):  # without its scheduler there is nothing to cancel
            self._client.cancel(list(self._sent))

    def _send(self, staying: list[int]) -> None:
        """Send jobs until enough are on their way; list those that can't travel in `staying`."""
        most = max(LEAST, AHEAD * _threads(self._client))
        while self._left and len(self._sent) < most:
            number = self._left.popleft()
            job = self._jobs[number]
            try:
                shared = self._shared_by(job)
                parcel = pickle.dumps(packed(job, anew=self._running.anew))
            except TravelError:
                staying.append(number)
                return
            # A key of its own: Dask takes two tasks of one key for the same.
            key = f"briefgen-{job.name}-{uuid4().hex}"
            future = self._client.submit(afar.done, parcel, shared, key=key, pure=False)
            self._sent[future] = number
            future.add_done_callback(self._back.put)

    def _shared_by(self, job: Job) -> Any:
        """Give what a job shares with others of its settings, as a task that Dask sends once.

        If the worker that holds it is lost, Dask runs the task again; scattered data would be gone.
        """
        key = (job.folder, job.resolved)
        if key not in self._shared:
            data = pickle.dumps(around_of(job.resolved, job.folder))
            name = f"briefgen-around-{sha256(data).hexdigest()}"
            self._shared[key] = self._client.submit(bytes, data, key=name)
        return self._shared[key]

    def _next(self) -> Any:
        """Wait for the next task that has ended. Raises EngineError where none can come any more.

        That is where the scheduler is lost, or where for PATIENCE seconds there is no worker.
        """
        without = time.monotonic()
        while True:
            try:
                future = self._back.get(timeout=1)
                # With its scheduler, a client loses all tasks. Nobody else cancels any.
                if future.status == "cancelled":
                    raise EngineError(LOST)
                if future.status in ("finished", "error"):
                    return future
                # Its worker was lost with the result, which nobody had fetched: it runs once more.
                future.add_done_callback(self._back.put)
            except Empty:
                if self._client.status not in ("running", "connecting"):
                    raise EngineError(LOST) from None
                if _threads(self._client):
                    without = time.monotonic()
                if time.monotonic() - without > PATIENCE:
                    message = (
                        f"For {PATIENCE} s the scheduler had no worker. Start one with: "
                        f"dask worker {self._client.scheduler.address}"
                    )
                    raise EngineError(message) from None

    def _outcome(self, future: Any, job: Job) -> Outcome:
        """Make the outcome of a task that has ended: of its result, or of why it has none."""
        from distributed import KilledWorker

        if future.status == "finished":
            outcome: Outcome = pickle.loads(future.result())  # noqa: S301 - see docs/explanation/security.md
            return written(afar.at_home(outcome, job), job)
        error = future.exception() if future.status == "error" else None
        if isinstance(error, KilledWorker):
            many = error.allowed_failures + 1
            fault = EngineError(
                f"{many} workers ended while they did it, one after the other. It may need more "
                "memory than they have."
            )
        else:
            said = f": {error}" if error else ""
            fault = EngineError(f"The cluster gave it back without a result{said}.")
        return refused(job.path, job.does, fault)


@contextmanager
def _client(address: str) -> Iterator[Any]:
    """Connect to a scheduler, and be silent about it. Raises ConfigError and EngineError."""
    if not address:
        message = "`--executor dask` needs the address of a scheduler: --scheduler tcp://HOST:8786"
        raise ConfigError(message)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from distributed import Client
    except ImportError as error:
        raise ConfigError(INSTALL) from error
    with _silent(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # Before it connects, so that one that fails half-way is closed, too. Python would close it
        # whenever it collects garbage: in the middle of another's start, that never ends.
        client = Client.__new__(Client)
        try:
            _connect(client, address)
            yield client
        finally:
            _close(client)


@contextmanager
def _silent() -> Iterator[None]:
    """Keep Dask from logging, in the block. What matters is told by outcomes.

    It logs each lost connection with a traceback, by loggers of which several have an own handler.
    """
    names = [*LOGGING, *logging.Logger.manager.loggerDict]
    logs = [logging.getLogger(each) for each in names if each.split(".")[0] in LOGGING]
    before = [(log, log.handlers, log.propagate) for log in dict.fromkeys(logs)]
    for log, _, _ in before:
        log.handlers, log.propagate = [logging.NullHandler()], False
    try:
        yield
    finally:
        for log, handlers, propagate in before:
            log.handlers, log.propagate = handlers, propagate


def _connect(client: Any, address: str) -> None:
    try:
        client.__init__(address, timeout=ANSWERS, set_as_default=False)
    except (ValueError, TypeError) as error:
        if "ssl_context" in str(error):
            raise ConfigError(NO_CERTIFICATES.format(address)) from error
        message = f"`{address}` is no address of a scheduler, such as tcp://10.0.0.7:8786."
        raise ConfigError(message) from error
    except OSError as error:
        message = (
            f"No scheduler answers at {address}. Start one with `dask scheduler`, and give the "
            "address that it prints. Where it has TLS, Dask's settings name the certificates."
        )
        raise EngineError(message) from error


def _close(client: Any) -> None:
    """Close a client, also one that was never connected, with the thread that works for it."""
    with suppress(Exception):  # such as that of a scheduler that doesn't hear it
        client.close(timeout=CLOSES)
    with suppress(AttributeError):  # where it wasn't even begun
        client.status = "closed"  # nobody closes it again
        client._loop_runner.stop()


def _threads(client: Any) -> int:
    """Count the threads of all workers that the scheduler has now."""
    return sum(client.nthreads().values())


def _refuse_other_versions(client: Any) -> None:
    """Raise ConfigError where a worker has other versions than this machine.

    Workers that come later look for themselves, before each job.
    """
    try:
        said = client.run(afar.differing, versions(), on_error="return")
    except (OSError, ImportError, BriefgenError) as error:
        raise EngineError(f"The workers don't answer: {error}") from error
    for worker, differs in sorted(said.items()):
        if isinstance(differs, BaseException):
            message = f"The worker {worker} can't run briefgen ({differs}). Install it there."
            raise ConfigError(message)
        if differs:
            raise ConfigError(afar.unlike(differs, worker))
