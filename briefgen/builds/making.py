"""From a checked brief to its outputs: they are made, and searched for names before they leave.

Apart from `pipeline`, which knows the order of the stages, and nothing of files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.builds.job import Job
from briefgen.builds.pipeline import SECONDS, Checked, rendered, viewed
from briefgen.checks.allow import settle_late
from briefgen.ground.bounds import within
from briefgen.ground.diagnostics import Diagnostic, finding, in_order
from briefgen.ground.pack import Artefact
from briefgen.look import SHIPPED, Look
from briefgen.naming import unnamed_of
from briefgen.outputs import attachments, registry
from briefgen.outputs.leaving.carried import Leaving, of_names
from briefgen.outputs.output import Basis, Output
from briefgen.typeset.margins import outside_of_page

if TYPE_CHECKING:
    from briefgen.typeset import Pdf
    from briefgen.typeset.finish import Attached

    TypesetAll = Callable[[Sequence[str], tuple[Path, ...], tuple[Attached, ...]], list[Pdf]]

# What can follow the first page of a packet, in this order; each may be left out.
BEHIND_COVER = ("section.contents", "section.programme", "section.items")


@dataclass(frozen=True)
class Built:
    """The outputs of one brief, and what was found on the way."""

    artefacts: list[Artefact]
    diagnostics: list[Diagnostic]


def built(case: Checked, job: Job, typeset_all: TypesetAll | None = None) -> Built:
    """Make the outputs of a checked brief.

    `typeset_all` typesets several pages; without it they are typeset in this process, one after
    the other. BriefError where something is to be attached that can't be, or where an output would
    name somebody who must not be named. What needs no PDF is searched before any page is typeset,
    which takes most of the time.
    """
    view = viewed(case)
    assert case.brief  # noqa: S101 - what has a view is a brief
    attached = attached_by(case, job)
    pages = {}
    if registry.need(job.kinds, "page"):
        pages = {
            template: rendered(case, view, template, job.look, job.bounds)
            for template in dict.fromkeys(job.templates)
        }
    basis = Basis(case.brief, view, case.evidence, pages)
    # A page is made and searched also where it isn't asked for: what is made from it may be read in
    # pieces, as a PDF is line by line, and only the page tells which words belong together.
    asked = registry.outputs([*job.kinds, *(["html"] if pages else [])])
    early = [each for each in asked if "pdf" not in each.needs]
    made = list(_artefacts(job, early, basis))
    refuse_named(case, job.look, [leaving_names(job), *map(_leaving, made)])
    if registry.need(job.kinds, "pdf"):
        with case.timings.of("typeset"):
            pdfs = (typeset_all or _typeset_here)(list(pages.values()), job.look.folders, attached)
        basis = replace(basis, pdfs=dict(zip(pages, pdfs, strict=True)))
        late = list(_artefacts(job, [each for each in asked if "pdf" in each.needs], basis))
        refuse_named(case, job.look, map(_leaving, late))
        made += late
    by_name = {each.name: each for each in made}
    artefacts = [by_name[name] for name in dict.fromkeys(job.names) if name in by_name]
    said = (about_pages(case, template, pdf) for template, pdf in basis.pdfs.items())
    return Built(artefacts, in_order([*case.diagnostics, *chain.from_iterable(said)]))


def _artefacts(job: Job, wanted: Sequence[Output], basis: Basis) -> Iterator[Artefact]:
    """Make those outputs: first those of the brief, then those of each template."""
    for template in ("", *dict.fromkeys(job.templates)):
        for each in wanted:
            is_left_out = "evidence" in each.needs and basis.evidence is None
            if is_left_out or each.is_of_template != bool(template):
                continue
            made = each.make(replace(basis, template=template))
            name = each.file(job.name, template)
            yield Artefact(name, made.data, made.pages, each.name, template)


def _typeset_here(
    pages: Sequence[str], styles: tuple[Path, ...], attached: tuple[Attached, ...]
) -> list[Pdf]:
    from briefgen.typeset import typeset

    return [typeset(page, styles, attached) for page in pages]


def _leaving(artefact: Artefact) -> Leaving:
    return registry.output(artefact.kind).leaving(artefact.data, artefact.template)


def leaving_names(job: Job) -> Leaving:
    """Give what the names of a job's files are made of to be searched, less what is briefgen's."""
    own = [job.name, *(name for name in job.templates if name not in SHIPPED)]
    return Leaving("", lambda: of_names(own))


def refuse_named(case: Checked, look: Look, leaving: Iterable[Leaving]) -> None:
    """Search what is to leave for everybody who must not be named. BriefError where it has one."""
    if case.brief is None or not unnamed_of(case.brief):
        return
    from briefgen.outputs.leaving import search
    from briefgen.outputs.leaving.origin import Asked

    with case.timings.of("check"), within(SECONDS, "Checking"):
        asked = Asked(case.document, case.brief, case.folder, look, case.allowed)
        search.refuse_named(asked, leaving)


def attached_by(case: Checked, job: Job) -> tuple[Attached, ...]:
    """Make the files that go along inside each PDF. BriefError where one must not leave."""
    if case.brief is None or not registry.need(job.kinds, "pdf"):
        return ()
    found = [attachments.attachment(name) for name in job.attach]
    files = (each.files(case.document, case.brief, case.evidence, job.name) for each in found)
    return tuple(chain.from_iterable(files))


def about_pages(case: Checked, template: str, pdf: Pdf) -> list[Diagnostic]:
    """List what only the typeset pages show, and neither a comment allows nor settings turn off."""
    return settle_late(case.document, _shown_by_pages(case, template, pdf), case.off)


def _shown_by_pages(case: Checked, template: str, pdf: Pdf) -> Iterator[Diagnostic]:
    """Say what only the typeset pages show.

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
