"""Adds the findings of a run to the summary of a step of GitHub Actions, as tables in Markdown.

GitHub shows a summary whole up to 1 MiB a step, and drops a longer one.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.files import from_here
from briefgen.ground.regexes import regex
from briefgen.report.console import say
from briefgen.report.formats import ReportOptions
from briefgen.report.markdown import cell, code
from briefgen.report.once import Once
from briefgen.report.pages import address
from briefgen.report.repository import repository_here
from briefgen.report.terminal import counted

if TYPE_CHECKING:
    from briefgen.builds.outcome import Outcome

# Bytes of all that one step adds, and what is kept free for the heading and the last sentences.
MOST = 1024 * 1024
SPARE = 2_048
# The most characters of a sentence or a hint in the table, and the most outputs of a brief.
LONGEST = 1_000
MOST_OUTPUTS = 20
FINDINGS = "| | Rule | Place | What is wrong | A way out |\n| --- | --- | --- | --- | --- |\n"
BUILT = "| Brief | Findings | Pages | Outputs |\n| --- | --- | ---: | --- |\n"
CHECKED = "| Brief | Findings |\n| --- | --- |\n"
SERVER = regex(r"https://[\w.:-]+")
REPOSITORY = regex(r"[\w.-]+/[\w.-]+")
REVISION = regex(r"[0-9a-f]{40,64}")


class StepSummary:
    """The rows for the summary so far; they are added to its file when the run ends."""

    def __init__(self, file: Path, options: ReportOptions) -> None:
        self._file, self._options = file, options
        self._counts = {"error": 0, "warning": 0}
        self._found: dict[str, _Rows] = {"error": _Rows(), "warning": _Rows()}
        self._briefs = _Rows()
        self._once = Once()
        self._source = source_address(os.environ)
        self._repository = repository_here()

    def add(self, outcome: Outcome) -> None:
        """Take a brief into the tables."""
        found = outcome.findings
        for each in self._once.of(outcome):
            self._counts[each.severity] += 1
            self._found[each.severity].add(self._finding(each, outcome))
        if outcome.path:
            errors = sum(each.is_error for each in found)
            counts = counted({"error": errors, "warning": len(found) - errors})
            row = f"| {code(self._repository.name_of(outcome.file))} | {counts} |"
            self._briefs.add(row + (_outputs(outcome) if self._is_built else "") + "\n")

    def end(self) -> None:
        """Add the tables to the file. Where that fails, a line says so, and the run goes on.

        A container may know the file's name, and not have its folder.
        """
        try:
            with self._file.open("ab") as file:
                room = MOST - SPARE - file.tell()
                if room > 0:
                    file.write(self._text(room).encode("utf-8", "replace"))
        except OSError as error:
            say(f"Can't write the summary of this step: {error.strerror or error}.")

    @property
    def _is_built(self) -> bool:
        return self._options.done == "built"

    def _text(self, room: int) -> str:
        """Write the summary into so many bytes: the findings first, errors before warnings."""
        briefs = self._briefs.count
        found = f"{counted(self._counts)} in {briefs:,} brief{'s' * (briefs != 1)}"
        parts = [f"\n\n## briefgen: {found}\n"]
        # The lines of the briefs take a third at most, so that findings have room, too.
        lines, lines_left = self._briefs.within(room // 3)
        errors, left = self._found["error"].within(room - len(lines.encode()))
        room -= len(lines.encode()) + len(errors.encode())
        warnings, more = self._found["warning"].within(0 if left else room)
        if errors or warnings:
            parts.append(f"{FINDINGS}{errors}{warnings}")
        if left + more:
            parts.append(_not_shown(left + more, "finding"))
        if lines:
            parts.append(f"{BUILT if self._is_built else CHECKED}{lines}")
        if lines_left:
            parts.append(_not_shown(lines_left, "brief"))
        return "\n".join(parts)

    def _finding(self, found: Diagnostic, outcome: Outcome) -> str:
        """Write the row of a finding."""
        span = found.span
        file = span.file if span else outcome.file if outcome.path else ""
        place = ""
        if file:
            path = self._repository.name_of(file)
            place = code(f"{path}:{span.line}:{span.column}" if span else path)
            is_inside = not path.startswith(("../", "/", "<"))
            if self._source and is_inside:
                anchor = f"#L{span.line}" if span else ""
                place = f"[{place}]({self._source}{quote(path, errors='replace')}{anchor})"
        rule = f"[{code(found.rule)}]({address(found.rule)})"
        said = [cell(text[:LONGEST]) for text in (found.message, found.hint)]
        return f"| {found.severity} | {rule} | {place} | {' | '.join(said)} |\n"


class _Rows:
    """Rows of a table, of which no more are kept than a summary could hold."""

    def __init__(self) -> None:
        self._kept: list[str] = []
        self._bytes = 0
        self.count = 0

    def add(self, row: str) -> None:
        """Add a row, if there could be room for it."""
        self.count += 1
        size = len(row.encode("utf-8", "replace"))
        if self._bytes + size <= MOST and len(self._kept) == self.count - 1:
            self._kept.append(row)
            self._bytes += size

    def within(self, most: int) -> tuple[str, int]:
        """Give the first rows that take so many bytes, and how many are left."""
        taken, size = 0, 0
        for row in self._kept:
            size += len(row.encode("utf-8", "replace"))
            if size > most:
                break
            taken += 1
        return "".join(self._kept[:taken]), self.count - taken


def source_address(environment: Mapping[str, str]) -> str:
    """Give the address below which GitHub shows the files of this commit; empty if unknown."""
    server = environment.get("GITHUB_SERVER_URL", "")
    repository = environment.get("GITHUB_REPOSITORY", "")
    revision = environment.get("GITHUB_SHA", "")
    known = ((SERVER, server), (REPOSITORY, repository), (REVISION, revision))
    if not all(pattern.fullmatch(text) for pattern, text in known):
        return ""
    return f"{server}/{repository}/blob/{revision}/"


def _outputs(outcome: Outcome) -> str:
    """Write the last two cells of a brief's row: how many pages it has, and its outputs."""
    if outcome.stops or outcome.fault:
        return " | not built |"
    pages = sum(each.pages for each in outcome.artefacts)
    files = [code(str(from_here(path))) for path in outcome.written[:MOST_OUTPUTS]]
    more = len(outcome.written) - len(files)
    return f" {pages or ''} | {', '.join(files)}{f' and {more:,} more' * (more > 0)} |"


def _not_shown(count: int, what: str) -> str:
    return (
        f"{count:,} more {what}{'s' * (count != 1)} can't be shown: the summary of a step holds "
        "1 MiB. All stand in the log.\n"
    )
