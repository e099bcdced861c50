"""Hold the result of one job: its findings, outputs and times, as plain data.

This module imports no stage, so that a report loads none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefgen.builds.job import Does
from briefgen.builds.passages import CitedSentence
from briefgen.builds.timings import Ran
from briefgen.evidence.tally import Tally
from briefgen.ground.decode import line_starts
from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.errors import BriefgenError
from briefgen.ground.files import bytes_of
from briefgen.ground.pack import Artefact
from briefgen.ground.records import record

if TYPE_CHECKING:
    from briefgen.builds.manifest.entries import Started
    from briefgen.checks.allow import AllowedName

# The exit code where outputs differ from what a build gives. It isn't 1, so that a script can tell
# it from findings in a brief.
DIFFERS = 6


@record
class Outcome:
    """One brief's findings, outputs and times, and whether its findings stop a build.

    `file` is the brief's name in messages, and `path` the brief as the user named it; it is None
    where the outcome stands for a folder without a brief. `diagnostics` are sorted by stage, and
    within a stage by their place in the file. `fault` is the error that ended the work, if one
    did; it may have findings of its own. `lines` has the lines of each file that a finding is
    about, by the file's name, and `starts` the offsets in code points at which they start.
    `seconds` has the time of each stage, in order, and `ran` when and where each ran. `written` has
    the paths of the outputs on disk, and is empty where they stay in memory, as `artefacts`.
    `notes` are printed beside the findings; `passed_over` is about the settings, and printed once a
    run. `sentences` are those that cite something, if the job asks what they rest on. `started` is
    what outputs in memory rest on, for the manifest, if another process is to write them. `known`
    are the findings that a baseline knows, which are not among `diagnostics`. `differs` is true
    where outputs were compared with those on disk, and those aren't what a build would write.

    `read` has the state of each file that the brief names, None where it isn't known which. Where
    nothing was checked or built because it had been before, `recalled` says so: the outputs were
    there (`unchanged`, and `artefacts` are without their bytes), or were put there again
    (`restored`); then `seconds` has zeros. `rests_on` are the paths of all files and folders that
    decide about the outcome, with its outputs; it is empty where that isn't known.
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
    ran: tuple[Ran, ...] = ()
    artefacts: tuple[Artefact, ...] = ()
    written: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()
    passed_over: str = ""
    sentences: tuple[CitedSentence, ...] = ()
    read: dict[str, str] | None = None
    recalled: Literal["", "unchanged", "restored"] = ""
    rests_on: tuple[str, ...] = ()
    started: Started | None = None
    known: tuple[Diagnostic, ...] = ()
    differs: bool = False

    @property
    def stage(self) -> str:
        """Give the name of the last stage that began; empty where none did."""
        return next(reversed(self.seconds), "")

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """List the findings of a brief, and behind them those of the fault that ended its run."""
        return (*self.diagnostics, *(self.fault.findings if self.fault else ()))

    @property
    def exit_code(self) -> int:
        """Give this outcome's exit code: the fault's, else 1 if findings stop a build, else 0.

        It is DIFFERS where nothing stops a build, but the outputs on disk are others.
        """
        if self.fault:
            return self.fault.exit_code
        return 1 if self.stops else DIFFERS if self.differs else 0


def refused(path: Path, does: Does, fault: BriefgenError) -> Outcome:
    """Make the outcome of a brief whose job was never run, because of `fault`."""
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


def without_bytes(outcome: Outcome) -> Outcome:
    """Leave the bytes of written outputs on the disk, and have their SHA-256 in their place."""
    if not outcome.written:
        return outcome
    left = (
        replace(each, data=b"", sha256=sha256(each.data).hexdigest()) if each.data else each
        for each in outcome.artefacts
    )
    return replace(outcome, artefacts=tuple(left))


def with_bytes(outcome: Outcome) -> Outcome | None:
    """Read the bytes of outputs that are on the disk alone; None where others stand there now."""
    found = []
    for path, each in zip(outcome.written, outcome.artefacts, strict=False):
        data = each.data
        if not data and each.sha256:
            try:
                data = path.read_bytes()
            except OSError:
                return None
            if sha256(data).hexdigest() != each.sha256:
                return None
        found.append(replace(each, data=data))
    return replace(outcome, artefacts=tuple(found)) if found else outcome


def texts_about(found: Iterable[Diagnostic]) -> dict[str, str]:
    """Read the texts of all files that findings are about, which may be captures or templates.

    A file that can't be read has an empty text.
    """
    spans = [span for each in found for span in (each.span, *(at.span for at in each.related))]
    texts: dict[str, str] = {}
    for file in dict.fromkeys(span.file for span in spans if span):
        try:
            # A capture may be in another encoding. Its lines are shown as far as they can be read.
            # A byte order mark is not of the text, and no column or offset counts it.
            texts[file] = bytes_of(Path(file)).decode("utf-8-sig", errors="replace")
        except OSError:  # the finding may be that the file can't be read
            texts[file] = ""
    return texts


def lines_of(texts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Split each text into its lines, without the ends of the lines."""
    return {file: tuple(text.splitlines()) for file, text in texts.items()}


def starts_of(texts: Mapping[str, str]) -> dict[str, tuple[int, ...]]:
    """Find the offsets, in code points, at which the lines of each text start."""
    return {file: line_starts(text) for file, text in texts.items()}
