"""Keep the processes that typeset alive for a whole run, and share them among its briefs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.builds.running import Running
from briefgen.builds.timings import Ran, ran_in
from briefgen.ground.bounds import Bounds
from briefgen.ground.capacity import processes

if TYPE_CHECKING:
    from briefgen.typeset import Pdf
    from briefgen.typeset.finish import Attached
    from briefgen.typeset.workers import Workers


class Typesetting:
    """The processes that typeset the pages of a run: one a page, and more for a big page.

    `pages` is the largest number of pages of a brief, and `most` the largest of processes, None for
    as many as the machine can work with. They start with the first `begin`, and end with the
    block. Each loads the engine when it starts, so a caller begins before it checks a brief:
    loading and checking then run at the same time. `running` says which sections that were kept
    may be used. `ran` tells when each page and section that was asked for last was typeset.
    """

    def __init__(self, pages: int, most: int | None = None, running: Running | None = None) -> None:
        self._most = most or processes()
        # One even without any page to typeset, because a pool of none can't be made.
        self._count = max(1, min(pages, self._most))
        self.running = running or Running()
        self.ran: list[Ran] = []
        self._workers: Workers | None = None

    def begin(self, bounds: Bounds) -> Workers:
        """Start the processes, unless they run already with the same bounds; give them.

        Raises EngineError where they can't be started.
        """
        from briefgen.builds.sections import kept_sections
        from briefgen.typeset.workers import Workers

        # A process that has lowered its limits can't raise them again (setrlimit(2)), so other
        # bounds need new processes.
        if self._workers and self._workers.bounds != bounds:
            self.end()
        kept = kept_sections(self.running)
        self._workers = self._workers or Workers(self._count, bounds, self._most, kept)
        return self._workers

    def typeset_all(
        self, pages: Sequence[str], styles: tuple[Path, ...], attached: tuple[Attached, ...]
    ) -> list[Pdf]:
        """Make the PDF of each page, in the same order. Raises EngineError where one can't be."""
        workers = self._workers or self.begin(Bounds())
        self.ran = []
        try:
            return workers.typeset_all(pages, styles, attached)
        except BaseException:
            # A process may be dead, or busy with a page that isn't needed any more: its answer
            # would be taken for that to the next page.
            self.end()
            raise
        finally:
            self.ran = [
                ran_in(each.process, each.what, each.began, each.ended) for each in workers.worked
            ]

    def end(self) -> None:
        """End the processes. The next `begin` starts new ones."""
        if self._workers:
            self._workers.__exit__()
        self._workers = None

    def __enter__(self) -> Typesetting:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()
