"""Have several processes do jobs, each one at a time, and give each outcome as it comes.

A process that ends takes one job with it. That is said of its brief, and the others go on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from queue import SimpleQueue
from threading import Lock, Thread

from briefgen.builds.job import Job
from briefgen.builds.outcome import Outcome, refused
from briefgen.builds.running import Running
from briefgen.builds.worker import LostError, Starting, Worker
from briefgen.ground.errors import EngineError

# The megabytes beyond which a process is replaced. A long packet leaves holes in the memory, which
# Python never gives back.
MOST_MEGABYTES = 400


class Pool:
    """Processes that do jobs, `count` of them, each seen to by a thread. They end with the block.

    They start at once. `running` says which sections that were kept may be used. Raises OSError
    where they can't be started.
    """

    def __init__(self, jobs: Sequence[Job], count: int, running: Running | None = None) -> None:
        self._jobs, self._running = jobs, running or Running()
        self._order = iter(_longest_first(jobs))
        self._done: SimpleQueue[tuple[int, Outcome | BaseException]] = SimpleQueue()
        self._workers: set[Worker] = set()
        self._ends = False
        # Around `_order`, `_workers` and `_ends`, which all threads use.
        self._lock = Lock()
        self._starting = Starting(sorted({kind for job in jobs for kind in job.kinds}))
        self._threads = [Thread(target=self._see_to_a_worker, daemon=True) for _ in range(count)]
        for thread in self._threads:
            thread.start()

    def outcomes(self) -> Iterator[tuple[int, Outcome]]:
        """Give the number of each job with its outcome, in the order in which they are done."""
        for _ in self._jobs:
            number, made = self._done.get()
            if isinstance(made, BaseException):
                raise made
            yield number, made

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._ends = True
            for worker in self._workers:
                worker.kill()
        self._starting.end()
        for thread in self._threads:
            thread.join()

    def _see_to_a_worker(self) -> None:
        """Have a worker, and another where it ends, do jobs until there are no more."""
        worker: Worker | None = None
        try:
            while (number := self._next_number()) is not None:
                made, worker = self._done_by(worker, self._jobs[number])
                self._done.put((number, made))
                if worker and not _is_fit(worker):
                    self._end(worker)
                    worker = None
        except BaseException as error:
            self._done.put((-1, error))
        finally:
            if worker:
                self._end(worker)

    def _next_number(self) -> int | None:
        with self._lock:
            return None if self._ends else next(self._order, None)

    def _done_by(self, worker: Worker | None, job: Job) -> tuple[Outcome, Worker | None]:
        """Have a job done, and give its outcome, with the worker that is there after it.

        A job whose worker was killed has a second turn: most likely the system was short of memory,
        or somebody has ended the process. Where typesetting ends the worker, the brief is checked
        once more without it, so that nothing else that was found is lost.
        """
        error, turns = None, 0
        while True:
            turns += 1
            try:
                worker = worker or self._started()
                return worker.do(job, self._running, error), worker
            except OSError as failed:
                said = f"A process for it can't be started: {failed.strerror or failed}."
                error = error or EngineError(said)
                break
            except LostError as lost:
                if worker:
                    self._end(worker)
                worker = None
                if lost.is_by_chance and turns == 1 and not self._ends:
                    continue
                is_told = error is not None
                error = error or lost.as_error()
                if is_told or self._ends or not lost.typesets:
                    break
        return refused(job.path, job.does, error), worker

    def _started(self) -> Worker:
        worker = self._starting.worker()
        with self._lock:
            self._workers.add(worker)
            if self._ends:
                worker.kill()
        return worker

    def _end(self, worker: Worker) -> None:
        with self._lock:
            self._workers.discard(worker)
        worker.end()


def _is_fit(worker: Worker) -> bool:
    """Tell whether a worker has ended its job in order, and is small enough for another."""
    with suppress(OSError):
        return worker.settle() <= MOST_MEGABYTES
    return False


def _longest_first(jobs: Sequence[Job]) -> list[int]:
    """List the numbers of the jobs in the order in which they are begun.

    Those of much longer briefs come first: begun last, one of them would keep one core busy when
    all others have nothing left to do. Else the order is that of the plan, in which the outcomes
    are told, so that few of them have to wait for their turn.
    """
    # Of two sizes with equally many binary digits, none is twice the other.
    return sorted(range(len(jobs)), key=lambda number: -_size(jobs[number]).bit_length())


def _size(job: Job) -> int:
    if job.data is not None:
        return len(job.data)
    with suppress(OSError):  # doing the job will say so
        return job.path.stat().st_size
    return 0
