"""Run one job from start to outcome, and turn every error on the way into part of the outcome.

This module alone decides what stops a build, and when a manifest is written.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.builds.job import Job
from briefgen.builds.notes import labels_in_english, passed_over, turned_off, turned_off_by_kind
from briefgen.builds.outcome import Outcome, lines_of, starts_of, texts_about
from briefgen.builds.passages import cited_sentences
from briefgen.builds.timings import Timings
from briefgen.builds.typesetting import Typesetting
from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.errors import BriefgenError, FilesError, UnforeseenError
from briefgen.ground.files import Typed, from_here, read
from briefgen.ground.records import mutable
from briefgen.outputs import registry

if TYPE_CHECKING:
    from briefgen.builds.pipeline import Checked
    from briefgen.typeset import Pdf

# The bytes of a brief from which on its sentences are kept: no shorter one has so many of them.
LONG = 20_000


def outcome_of(job: Job, typesetting: Typesetting) -> Outcome:
    """Run a job and give its outcome. Errors are in the outcome's `fault`, and not raised.

    Only with BRIEFGEN_TRACEBACK in the environment an unforeseen error, a bug, is raised.
    """
    turn = _Turn(job)
    try:
        return turn.take(typesetting)
    except BriefgenError as error:
        return turn.broken_off(error)
    except OSError as error:
        # Not always the brief: it may be a template.
        file = from_here(Path(error.filename)) if isinstance(error.filename, str) else job.path
        return turn.broken_off(FilesError(f"Can't read {file}: {error.strerror or error}."))
    except Exception as error:
        if os.environ.get("BRIEFGEN_TRACEBACK"):
            raise
        fault = UnforeseenError(f"{type(error).__name__}: {error}")
        fault.__cause__ = error  # set by hand, as nothing is raised: debuggers show it
        return turn.broken_off(fault)


def written(outcome: Outcome, job: Job) -> Outcome:
    """Write the outputs that another machine made for a job, and the manifest, if the job says so.

    An error becomes the outcome's `fault`, and then nothing is written.
    """
    if outcome.started is None or job.output is None:
        return outcome
    from briefgen.builds.manifest import keeping

    name = outcome.started.name
    file = job.folder / name if outcome.started.file else None
    timings = Timings(dict(outcome.seconds), list(outcome.ran))
    try:
        with timings.of("pack"):
            start = replace(outcome.started, file=file)
            kept = keeping.keep(start, outcome.artefacts, job.output)
    except BriefgenError as fault:
        return replace(outcome, stops=True, fault=fault, notes=(), artefacts=(), started=None)
    return replace(
        outcome, written=tuple(kept), seconds=timings.seconds, ran=tuple(timings.ran), started=None
    )


def _typeset_all(typesetting: Typesetting, timings: Timings, *asked: Any) -> list[Pdf]:
    """Have other processes typeset, and hash meanwhile what the manifest and the store will name.

    These hashes are of the whole program, and the same for all briefs of a run.
    """
    from concurrent.futures import ThreadPoolExecutor

    from briefgen.builds.store.program import versions_now

    with ThreadPoolExecutor(1) as meanwhile:
        # Where it fails, it fails again for whoever asks for it.
        meanwhile.submit(versions_now)
        try:
            return typesetting.typeset_all(*asked)
        finally:
            timings.ran += typesetting.ran


@mutable
class _Turn:
    """One job while it runs. `case` is None until the brief has been checked."""

    job: Job
    case: Checked | None = None

    def take(self, typesetting: Typesetting) -> Outcome:
        """Run the job to its end. Raises BriefgenError and OSError where that fails."""
        job = self.job
        data = read(job.path) if job.data is None else job.data
        brief = Typed(data, job.file, job.folder)
        # The engine is loaded by other processes while this one checks the brief. Loading takes
        # about as long as checking, so it costs no time.
        if registry.need(job.kinds, "pdf"):
            typesetting.begin(job.bounds)
        if len(data) < LONG:
            return self._taken(brief, typesetting)
        from briefgen.builds.sentences import KeptSentences
        from briefgen.ground.keeping import kept_in

        sentences = KeptSentences(typesetting.running)
        with kept_in(sentences):
            made = self._taken(brief, typesetting)
        sentences.write(is_quick=not made.artefacts)
        return made

    def _taken(self, brief: Typed, typesetting: Typesetting) -> Outcome:
        """Check the brief, and make its outputs if it has no errors and the job says so."""
        case = self.case = self._checked(brief)
        if self.job.does == "check":
            return self._outcome(case.diagnostics)
        case = self.case = self._with_known(case, case.diagnostics)
        if case.errors:
            return self._outcome(case.diagnostics)
        return self._built(case, typesetting)

    def broken_off(self, fault: BriefgenError) -> Outcome:
        """Give the outcome of the job as far as it came before `fault`."""
        found = self.case.diagnostics if self.case else ()
        # The notes are about what was made, and nothing was.
        return replace(self._outcome(found, fault=fault), stops=True, fault=fault, notes=())

    def _checked(self, brief: Typed) -> Checked:
        """Load and check the brief."""
        from briefgen.builds import pipeline

        timings = Timings()
        document = pipeline.loaded(brief.data, brief.file, timings)
        return pipeline.checked(document, brief.folder, self.job.resolved, timings)

    def _built(self, case: Checked, typesetting: Typesetting) -> Outcome:
        """Make the outputs of a brief without errors, and write them if the job says so.

        Nothing is written where the typeset pages show an error.
        """
        from briefgen.builds import making
        from briefgen.builds.manifest import keeping

        start = keeping.started(case, self.job)
        made = making.built(case, self.job, partial(_typeset_all, typesetting, case.timings))
        # `made.diagnostics` has all findings sorted by file. Those that only the typeset pages show
        # are reported last, after those of the checks.
        late = [found for found in made.diagnostics if found not in case.diagnostics]
        found = [*case.diagnostics, *late]
        case = self.case = self._with_known(case, found)
        if case.stopping(late):
            return self._outcome(found)
        written = []
        if self.job.output is not None:
            with case.timings.of("pack"):
                written = keeping.keep(start, made.artefacts, self.job.output)
        languages = case.brief.languages if case.brief else ()
        notes = tuple(labels_in_english(language) for language in languages)
        return replace(
            self._outcome(found, notes),
            artefacts=tuple(made.artefacts),
            written=tuple(written),
            started=None if written else start,
        )

    def _with_known(self, case: Checked, found: Sequence[Diagnostic]) -> Checked:
        """Take down which findings a baseline knows, where any finding would stop the build."""
        job = self.job
        if not (job.resolved.strict and job.has_baseline and found):
            return case
        from briefgen.builds.baseline.settling import divided

        own = {document.file: document.lines for document in case.documents}
        lines = {**lines_of(texts_about(found)), **own}
        return replace(case, known=frozenset(divided(found, lines, job)[1]))

    def _outcome(
        self,
        found: Sequence[Diagnostic],
        notes: tuple[str, ...] = (),
        fault: BriefgenError | None = None,
    ) -> Outcome:
        """Make an outcome of the findings, with the lines of all files that they are about."""
        job, case = self.job, self.case
        off = turned_off(job.resolved.settings)
        by_kind = turned_off_by_kind(case.kind) if case else ""
        made = Outcome(
            job.file,
            job.path,
            job.does,
            tuple(found),
            notes=tuple(filter(None, (*notes, off, by_kind))),
            passed_over=passed_over(job.resolved.settings),
        )
        texts = texts_about([*found, *(fault.diagnostics if fault else ())])
        made = replace(made, lines=lines_of(texts), starts=starts_of(texts))
        if case is None:
            return made
        if found:
            # Not the lines in the file now: the brief may have been saved since it was read, and
            # the findings would point at other words. Standard input can't be read again at all.
            for document in case.documents:
                made.lines[document.file] = tuple(document.lines)
                made.starts[document.file] = document.starts
        return replace(
            made,
            stops=bool(case.stopping(found)),
            tally=case.tally,
            allowed=case.allowed,
            seconds=case.timings.seconds,
            ran=tuple(case.timings.ran),
            sentences=cited_sentences(case) if job.passages else (),
            read=case.read,
        )
