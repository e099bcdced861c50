"""Load everything once, and fork the processes that do whole briefs.

On Linux workers come from a nursery: a process that has loaded all stages and the engine, and
forks a worker whenever it is asked for one. A fork takes some milliseconds, where loading takes as
long as a short brief; and what was loaded is shared. The nursery is a fresh interpreter with the
environment of a child (`ground/children`), has no other thread, and works for nobody itself, so
that nothing which a fork would copy is half done.

On macOS system libraries don't bear a fork, and Windows has none. There each worker is an
interpreter that loads for itself.

What a worker does is in `inside`.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import signal
import socket
import sys
import threading
import warnings
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from briefgen.builds.job import Job
from briefgen.builds.pool.inside import work
from briefgen.builds.timings import Timings
from briefgen.ground.children import (
    answers_to_parent,
    end_with,
    silence,
)

# A brief that has something of all, for loading what briefs need before the first of them comes.
FIRST = """\
briefgen: 1
title: Talks
as_of: 2026-03-02
principal: one
people:
  one: {name: A, role: Minister}
bottom_line: You are asked to agree.
sources:
  note: {title: Note, published: 2026-03-01}
agenda:
  - title: Roofs
    objective: Repairs begin in 2026, at 3 per cent.
    background: They leak.[^note]
    points: [The roofs will not last.]
    quotes:
      - {speaker: one, text: They leak., source: note}
"""


def nursery(control: socket.socket, kinds: Sequence[str]) -> None:
    """Load, and fork workers as they are asked for, until the other end of the socket is closed.

    A request comes with the socket of the worker to be. The answers have its process id, and at its
    end its exit code. Workers that are there at the end are killed.
    """
    load(kinds)
    workers: set[int] = set()
    try:
        while True:
            data, sockets, _, _ = socket.recv_fds(control, 4096, 1)
            if not data:
                return
            asked = json.loads(data)
            if asked["does"] == "fork":
                with socket.socket(fileno=sockets[0]) as connection:
                    worker = _forked(control, connection)
                workers.add(worker)
                said: dict[str, int | None] = {"worker": worker}
            else:
                known = asked["worker"] in workers
                workers.discard(asked["worker"])
                said = {"code": _ended(asked["worker"]) if known else None}
            control.sendall(json.dumps(said).encode())
    except OSError:  # the parent has gone
        return
    finally:
        for worker in workers:
            _ended(worker)


def _forked(control: socket.socket, connection: socket.socket) -> int:
    with warnings.catch_warnings():
        # A thread that a library has started would make Python 3.12 warn. None of ours runs here.
        warnings.simplefilter("ignore", DeprecationWarning)
        worker = os.fork()
    if worker == 0:
        _work_as_fork(control, connection)
    return worker


def _ended(worker: int) -> int:
    """Kill a worker, if it hasn't ended yet, and give its exit code."""
    with suppress(ProcessLookupError):
        os.kill(worker, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1])


def _work_as_fork(control: socket.socket, connection: socket.socket) -> NoReturn:
    code = 1
    try:
        # The worker's end of the nursery's socket would keep it open after the nursery's death.
        control.close()
        nowhere = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nowhere, 0)
        _end_with_other_end_of(connection)
        with connection.makefile("rb") as jobs, connection.makefile("wb") as answers:
            work(jobs, answers)
        code = 0
    finally:
        # Not sys.exit, which would have this process go on as the nursery.
        os._exit(code)


def _end_with_other_end_of(connection: socket.socket) -> None:
    """End this process, even in the middle of its work, when the other end of its socket closes.

    The nursery may end before its parent, so a worker doesn't watch for the nursery.
    """
    import select

    def watch() -> None:
        closed = select.poll()
        closed.register(connection, 0)  # for nothing but a hang-up, which is always told
        closed.poll()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def load(kinds: Sequence[str]) -> None:
    """Load what the jobs need whose outputs are of those `kinds`; none are for checks.

    A first brief is made of it, in memory: modules, lists of words, patterns, fonts and templates
    are loaded by being used. Never fails: what is missing is said of each brief.
    """
    from briefgen.builds import pipeline

    with suppress(Exception):
        if "pdf" in kinds:
            from briefgen.typeset.workers import load

            load()
        case = pipeline.checked(pipeline.loaded(FIRST.encode(), "", Timings()), Path())
        if kinds:
            from briefgen.builds import making
            from briefgen.builds.versions import versions

            versions()
            resolved = replace(Job(Path(), "", Path(), "first").resolved, to=tuple(kinds))
            making.built(case, Job(Path(), "", Path(), "first", "make", resolved))
    # What is there now stays. The collector needn't look at it, and so doesn't write to it, which
    # would give each worker a copy of its own. For the thresholds see `typeset/workers`.
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 1000)


def main() -> None:
    """Be a nursery where standard input is a socket to a pool, or else a worker by itself."""
    what, scratch, *kinds = sys.argv[1:]
    if what == "nursery":
        control = socket.socket(fileno=os.dup(0))
        silence()
        nursery(control, kinds)
        # A parent that was killed can't.
        shutil.rmtree(scratch, ignore_errors=True)
        return
    end_with(os.getppid())
    answers = answers_to_parent()
    load(kinds)
    work(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
