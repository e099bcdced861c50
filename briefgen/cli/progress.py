"""Shows how far a run over many briefs has come, beside what it reports."""

from __future__ import annotations

import sys
import threading
import time
from contextlib import AbstractContextManager, nullcontext
from typing import Any, TextIO

# The seconds after which a run is long enough for anybody to ask how long it will take.
A_MOMENT = 2
# The seconds between two lines in a log. Some systems of CI end a run that is silent for long.
A_WHILE = 10
BAR = "{n_fmt} of {total_fmt} briefs{postfix} |{bar}| {remaining} left"


class Progress:
    """Says how many of `count` briefs are done, how many failed, and the time left.

    On a terminal that is a line below the report, which is gone at the end. In a log it is a new
    line each A_WHILE. It is only there where `is_wanted`, and where the run takes more than a
    moment; then a last line says how long it took.
    """

    def __init__(self, count: int, *, is_wanted: bool) -> None:
        self._count = count
        self._is_wanted = is_wanted and count > 1
        self._is_terminal = sys.stderr.isatty()
        self._began = self._told = time.monotonic()
        self._done = self._failed = self._recalled = 0
        self._bar: Any = None

    def aside(self, out: TextIO) -> AbstractContextManager[Any]:
        """Take the line away while the block writes to a stream."""
        if self._bar is None:
            return nullcontext()
        found: AbstractContextManager[Any] = type(self._bar).external_write_mode(file=out)
        return found

    def count(self, *, failed: bool, recalled: bool = False) -> None:
        """Count a brief that is done. One that was `recalled` took no time, as others will."""
        self._done += 1
        self._recalled += recalled
        self._failed += failed
        if not self._is_wanted:
            return
        if self._is_terminal:
            self._show()
        elif time.monotonic() - self._told >= A_WHILE and self._done < self._count:
            self._told = time.monotonic()
            sys.stderr.write(f"{self._line(self._told - self._began)}\n")

    def end(self) -> None:
        """Take the line away for good, and say how long the run took."""
        if self._bar is not None:
            self._bar.close()
        took = time.monotonic() - self._began
        if self._is_wanted and self._done and took >= A_MOMENT:
            sys.stderr.write(f"{self._done:,} briefs done in {took:.0f} s\n")

    def _line(self, took: float) -> str:
        parts = [f"{self._done:,} of {self._count:,} briefs"]
        if self._failed:
            parts.append(f"{self._failed:,} failed")
        if made := self._done - self._recalled:
            parts.append(f"about {took / made * (self._count - self._done):.0f} s left")
        return ", ".join(parts)

    def _show(self) -> None:
        if time.monotonic() - self._began < A_MOMENT:
            return
        if self._bar is None:
            self._bar = self._started()
        if self._failed:
            self._bar.set_postfix_str(f"{self._failed:,} failed", refresh=False)
        self._bar.update(self._done - self._bar.n)

    def _started(self) -> Any:
        # Its import takes as long as a check: only for who sees it.
        from tqdm import tqdm

        # Otherwise it starts a thread, and takes a lock among processes.
        tqdm.monitor_interval = 0
        tqdm.set_lock(threading.RLock())
        return tqdm(
            total=self._count,
            initial=self._done,
            file=sys.stderr,
            leave=False,
            dynamic_ncols=True,
            bar_format=BAR,
        )
