"""The real PDFs of a brief and their pages as pictures, made in the background.

The newest pages only: a save that comes while others are typeset ends that.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from time import perf_counter

from briefgen.diagnostics import Diagnostic
from briefgen.pipeline import about_pages
from briefgen.preview.compiled import Compiled, Overtaken
from briefgen.preview.draw import Sheet, drawn
from briefgen.typeset import Pdf
from briefgen.workers import Workers


@dataclass(frozen=True, slots=True)
class Printed:
    """The PDF of each template, and its sheets, whose pictures are in the folder of the press.

    `seconds` is what typesetting and drawing took, `found` what only the pages show.
    """

    pdfs: dict[str, Pdf] = field(default_factory=dict)
    sheets: dict[str, list[Sheet]] = field(default_factory=dict)
    found: Sequence[Diagnostic] = ()
    seconds: dict[str, float] = field(default_factory=dict)


class Press:
    """Prints one brief at a time, in a child process that it keeps; pictures go to a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._workers: Workers | None = None
        self._is_busy = False

    def printed(self, made: Compiled, before: Printed) -> Printed:
        """What a build looks like on paper. EngineError where it can't be typeset.

        Raises Overtaken where `stop` ended it.
        """
        with self._lock:
            if self._workers and self._workers.bounds != made.bounds:
                self._workers.__exit__()
                self._workers = None
            workers = self._workers = self._workers or Workers(1, made.bounds, gently=True)
            self._is_busy = True
        try:
            return self._printed(workers, made, before)
        except BaseException:
            workers.__exit__()
            with self._lock:
                if self._workers is not workers:
                    raise Overtaken from None
                self._workers = None
            raise
        finally:
            self._is_busy = False

    def stop(self) -> None:
        """End what is being typeset, if anything is, and don't wait for it."""
        with self._lock:
            if self._is_busy and self._workers:
                self._workers.kill()
                self._workers = None

    def end(self) -> None:
        """End the child process."""
        self.stop()
        with self._lock:
            if self._workers:
                self._workers.__exit__()
            self._workers = None

    def _printed(self, workers: Workers, made: Compiled, before: Printed) -> Printed:
        start = perf_counter()
        pdfs = workers.typeset_all(list(made.pages.values()), made.look.styles)
        by_template = dict(zip(made.pages, pdfs, strict=True))
        typeset = perf_counter()
        sheets = self._drawn(by_template, before)
        seconds = {"typeset": typeset - start, "draw": perf_counter() - typeset}
        found = [
            each
            for template, pdf in by_template.items()
            if made.case
            for each in about_pages(made.case, template, pdf)
        ]
        return Printed(by_template, sheets, found, seconds)

    def _drawn(self, pdfs: dict[str, Pdf], before: Printed) -> dict[str, list[Sheet]]:
        """The sheets of each PDF. Pictures of neither these nor the last ones are taken away."""
        sheets: dict[str, list[Sheet]] = {}
        for template, pdf in pdfs.items():
            self._refuse_stopped()
            sheets[template] = drawn(pdf.data, self._folder)
        used = {sheet.name for each in (sheets, before.sheets) for sheet in chain(*each.values())}
        for file in self._folder.glob("*.png"):
            if file.stem not in used:
                file.unlink()
        return sheets

    def _refuse_stopped(self) -> None:
        if self._workers is None:
            raise Overtaken
