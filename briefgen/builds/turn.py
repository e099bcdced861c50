"""The turn of one brief: from its job to its outcome, whatever happens on the way.

Here alone it is decided what stops a build, what is remembered of a clean brief, and when a
manifest is written.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefgen.builds.job import Job
from briefgen.builds.notes import labels_in_english, passed_over, turned_off
from briefgen.builds.outcome import Outcome, lines_of, starts_of, texts_about
from briefgen.builds.stamps import keep_clean, known_clean
from briefgen.builds.typesetting import Typesetting
from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.errors import BriefgenError, FilesError, UnforeseenError
from briefgen.ground.files import Typed, read
from briefgen.outputs import registry

if TYPE_CHECKING:
    from briefgen.builds.pipeline import Checked


def outcome_of(job: Job, typesetting: Typesetting) -> Outcome:
    """Do a job, and tell what came of it. What goes wrong is told as well, and never raised.

    With BRIEFGEN_TRACEBACK in the environment a fault of briefgen's own is raised.
    """
    turn = _Turn(job)
    try:
        return turn.taken(typesetting)
    except BriefgenError as error:
        return turn.broken_off(error)
    except OSError as error:  # what the system refuses, in a sentence
        return turn.broken_off(FilesError(f"Can't read {job.path}: {error.strerror or error}."))
    except Exception as error:
        if os.environ.get("BRIEFGEN_TRACEBACK"):
            raise
        fault = UnforeseenError(f"{type(error).__name__}: {error}")
        fault.__cause__ = error
        return turn.broken_off(fault)


@dataclass(slots=True)
class _Turn:
    """One job, and how far it has come."""

    job: Job
    case: Checked | None = None

    def taken(self, typesetting: Typesetting) -> Outcome:
        job = self.job
        data = read(job.path) if job.data is None else job.data
        brief = Typed(data, job.file, job.folder)
        # A stamp knows nothing of the user's own fonts, which decide what can be printed.
        if job.does == "check" and not job.look.styles:
            tally = known_clean(brief, job.resolved.off)
            if tally is not None:
                return replace(self._outcome(()), tally=tally)
        # The engine loads while the brief is being checked: together they take no longer than one.
        if registry.need(job.kinds, "pdf"):
            typesetting.begin(job.bounds)
        case = self.case = self._checked(brief)
        if job.does == "check" or case.errors:
            return self._outcome(case.diagnostics)
        return self._built(case, typesetting)

    def broken_off(self, fault: BriefgenError) -> Outcome:
        found = self.case.diagnostics if self.case else ()
        # Without notes: nothing was made that there would be anything to know about.
        return replace(self._outcome(found, fault=fault), stops=True, fault=fault, notes=())

    def _checked(self, brief: Typed) -> Checked:
        from briefgen.builds import pipeline

        job, timings = self.job, pipeline.Timings()
        document = pipeline.loaded(brief.data, brief.file, timings)
        case = pipeline.checked(document, brief.folder, job.resolved, timings)
        if not (case.diagnostics or case.allowed or job.look.styles):
            keep_clean(brief, job.resolved.off, case.files, case.tally)
        return case

    def _built(self, case: Checked, typesetting: Typesetting) -> Outcome:
        from briefgen.builds import making, manifest

        start = manifest.started(case, self.job)
        made = making.built(case, self.job, typesetting.typeset_all)
        # All findings come back in the order of the file. What only pages show is told last.
        late = [found for found in made.diagnostics if found not in case.diagnostics]
        found = [*case.diagnostics, *late]
        if case.stopping(late):
            return self._outcome(found)
        written = []
        if self.job.output is not None:
            with case.timings.of("pack"):
                written = manifest.keep(start, made.artefacts, self.job.output)
        notes = (labels_in_english(case.brief.language) if case.brief else "",)
        return replace(
            self._outcome(found, notes),
            artefacts=tuple(made.artefacts),
            written=tuple(written),
        )

    def _outcome(
        self,
        found: Sequence[Diagnostic],
        notes: tuple[str, ...] = (),
        fault: BriefgenError | None = None,
    ) -> Outcome:
        job, case = self.job, self.case
        off = turned_off(job.resolved.settings)
        made = Outcome(
            job.file,
            job.path,
            job.does,
            tuple(found),
            notes=tuple(filter(None, (*notes, off))),
            passed_over=passed_over(job.resolved.settings),
        )
        texts = texts_about([*found, *(fault.diagnostics if fault else ())])
        made = replace(made, lines=lines_of(texts), starts=starts_of(texts))
        if case is None:
            return made
        if found:  # as it was when it was read: meanwhile it may have been saved again
            made.lines[job.file] = tuple(case.document.lines)
            made.starts[job.file] = case.document.starts
        return replace(
            made,
            stops=bool(case.stopping(found)),
            tally=case.tally,
            allowed=case.allowed,
            seconds=case.timings.seconds,
        )
