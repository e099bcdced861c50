"""Decide whether a run found more warnings than are allowed.

The count is that of all briefs together, which is known when the last one is done. So it stops no
build: outputs are written, as by a compiler, and the exit code says that there are too many.
`strict` is for who wants nothing written.
"""

from __future__ import annotations

from briefgen.builds.outcome import Outcome
from briefgen.ground.records import mutable


@mutable
class Warned:
    """The warnings of a run so far, and the most that are allowed."""

    most: int
    count: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count the warnings of a brief, without those that a baseline knows."""
        self.count += sum(not each.is_error for each in outcome.diagnostics)

    @property
    def code(self) -> int:
        """Give the exit code: 1 if there are too many."""
        return int(self.count > self.most)

    @property
    def said(self) -> str:
        """Say that there are too many; empty if there aren't."""
        if not self.code:
            return ""
        many = "" if self.count == 1 else "s"
        return f"{self.count:,} warning{many}, {self.most:,} allowed by --max-warnings"
