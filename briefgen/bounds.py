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
from dataclasses import dataclass
from threading import current_thread, main_thread
from typing import Any, NoReturn, TypeVar

from briefgen.diagnostics import Diagnostic
from briefgen.errors import BriefgenError

T = TypeVar("T")
CHUNK = 1024 * 1024
SHORTER = "Is it the right file? Make it shorter, or two of it."


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one page may take to be made. No honest packet comes near: 400 pages take 60 s and
    600 MB.
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

    What it returns or raises has to be picklable. What it changes here is not changed here.
    """
    if not hasattr(os, "fork"):
        return work()
    reader, writer = os.pipe()
    child = _forked()
    if child == 0:
        _work_as_child(work, writer, bounds)
    os.close(writer)
    try:
        answer = _read(reader, bounds)
    finally:
        os.close(reader)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    result: T = _understood(answer, bounds)
    return result


@contextmanager
def within(seconds: int, what: str) -> Iterator[None]:
    """End the block with a PassedBoundsError when it takes longer.

    Between two instructions of Python, and inside a search; not inside other libraries. Only in the
    main thread, where signals arrive, and not on Windows.
    """
    if current_thread() is not main_thread() or not _has_alarm():
        yield
        return

    def ended(*_: object) -> NoReturn:
        message = f"{what} took more than {seconds} s, and was ended."
        raise PassedBoundsError(message, [Diagnostic("bounds", message, hint=SHORTER)])

    handler = signal.signal(signal.SIGALRM, ended)
    # Each second again, in case that somebody catches the first one.
    timer = signal.setitimer(signal.ITIMER_REAL, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        signal.setitimer(signal.ITIMER_REAL, *timer)


def _has_alarm() -> bool:
    """Whether there is one, and nobody outside Python uses it (such as a fuzzer)."""
    return hasattr(signal, "setitimer") and signal.getsignal(signal.SIGALRM) is not None


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


def _work_as_child(work: Callable[[], Any], writer: int, bounds: Bounds) -> NoReturn:
    """Do the work and hand the answer over; then end, whatever happens, without a word."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        limit(bounds.megabytes, bounds.seconds)
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
    end = time.monotonic() + bounds.seconds
    parts: list[bytes] = []
    while True:
        left = end - time.monotonic()
        if left <= 0 or not select.select([reader], [], [], left)[0]:
            raise EndedError(f"more than {bounds.seconds} s")
        part = os.read(reader, CHUNK)
        if not part:
            return b"".join(parts)
        parts.append(part)


def _understood(answer: bytes, bounds: Bounds) -> Any:
    try:
        kind, value = pickle.loads(answer)  # noqa: S301 - from our own child
    except (EOFError, pickle.UnpicklingError):
        kind, value = "memory", None
    if kind == "memory":
        raise EndedError(f"more than {bounds.megabytes:,} MB of memory")
    if kind == "raised":
        raise value
    return value
