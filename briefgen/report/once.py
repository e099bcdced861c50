"""Passes on only once what is found in a file that several briefs rest on.

A slip in the settings of a folder, or in a template, is found again with each of its briefs. A
service shows findings beside their lines, where one is enough; GitHub would show no other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.ground.diagnostics import Diagnostic

if TYPE_CHECKING:
    from briefgen.builds.outcome import Outcome


class Once:
    """The findings in shared files that were passed on so far."""

    def __init__(self) -> None:
        self._seen: set[object] = set()

    def of(self, outcome: Outcome) -> list[Diagnostic]:
        """List the findings of a brief, without those in other files that came before."""
        return [each for each in outcome.findings if self._is_new(each, outcome.file)]

    def _is_new(self, found: Diagnostic, brief: str) -> bool:
        span = found.span
        if span is None or span.file == brief:
            return True
        # Not the hint, which may name the brief. Of a capture, `path` is that in the brief.
        place = (span.file, span.line, span.column, span.end_line, span.end_column)
        known = (found.rule, found.message, place)
        is_new = known not in self._seen
        self._seen.add(known)
        return is_new
