"""What came of one brief: all that is told of it, and all that leaves, as plain data.

The stages are not known here, so that a report loads none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.builds.job import Does
from briefgen.evidence.tally import Tally
from briefgen.ground.decode import line_starts
from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.errors import BriefgenError
from briefgen.ground.files import bytes_of
from briefgen.ground.pack import Artefact

if TYPE_CHECKING:
    from briefgen.checks.allow import AllowedName


@dataclass(frozen=True, slots=True)
class Outcome:
    """One brief's findings, outputs and times, and whether its findings stop a build.

    `file` is the brief as messages call it, `path` as it was named; None of a folder in which
    no brief could be found. `diagnostics` are in the order of the stages, and of each stage in the
    order of the file. `fault` is what kept the brief from going on, other than its findings, with
    findings of its own. `lines` are those of the files that either is about, and `starts` the
    offsets at which they start. `notes` are said beside the findings, and `passed_over`, which is
    about settings, once a run.
    """

    file: str
    path: Path | None = None
    does: Does = "check"
    diagnostics: tuple[Diagnostic, ...] = ()
    lines: dict[str, tuple[str, ...]] = field(default_factory=dict)
    starts: dict[str, tuple[int, ...]] = field(default_factory=dict)
    stops: bool = False
    fault: BriefgenError | None = None
    tally: Tally = field(default_factory=Tally)
    allowed: tuple[AllowedName, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)
    artefacts: tuple[Artefact, ...] = ()
    written: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()
    passed_over: str = ""

    @property
    def stage(self) -> str:
        """The last stage that the brief came to; empty where it came to none."""
        return next(reversed(self.seconds), "")

    @property
    def exit_code(self) -> int:
        """What a run ends with that has this outcome only."""
        return self.fault.exit_code if self.fault else int(self.stops)


def refused(path: Path, does: Does, fault: BriefgenError) -> Outcome:
    """Make the outcome of a brief that has no turn, and say why."""
    texts = texts_about(fault.diagnostics)
    return Outcome(
        str(path),
        path,
        does,
        lines=lines_of(texts),
        starts=starts_of(texts),
        stops=True,
        fault=fault,
    )


def texts_about(found: Iterable[Diagnostic]) -> dict[str, str]:
    """Read the texts of all files that findings are about, captures and templates among them."""
    spans = [span for each in found for span in (each.span, *(at.span for at in each.related))]
    return {file: _text(file) for file in dict.fromkeys(span.file for span in spans if span)}


def lines_of(texts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Split each text into its lines."""
    return {file: tuple(text.splitlines()) for file, text in texts.items()}


def starts_of(texts: Mapping[str, str]) -> dict[str, tuple[int, ...]]:
    """Find the offsets at which the lines of each text start."""
    return {file: line_starts(text) for file, text in texts.items()}


def _text(file: str) -> str:
    try:
        # A capture may be in another encoding. Its line is shown as far as it can be read.
        return bytes_of(Path(file)).decode("utf-8", errors="replace")
    except OSError:  # the finding may be that it can't be read
        return ""
