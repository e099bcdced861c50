"""Typesetting in processes of their own, with bounds on time and memory.

A page holds what somebody sent by e-mail: whatever it makes the engine do, the parent stays alive.
And the engine's import, half of a short build, goes on while the brief is still being checked.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path
from typing import IO, Any

from briefgen.ground.bounds import PATIENCE, Bounds, has_used_its_time, limit, limit_work
from briefgen.ground.diagnostics import finding
from briefgen.ground.errors import BriefgenError, EngineError
from briefgen.ground.leftovers import SUFFIX, prefix, sweep
from briefgen.typeset import Pdf, load_engine, typeset
from briefgen.typeset.finish import Attached
from briefgen.typeset.outside import Outside

# How often a worker looks whether its parent is still there, in seconds.
LOOKS = 0.5
MORE = "Make the brief shorter, or raise the bounds: --seconds and --megabytes."

Process = subprocess.Popen[bytes]


class Workers:
    """Processes that typeset, a page at a time each. They start at once, and end with the block.

    EngineError where they can't be started.
    """

    def __init__(self, count: int, bounds: Bounds | None = None) -> None:
        self.bounds = bounds or Bounds()
        # The engine keeps its fonts in files, which a process that is ended leaves behind.
        sweep(Path(tempfile.gettempdir()))
        self._folder = tempfile.TemporaryDirectory(SUFFIX, prefix())
        try:
            self._processes = [self._started() for _ in range(count)]
        except OSError as error:
            self._folder.cleanup()
            message = f"The engine can't be started: {error.strerror or error}."
            raise EngineError(message) from error

    def typeset_all(
        self, pages: Sequence[str], styles: tuple[Path, ...], attached: tuple[Attached, ...] = ()
    ) -> list[Pdf]:
        """The PDF of each page, in order, each with the files `attached`.

        EngineError where one can't be made within the bounds.
        """
        count = len(self._processes)
        shares = [pages[at::count] for at in range(count)]
        head = {
            "styles": [str(path) for path in styles],
            "attached": [file.as_json() for file in attached],
        }
        pool = ThreadPoolExecutor(count)
        try:
            done = list(pool.map(self._typeset_share, self._processes, shares, [head] * count))
        except BaseException:
            self.kill()  # nobody waits for the others: not after a fault, not after Ctrl-C
            raise
        finally:
            pool.shutdown()
        return [done[at % count][at // count] for at in range(len(pages))]

    def _typeset_share(
        self, process: Process, pages: Sequence[str], head: dict[str, Any]
    ) -> list[Pdf]:
        return [self._typeset(process, page, head) for page in pages]

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            process.kill()
            process.communicate()
        self._folder.cleanup()

    def kill(self) -> None:
        """End the processes at once; what they are at fails with EngineError."""
        for process in self._processes:
            process.kill()

    def _started(self) -> Process:
        # A session of its own: Ctrl-C is for the parent, which ends its children itself.
        return subprocess.Popen(  # noqa: S603 - this program itself
            [sys.executable, "-m", "briefgen.typeset.workers", *map(str, astuple(self.bounds))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=_environment(self._folder.name),
        )

    def _typeset(self, process: Process, page: str, asked: dict[str, Any]) -> Pdf:
        clock = threading.Timer(self._longest, process.kill)
        clock.start()
        try:
            _send(process.stdin, asked, page.encode())
            head, data = _received(process.stdout)
        except (OSError, EOFError):
            raise self._why_it_ended(process, timed_out=not clock.is_alive()) from None
        finally:
            clock.cancel()
        if "error" in head:
            raise EngineError(head["error"])
        outside = tuple(Outside(*found) for found in head["outside"])
        warnings = tuple(head["warnings"])
        return Pdf(data, head["pages"], head["anchors"], warnings, head["fits"], outside)

    @property
    def _longest(self) -> int:
        """The seconds on the wall for one page, of which the process counts what it works."""
        return self.bounds.seconds * (PATIENCE if hasattr(os, "fork") else 1)

    def _why_it_ended(self, process: Process, *, timed_out: bool) -> EngineError:
        code = process.wait()
        most = self._longest if timed_out else self.bounds.seconds
        message = f"Typesetting took more than {most} s, and was ended."
        if not timed_out and not has_used_its_time(code):
            message = (
                f"Typesetting ended without a result (code {code}). "
                f"It may have needed more than {self.bounds.megabytes:,} MB of memory."
            )
        return EngineError(message, [finding("bounds", message, hint=MORE)])


def _environment(folder: str) -> dict[str, str]:
    """The environment of a process: one language for all, files in a folder that is removed.

    Pango takes the language of a text that has none from the locale, and shapes letters by it.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PANGO")}
    return {**kept, "LC_ALL": "C.UTF-8", "LANGUAGE": "C", "TMPDIR": folder, "TEMP": folder}


def _send(stream: IO[bytes] | None, head: dict[str, Any], data: bytes) -> None:
    """A message: a line of JSON, then as many bytes as it says."""
    if stream is None:
        raise EOFError
    stream.write(json.dumps({**head, "bytes": len(data)}).encode() + b"\n")
    stream.write(data)
    stream.flush()


def _received(stream: IO[bytes] | None) -> tuple[dict[str, Any], bytes]:
    """The next message. EOFError where the other side has ended."""
    line = stream.readline() if stream else b""
    if stream is None or not line:
        raise EOFError
    head = json.loads(line)
    data = stream.read(head["bytes"])
    if len(data) < head["bytes"]:
        raise EOFError
    return head, data


def work(bounds: Bounds) -> None:
    """Answer each message with a PDF, until there are no more: what a worker's process does."""
    limit(bounds.megabytes, bounds.seconds)
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    # Whatever a library prints must not stand between the messages.
    answers, sys.stdout = sys.stdout.buffer, open(os.devnull, "w")  # noqa: SIM115, PTH123
    with suppress(EngineError):  # it is said in the answer to the first page
        load_engine()
    from briefgen.typeset.finish import tree  # noqa: F401 - with pikepdf, while the brief is being checked

    # What was loaded stays for good: no need to look through it for garbage.
    gc.freeze()
    gc.set_threshold(100_000, 50, 1000)
    while True:
        try:
            head, data = _received(sys.stdin.buffer)
        except EOFError:
            return
        limit_work(bounds.seconds)
        _answer(answers, head, data)


def _answer(answers: IO[bytes], head: dict[str, Any], data: bytes) -> None:
    try:
        styles = tuple(Path(path) for path in head["styles"])
        attached = tuple(map(Attached.from_json, head["attached"]))
        pdf = typeset(data.decode(), styles, attached)
    except BriefgenError as error:
        _send(answers, {"error": str(error)}, b"")
    else:
        about = {"pages": pdf.pages, "anchors": pdf.anchors, "fits": pdf.fits}
        outside = [found.as_json() for found in pdf.outside]
        _send(answers, {**about, "warnings": pdf.warnings, "outside": outside}, pdf.data)


def _end_with_parent(parent: int) -> None:
    """End this process, in the middle of a page, when its parent is gone: nobody else would."""
    while os.getppid() == parent:
        time.sleep(LOOKS)
    shutil.rmtree(os.environ.get("TMPDIR", ""), ignore_errors=True)
    os._exit(1)


if __name__ == "__main__":
    work(Bounds(*map(int, sys.argv[1:3])))
