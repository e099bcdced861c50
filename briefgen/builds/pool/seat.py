"""Keep a worker for one job after the other, and put another in its place where it ends."""

from __future__ import annotations

from contextlib import suppress
from threading import Lock

from briefgen.builds.job import Job
from briefgen.builds.outcome import Outcome, refused
from briefgen.builds.pool.worker import LostError, Starting, Worker
from briefgen.builds.running import Running
from briefgen.ground.errors import EngineError

# The megabytes beyond which a process is replaced. A long packet leaves holes in the memory, which
# Python never gives back.
MOST_MEGABYTES = 400


class Seat:
    """A place for one worker at a time, which starts with the first job.

    `running` says what may be used of what was kept. One thread uses it; another may call `kill`.
    """

    def __init__(self, starting: Starting, running: Running | None = None) -> None:
        self._starting, self._running = starting, running or Running()
        self._worker: Worker | None = None
        self._ends = False
        # Around `_worker` and `_ends`, which `kill` uses from another thread.
        self._lock = Lock()

    def do(self, job: Job) -> Outcome:
        """Have a job done, and give its outcome.

        A job whose worker was killed has a second turn: most likely the system was short of memory,
        or somebody has ended the process. Where typesetting ends the worker, the brief is checked
        once more without it, so that nothing else that was found is lost.
        """
        error, turns = None, 0
        while True:
            turns += 1
            try:
                return self._seated().do(job, error, self._running)
            except OSError as failed:
                said = f"A process for it can't be started: {failed.strerror or failed}."
                error = error or EngineError(said)
                break
            except LostError as lost:
                self.end()
                if lost.is_by_chance and turns == 1 and not self._ends:
                    continue
                is_told = error is not None
                error = error or lost.as_error()
                if is_told or self._ends or not lost.typesets:
                    break
        return refused(job.path, job.does, error)

    def tidy(self) -> None:
        """End the worker, unless it has ended its job in order and is small enough for another.

        This waits for what it has to tidy up, so the outcome is better handed on before.
        """
        if self._worker is None:
            return
        with suppress(OSError):
            if self._worker.settle() <= MOST_MEGABYTES:
                return
        self.end()

    def end(self) -> None:
        """End the worker. The next job has another."""
        with self._lock:
            worker, self._worker = self._worker, None
        if worker:
            worker.end()

    def kill(self) -> None:
        """End the worker at once; the next ends as soon as it is there."""
        with self._lock:
            self._ends = True
            if self._worker:
                self._worker.kill()

    def _seated(self) -> Worker:
        if self._worker is None:
            worker = self._starting.worker()
            with self._lock:
                self._worker = worker
                if self._ends:
                    worker.kill()
        return self._worker
