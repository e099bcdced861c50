"""Run jobs in this process, one after the other; other processes typeset their pages."""

from __future__ import annotations

from collections.abc import Generator, Sequence

from briefgen.builds.job import Job
from briefgen.builds.outcome import Outcome
from briefgen.builds.running import Running
from briefgen.builds.turn import outcome_of
from briefgen.builds.typesetting import Typesetting


def outcomes(jobs: Sequence[Job], running: Running) -> Generator[tuple[int, Outcome], None, None]:
    """Run the jobs one after the other, with the same typesetting processes for all of them."""
    # Only the pages of one brief are typeset at the same time.
    pages = max((len(job.templates) for job in jobs), default=0)
    with Typesetting(pages, running.workers, running) as typesetting:
        for number, job in enumerate(jobs):
            yield number, outcome_of(job, typesetting)
