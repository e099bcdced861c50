"""The order of the stages, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from briefgen.checks import Case, check
from briefgen.checks.allow import settle
from briefgen.diagnostics import Diagnostic, finding, in_order
from briefgen.errors import BriefError
from briefgen.load import Document, load
from briefgen.model import Brief
from briefgen.validate import validate

if TYPE_CHECKING:
    from briefgen.look import Look
    from briefgen.pack import Artefact
    from briefgen.typeset import Pdf
    from briefgen.view import View

    TypesetAll = Callable[[Sequence[str], tuple[Path, ...]], list[Pdf]]


@dataclass
class Timings:
    """The seconds that each stage took, in the order of the stages."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def of(self, stage: str) -> Iterator[None]:
        """Add what happens inside to a stage."""
        start = perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + perf_counter() - start


@dataclass(frozen=True)
class Checked:
    """A document with all that was found; `brief` is None where it isn't one."""

    document: Document
    folder: Path
    brief: Brief | None
    diagnostics: list[Diagnostic]
    timings: Timings = field(default_factory=Timings)

    @property
    def errors(self) -> list[Diagnostic]:
        """The findings that stop a build."""
        return [found for found in self.diagnostics if found.is_error]


@dataclass(frozen=True)
class Built:
    """The outputs of one brief, and what was found on the way."""

    artefacts: list[Artefact]
    diagnostics: list[Diagnostic]


def loaded(data: bytes, file: str, timings: Timings) -> Document:
    """The document in the bytes of a file."""
    with timings.of("load"):
        return load(data, file)


def checked(
    document: Document, folder: Path, off: tuple[str, ...] = (), timings: Timings | None = None
) -> Checked:
    """A document, validated and checked. `folder` is the brief's own, `off` the rules not asked."""
    timings = timings or Timings()
    with timings.of("validate"):
        brief, found = validate(document)
    with timings.of("check"):
        if brief is not None:
            found += check(Case(brief, document, folder))
        found = in_order(settle(document, [*document.problems, *found], off))
    return Checked(document, folder, brief, found, timings)


def viewed(case: Checked) -> View:
    """The view of a brief without errors. BriefError where it has some."""
    from briefgen.pictures import PictureFault
    from briefgen.view import view_of

    if case.errors or case.brief is None:
        raise BriefError(f"{case.document.file} has errors.", case.diagnostics)
    try:
        with case.timings.of("view"):
            return view_of(case.brief, case.folder, case.document.file)
    except PictureFault as fault:
        raise BriefError(str(fault)) from fault


def built(
    case: Checked,
    names: dict[str, str],
    to: tuple[str, ...],
    look: Look,
    typeset_all: TypesetAll | None = None,
) -> Built:
    """The outputs of a checked brief: each template as each kind.

    `names` gives for each template the name of its files, without their endings. `typeset_all`
    typesets several pages; without it they are typeset in this process, one after the other.
    """
    from briefgen.pack import Artefact
    from briefgen.render import render

    view = viewed(case)
    with case.timings.of("render"):
        pages = {template: render(view, template, look) for template in names}
    pdfs = {}
    if "pdf" in to:
        with case.timings.of("typeset"):
            typeset = typeset_all or _typeset_here
            pdfs = dict(zip(pages, typeset(list(pages.values()), look.styles), strict=True))
    artefacts = []
    for template, name in names.items():
        if "html" in to:
            artefacts.append(Artefact(f"{name}.html", pages[template].encode()))
        if template in pdfs:
            artefacts.append(Artefact(f"{name}.pdf", pdfs[template].data, pdfs[template].pages))
    late = [found for template, pdf in pdfs.items() for found in _about_pages(case, template, pdf)]
    return Built(artefacts, in_order([*case.diagnostics, *late]))


def _typeset_here(pages: Sequence[str], styles: tuple[Path, ...]) -> list[Pdf]:
    from briefgen.typeset import typeset

    return [typeset(page, styles) for page in pages]


def _about_pages(case: Checked, template: str, pdf: Pdf) -> Iterator[Diagnostic]:
    """What only the typeset pages show: a first page that runs over, a card that doesn't fit."""
    if not pdf.fits:
        message = f"The {template} doesn't fit on its page, in the smallest type."
        hint = "Shorten points, or drop some."
        yield finding("page-overrun", message, case.document.key_span(("agenda",)), hint)
    if pdf.anchors.get("section.contents", 2) > 2:
        message = "The first page runs over to a second."
        hint = "Shorten the bottom line, the objectives of the brief, or those of its items."
        yield finding("page-overrun", message, case.document.key_span(("bottom_line",)), hint)
    yield from (Diagnostic("style", said, severity="warning") for said in pdf.warnings)
