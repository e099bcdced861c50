"""Counts the tabs that show a brief, which decides which brief is typeset first, or dropped."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

# A tab that asks now and then, rather than listening, counts for so many seconds. So does one that
# is reloaded: it is gone for a moment, and its paper is not to start anew.
LINGERS = 5.0


class Rank(IntEnum):
    """How soon a brief is typeset; the lowest comes first."""

    PAPER = 0
    PAGE = 1
    NOBODY = 2


class Attention:
    """How many tabs show a brief, how many of them its paper, and when the last one did."""

    def __init__(self) -> None:
        self._tabs = 0
        self._papers = 0
        self._last = time.monotonic()
        self._last_paper = -LINGERS

    @contextmanager
    def given(self, *, to_paper: bool) -> Iterator[None]:
        """Count a tab that looks, at the paper or only at the page, until the block ends."""
        self._tabs += 1
        self._papers += to_paper
        try:
            yield
        finally:
            self._tabs -= 1
            self._papers -= to_paper
            self._last = time.monotonic()
            if to_paper:
                self._last_paper = self._last

    @property
    def rank(self) -> Rank:
        """Whether somebody looks at the paper, or at the page, or nobody does."""
        now = time.monotonic()
        if self._papers or now - self._last_paper < LINGERS:
            return Rank.PAPER
        return Rank.PAGE if self._tabs or now - self._last < LINGERS else Rank.NOBODY

    def is_gone_for(self, seconds: float) -> bool:
        """Tell whether no tab has shown the brief for so many seconds."""
        return not self._tabs and time.monotonic() - self._last > seconds
