"""The order of the stages, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from briefgen.builds.job import Job
from briefgen.checks import Case, check
from briefgen.checks.allow import AllowedName, allowed_names, settle
from briefgen.checks.comments import cut_texts
from briefgen.checks.early import dangling
from briefgen.checks.following import without_following
from briefgen.checks.zones import fixed_zones
from briefgen.evidence.gather import Evidence
from briefgen.evidence.tally import Tally
from briefgen.ground.bounds import Bounds, within
from briefgen.ground.diagnostics import Diagnostic, finding, in_order
from briefgen.ground.errors import BriefError
from briefgen.load.document import Document
from briefgen.load.reader import load
from briefgen.look import Look
from briefgen.look.families import missing_families, unreadable
from briefgen.look.fonts import own_faces
from briefgen.model import Brief
from briefgen.model.validate import validate
from briefgen.model.validpart import valid_part
from briefgen.naming import unnamed_of
from briefgen.settings.resolver import Resolved
from briefgen.typeset.margins import outside_of_page

if TYPE_CHECKING:
    from briefgen.ground.pack import Artefact
    from briefgen.typeset import Pdf
    from briefgen.typeset.finish import Attached
    from briefgen.view import View

    TypesetAll = Callable[[Sequence[str], tuple[Path, ...], tuple[Attached, ...]], list[Pdf]]


# The most seconds that loading, checking or viewing a brief may take: each takes less than one.
SECONDS = 60
# What can stand behind the first page of a packet, in this order; each may be left out.
BEHIND_COVER = ("section.contents", "section.programme", "section.items")


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
    evidence: Evidence | None = None
    allowed: tuple[AllowedName, ...] = ()
    strict: bool = False

    @property
    def errors(self) -> list[Diagnostic]:
        """The findings that stop a build."""
        return self.stopping(self.diagnostics)

    def stopping(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Pick the findings that stop a build: errors, and where it is strict warnings too."""
        return [each for each in found if each.is_error or self.strict]

    @property
    def states(self) -> list[str]:
        """What is known of each quote: verbatim, edited, original, unchecked or failed."""
        return [found.state for found in self.evidence.quotes] if self.evidence else []

    @cached_property
    def tally(self) -> Tally:
        """How much of the brief was compared with copies, and how much was not."""
        if self.brief is None or self.evidence is None:
            return Tally()
        from briefgen.evidence.counting import tally_of

        return tally_of(self.brief, self.evidence)

    @property
    def files(self) -> list[str]:
        """The files beside the brief that it rests on: captures and pictures."""
        if self.brief is None:
            return []
        captures = [source.capture for source in self.brief.sources.values() if source.capture]
        pictures = [figure.file for item in self.brief.agenda for figure in item.figures]
        return [*captures, *pictures]


@dataclass(frozen=True)
class Built:
    """The outputs of one brief, and what was found on the way."""

    artefacts: list[Artefact]
    diagnostics: list[Diagnostic]


def loaded(data: bytes, file: str, timings: Timings) -> Document:
    """The document in the bytes of a file."""
    with timings.of("load"), within(SECONDS, "Loading"):
        return replace(load(data, file), sha256=sha256(data).hexdigest())


def checked(
    document: Document,
    folder: Path,
    resolved: Resolved | None = None,
    timings: Timings | None = None,
) -> Checked:
    """Validate and check a document, whose captures and pictures are in that folder.

    `resolved` says which rules aren't asked, in which fonts it will be printed, and whether
    warnings stop a build; without it the defaults hold.
    """
    resolved, timings = resolved or Resolved(), timings or Timings()
    look = resolved.look
    with timings.of("validate"), within(SECONDS, "Validating"):
        brief, found = validate(document)
    evidence: Evidence | None = None
    allowed: tuple[AllowedName, ...] = ()
    with timings.of("check"), within(SECONDS, "Checking"):
        if brief is None:
            told = {each.span for each in found}
            found += [
                each for each in _of_the_rest(document, folder, look) if each.span not in told
            ]
        else:
            case = Case(brief, document, folder, look)
            found += check(case)
            evidence = case.evidence
            allowed = allowed_names(document, case.namings)
        found = settle(document, [*document.problems, *found], resolved.off)
        found = in_order([*found, *_about_fonts(look)])
        if brief is None:  # not all rules were asked: a comment may yet have something to allow
            found = [each for each in found if each.rule != "unused-allow"]
    strict = resolved.strict
    return Checked(document, folder, brief, found, timings, evidence, allowed, strict)


def _of_the_rest(document: Document, folder: Path, look: Look) -> list[Diagnostic]:
    """What is wrong with the valid parts of a document that isn't a brief."""
    part = valid_part(document)
    found = list(dangling(document))
    if part:
        rest = check(Case(part.brief, part.document, folder, look))
        told = {(each.rule, each.span) for each in rest}
        rest += [each for each in found if (each.rule, each.span) not in told]
        found = list(without_following(document, part.taken, rest))
    return [*found, *fixed_zones(document), *cut_texts(document)]


def _about_fonts(look: Look) -> Iterator[Diagnostic]:
    """What is wrong with the fonts that the user's styles name or hold."""
    if look.styles:
        own = own_faces(look.styles)
        yield from unreadable(own)
        yield from missing_families(look, own)


def viewed(case: Checked) -> View:
    """The view of a brief without errors. BriefError where it has some."""
    from briefgen.pictures import PictureFault
    from briefgen.view import view_of

    if case.errors or case.brief is None:
        raise BriefError(f"{case.document.file} has errors.", case.diagnostics)
    try:
        with case.timings.of("view"), within(SECONDS, "Viewing"):
            return view_of(case.brief, case.folder, Path(case.document.file).name, case.evidence)
    except PictureFault as fault:
        raise BriefError(str(fault)) from fault


