"""Work on what nobody vouches for, in a process of its own, with bounds on time and memory.

Apart from `workers`, which typesets: a child that is forked costs milliseconds, and can be had for
each template and each PDF. Without a fork (Windows) the work is done here, without these bounds.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from threading import current_thread, main_thread
from typing import Any, NoReturn, TypeVar

from briefgen.diagnostics import Diagnostic
from briefgen.errors import BriefgenError

T = TypeVar("T")
CHUNK = 1024 * 1024
# So many times longer may work take on the wall than of the processor: others use it as well.
PATIENCE = 10
# Seconds. No timer is set to less, and what has less left has none left.
SHORTEST = 0.05
SHORTER = "Is it the right file? Make it shorter, or two of it."


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one page may take to be made. No honest packet comes near: 400 pages take 60 s and
    600 MB. The seconds are those of the processor.
    """

    seconds: int = 120
    megabytes: int = 2048


class PassedBoundsError(BriefgenError):
    """A stage that was ended because it took too long."""

    exit_code = 4


class EndedError(Exception):
    """Work in a child that was ended because it passed its bounds; says which, after `took`."""


def bounded(work: Callable[[], T], bounds: Bounds) -> T:
    """What the work returns, or raises, in a child process. EndedError where it is ended.

    What it returns or raises has to be picklable. What it changes here is not changed here. A block
    `within` which it runs has its own bound, which holds for the child as well.
    """
    if not hasattr(os, "fork"):
        return work()
    block = _block.get()
    seconds = min(bounds.seconds, block.left) if block else bounds.seconds
    reader, writer = os.pipe()
    child = _forked()
    if child == 0:
        _work_as_child(work, writer, bounds.megabytes, seconds)
    os.close(writer)
    try:
        answer = _read(reader, bounds)
    finally:
        os.close(reader)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    if block:
        block.look()
    result: T = _understood(answer, status, bounds)
    return result


@dataclass(frozen=True, slots=True)
class _Block:
    """Work that was begun, with its bound; children that have ended are a part of it."""

    what: str
    seconds: int
    used: float
    began: float

    @property
    def left(self) -> float:
        """The seconds of the processor that are left; never none, which would be no bound."""
        return max(SHORTEST, self.used + self.seconds - _used())

    @property
    def next_look(self) -> float:
        """In how many seconds a bound can be passed at the earliest."""
        wall = self.began + self.seconds * PATIENCE - time.monotonic()
        return max(SHORTEST, min(self.left, wall))

    def look(self) -> None:
        """PassedBoundsError where the work took too long: of the processor, or on the wall."""
        waited = time.monotonic() - self.began >= self.seconds * PATIENCE
        if waited or self.used + self.seconds - _used() < SHORTEST:
            most = self.seconds * PATIENCE if waited else self.seconds
            message = f"{self.what} took more than {most} s, and was ended."
            raise PassedBoundsError(message, [Diagnostic("bounds", message, hint=SHORTER)])


# Each thread has its own.
_block: ContextVar[_Block | None] = ContextVar("block", default=None)


@contextmanager
def within(seconds: int, what: str) -> Iterator[None]:
    """End the block with a PassedBoundsError when it takes longer.

    The seconds are those of the processor, so that a busy machine ends no honest work. Between two
    instructions of Python, and inside a search; not inside other libraries. Only in the main
    thread, where signals arrive, and not on Windows.
    """
    if current_thread() is not main_thread() or not _has_alarm():
        yield
        return
    block = _Block(what, seconds, _used(), time.monotonic())

    def look(*_: object) -> None:
        # Set before, in case that somebody catches the error.
        signal.setitimer(signal.ITIMER_REAL, 1)
        block.look()
        signal.setitimer(signal.ITIMER_REAL, block.next_look)

    handler = signal.signal(signal.SIGALRM, look)
    timer = signal.setitimer(signal.ITIMER_REAL, block.next_look)
    token = _block.set(block)
    try:
        yield
    finally:
        _block.reset(token)
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        signal.setitimer(signal.ITIMER_REAL, *timer)


def _has_alarm() -> bool:
    """Whether there is one, and nobody outside Python uses it (such as a fuzzer)."""
    return hasattr(signal, "setitimer") and signal.getsignal(signal.SIGALRM) is not None


def _used() -> float:
    """The seconds of the processor that this process has used, and its children that ended."""
    import resource

    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def limit(megabytes: int, seconds: float) -> None:
    """Keep this process below a size, and end it after so much more work of its processor.

    The second is for a process whose parent was killed and can't end it. Not on Windows.
    """
    try:
        import resource
    except ImportError:
        return
    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    limit_work(seconds)


def limit_work(seconds: float) -> None:
    """End this process after so much more work of its processor (not on Windows)."""
    with suppress(ImportError):
        import resource

        used = time.process_time()
        most = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(used + seconds) + 2, most))


def _forked() -> int:
    with warnings.catch_warnings():
        # From Python 3.12 on it warns where there are threads; the child touches none of theirs.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _work_as_child(
    work: Callable[[], Any], writer: int, megabytes: int, seconds: float
) -> NoReturn:
    """Do the work and hand the answer over; then end, whatever happens, without a word."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        limit(megabytes, seconds)
        # Exact, and inside other libraries as well; the limit counts in whole seconds.
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds)
        with os.fdopen(writer, "wb") as stream:
            pickle.dump(_answer(work), stream)
    finally:
        os._exit(0)


def _answer(work: Callable[[], Any]) -> tuple[str, Any]:
    try:
        return "done", work()
    except (MemoryError, SystemError):  # the second where C code was refused memory
        return "memory", None
    except Exception as error:
        return "raised", error


def _read(reader: int, bounds: Bounds) -> bytes:
    most = bounds.seconds * PATIENCE
    end = time.monotonic() + most
    parts: list[bytes] = []
    while True:
        left = end - time.monotonic()
        if left <= 0 or not select.select([reader], [], [], left)[0]:
            raise EndedError(f"more than {most} s")
        part = os.read(reader, CHUNK)
        if not part:
            return b"".join(parts)
        parts.append(part)


def _understood(answer: bytes, status: int, bounds: Bounds) -> Any:
    try:
        kind, value = pickle.loads(answer)  # noqa: S301 - from our own child
    except (EOFError, pickle.UnpicklingError):
        kind, value = "memory", None
        if has_used_its_time(os.waitstatus_to_exitcode(status)):
            raise EndedError(f"more than {bounds.seconds} s") from None
    if kind == "memory":
        raise EndedError(f"more than {bounds.megabytes:,} MB of memory")
    if kind == "raised":
        raise value
    return value


def has_used_its_time(code: int) -> bool:
    """Whether a process with that exit code was ended for what it used of the processor."""
    signals = (getattr(signal, name, 0) for name in ("SIGPROF", "SIGXCPU"))
    return code < 0 and -code in signals
