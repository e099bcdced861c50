"""The real PDFs of a brief and their pages as pictures, made in the background.

The newest pages only: a save that comes while others are typeset ends that.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from briefgen.diagnostics import Diagnostic
from briefgen.pipeline import Checked, Job, Leaving, about_pages, attached_by, refuse_named
from briefgen.preview.compiled import Overtaken
from briefgen.preview.draw import Sheet, drawn
from briefgen.typeset import Pdf
from briefgen.workers import Workers


@dataclass(frozen=True, slots=True)
class Printed:
    """The PDF of each template, and its sheets, whose pictures are in the folder of the press.

    `found` is what only the pages show.
    """

    pdfs: dict[str, Pdf] = field(default_factory=dict)
    sheets: dict[str, list[Sheet]] = field(default_factory=dict)
    found: Sequence[Diagnostic] = ()


class Press:
    """Prints one brief at a time, in a child process that it keeps; pictures go to a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._workers: Workers | None = None
        self._is_busy = False

    def printed(self, case: Checked, job: Job, pages: dict[str, str], before: Printed) -> Printed:
        """What the pages of a build look like on paper. EngineError where it can't be typeset.

        Raises Overtaken where `stop` ended it.
        """
        with self._lock:
            if self._workers and self._workers.bounds != job.bounds:
                self._workers.__exit__()
                self._workers = None
            workers = self._workers = self._workers or Workers(1, job.bounds, gently=True)
            self._is_busy = True
        try:
            pdfs = self._typeset(workers, case, job, pages)
            return self._printed(case, pdfs, before)
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

    def _typeset(
        self, workers: Workers, case: Checked, job: Job, pages: dict[str, str]
    ) -> dict[str, Pdf]:
        with case.timings.of("typeset"):
            attached = attached_by(case, job)
            made = workers.typeset_all(list(pages.values()), job.look.styles, attached)
        pdfs = dict(zip(pages, made, strict=True))
        refuse_named(case, job.look, Leaving(pdfs=pdfs))
        return pdfs

    def _printed(self, case: Checked, pdfs: dict[str, Pdf], before: Printed) -> Printed:
        with case.timings.of("draw"):
            sheets = self._drawn(pdfs, before)
        late = (about_pages(case, template, pdf) for template, pdf in pdfs.items())
        return Printed(pdfs, sheets, list(chain.from_iterable(late)))

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
