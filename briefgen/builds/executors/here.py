"""Jobs are done in this process, one after the other; their pages are typeset by others."""

from __future__ import annotations

from collections.abc import Generator, Sequence

from briefgen.builds.job import Job
from briefgen.builds.outcome import Outcome
from briefgen.builds.turn import outcome_of
from briefgen.builds.typesetting import Typesetting


def outcomes(jobs: Sequence[Job]) -> Generator[Outcome, None, None]:
    """Do the jobs in turn, with the same processes for the typesetting of all."""
    # The pages of one brief are typeset side by side, the briefs one after the other.
    most = max((len(job.templates) for job in jobs), default=0)
    with Typesetting(most) as typesetting:
        for job in jobs:
            yield outcome_of(job, typesetting)
