"""Work on untrusted input in a child process, with bounds on time and memory.

All children follow the same rules. Their memory and processor time are limited, they have a session
of their own, they end when their parent ends, and they print nothing to the terminal. Messages have
one form: a line of JSON, and then as many bytes as that line says.

There are two ways to start a child, because neither can replace the other. (`builds/pool/nursery`
joins them: a fresh interpreter that forks when it has loaded everything.)

`bounded` forks. That takes milliseconds, and all modules are loaded already, so that each template
and each PDF can have a child of its own. The child can use any object of its parent.

`Child` starts a new interpreter. A fork would keep the parent's environment, which Pango reads only
once, when it is loaded; it would copy locks that other libraries' threads hold; and Windows has no
fork. A `Child` answers many messages, and loads its modules while its parent does something else.
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
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import astuple
from functools import partial
from pathlib import Path
from typing import IO, Any, NoReturn, TypeVar

from briefgen.ground.bounds import BLOCK, Bounds, EndedError, limit, limit_work, used_its_time

T = TypeVar("T")
# The head of a message, which is sent as JSON, and its bytes.
Message = tuple[dict[str, Any], bytes]
# The seconds between two looks of a child whether its parent is still there. A child whose parent
# was killed outlives it by that much at most.
LOOKS = 0.5


def bounded(work: Callable[[], T], bounds: Bounds) -> T:
    """Do the work in a forked child, and return what it returns, or raise what it raises.

    The result or error has to be picklable. Changes that the work makes to objects stay in the
    child. Raises EndedError if the child passes its bounds, and PassedBoundsError if a block
    `within` around this call passes its own: the child's processor time counts there.

    Windows has no fork: there the work is done in this process, without these bounds.
    """
    if not hasattr(os, "fork"):
        return work()
    block = BLOCK.get()
    seconds = min(bounds.seconds, block.left) if block else bounds.seconds
    reader, writer = os.pipe()
    parent = os.getpid()
    with warnings.catch_warnings():
        # Since Python 3.12 a fork warns if there are threads, because the child could wait for a
        # lock that one of them holds. This child uses nothing that those threads use.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        _work_as_child(work, writer, parent, bounds.megabytes, seconds)
    os.close(writer)
    kill = partial(os.kill, child, signal.SIGKILL)
    try:
        with os.fdopen(reader, "rb") as answers, ended_after(bounds, kill):
            head, data = received(answers)
    except EOFError:
        head, data = {"did": "nothing"}, b""
    finally:
        # Some systems raise this for a child that has ended and wasn't waited for yet.
        with suppress(ProcessLookupError):
            kill()
        _, status, used = os.wait4(child, 0)
        code = os.waitstatus_to_exitcode(status)
        if block:
            # On a busy machine the timer can end the child some hundredths of a second early. It
            # still has used up its time, so that the block counts all of it.
            least = seconds if used_its_time(code) else 0
            block.add(max(least, used.ru_utime + used.ru_stime))
    if block:
        block.look()
    if head["did"] == "nothing":
        raise why_it_ended(code, bounds)
    value = pickle.loads(data)  # noqa: S301 - from our own child
    if head["did"] == "raised":
        raise value
    result: T = value
    return result


def _work_as_child(
    work: Callable[[], Any], writer: int, parent: int, megabytes: int, seconds: float
) -> NoReturn:
    """Do the work in the forked child, send its result, and end the process without a message.

    Where nothing is sent, the parent sees the end of the pipe, and asks the exit code for a reason.
    """
    try:
        os.setsid()
        silence()
        # The block's clock belongs to a thread of the parent, which doesn't exist in the child.
        BLOCK.set(None)
        # Before the limit: if the parent is larger than that already, no thread would start.
        end_with(parent)
        # The bound is for the work: what a large parent has in memory came along with the fork.
        limit(megabytes + megabytes_now()[0], seconds)
        with os.fdopen(writer, "wb") as stream:
            try:
                did, value = "returned", work()
            except (MemoryError, SystemError):  # SystemError: C code didn't get its memory
                did, value = "nothing", None
            except Exception as error:
                # Without the way to it, which pickle leaves out anyway, unless a library such as
                # tblib has taught it to take that along. Of a deep recursion it can't.
                error.__traceback__ = error.__context__ = error.__cause__ = None
                did, value = "raised", error
            send(stream, {"did": did}, pickle.dumps(value))
    finally:
        # Not sys.exit: that would run the parent's exit handlers, and write its buffers twice.
        os._exit(0)


def megabytes_now() -> tuple[int, int]:
    """Find how large this process is, and how much of that is in memory (proc_pid_statm(5)).

    Both are 0 where the system doesn't say.
    """
    with suppress(OSError, ValueError):
        import resource

        size, resident = Path("/proc/self/statm").read_text("ascii").split()[:2]
        page = resource.getpagesize()
        return int(size) * page // (1024 * 1024), int(resident) * page // (1024 * 1024)
    return 0, 0


def interpreter(
    module: str,
    arguments: Sequence[str],
    scratch: Path | None = None,
    *,
    stdin: int = subprocess.PIPE,
) -> subprocess.Popen[bytes]:
    """Start a fresh interpreter that runs a module. Raises OSError where it can't be started.

    It writes its answers to a pipe, and its messages nowhere. `scratch` is the folder for its
    temporary files.
    """
    return subprocess.Popen(  # noqa: S603 - this program itself
        # -P: Python must not import from the current folder. It may have come by e-mail with the
        # brief, and hold a `json.py` that would be run.
        [sys.executable, "-P", "-m", module, *arguments],
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # In another session it gets no Ctrl-C: the parent gets it, and ends its children.
        start_new_session=True,
        env=_environment(scratch),
    )


class Child:
    """A process that runs a module, which calls `serve` and so answers messages.

    It starts at once, and ends with the `with` block. Raises OSError if it can't be started.
    `scratch` is the folder for its temporary files; if the parent is killed, the child removes it.
    """

    def __init__(self, module: str, bounds: Bounds, scratch: Path | None = None) -> None:
        self.bounds = bounds
        arguments = (*map(str, astuple(bounds)), str(scratch or ""))
        self._process = interpreter(module, arguments, scratch)

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def ask(self, head: dict[str, Any], data: bytes) -> Message:
        """Send a message, and wait for the answer.

        Raises EndedError if the child passed its bounds, or ended for another reason; the error
        then has its exit code.
        """
        process = self._process
        try:
            with ended_after(self.bounds, process.kill):
                send(process.stdin, head, data)
                return received(process.stdout)
        # ValueError: the pipe was closed in the meantime, at the end of the `with` block.
        except (OSError, EOFError, ValueError):
            raise why_it_ended(process.wait(), self.bounds) from None

    def kill(self) -> None:
        """End the process at once. An `ask` that is waiting raises EndedError."""
        self._process.kill()

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()


def serve(answer: Callable[[dict[str, Any], bytes], Message], load: Callable[[], None]) -> None:
    """Answer the parent's messages until it closes the pipe. A module run by `Child` calls this.

    `load` is called once, before the first message is read. An error that `answer` raises ends the
    process, and the parent gets EndedError.
    """
    bounds, scratch = Bounds(*map(int, sys.argv[1:3])), sys.argv[3]
    limit(bounds.megabytes, bounds.seconds)
    end_with(os.getppid(), scratch)
    answers = answers_to_parent()
    load()
    while True:
        try:
            head, data = received(sys.stdin.buffer)
        except EOFError:
            return
        limit_work(bounds.seconds)
        send(answers, *answer(head, data))
        # A laid-out page consists of reference cycles, 2 MB a sheet of paper. Python's collector
        # runs too seldom for them: over a run they grow beyond the bound for one page. Here, after
        # the answer, nothing waits for it.
        gc.collect()


def answers_to_parent() -> IO[bytes]:
    """Give the stream for answers, and discard whatever else this process prints.

    Answers go to a copy of standard output, because `silence` points descriptor 1 elsewhere: no
    library can then write between two messages.
    """
    answers = os.fdopen(os.dup(1), "wb")
    silence()
    return answers


def send(stream: IO[bytes] | None, head: dict[str, Any], data: bytes) -> None:
    """Write a message. Raises EOFError if there is no stream, OSError if its reader is gone."""
    if stream is None:
        raise EOFError
    stream.write(json.dumps({**head, "bytes": len(data)}).encode() + b"\n")
    stream.write(data)
    stream.flush()


def received(stream: IO[bytes] | None) -> Message:
    """Read the next message. Raises EOFError if the stream ends before it, or within it."""
    line = stream.readline() if stream else b""
    if stream is None or not line.endswith(b"\n"):
        raise EOFError
    head = json.loads(line)
    data = stream.read(head["bytes"])
    if len(data) < head["bytes"]:
        raise EOFError
    return head, data


@contextmanager
def ended_after(bounds: Bounds, kill: Callable[[], None]) -> Iterator[None]:
    """Kill the child and raise EndedError if the block takes longer than `bounds.longest`.

    The child's own limit counts processor time. This one is for a child that waits for ever.
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
        # Once the child was waited for, the system may give its process id to another process,
        # which the timer would kill.
        clock.join()


