"""Processes for the typesetting of one build."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from briefgen.outputs import registry

if TYPE_CHECKING:
    from briefgen.builds.making import TypesetAll
    from briefgen.builds.pipeline import Job


@contextmanager
def typesetting(job: Job) -> Iterator[TypesetAll | None]:
    """What typesets the job's pages, in processes that start now and end with the block."""
    if not registry.need(job.kinds, "pdf"):
        yield None
        return
    from briefgen.typeset.workers import Workers

    with Workers(min(len(job.templates), os.cpu_count() or 1), job.bounds) as workers:
        yield workers.typeset_all
