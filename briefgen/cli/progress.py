"""Shows on a terminal how far a run over many briefs has come, below what it reports."""

from __future__ import annotations

import sys
import threading
import time
from contextlib import AbstractContextManager, nullcontext
from typing import Any, TextIO

# The seconds after which a run is long enough for anybody to ask how long it will take.
A_MOMENT = 2
BAR = "{n_fmt} of {total_fmt} briefs{postfix} |{bar}| {remaining} left"


class Progress:
    """A line that says how many of `count` briefs are done, how many failed, and the time left.

    It is only there where `is_wanted`, where standard error is a terminal, and where the run takes
    more than a moment. It is gone at the end, and a line says how long the run took.
    """

    def __init__(self, count: int, *, is_wanted: bool) -> None:
        self._count = count
        self._may_show = is_wanted and count > 1 and sys.stderr.isatty()
        self._began = time.monotonic()
        self._done = self._failed = 0
        self._bar: Any = None

    def aside(self, out: TextIO) -> AbstractContextManager[Any]:
        """Take the line away while the block writes to a stream."""
        if self._bar is None:
            return nullcontext()
        found: AbstractContextManager[Any] = type(self._bar).external_write_mode(file=out)
        return found

    def count(self, *, failed: bool) -> None:
        """Count a brief that is done."""
        self._done += 1
        self._failed += failed
        if not self._may_show or time.monotonic() - self._began < A_MOMENT:
            return
        if self._bar is None:
            self._bar = self._started()
        if self._failed:
            self._bar.set_postfix_str(f"{self._failed:,} failed", refresh=False)
        self._bar.update(self._done - self._bar.n)

    def end(self) -> None:
        """Take the line away for good."""
        if self._bar is not None:
            self._bar.close()
            took = time.monotonic() - self._began
            sys.stderr.write(f"{self._done:,} briefs done in {took:.0f} s\n")

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
