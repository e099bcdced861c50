"""Bounds on the time and the memory of work on untrusted input.

This module defines the bounds, and keeps the one on time inside this process: `within` ends a block
of Python code. `children` keeps both bounds for work in another process. Neither replaces the
other: a block in this process can change the objects around it, but Python can only interrupt it
between two of its own instructions, and can't bound its memory.
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
from briefgen.ground.records import record

# Work may take this many times its seconds of processor time by the clock on the wall. Bounds once
# counted by the wall alone, and a busy machine ended honest checks; this one is only there for work
# that waits instead of computing.
PATIENCE = 10
# The shortest time that a timer is set to, in seconds: setitimer(2) takes 0 for "no timer".
SHORTEST = 0.05
# The hint of every finding about a bound that was passed in this process.
SHORTER = "Is it the right file? Make it shorter, or two of it."


@record
class Bounds:
    """The most that making one page may take: seconds of processor time, and megabytes of memory.

    The defaults are far above honest work: a packet of 400 pages takes 60 s and 600 MB.
    """

    seconds: int = 120
    megabytes: int = 2048

    @property
    def longest(self) -> int:
        """The seconds of real time after which a child is killed, even if it only waits."""
        # Windows can't limit a process's processor time, so only the clock on the wall counts.
        return self.seconds * (PATIENCE if hasattr(os, "fork") else 1)


class PassedBoundsError(BriefgenError):
    """Raised in a block that `within` ends because it took too long."""

    exit_code = 4


class EndedError(Exception):
    """Raised in the parent of a child process that ended without an answer.

    The message names the bound that was passed (`more than 120 s`), so that it can follow "It
    took". `code` is None if that bound is certain. Otherwise it is the child's exit code, and the
    message only names the likely reason: memory.
    """

    def __init__(self, bound: str, code: int | None = None) -> None:
        super().__init__(bound)
        self.code = code


@dataclass(slots=True)
class Block:
    """Work inside `within`: its bound, and the time it has used.

    All times are in seconds. `what` starts the sentence of the error. `clock` gives processor time,
    and `used` is what it gave at the start; `began` is the start in real time (monotonic). `around`
    is the enclosing block, and `children` the processor time of child processes that have ended.
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
        """The seconds of processor time that are left, at least `SHORTEST`, for setting a timer."""
        return max(SHORTEST, self._left)

    @property
    def next_look(self) -> float:
        """The seconds until the work can pass a bound at the earliest, at least `SHORTEST`."""
        wall = self.began + self.seconds * PATIENCE - time.monotonic()
        return max(SHORTEST, min(self.left, wall))

    @property
    def fault(self) -> str:
        """The sentence that says that the work took too long, or an empty text."""
        waited = time.monotonic() - self.began >= self.seconds * PATIENCE
        if not waited and self._left >= SHORTEST:
            return ""
        most = self.seconds * PATIENCE if waited else self.seconds
        return f"{self.what} took more than {most} s, and was ended."

    def look(self) -> None:
        """Raise PassedBoundsError if the work took too long."""
        if message := self.fault:
            raise PassedBoundsError(message, [finding("bounds", message, hint=SHORTER)])

    def add(self, seconds: float) -> None:
        """Count the processor time of a child, for this block and the blocks around it."""
        self.children += seconds
        if self.around:
            self.around.add(seconds)

    @property
    def _left(self) -> float:
        return self.used + self.seconds - self.clock() - self.children


# The innermost block around the running code. Each thread has its own.
BLOCK: ContextVar[Block | None] = ContextVar("BLOCK", default=None)


