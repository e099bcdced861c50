"""Work on input that nobody has vetted, in a child process with bounds on time and memory.

All children keep the same rules: a limit on memory and on the work of the processor, a session of
their own, an end when their parent ends, nothing on the terminal, and one form of message, which is
a line of JSON and then as many bytes as it says.

There are two ways to start one, because neither can stand in for the other:

`bounded` forks. The child costs milliseconds and has all that is loaded, so that each template and
each PDF can have its own. It works on whatever a function closes over.

`Child` starts the interpreter anew. A fork can't take the environment that Pango reads when it is
loaded, it would copy threads that hold locks of other libraries, and Windows has none. The child
stays for many questions, and loads what it needs while its parent does something else.
"""

from __future__ import annotations

import faulthandler
import gc
import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import astuple
from functools import partial
from pathlib import Path
from typing import IO, Any, NoReturn, TypeVar

from briefgen.ground.bounds import BLOCK, Bounds, EndedError, limit, limit_work, used_its_time

T = TypeVar("T")
# What a message says beside its bytes, and the bytes.
Message = tuple[dict[str, Any], bytes]
# How often a child looks whether its parent is still there, in seconds.
LOOKS = 0.5


def bounded(work: Callable[[], T], bounds: Bounds) -> T:
    """Do the work in a forked child, and return or raise what it returns or raises.

    That has to be picklable. What the work changes is changed in the child alone. Raises EndedError
    where the child passed its bounds. A block `within` around the call holds for the child as well.
    Without a fork (Windows) the work is done here, without these bounds.
    """
    if not hasattr(os, "fork"):
        return work()
    block = BLOCK.get()
    seconds = min(bounds.seconds, block.left) if block else bounds.seconds
    reader, writer = os.pipe()
    parent = os.getpid()
    with warnings.catch_warnings():
        # From Python 3.12 on it warns where there are threads; the child touches none of theirs.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        _work_as_child(work, writer, parent, bounds.megabytes, seconds)
    os.close(writer)
    kill = partial(os.kill, child, signal.SIGKILL)
    try:
        with os.fdopen(reader, "rb") as answers, _ended_after(bounds, kill):
            head, data = received(answers)
    except EOFError:
        head, data = {"did": "nothing"}, b""
    finally:
        with suppress(ProcessLookupError):  # some systems say so of one that has just ended
            kill()
        _, status, used = os.wait4(child, 0)
        code = os.waitstatus_to_exitcode(status)
        if block:
            # The timer that ends it can be some hundredths early, where the machine is busy.
            least = seconds if used_its_time(code) else 0
            block.add(max(least, used.ru_utime + used.ru_stime))
    if block:
        block.look()
    if head["did"] == "nothing":
        raise _why_it_ended(code, bounds)
    value = pickle.loads(data)  # noqa: S301 - from our own child
    if head["did"] == "raised":
        raise value
    result: T = value
    return result


def _work_as_child(
    work: Callable[[], Any], writer: int, parent: int, megabytes: int, seconds: float
) -> NoReturn:
    """Do the work and hand the answer over; then end, whatever happens, without a word."""
    try:
        os.setsid()
        _silence()
        BLOCK.set(None)  # its clock is that of the parent's thread, and no clock here
        limit(megabytes, seconds)
        _end_with(parent)
        with os.fdopen(writer, "wb") as stream:
            did, value = _done(work)
            send(stream, {"did": did}, pickle.dumps(value))
    finally:
        os._exit(0)


def _done(work: Callable[[], Any]) -> tuple[str, Any]:
    try:
        return "returned", work()
    except (MemoryError, SystemError):  # the second where C code was refused memory
        return "nothing", None
    except Exception as error:
        return "raised", error


