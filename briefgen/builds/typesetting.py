"""Processes that typeset for a whole run, brief after brief."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.ground.bounds import Bounds

if TYPE_CHECKING:
    from briefgen.typeset import Pdf
    from briefgen.typeset.finish import Attached
    from briefgen.typeset.workers import Workers


class Typesetting:
    """Processes that typeset, a page at a time each. They start when they are first needed.

    Started before a brief is checked, they load the engine meanwhile, which takes as long.
    """

    def __init__(self, most: int) -> None:
        self._count = max(1, min(most, os.cpu_count() or 1))
        self._workers: Workers | None = None

    def begin(self, bounds: Bounds) -> Workers:
        """Start the processes, unless they are there with these bounds.

        EngineError where they can't be started.
        """
        from briefgen.typeset.workers import Workers

        # A process can lower its own limits, and nobody can raise them again.
        if self._workers and self._workers.bounds != bounds:
            self.end()
        self._workers = self._workers or Workers(self._count, bounds)
        return self._workers

    def typeset_all(
        self, pages: Sequence[str], styles: tuple[Path, ...], attached: tuple[Attached, ...]
    ) -> list[Pdf]:
        """Make the PDF of each page, in order. EngineError where one can't be made."""
        workers = self._workers or self.begin(Bounds())
        try:
            return workers.typeset_all(pages, styles, attached)
        except BaseException:
            self.end()  # one of them may be dead, or in the middle of a page that nobody waits for
            raise

    def end(self) -> None:
        """End the processes."""
        if self._workers:
            self._workers.__exit__()
        self._workers = None

    def __enter__(self) -> Typesetting:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()
