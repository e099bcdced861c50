"""Builds the pages of a brief in memory, and stops when the brief has been saved again.

The pages are those that `briefgen build` would write: `builds` merges the settings, runs the
stages, and tells why a build stops.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from briefgen.builds import pages
from briefgen.builds.job import Job
from briefgen.builds.notes import passed_over, turned_off
from briefgen.builds.outcome import lines_of, texts_about
from briefgen.builds.pipeline import Checked
from briefgen.builds.plan import job_of
from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.errors import BriefgenError
from briefgen.ground.records import record
from briefgen.preview.both_texts import BothTexts, Shown, references_in, search_of, texts_of
from briefgen.preview.inverse_search import InverseSearch
from briefgen.preview.passages import passages
from briefgen.preview.references import Reference
from briefgen.preview.watch import Watched, settings_there, watched_of
from briefgen.report.terminal import visible
from briefgen.settings.options import Options
from briefgen.view.data import View

# Beside its page a preview shows the paper, whatever a build would write.
SHOWN = ("html", "pdf")


@record
class Compiled:
    """What came of a build. `pages` is empty where it failed, and `found` then says why.

    `lines` holds the lines of the files that findings point at. `settled` says which checks the
    settings turn off, and which settings are ignored.
    """

    inputs: Watched
    job: Job | None = None
    pages: dict[str, str] = field(default_factory=dict)
    found: Sequence[Diagnostic] = ()
    lines: dict[str, Sequence[str]] = field(default_factory=dict)
    failed: bool = False
    title: str = ""
    case: Checked | None = None
    view: View | None = None
    settled: tuple[str, ...] = ()

    @property
    def seconds(self) -> dict[str, float]:
        """The seconds of each stage."""
        return self.case.timings.seconds if self.case else {}

    # Made at the first click: most builds see none, and a long brief has thousands of texts.
    @cached_property
    def inverse_search(self) -> InverseSearch | BothTexts | None:
        """The search for where words of the pages were typed; None where the brief isn't valid."""
        return search_of(self.case, self.view) if self.case else None

    @property
    def references(self) -> dict[str, Reference]:
        """What each number of a note stands behind, by its id on the pages."""
        return {number: reference for number, (_, reference) in self._references.items()}

    @cached_property
    def _references(self) -> dict[str, tuple[Shown, Reference]]:
        if self.case is None or self.view is None:
            return {}
        return references_in(texts_of(self.case, self.view))

    def passages(self, number: str) -> dict[str, Any] | None:
        """Describe what the sentence before a note's number rests on; None where it is unknown."""
        found = self._references.get(number)
        return passages(*found[0], found[1]) if found else None


class Overtaken(Exception):  # noqa: N818 - no error: a newer save is waiting
    """Raised where a build stops because its inputs have changed again."""


def compiled(
    brief: Path, name: str, options: Options, is_overtaken: Callable[[], bool]
) -> Compiled:
    """Build a brief in memory. `name` is what messages call it.

    Raises Overtaken between two stages when `is_overtaken` returns true; it raises nothing else.
    """
    run = _Run(brief, name, options, is_overtaken)
    try:
        return run.stages()
    except BriefgenError as error:
        return run.failed(error.findings)
    except Overtaken:
        raise
    except Exception as error:
        # Any error: the preview goes on, as the next save may mend it.
        return run.failed([fault_of_ours(error)])


def fault_of_ours(error: Exception) -> Diagnostic:
    """Make a finding of an error that is a bug of briefgen."""
    what = f"{type(error).__name__}: {error}"
    return finding("internal-error", f"This is a fault of briefgen, not of your brief ({what}).")


@dataclass
class _Run:
    """The state of one build, so that a failure can tell what was known until then."""

    brief: Path
    name: str
    options: Options
    is_overtaken: Callable[[], bool]
    job: Job | None = None
    case: Checked | None = None

    def stages(self) -> Compiled:
        options = replace(self.options, to=SHOWN)
        job = self.job = job_of(self.brief, options, "make", self.name)
        case = self.case = pages.checked_of(job, self._go_on)
        if case.errors:
            return self.failed(case.diagnostics)
        view, made = pages.pages_of(case, job, self._go_on)
        title = case.brief.title if case.brief else ""
        return replace(self._told(case.diagnostics), job=job, pages=made, title=title, view=view)

    def failed(self, found: Sequence[Diagnostic]) -> Compiled:
        """Make the result of a build that findings stopped, with what it had read until then."""
        return replace(self._told(found), failed=True)

    def _told(self, found: Sequence[Diagnostic]) -> Compiled:
        job = self.job
        # Without a job the options or the settings were wrong. The settings are watched all the
        # same: the next save may mend them.
        settings = job.resolved.settings if job else settings_there(self.brief.parent)
        settled = (turned_off(settings), passed_over(settings)) if settings else ()
        documents = self.case.documents if self.case else ()
        own = {each.file: each.lines for each in documents}
        return Compiled(
            watched_of(self.brief, settings, self.case),
            found=found,
            lines={**lines_of(texts_about(found)), **own},
            case=self.case,
            settled=tuple(visible(said) for said in settled if said),
        )

    def _go_on(self) -> None:
        if self.is_overtaken():
            raise Overtaken
