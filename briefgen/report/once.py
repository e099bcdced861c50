"""Passes on only once what is found in a file that several briefs rest on.

A slip in the settings of a folder, or in a template, is found again with each of its briefs. A
service shows findings beside their lines, where one is enough; GitHub would show no other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.ground.diagnostics import Diagnostic

if TYPE_CHECKING:
    from briefgen.builds.outcome import Outcome


# Its sentences name the brief where they are about one: there is no engine, or no such file.
STOPPED = "run-stopped"


class Once:
    """The findings in shared files that were passed on so far."""

    def __init__(self) -> None:
        self._seen: set[object] = set()

    def of(self, outcome: Outcome) -> list[Diagnostic]:
        """List the findings of a brief, without those in other files that came before.

        What stopped the run of a brief is told once, too, unless it is said of that brief.
        """
        return [each for each in outcome.findings if self._is_new(each, outcome.file)]

    def _is_new(self, found: Diagnostic, brief: str) -> bool:
        span = found.span
        if span.file == brief if span else found.rule != STOPPED:
            return True
        # Not the hint, which may name the brief. Of a capture, `path` is that in the brief.
        place = span and (span.file, span.line, span.column, span.end_line, span.end_column)
        known = (found.rule, found.message, place)
        is_new = known not in self._seen
        self._seen.add(known)
        return is_new
