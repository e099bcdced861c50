"""Do the jobs that another process sends, one after the other, all of each in this process.

A brief is checked, rendered, typeset and written here: no page travels, and no process waits for
another. The bounds for a page end this process; `pool` says so of the brief.
"""

from __future__ import annotations

import gc
import pickle
from collections.abc import Sequence
from pathlib import Path
from time import monotonic_ns
from typing import IO, TYPE_CHECKING

from briefgen.builds.job import Job
from briefgen.builds.outcome import without_bytes
from briefgen.builds.running import Running
from briefgen.builds.sections import kept_sections
from briefgen.builds.timings import ran_since
from briefgen.builds.turn import outcome_of
from briefgen.builds.typesetting import Typesetting
from briefgen.ground.bounds import Bounds, limit_work, memory_limited
from briefgen.ground.children import megabytes_now, received, send
from briefgen.ground.errors import BriefgenError, EngineError

if TYPE_CHECKING:
    from briefgen.typeset import Pdf
    from briefgen.typeset.finish import Attached

# The most seconds of processor time for all of a brief but its typesetting. The stages have bounds
# of their own (`pipeline.SECONDS`), which Python can't keep inside of a C library.
BESIDE = 300


def work(jobs: IO[bytes], answers: IO[bytes]) -> None:
    """Do the jobs that come, and answer each with its outcome, until there are no more.

    With a job may come the error of an earlier turn, by which its worker ended. Then nothing is
    typeset, and the outcome has that error beside all that was found before. With a job comes, too,
    what of that which was kept may be used.
    """
    while True:
        try:
            _, data = received(jobs)
        except EOFError:
            return
        job, ended, running = pickle.loads(data)  # noqa: S301 - from our own parent
        limit_work(BESIDE)
        try:
            outcome = outcome_of(job, _Inside(answers, job, ended, running))
        except Exception as error:  # with BRIEFGEN_TRACEBACK, a fault of ours
            send(answers, {"did": "raised"}, pickle.dumps(error))
        else:
            send(answers, {"did": "returned"}, pickle.dumps(without_bytes(outcome)))
            del outcome
        del job, data
        gc.collect()  # here, as the parent has its answer
        send(answers, {"did": "settled", "megabytes": megabytes_now()[1]}, b"")


class _Inside(Typesetting):
    """Typesetting in this process, within the bounds for a page, which end the process."""

    def __init__(
        self, answers: IO[bytes], job: Job, ended: EngineError | None, running: Running
    ) -> None:
        super().__init__(0, running=running)
        self._answers, self._bounds, self._ended = answers, job.bounds, ended

    def begin(self, bounds: Bounds) -> None:  # type: ignore[override]
        """Do nothing: this process has loaded the engine."""

    def typeset_all(
        self, pages: Sequence[str], styles: tuple[Path, ...], attached: tuple[Attached, ...]
    ) -> list[Pdf]:
        """Make the PDF of each page, in the same order. Raises EngineError where one can't be."""
        from briefgen.typeset.dividing import typeset_divided
        from briefgen.typeset.kept import keeping

        if self._ended:
            raise self._ended
        self.ran = []

        def whole(page: str) -> Pdf:
            return self._within_bounds("page", page, styles, attached)

        def sections(pages: Sequence[str]) -> list[Pdf]:
            kept = kept_sections(self.running)
            one = keeping(
                lambda page: self._within_bounds("section", page, styles, ()), kept, styles
            )
            return [one(page) for page in pages]

        return [typeset_divided(page, styles, attached, whole, sections) for page in pages]

    def _within_bounds(
        self, what: str, page: str, styles: tuple[Path, ...], attached: tuple[Attached, ...]
    ) -> Pdf:
        """Typeset a page, or a section of one, within the bounds of the job."""
        from briefgen.typeset import typeset

        # So that the parent knows at what this process ended, if it does.
        send(self._answers, {"did": "begins to typeset"}, b"")
        limit_work(self._bounds.seconds)
        began = monotonic_ns()
        try:
            with memory_limited(megabytes_now()[0] + self._bounds.megabytes):
                return typeset(page, styles, attached)
        except BriefgenError as error:
            raise EngineError(str(error)) from error
        finally:
            self.ran.append(ran_since(began, what))
            limit_work(BESIDE)
            # A laid-out page consists of reference cycles, 2 MB a sheet of paper, which would stay
            # until the job is done.
            gc.collect()