@contextmanager
def within(seconds: int, what: str) -> Iterator[None]:
    """End the block with PassedBoundsError once it has used that many seconds of processor time.

    `what` names the work in the message ("The check took more than …"). The seconds are processor
    time, so that a busy machine doesn't end honest work; `PATIENCE` bounds the real time.

    Python ends the block between two of its own instructions. In the main thread the signal also
    ends a regular expression, but no call into another C library. On Windows, and on macOS in other
    threads than the main one, only real time counts.
    """
    # getsignal gives None if something outside of Python handles the signal, as libFuzzer does.
    has_alarm = hasattr(signal, "setitimer") and signal.getsignal(signal.SIGALRM) is not None
    is_main = current_thread() is main_thread() and has_alarm
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
    """Let a timer's signal end the block. Python only runs signal handlers in the main thread."""

    def look(*_: object) -> None:
        # Set again before the error is raised: code in the block may catch every error and go on.
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
        # The timer of the enclosing block, which this block had replaced.
        signal.setitimer(signal.ITIMER_REAL, *timer)


@contextmanager
def _watchdog(block: Block) -> Iterator[None]:
    """Let a second thread watch the block, and raise the error in this thread."""
    ended, lock, worker = Event(), Lock(), get_ident()

    def watch() -> None:
        wait = block.next_look
        while not ended.wait(wait):
            wait = block.next_look
            if fault := block.fault:
                wait = 1  # look again in a second: code in the block may catch every error
                # The lock makes sure that no error is raised after the block has ended.
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
        except PassedBoundsError:
            # The error was pending when the block ended. The next could come 1 s later, so there is
            # time to stop the watch before it.
            end()
            raise


def _raise_in(thread: int, message: str) -> None:
    """Make a thread raise PassedBoundsError at its next instruction; an empty message cancels that.

    PyThreadState_SetAsyncExc takes a class, and CPython calls it without arguments in the other
    thread. So the message has to be part of a new class.
    """
    import ctypes

    class PassedHereError(PassedBoundsError):
        def __init__(self) -> None:
            super().__init__(message, [finding("bounds", message, hint=SHORTER)])

    error = ctypes.py_object(PassedHereError) if message else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), error)


def _clock_of_thread() -> Callable[[], float]:
    """Make a clock of this thread's processor time in seconds, which other threads can read.

    macOS and Windows have no clock like that. There it always tells 0, so that only the clock on
    the wall counts.
    """
    if not hasattr(time, "pthread_getcpuclockid"):
        return lambda: 0.0
    clock = time.pthread_getcpuclockid(get_ident())
    return lambda: time.clock_gettime(clock)


def limit(megabytes: int, seconds: float) -> None:
    """Limit this process to a size in memory, and to this many more seconds of processor time.

    On Windows this does nothing.
    """
    try:
        import resource
    except ImportError:
        return
    size = megabytes * 1024 * 1024
    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    if most != resource.RLIM_INFINITY:  # a limit can be lowered, but not raised again
        size = min(size, most)
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    # No core file on a crash: it would hold the text of the brief.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    limit_work(seconds)


@contextmanager
def memory_limited(megabytes: int) -> Iterator[None]:
    """Limit the size of this process while the block runs, and no longer. On Windows: do nothing.

    Unlike that of `limit`, the process could lift this limit itself: it is for work that runs no
    code of others.
    """
    try:
        import resource
    except ImportError:
        yield
        return
    before, most = resource.getrlimit(resource.RLIMIT_AS)
    size = megabytes * 1024 * 1024
    allowed = [each for each in (before, most) if each != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min([size, *allowed]), most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (before, most))


def limit_work(seconds: float) -> None:
    """End this process after this many more seconds of processor time. On Windows: do nothing."""
    try:
        import resource
    except ImportError:
        return
    # Two mechanisms. The timer is exact, and its default action also ends code of C libraries. The
    # resource limit counts whole seconds, but still holds if a library handles SIGPROF itself.
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    most = resource.getrlimit(resource.RLIMIT_CPU)[1]
    # Rounded up, and one more: the limit is only to act if the timer hasn't.
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + seconds) + 2, most))


def used_its_time(code: int) -> bool:
    """Tell whether a process with that exit code was ended because of its processor time."""
    # Python gives the exit code of a process that a signal ended as the negative signal number.
    signals = (getattr(signal, name, 0) for name in ("SIGPROF", "SIGXCPU"))
    return code < 0 and -code in signals
