"""Bounds on the time and the memory of work on input that nobody has vetted.

Here they are defined, and kept inside this process: `within` ends a block of Python. Apart from
`children`, which keeps them for work in another process, because a block can be ended only between
two instructions of Python, but may change what is around it.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Event, Lock, Thread, current_thread, get_ident, main_thread

from briefgen.ground.diagnostics import finding
from briefgen.ground.errors import BriefgenError

# Work may take so many times longer on the wall than of the processor: others use it as well.
PATIENCE = 10
# Seconds. No timer is set to less: setitimer(2) takes 0 for no timer at all.
SHORTEST = 0.05
SHORTER = "Is it the right file? Make it shorter, or two of it."


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one page may take to be made, in seconds of the processor and in memory.

    No honest packet comes near: 400 pages take 60 s and 600 MB.
    """

    seconds: int = 120
    megabytes: int = 2048

    @property
    def longest(self) -> int:
        """The seconds on the wall after which a child is ended that may only be waiting."""
        # Windows doesn't end a process for its work, so there the wall is the one clock.
        return self.seconds * (PATIENCE if hasattr(os, "fork") else 1)


class PassedBoundsError(BriefgenError):
    """A stage that was ended because it took too long."""

    exit_code = 4


class EndedError(Exception):
    """A child that was ended because it passed its bounds.

    The message says which, and goes on a sentence such as "It took". `code` is the exit code of one
    that ended by itself, where memory is only the likely reason; else None.
    """

    def __init__(self, bound: str, code: int | None = None) -> None:
        super().__init__(bound)
        self.code = code


@dataclass(slots=True)
class Block:
    """Work that was begun, and what it may take.

    `children` are the seconds of the processor that its children have used which have ended.
    """

    what: str
    seconds: int
    clock: Callable[[], float]
    around: Block | None
    children: float = 0.0
    used: float = field(init=False)
    began: float = field(init=False)

    def __post_init__(self) -> None:
        self.used, self.began = self.clock(), time.monotonic()

    @property
    def left(self) -> float:
        """The seconds of the processor that are left, never fewer than a timer can be set to."""
        return max(SHORTEST, self._left)

    @property
    def next_look(self) -> float:
        """Tell in how many seconds a bound can be passed at the earliest."""
        wall = self.began + self.seconds * PATIENCE - time.monotonic()
        return max(SHORTEST, min(self.left, wall))

    @property
    def fault(self) -> str:
        """The sentence that the work took too long; empty where it didn't."""
        waited = time.monotonic() - self.began >= self.seconds * PATIENCE
        if not waited and self._left >= SHORTEST:
            return ""
        most = self.seconds * PATIENCE if waited else self.seconds
        return f"{self.what} took more than {most} s, and was ended."

    def look(self) -> None:
        """Raise PassedBoundsError where the work took too long."""
        if self.fault:
            raise _passed(self.fault)

    def add(self, seconds: float) -> None:
        """Count the work of a child, for this block and those around it."""
        self.children += seconds
        if self.around:
            self.around.add(seconds)

    @property
    def _left(self) -> float:
        return self.used + self.seconds - self.clock() - self.children


def _passed(message: str) -> PassedBoundsError:
    return PassedBoundsError(message, [finding("bounds", message, hint=SHORTER)])


# The innermost block that is being kept within bounds here. Each thread has its own.
BLOCK: ContextVar[Block | None] = ContextVar("BLOCK", default=None)


@contextmanager
def within(seconds: int, what: str) -> Iterator[None]:
    """End the block with a PassedBoundsError when it takes more seconds of the processor.

    So a busy machine ends no honest work. A block ends between two instructions of Python, and in
    the main thread also inside a regular expression, but not inside other libraries. In other
    threads on macOS, and on Windows, only the clock on the wall counts.
    """
    is_main = current_thread() is main_thread() and _has_alarm()
    clock = time.process_time if is_main else _clock_of_thread()
    block = Block(what, seconds, clock, BLOCK.get())
    token = BLOCK.set(block)
    try:
        with _alarm(block) if is_main else _watchdog(block):
            yield
    finally:
        BLOCK.reset(token)


@contextmanager
def _alarm(block: Block) -> Iterator[None]:
    """Have a signal look at the block. Only the main thread gets one (signal, in Python's docs)."""

    def look(*_: object) -> None:
        # Set before the error is raised: code that catches every error would go on for ever.
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
def _watchdog(block: Block) -> Iterator[None]:
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
        except PassedBoundsError:  # it was on its way when the block ended; the next is 1 s away
            end()
            raise


def _raise_in(thread: int, message: str) -> None:
    """Have a thread raise a PassedBoundsError at its next instruction; without a message, none.

    PyThreadState_SetAsyncExc takes a class, and CPython calls it there without arguments: the
    message has to be in the class.
    """
    import ctypes

    class PassedHereError(PassedBoundsError):
        def __init__(self) -> None:
            super().__init__(message, [finding("bounds", message, hint=SHORTER)])

    error = ctypes.py_object(PassedHereError) if message else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), error)


def _has_alarm() -> bool:
    """Tell whether there is a signal for it that is free.

    getsignal gives None where something outside Python has taken it, as libFuzzer does.
    """
    return hasattr(signal, "setitimer") and signal.getsignal(signal.SIGALRM) is not None


def _clock_of_thread() -> Callable[[], float]:
    """Make a clock that tells any thread how much of the processor this one has used, in seconds.

    macOS and Windows have none: there it stands still, and the clock on the wall counts alone.
    """
    if not hasattr(time, "pthread_getcpuclockid"):
        return lambda: 0.0
    clock = time.pthread_getcpuclockid(get_ident())
    return lambda: time.clock_gettime(clock)


def limit(megabytes: int, seconds: float) -> None:
    """Keep this process below a size, and end it after so much more work of its processor.

    Not on Windows.
    """
    try:
        import resource
    except ImportError:
        return
    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    # A core file would hold the brief.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    limit_work(seconds)


def limit_work(seconds: float) -> None:
    """End this process after so much more work of its processor (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    # The timer is exact and ends what other libraries do as well. The limit counts whole seconds,
    # and stays where a library takes the signal for itself.
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    most = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + seconds) + 2, most))


def used_its_time(code: int) -> bool:
    """Tell whether a process with that exit code was ended for what it used of the processor."""
    signals = (getattr(signal, name, 0) for name in ("SIGPROF", "SIGXCPU"))
    return code < 0 and -code in signals
