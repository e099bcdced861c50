"""Writes a report to a file, beside what is told to people.

It is written when all is told, so that a wrong name of the file keeps nobody from reading what was
found. Until then, the last report stays.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.builds.briefs import SUFFIXES, is_brief
from briefgen.builds.manifest import MANIFEST
from briefgen.ground.errors import ConfigError, FilesError
from briefgen.ground.pack import Artefact, pack
from briefgen.report.formats import Emitter, ReportOptions
from briefgen.settings.keys import NAMES

if TYPE_CHECKING:
    from briefgen.builds.outcome import Outcome


class ReportInFile:
    """A report that is there as a whole when the run ends.

    `also` are files that the run reads or writes, beside those that its outcomes name.
    """

    def __init__(
        self, file: Path, emitter: Emitter, options: ReportOptions, also: Iterable[str] = ()
    ) -> None:
        self._file = file
        self._text = io.StringIO()
        # Colours are for a terminal.
        self._telling = emitter.begin(self._text, replace(options, color=False))
        self._taken: dict[str, None] = dict.fromkeys(also)

    def add(self, outcome: Outcome) -> None:
        """Take an outcome into the report."""
        self._telling.add(outcome)
        self._taken.update(dict.fromkeys(_files_of(outcome)))

    def end(self) -> None:
        """Write the file. Raises ConfigError and FilesError as `write_report` does."""
        self._telling.end()
        write_report(self._text.getvalue(), self._file, self._taken)


def write_report(text: str, file: Path, taken: Iterable[str]) -> None:
    """Write a report as a whole, in the place of the last one.

    Raises ConfigError where that is a brief or settings, or one of the files in `taken`, which the
    run has read or written; FilesError where the file can't be written.
    """
    if file.parent.exists() and not file.parent.is_dir():
        raise FilesError(f"The report is not written: {file.parent} is not a folder.")
    if file.exists():
        if not file.is_file():
            what = "a folder" if file.is_dir() else "not a file"
            raise FilesError(f"The report is not written: {file} is {what}.")
        if what := _what_is(file, taken):
            raise ConfigError(f"The report is not written: {file} is {what}. Give it another name.")
    try:
        pack([Artefact(file.name, text.encode(errors="backslashreplace"))], file.parent)
    except FilesError as error:
        raise FilesError(f"The report is not written. {error}") from error


def _files_of(outcome: Outcome) -> Iterable[str]:
    """List the files that a brief's run has read or written, as far as that is known."""
    yield from outcome.lines
    yield from outcome.rests_on
    if outcome.path:
        yield str(outcome.path)
        yield from (str(outcome.path.parent / name) for name in outcome.read or ())
    for path in outcome.written:
        yield str(path)
        yield str(path.with_name(MANIFEST))


def _what_is(file: Path, taken: Iterable[str]) -> str:
    """Say what stands at the place of a report; empty for an earlier report, or anything else."""
    if file.suffix.lower() in SUFFIXES and is_brief(file):
        return "a brief"
    if file.name in NAMES:
        return "a file of settings"
    for each in taken:
        # By what it is, not by its name: links and capitals may differ.
        with suppress(OSError):
            if file.samefile(each):
                return "a file that this run reads or writes"
    return ""
