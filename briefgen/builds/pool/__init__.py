"""Have several processes do jobs, each one at a time, and give each outcome as it comes.

A process that ends takes one job with it. That is said of its brief, and the others go on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from queue import SimpleQueue
from threading import Lock, Thread

from briefgen.builds.job import Job
from briefgen.builds.outcome import Outcome
from briefgen.builds.pool.seat import Seat
from briefgen.builds.pool.worker import Starting
from briefgen.builds.running import Running


class Pool:
    """Processes that do jobs, `count` of them, each seen to by a thread. They end with the block.

    They start at once. `running` says what may be used of what was kept. Raises OSError where they
    can't be started.
    """

    def __init__(self, jobs: Sequence[Job], count: int, running: Running | None = None) -> None:
        self._jobs = jobs
        self._order = iter(_longest_first(jobs))
        self._done: SimpleQueue[tuple[int, Outcome | BaseException]] = SimpleQueue()
        self._ends = False
        # Around `_order` and `_ends`, which all threads use.
        self._lock = Lock()
        self._starting = Starting(sorted({kind for job in jobs for kind in job.kinds}))
        self._seats = [Seat(self._starting, running) for _ in range(count)]
        self._threads = [
            Thread(target=self._see_to, args=(seat,), daemon=True) for seat in self._seats
        ]
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
        for seat in self._seats:
            seat.kill()
        self._starting.end()
        for thread in self._threads:
            thread.join()

    def _see_to(self, seat: Seat) -> None:
        """Have the worker of a seat do jobs until there are no more."""
        try:
            while (number := self._next_number()) is not None:
                self._done.put((number, seat.do(self._jobs[number])))
                seat.tidy()
        except BaseException as error:
            self._done.put((-1, error))
        finally:
            seat.end()

    def _next_number(self) -> int | None:
        with self._lock:
            return None if self._ends else next(self._order, None)


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
