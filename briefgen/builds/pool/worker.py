"""Start processes that do jobs, and speak with them; `inside` is what they do."""

from __future__ import annotations

import json
import pickle
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from socket import SHUT_RDWR, send_fds, socket, socketpair
from threading import Lock
from typing import IO, Any

from briefgen.builds.job import Job
from briefgen.builds.outcome import Outcome
from briefgen.builds.pool.inside import BESIDE
from briefgen.builds.running import Running
from briefgen.ground.bounds import Bounds, EndedError
from briefgen.ground.children import ended_after, interpreter, received, send, why_it_ended
from briefgen.ground.diagnostics import finding
from briefgen.ground.errors import EngineError
from briefgen.ground.leftovers import SUFFIX, prefix, sweep

MODULE = "briefgen.builds.pool.nursery"
# On macOS system libraries have threads, locks and connections that a fork breaks.
FORKS = sys.platform not in ("darwin", "win32")
# The seconds after which a nursery is killed that should have ended.
SOON = 5


class LostError(Exception):
    """The end of a worker without an answer to a job.

    `ended` says why, as far as that is known. With `is_by_chance`, something else than the job may
    have ended it. `typesets` says whether it had begun to typeset.
    """

    def __init__(self, ended: EndedError, *, is_by_chance: bool, typesets: bool) -> None:
        super().__init__(str(ended))
        self.ended, self.is_by_chance, self.typesets = ended, is_by_chance, typesets

    def as_error(self) -> EngineError:
        """Make the error of the brief whose job it was."""
        if self.typesets:
            from briefgen.typeset.workers import ended_error

            return ended_error(self.ended)
        if self.ended.code is not None:
            return EngineError("The process that did it has ended without a result.")
        message = f"It took {self.ended}, and was ended."
        return EngineError(message, [finding("bounds", message)])


class Worker:
    """A process that does jobs. `kill` ends it at once; `code` ends it and gives its exit code.

    The code is None where nobody knows it.
    """

    def __init__(
        self,
        jobs: IO[bytes],
        answers: IO[bytes],
        kill: Callable[[], None],
        code: Callable[[], int | None],
    ) -> None:
        self._jobs, self._answers = jobs, answers
        # Cached: there is only one answer. Asked again, its process id may be that of another.
        self.kill, self._ended_with = kill, cache(code)

    def do(self, job: Job, error: EngineError | None, running: Running) -> Outcome:
        """Have a job done, and give its outcome. `running` says what may be used.

        With `error`, nothing is typeset, and the outcome has that error beside its findings. Raises
        LostError where the process ends before it answers.
        """
        typesets, bounds = False, Bounds(BESIDE)
        try:
            with ended_after(bounds, self.kill):
                send(self._jobs, {}, pickle.dumps((job, error, running)))
                head, data = received(self._answers)
            while head["did"] == "begins to typeset":
                typesets, bounds = True, job.bounds
                with ended_after(bounds, self.kill):
                    head, data = received(self._answers)
        except EndedError as late:
            raise LostError(late, is_by_chance=False, typesets=typesets) from None
        # ValueError: another thread has closed the streams.
        except (OSError, EOFError, ValueError):
            code = self._ended_with()
            killed = (None, -signal.SIGTERM, -getattr(signal, "SIGKILL", signal.SIGTERM))
            why = why_it_ended(killed[-1] if code is None else code, bounds)
            raise LostError(why, is_by_chance=code in killed, typesets=typesets) from None
        value = pickle.loads(data)  # noqa: S301 - from our own child
        if head["did"] == "raised":
            raise value
        outcome: Outcome = value
        return outcome

    def settle(self) -> int:
        """Wait until it has tidied up after a job, and give the megabytes that it has in memory.

        Raises OSError where it has ended.
        """
        try:
            with ended_after(Bounds(), self.kill):
                head, _ = received(self._answers)
        except (EOFError, EndedError, ValueError):
            raise OSError from None
        megabytes: int = head["megabytes"]
        return megabytes

    def end(self) -> None:
        """End the process, wait for that, and close the way to it."""
        self.kill()
        self._ended_with()
        for stream in (self._jobs, self._answers):
            with suppress(OSError):  # what it hasn't read is lost
                stream.close()


class Starting:
    """Starts workers for jobs of outputs of the `kinds`, by a nursery where there can be one.

    The nursery starts at once, and loads while the caller does something else.
    """

    def __init__(self, kinds: Sequence[str]) -> None:
        self._kinds = kinds
        # The engine writes its fonts to temporary files. A process that is killed leaves them.
        sweep(Path(tempfile.gettempdir()))
        self._folder = tempfile.TemporaryDirectory(SUFFIX, prefix())
        self._scratch = Path(self._folder.name)
        self._lock = Lock()
        self._nursery = _Nursery(kinds, self._scratch) if FORKS else None

    def worker(self) -> Worker:
        """Start a worker. Raises OSError where none can be started."""
        if self._nursery is None:
            return _spawned(self._kinds, self._scratch)
        with self._lock:
            try:
                return self._nursery.worker()
            except (OSError, ValueError):  # it was killed; its workers go on
                self._nursery.end()
                self._nursery = _Nursery(self._kinds, self._scratch)
                return self._nursery.worker()

    def end(self) -> None:
        """End the nursery with all its workers, and remove their temporary files."""
        if self._nursery:
            self._nursery.end()
        self._folder.cleanup()


class _Nursery:
    """The process that forks workers, and the socket by which it is asked for them."""

    def __init__(self, kinds: Sequence[str], scratch: Path) -> None:
        self._control, theirs = socketpair()
        self._lock = Lock()
        with theirs:
            self._process = interpreter(
                MODULE, ("nursery", str(scratch), *kinds), scratch, stdin=theirs.fileno()
            )

    def worker(self) -> Worker:
        """Fork a worker. Raises OSError or ValueError where the nursery has ended."""
        ours, theirs = socketpair()
        with theirs:
            try:
                pid: int = self._ask({"does": "fork"}, theirs)["worker"]
            except BaseException:
                ours.close()
                raise

        def kill() -> None:
            with suppress(OSError):  # not connected any more
                ours.shutdown(SHUT_RDWR)

        def code() -> int | None:
            # The nursery kills it, too: its process id is that of another process only when the
            # nursery has asked for its exit code.
            with suppress(OSError, ValueError):
                found: int | None = self._ask({"does": "end", "worker": pid})["code"]
                return found
            return None

        with ours:  # closed with the last of its files
            return Worker(ours.makefile("wb"), ours.makefile("rb"), kill, code)

    def end(self) -> None:
        """End it: it kills its workers when the socket is closed."""
        with suppress(OSError):
            self._control.shutdown(SHUT_RDWR)
        try:
            self._process.wait(SOON)
        except subprocess.TimeoutExpired:  # it is still loading, and has no workers yet
            self._process.kill()
        self._process.communicate()
        self._control.close()

    def _ask(self, asked: dict[str, Any], sent: socket | None = None) -> dict[str, Any]:
        with self._lock:
            data = json.dumps(asked).encode()
            send_fds(self._control, [data], [sent.fileno()] if sent else [])
            answer = self._control.recv(4096)
        found: dict[str, Any] = json.loads(answer)  # ValueError of nothing
        return found


def _spawned(kinds: Sequence[str], scratch: Path) -> Worker:
    """Start an interpreter that is a worker."""
    process = interpreter(MODULE, ("worker", str(scratch), *kinds), scratch)
    if not (process.stdin and process.stdout):  # for mypy: both are pipes
        raise OSError
    return Worker(process.stdin, process.stdout, process.kill, process.wait)
