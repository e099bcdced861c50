"""Hold how jobs are run: where, how many at a time, and whether what was kept counts.

None of it may change a byte of an output, nor a finding.
"""

from __future__ import annotations

from pathlib import Path

from briefgen.ground.records import record


@record
class Running:
    """How to run the jobs of a plan.

    `executor` is the name of a module in `executors`; empty for the one that suits the plan.
    `workers` is how many processes work at the same time, None for as many as the machine has
    cores and memory for. `scheduler` is the address of a scheduler on other machines, for an
    executor that has one. With `anew`, nothing that was kept is used. `cache` is the folder in
    which outcomes are kept, None for that of BRIEFGEN_CACHE, or else of the user.
    """

    executor: str = ""
    workers: int | None = None
    scheduler: str = ""
    anew: bool = False
    cache: Path | None = None