def rendered(
    case: Checked, view: View, template: str, look: Look, bounds: Bounds | None = None
) -> str:
    """The page of a view. TemplateError where the template has a fault, or passes its bounds."""
    from briefgen.render.page import render

    with case.timings.of("render"):
        return render(view, template, look, bounds)


def built(case: Checked, job: Job, typeset_all: TypesetAll | None = None) -> Built:
    """The outputs of a checked brief.

    `typeset_all` typesets several pages; without it they are typeset in this process, one after
    the other. BriefError where the source is to be attached, and can't be, or where an output would
    name somebody who must not be named.
    """
    view = viewed(case)
    attached = attached_by(case, job)
    pages = {}
    if {"html", "pdf"} & set(job.kinds):
        pages = {
            template: rendered(case, view, template, job.look, job.bounds)
            for template in dict.fromkeys(job.templates)
        }
    evidence = evidence_of(case, job)
    refuse_named(case, job.look, Leaving(pages, evidence=evidence, names=names_of(job)))
    pdfs = {}
    if "pdf" in job.kinds:
        with case.timings.of("typeset"):
            typeset = typeset_all or _typeset_here
            made = typeset(list(pages.values()), job.look.styles, attached)
            pdfs = dict(zip(pages, made, strict=True))
    refuse_named(case, job.look, Leaving(pdfs=pdfs))
    late = [found for template, pdf in pdfs.items() for found in about_pages(case, template, pdf)]
    artefacts = list(_artefacts(job, pages, pdfs, evidence))
    return Built(artefacts, in_order([*case.diagnostics, *late]))


def evidence_of(case: Checked, job: Job) -> str:
    """The quotes as Web Annotations, where the job asks for them."""
    if "evidence" not in job.kinds or not case.brief or not case.evidence:
        return ""
    from briefgen.outputs.annotations import web_annotations

    return web_annotations(case.brief, case.evidence)


def names_of(job: Job) -> list[str]:
    """What the names of the outputs are made of, but for what is briefgen's own."""
    return [job.name, *(name for name in job.templates if name not in ("packet", "card"))]


@dataclass(frozen=True)
class Leaving:
    """What is to leave: pages and PDFs by template, the evidence, and the names of files."""

    pages: Mapping[str, str] = field(default_factory=dict)
    pdfs: Mapping[str, Pdf] = field(default_factory=dict)
    evidence: str = ""
    names: Sequence[str] = ()


def refuse_named(case: Checked, look: Look, leaving: Leaving) -> None:
    """Search what is to leave for everybody who must not be named. BriefError where it has one."""
    if case.brief is None or not unnamed_of(case.brief):
        return
    from briefgen.outputs import leaving as exits

    outputs = [exits.Output("", exits.of_names(leaving.names))]
    if leaving.evidence:
        outputs.append(exits.Output("the evidence", exits.carried_by_evidence(leaving.evidence)))
    for name, page in leaving.pages.items():
        outputs.append(exits.Output(f"the {name}", exits.carried_by_page(page)))
    for name, pdf in leaving.pdfs.items():
        outputs.append(exits.Output(f"the PDF of the {name}", exits.carried_by_pdf(pdf.data)))
    with case.timings.of("check"), within(SECONDS, "Checking"):
        asked = exits.Asked(case.document, case.brief, case.folder, look, case.allowed)
        exits.refuse_named(asked, outputs)


def _artefacts(
    job: Job, pages: dict[str, str], pdfs: dict[str, Pdf], evidence: str
) -> Iterator[Artefact]:
    """The files: of each template its page and its PDF, and last the evidence for the quotes."""
    from briefgen.ground.pack import Artefact

    for template, page in pages.items():
        name = f"{job.name}-{template}"
        if "html" in job.kinds:
            yield Artefact(f"{name}.html", page.encode(), kind="html", template=template)
        if template in pdfs:
            pdf = pdfs[template]
            yield Artefact(f"{name}.pdf", pdf.data, pdf.pages, kind="pdf", template=template)
    if evidence:
        yield Artefact(f"{job.name}-evidence.jsonld", evidence.encode(), kind="evidence")


def attached_by(case: Checked, job: Job) -> tuple[Attached, ...]:
    """The files that go along inside each PDF."""
    if "source" not in job.attach or "pdf" not in job.kinds or case.brief is None:
        return ()
    from briefgen.outputs.attaching import source_of

    return source_of(case.document, case.brief, case.evidence, job.name)


def _typeset_here(
    pages: Sequence[str], styles: tuple[Path, ...], attached: tuple[Attached, ...]
) -> list[Pdf]:
    from briefgen.typeset import typeset

    return [typeset(page, styles, attached) for page in pages]


def about_pages(case: Checked, template: str, pdf: Pdf) -> Iterator[Diagnostic]:
    """What only the typeset pages show.

    A first page that runs over, a card that doesn't fit, and what stands outside of a page.
    """
    if not pdf.fits:
        message = f"The {template} doesn't fit on its page, in the smallest type."
        hint = "Shorten points, or drop some."
        yield finding("page-overrun", message, case.document.key_span(("agenda",)), hint)
    if next((pdf.anchors[name] for name in BEHIND_COVER if name in pdf.anchors), 2) > 2:
        message = "The first page runs over to a second."
        hint = "Shorten the bottom line, the objectives of the brief, or those of its items."
        yield finding("page-overrun", message, case.document.key_span(("bottom_line",)), hint)
    if pdf.outside and case.brief is not None:
        yield from outside_of_page(case.document, case.brief, template, pdf.outside)
    yield from (finding("style-ignored", said) for said in pdf.warnings)
