"""From a checked brief to the files that leave: made, searched, and said what their pages show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.builds.pipeline import SECONDS, Checked, Job, rendered, viewed
from briefgen.ground.bounds import within
from briefgen.ground.diagnostics import Diagnostic, finding, in_order
from briefgen.look import Look
from briefgen.naming import unnamed_of
from briefgen.typeset.margins import outside_of_page

if TYPE_CHECKING:
    from briefgen.ground.pack import Artefact
    from briefgen.typeset import Pdf
    from briefgen.typeset.finish import Attached

    TypesetAll = Callable[[Sequence[str], tuple[Path, ...], tuple[Attached, ...]], list[Pdf]]

# What can stand behind the first page of a packet, in this order; each may be left out.
BEHIND_COVER = ("section.contents", "section.programme", "section.items")


@dataclass(frozen=True)
class Built:
    """The outputs of one brief, and what was found on the way."""

    artefacts: list[Artefact]
    diagnostics: list[Diagnostic]


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
