"""Tell the findings of a brief that a baseline knows from those that are new.

What is known stops no check. It does stop a build where it is an error, because the packet would be
wrong; and so does what a guard finds: a file that may have come with the brief must not silence it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.builds.baseline.finding import Lines, known_by
from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.rules import RULE

if TYPE_CHECKING:
    from briefgen.builds.job import Job
    from briefgen.builds.outcome import Outcome


def divided(
    found: Iterable[Diagnostic], lines: Lines, job: Job
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Divide findings into those that are new and those that the job's baseline knows.

    Where the baseline is being written, it knows all.
    """
    left = Counter(dict(job.known))
    new, known = [], []
    for each in found:
        by = known_by(each, lines, job.file)
        if _may_be_known(each, job) and (job.writes_baseline or left[by] > 0):
            left[by] -= 1
            known.append(each)
        else:
            new.append(each)
    return new, known


def _may_be_known(found: Diagnostic, job: Job) -> bool:
    return job.does == "check" or not (found.is_error or RULE[found.rule].is_guard)


def settled(outcome: Outcome, job: Job) -> Outcome:
    """Take the known findings out of those that are told of a brief with a baseline.

    A check without any others finds nothing that stops a build. What stops a build itself is
    decided while it runs (`turn`).
    """
    new, known = divided(outcome.diagnostics, outcome.lines, job)
    stops = outcome.stops
    if job.does == "check" and outcome.fault is None:
        stops = any(each.is_error or job.resolved.strict for each in new)
    return replace(outcome, diagnostics=tuple(new), known=tuple(known), stops=stops)
