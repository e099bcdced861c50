"""Typesetting in processes of their own, with bounds on time and memory.

A page holds what somebody sent by e-mail: whatever it makes the engine do, the parent stays alive.
And the engine's import, half of a short build, goes on while the brief is still being checked.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from briefgen.errors import EngineError
from briefgen.finish import Attached
from briefgen.typeset import Pdf, load_engine, typeset

# No honest packet comes near: one of 400 pages takes 60 s and 600 MB.
SECONDS = 300
MEGABYTES = 4096

Process = subprocess.Popen[bytes]


class Workers:
    """Processes that typeset, a page at a time each. They start at once, and end with the block."""

    def __init__(self, count: int, *, seconds: int = SECONDS, megabytes: int = MEGABYTES) -> None:
        self.seconds = seconds
        self.megabytes = megabytes
        # The engine keeps its fonts in files, which a process that is ended leaves behind.
        self._folder = tempfile.TemporaryDirectory(prefix="briefgen-")
        self._processes = [self._started() for _ in range(count)]

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
        with ThreadPoolExecutor(count) as pool:
            done = list(pool.map(self._typeset_share, self._processes, shares, [head] * count))
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

    def _started(self) -> Process:
        # A session of its own: Ctrl-C is for the parent, which ends its children itself.
        return subprocess.Popen(  # noqa: S603 - this program itself
            [sys.executable, "-m", "briefgen.workers", str(self.megabytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "TMPDIR": self._folder.name, "TEMP": self._folder.name},
        )

    def _typeset(self, process: Process, page: str, asked: dict[str, Any]) -> Pdf:
        clock = threading.Timer(self.seconds, process.kill)
        clock.start()
        try:
            _send(process.stdin, asked, page.encode())
            head, data = _received(process.stdout)
        except (OSError, EOFError):
            raise EngineError(self._why_it_ended(process, timed_out=not clock.is_alive())) from None
        finally:
            clock.cancel()
        if "error" in head:
            raise EngineError(head["error"])
        return Pdf(data, head["pages"], head["anchors"], tuple(head["warnings"]), head["fits"])

    def _why_it_ended(self, process: Process, *, timed_out: bool) -> str:
        code = process.wait()
        if timed_out:
            return f"Typesetting took more than {self.seconds} s, and was ended."
        return (
            f"Typesetting ended without a result (code {code}). "
            f"It may have needed more than {self.megabytes} MB of memory."
        )


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


def work(megabytes: int) -> None:
    """Answer each message with a PDF, until there are no more: what a worker's process does."""
    _bound(megabytes)
    # Whatever a library prints must not stand between the messages.
    answers, sys.stdout = sys.stdout.buffer, open(os.devnull, "w")  # noqa: SIM115, PTH123
    with suppress(EngineError):  # it is said in the answer to the first page
        load_engine()
    from briefgen.finish import tree  # noqa: F401 - with pikepdf, while the brief is being checked

    # What was loaded stays for good: no need to look through it for garbage.
    gc.freeze()
    gc.set_threshold(100_000, 50, 1000)
    while True:
        try:
            head, data = _received(sys.stdin.buffer)
        except EOFError:
            return
        _answer(answers, head, data)


def _answer(answers: IO[bytes], head: dict[str, Any], data: bytes) -> None:
    try:
        styles = tuple(Path(path) for path in head["styles"])
        attached = tuple(map(Attached.from_json, head["attached"]))
        pdf = typeset(data.decode(), styles, attached)
    except EngineError as error:
        _send(answers, {"error": str(error)}, b"")
    else:
        about = {"pages": pdf.pages, "anchors": pdf.anchors, "fits": pdf.fits}
        _send(answers, {**about, "warnings": pdf.warnings}, pdf.data)


def _bound(megabytes: int) -> None:
    """Keep this process below a size, where the system can (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


if __name__ == "__main__":
    work(int(sys.argv[1]))