def why_it_ended(code: int, bounds: Bounds) -> EndedError:
    """Make the error for a child that ended without an answer.

    Its time is certain, by the signal. Anything else is most likely its memory: libraries that get
    no memory crash in many ways.
    """
    if used_its_time(code):
        return EndedError(f"more than {bounds.seconds} s")
    return EndedError(f"more than {bounds.megabytes:,} MB of memory", code)


def _environment(scratch: Path | None) -> dict[str, str]:
    """Make a child's environment: the same locale everywhere, and this process's import path.

    For a text without a language Pango takes that of the locale, and shapes letters by it. A user's
    PANGO variables would change pages, too. Both would give other bytes on another machine.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PANGO")}
    # Because of -P the child doesn't look where `python -m briefgen` may have found this program.
    found = {"PYTHONPATH": os.pathsep.join(sys.path), "LC_ALL": "C.UTF-8", "LANGUAGE": "C"}
    # TMPDIR is for POSIX, TEMP for Windows.
    folders = {"TMPDIR": str(scratch), "TEMP": str(scratch)} if scratch else {}
    return {**kept, **found, **folders}


def silence() -> None:
    """Discard what this process prints: it must not mix with messages, nor show a brief in a log.

    faulthandler writes its dump of a crash to the descriptor that it was given, which may be a copy
    of standard error. So it is turned off.
    """
    faulthandler.disable()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def end_with(parent: int, scratch: str = "") -> None:
    """End this process, even in the middle of its work, when its parent has ended.

    A parent that is killed can't end its children. So a thread of the child watches for that: the
    system call for it (PR_SET_PDEATHSIG) exists only on Linux. `scratch` is a folder to remove
    then.
    """

    def watch() -> None:
        # A process whose parent ended gets another parent.
        while os.getppid() == parent:
            time.sleep(LOOKS)
        if scratch:
            shutil.rmtree(scratch, ignore_errors=True)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
