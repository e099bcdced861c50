"""Keeps what a command said, so that the same call can say the same while nothing changes."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from typing import TextIO

from briefgen.builds.manifest import MANIFEST
from briefgen.builds.outcome import Outcome
from briefgen.builds.store.calls import keep_call
from briefgen.cli.progress import Progress
from briefgen.cli.streams import for_log
from briefgen.report.formats import Emitter, ReportOptions

# The most briefs of which a command is kept to be told again.
MOST_AGAIN = 5_000


class SameAgain:
    """Takes part in a report, and keeps at its end what the same command would be told next time.

    `outcomes` is empty where that isn't known of each brief. `rests_on` are the files that they
    are about, and `written` has the SHA-256 of those that were written now, by path. With `is_new`,
    the command was told something else.
    """

    def __init__(
        self,
        told: Emitter,
        options: ReportOptions,
        heard: Heard,
        out: TextIO,
        looked_at: Iterable[str],
    ) -> None:
        self._told, self._options = told, options
        self._heard, self._out = heard, out
        self.outcomes: list[Outcome] = []
        self.rests_on: dict[str, None] = {}
        self.looked_at = looked_at
        self.written: dict[str, str] = {}
        self.is_new = False
        self.code = 0
        self._is_known = True

    def add(self, outcome: Outcome) -> None:
        """Take an outcome into account."""
        self.code = max(self.code, outcome.exit_code)
        self._is_known &= bool(outcome.rests_on) and len(self.outcomes) < MOST_AGAIN
        if not self._is_known:
            self.outcomes = []
            return
        self.rests_on.update(dict.fromkeys(outcome.rests_on))
        # That of a check is told in the same way each time.
        if outcome.does == "build" and outcome.recalled != "unchanged":
            self.is_new = True
            for path, each in zip(outcome.written, outcome.artefacts, strict=True):
                self.written[str(path)] = each.sha256
                self.written[str(path.with_name(MANIFEST))] = ""
            outcome = replace(outcome, recalled="unchanged")
        self.outcomes.append(outcome)

    def end(self) -> None:
        """Keep what the command said, or would say now of outputs that it has just written."""
        if not self.outcomes:
            return
        said = self._heard.getvalue()
        if self.is_new:  # what was built now is said to be there, the next time
            self._told.report(self.outcomes, later := io.StringIO(), self._options)
            said = later.getvalue()
        paths = dict.fromkeys((*self.rests_on, *self.looked_at))
        is_build = self._options.done == "built"
        rests_on = {**paths, **self.written}
        keep_call(said, self._out, self.code, rests_on, is_build=is_build)


class Heard(io.StringIO):
    """Passes a report on to a stream, and keeps it, so that the same call can say the same.

    What isn't `is_for_people` is passed on to the byte.
    """

    def __init__(self, out: TextIO, progress: Progress, *, is_for_people: bool = True) -> None:
        super().__init__()
        self._out, self._progress, self._is_for_people = out, progress, is_for_people

    def write(self, text: str) -> int:
        """Write to the stream as well."""
        text = for_log(text) if self._is_for_people else text
        with self._progress.aside(self._out):
            self._out.write(text)
        return super().write(text)

    def flush(self) -> None:
        """Flush the stream."""
        self._out.flush()
