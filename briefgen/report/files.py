"""Writes a report to a file, beside what is told to people."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from briefgen.builds.outcome import Outcome
from briefgen.ground.pack import Artefact, pack
from briefgen.report.formats import Emitter, ReportOptions


class ReportInFile:
    """A report that is there as a whole when the run ends; until then, the last one stays."""

    def __init__(self, file: Path, emitter: Emitter, options: ReportOptions) -> None:
        self._file = file
        self._text = io.StringIO()
        # Colours are for a terminal.
        self._telling = emitter.begin(self._text, replace(options, color=False))

    def add(self, outcome: Outcome) -> None:
        """Take an outcome into the report."""
        self._telling.add(outcome)

    def end(self) -> None:
        """Write the file. Raises FilesError where that fails."""
        self._telling.end()
        pack([Artefact(self._file.name, self._text.getvalue().encode())], self._file.parent)