class Child:
    """A process that answers messages, by a module that calls `serve` when it is run.

    It starts at once and stays until the end of the block. Raises OSError where it can't be
    started. A folder `scratch` is for its temporary files; it is removed where the parent is gone.
    """

    def __init__(self, module: str, bounds: Bounds, scratch: Path | None = None) -> None:
        self.bounds = bounds
        # -P: the folder that briefgen is run in is no place to import from. It may have come by
        # e-mail with the brief, and hold a `json.py`.
        arguments = (*map(str, astuple(bounds)), str(scratch or ""))
        self._process = subprocess.Popen(  # noqa: S603 - this program itself
            [sys.executable, "-P", "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Ctrl-C is for the parent, which ends its children itself.
            start_new_session=True,
            env=_environment(scratch),
        )

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def ask(self, head: dict[str, Any], data: bytes) -> Message:
        """Send a message, and wait for the answer.

        Raises EndedError where the child passed its bounds, or ended for another reason: then with
        its exit code.
        """
        process = self._process
        try:
            with _ended_after(self.bounds, process.kill):
                send(process.stdin, head, data)
                return received(process.stdout)
        except (OSError, EOFError, ValueError):  # the last where it was closed meanwhile
            raise _why_it_ended(process.wait(), self.bounds) from None

    def kill(self) -> None:
        """End the process at once; what it is asked fails with EndedError."""
        self._process.kill()

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()


def serve(answer: Callable[[dict[str, Any], bytes], Message], load: Callable[[], None]) -> None:
    """Answer each message of the parent until there are no more: what a `Child` runs.

    `load` does what can be done before the first message. An error that `answer` raises ends the
    process.
    """
    bounds, scratch = Bounds(*map(int, sys.argv[1:3])), sys.argv[3]
    limit(bounds.megabytes, bounds.seconds)
    _end_with(os.getppid(), scratch)
    answers = os.fdopen(os.dup(1), "wb")
    _silence()
    load()
    while True:
        try:
            head, data = received(sys.stdin.buffer)
        except EOFError:
            return
        limit_work(bounds.seconds)
        send(answers, *answer(head, data))
        # A laid-out page is full of cycles, 2 MB a sheet of paper. Collected seldom, they add up
        # over a run to more than one page may take. Nobody waits for it here.
        gc.collect()


def send(stream: IO[bytes] | None, head: dict[str, Any], data: bytes) -> None:
    """Write a message. Raises EOFError without a stream, OSError where nobody reads it."""
    if stream is None:
        raise EOFError
    stream.write(json.dumps({**head, "bytes": len(data)}).encode() + b"\n")
    stream.write(data)
    stream.flush()


def received(stream: IO[bytes] | None) -> Message:
    """Read the next message. Raises EOFError where the other side has ended, or ends in it."""
    line = stream.readline() if stream else b""
    if stream is None or not line.endswith(b"\n"):
        raise EOFError
    head = json.loads(line)
    data = stream.read(head["bytes"])
    if len(data) < head["bytes"]:
        raise EOFError
    return head, data


@contextmanager
def _ended_after(bounds: Bounds, kill: Callable[[], None]) -> Iterator[None]:
    """Kill a child that is waited for longer than its bounds allow, and raise EndedError then.

    The child ends itself after its seconds of work. This is for one that waits for ever.
    """
    late = threading.Event()

    def end() -> None:
        late.set()
        with suppress(ProcessLookupError):
            kill()

    clock = threading.Timer(bounds.longest, end)
    clock.daemon = True
    clock.start()
    try:
        yield
    except (OSError, EOFError):
        if late.is_set():
            raise EndedError(f"more than {bounds.longest} s") from None
        raise
    finally:
        clock.cancel()
        clock.join()  # the number of a process that was waited for may be another's


def _why_it_ended(code: int, bounds: Bounds) -> EndedError:
    """What ended a child without an answer: its time, or else most likely its memory."""
    if used_its_time(code):
        return EndedError(f"more than {bounds.seconds} s")
    return EndedError(f"more than {bounds.megabytes:,} MB of memory", code)


def _environment(scratch: Path | None) -> dict[str, str]:
    """The environment of a child: one language for all, and the modules that this process has.

    Pango takes the language of a text that has none from the locale, and shapes letters by it.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PANGO")}
    # Without -P the child would find this program where `python -m briefgen` found it.
    found = {"PYTHONPATH": os.pathsep.join(sys.path), "LC_ALL": "C.UTF-8", "LANGUAGE": "C"}
    folders = {"TMPDIR": str(scratch), "TEMP": str(scratch)} if scratch else {}
    return {**kept, **found, **folders}


def _silence() -> None:
    """Send what this process says to nobody: it must not stand between messages, or in a log.

    Python's dump of a process that is aborted goes to where it was told to, not to standard error.
    """
    faulthandler.disable()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def _end_with(parent: int, scratch: str = "") -> None:
    """End this process, in the middle of its work, when its parent is gone: nobody else would."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(LOOKS)
        if scratch:
            shutil.rmtree(scratch, ignore_errors=True)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
