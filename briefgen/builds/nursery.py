"""Do whole briefs in a process of their own, one after the other, until its parent has no more.

On Linux these workers come from a nursery: a process that has loaded all stages and the engine, and
forks a worker whenever it is asked for one. A fork takes some milliseconds, where loading takes as
long as a short brief; and what was loaded is shared. The nursery is a fresh interpreter with the
environment of a child (`ground/children`), has no other thread, and works for nobody itself, so
that nothing which a fork would copy is half done.

On macOS system libraries don't bear a fork, and Windows has none. There each worker is an
interpreter that loads for itself.

A worker checks, renders, typesets and writes, all in one process: a page needn't travel, and no
process waits for another. It ends with a page that passes its bounds; `pool` says so of the brief.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import signal
import socket
import sys
import threading
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, NoReturn

from briefgen.builds.job import Job
from briefgen.builds.outcome import Outcome
from briefgen.builds.timings import Timings
from briefgen.builds.turn import outcome_of
from briefgen.builds.typesetting import Typesetting
from briefgen.ground.bounds import Bounds, limit_work, memory_limited
from briefgen.ground.children import (
    answers_to_parent,
    end_with,
    megabytes_now,
    received,
    send,
    silence,
)
from briefgen.ground.errors import BriefgenError, EngineError

if TYPE_CHECKING:
    from briefgen.typeset import Pdf
    from briefgen.typeset.finish import Attached

# The most seconds of processor time for all of a brief but its typesetting. The stages have bounds
# of their own (`pipeline.SECONDS`), which Python can't keep inside of a C library.
BESIDE = 300
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
                said = {"worker": worker}
            else:
                said = {"code": _ended(asked["worker"])}
                workers.discard(asked["worker"])
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


def work(jobs: IO[bytes], answers: IO[bytes]) -> None:
    """Do the jobs that come, and answer each with its outcome, until there are no more.

    With a job may come the error of an earlier turn, by which its worker ended. Then nothing is
    typeset, and the outcome has that error beside all that was found before.
    """
    while True:
        try:
            _, data = received(jobs)
        except EOFError:
            return
        job, ended = pickle.loads(data)  # noqa: S301 - from our own parent
        limit_work(BESIDE)
        try:
            outcome = outcome_of(job, _Inside(answers, job, ended))
        except Exception as error:  # with BRIEFGEN_TRACEBACK, a fault of ours
            send(answers, {"did": "raised"}, pickle.dumps(error))
        else:
            send(answers, {"did": "returned"}, pickle.dumps(_as_it_travels(outcome)))
            del outcome
        del job, data
        # Here, as the parent has its answer. A laid-out page consists of reference cycles.
        gc.collect()
        send(answers, {"did": "settled", "megabytes": megabytes_now()[1]}, b"")


def _as_it_travels(outcome: Outcome) -> Outcome:
    """Leave out the bytes of files that are written: nobody needs them a second time."""
    if not outcome.written:
        return outcome
    return replace(outcome, artefacts=tuple(replace(each, data=b"") for each in outcome.artefacts))


class _Inside(Typesetting):
    """Typesetting in this process, within the bounds for a page, which end the process."""

    def __init__(self, answers: IO[bytes], job: Job, ended: EngineError | None) -> None:
        super().__init__(0)
        self._answers, self._bounds, self._ended = answers, job.bounds, ended

    def begin(self, bounds: Bounds) -> None:  # type: ignore[override]
        """Do nothing: this process has loaded the engine."""

    def typeset_all(
        self, pages: Sequence[str], styles: tuple[Path, ...], attached: tuple[Attached, ...]
    ) -> list[Pdf]:
        """Make the PDF of each page, in the same order. Raises EngineError where one can't be."""
        from briefgen.typeset import typeset

        if self._ended:
            raise self._ended
        made = []
        for page in pages:
            # So that the parent knows at what this process ended, if it does.
            send(self._answers, {"did": "begins to typeset"}, b"")
            try:
                with self._bounded():
                    made.append(typeset(page, styles, attached))
            except BriefgenError as error:
                raise EngineError(str(error)) from error
        return made

    @contextmanager
    def _bounded(self) -> Iterator[None]:
        limit_work(self._bounds.seconds)
        try:
            with memory_limited(megabytes_now()[0] + self._bounds.megabytes):
                yield
        finally:
            limit_work(BESIDE)


def main() -> None:
    """Be a nursery where standard input is a socket to a pool, or else a worker by itself."""
    is_nursery, *kinds = sys.argv[1:]
    if is_nursery == "nursery":
        control = socket.socket(fileno=os.dup(0))
        silence()
        nursery(control, kinds)
        return
    end_with(os.getppid())
    answers = answers_to_parent()
    load(kinds)
    work(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
