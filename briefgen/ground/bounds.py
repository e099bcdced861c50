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
from dataclasses import dataclass, field
from threading import Event, Lock, Thread, current_thread, get_ident, main_thread
from typing import Any, NoReturn, TypeVar

from briefgen.ground.diagnostics import finding
from briefgen.ground.errors import BriefgenError

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
        _, status, used = os.wait4(child, 0)
        if block:
            # The timer that ends it can be some hundredths early, where the machine is busy.
            ended = has_used_its_time(os.waitstatus_to_exitcode(status))
            block.add(max(seconds * ended, used.ru_utime + used.ru_stime))
    if block:
        block.look()
    result: T = _understood(answer, status, bounds)
    return result


@dataclass(slots=True)
class _Block:
    """Work that was begun, with its bound. `children` is what those used that have ended."""

    what: str
    seconds: int
    clock: Callable[[], float]
    around: _Block | None
    children: float = 0.0
    used: float = field(init=False)
    began: float = field(init=False)

    def __post_init__(self) -> None:
        self.used, self.began = self.clock(), time.monotonic()

    @property
    def left(self) -> float:
        """The seconds of the processor that are left; never none, which would be no bound."""
        return max(SHORTEST, self._left)

    @property
    def next_look(self) -> float:
        """In how many seconds a bound can be passed at the earliest."""
        wall = self.began + self.seconds * PATIENCE - time.monotonic()
        return max(SHORTEST, min(self.left, wall))

    @property
    def fault(self) -> str:
        """That the work took too long, of the processor or on the wall; empty where it didn't."""
        waited = time.monotonic() - self.began >= self.seconds * PATIENCE
        if not waited and self._left >= SHORTEST:
            return ""
        most = self.seconds * PATIENCE if waited else self.seconds
        return f"{self.what} took more than {most} s, and was ended."

    def look(self) -> None:
        """PassedBoundsError where the work took too long."""
        if self.fault:
            raise _passed(self.fault)

    def add(self, seconds: float) -> None:
        """Count the work of a child."""
        self.children += seconds
        if self.around:
            self.around.add(seconds)

    @property
    def _left(self) -> float:
        return self.used + self.seconds - self.clock() - self.children


def _passed(message: str) -> PassedBoundsError:
    return PassedBoundsError(message, [finding("bounds", message, hint=SHORTER)])


# Each thread has its own.
_block: ContextVar[_Block | None] = ContextVar("block", default=None)


@contextmanager
def within(seconds: int, what: str) -> Iterator[None]:
    """End the block with a PassedBoundsError when it takes longer.

    The seconds are those of the processor, so that a busy machine ends no honest work. Between two
    instructions of Python; in the main thread also inside a search; not inside other libraries. In
    other threads on macOS, and on Windows, only the clock on the wall counts.
    """
    is_main = current_thread() is main_thread() and _has_alarm()
    clock = time.process_time if is_main else _clock_of_thread()
    block = _Block(what, seconds, clock, _block.get())
    token = _block.set(block)
    try:
        with _alarm(block) if is_main else _watchdog(block):
            yield
    finally:
        _block.reset(token)


@contextmanager
def _alarm(block: _Block) -> Iterator[None]:
    """Have a signal look at the block, which only the main thread gets."""

    def look(*_: object) -> None:
        # Set before, in case that somebody catches the error.
        signal.setitimer(signal.ITIMER_REAL, 1)
        block.look()
        signal.setitimer(signal.ITIMER_REAL, block.next_look)

    handler = signal.signal(signal.SIGALRM, look)
    timer = signal.setitimer(signal.ITIMER_REAL, block.next_look)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        signal.setitimer(signal.ITIMER_REAL, *timer)


@contextmanager
def _watchdog(block: _Block) -> Iterator[None]:
    """Have another thread look at the block, and raise the error in this one."""
    ended, lock, worker = Event(), Lock(), get_ident()

    def watch() -> None:
        wait = block.next_look
        while not ended.wait(wait):
            wait = block.next_look
            if fault := block.fault:
                wait = 1  # again, in case that somebody catches the error
                with lock:
                    if not ended.is_set():
                        _raise_in(worker, fault)

    def end() -> None:
        with lock:
            ended.set()
        _raise_in(worker, "")

    Thread(target=watch, name="bounds", daemon=True).start()
    try:
        yield
    finally:
        try:
            end()
        except PassedBoundsError:  # it came just there, and the next is a second away
            end()
            raise


def _raise_in(thread: int, message: str) -> None:
    """Have a thread raise a PassedBoundsError at its next instruction; without a message, none.

    CPython makes the error there, out of a class.
    """
    import ctypes

    class PassedHereError(PassedBoundsError):
        def __init__(self) -> None:
            super().__init__(message, [finding("bounds", message, hint=SHORTER)])

    error = ctypes.py_object(PassedHereError) if message else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), error)


def _has_alarm() -> bool:
    """Whether there is one, and nobody outside Python uses it (such as a fuzzer)."""
    return hasattr(signal, "setitimer") and signal.getsignal(signal.SIGALRM) is not None


def _clock_of_thread() -> Callable[[], float]:
    """What tells the seconds of the processor that this thread has used, to any thread.

    Where the system has no such clock none pass, and the one on the wall counts alone.
    """
    if not hasattr(time, "pthread_getcpuclockid"):
        return lambda: 0.0
    clock = time.pthread_getcpuclockid(get_ident())
    return lambda: time.clock_gettime(clock)


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
        _block.set(None)  # the clock of its thread is none here
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
