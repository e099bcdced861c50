"""Make the outputs of a checked brief, and search them for names before they leave.

`pipeline` runs the stages up to the page; this module makes files of the pages, in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.builds.annexes import annexes_beside, leaving_annex
from briefgen.builds.job import Job
from briefgen.builds.lengths import past_pages
from briefgen.builds.pipeline import SECONDS, Checked, rendered, viewed
from briefgen.builds.severities import as_severe
from briefgen.checks.allow import settle_late
from briefgen.ground.bounds import within
from briefgen.ground.diagnostics import Diagnostic, finding, in_order
from briefgen.ground.pack import Artefact
from briefgen.ground.records import record
from briefgen.look import SHIPPED, Look
from briefgen.model.languages import prefix_of
from briefgen.naming import unnamed_of
from briefgen.outputs import attachments, registry
from briefgen.outputs.leaving.carried import Leaving
from briefgen.outputs.leaving.files import of_names
from briefgen.outputs.output import Basis, Output
from briefgen.typeset.margins import outside_of_page

if TYPE_CHECKING:
    from briefgen.typeset import Pdf
    from briefgen.typeset.finish import Attached

    TypesetAll = Callable[[Sequence[str], tuple[Path, ...], tuple[Attached, ...]], list[Pdf]]

# What follows the cover of a packet: all of it, or in a user's own template the first of these. It
# begins on page one or at the top of page two, or else the first page ran over.
BEHIND_COVER = ("main", "section.contents", "section.programme", "section.items")
# The share of a page by which the top of page two is missed by rounding.
NEAR = 0.02


@record
class Built:
    """The outputs of one brief, and all findings: of the checks and of the typeset pages."""

    artefacts: list[Artefact]
    diagnostics: list[Diagnostic]


def built(case: Checked, job: Job, typeset_all: TypesetAll | None = None) -> Built:
    """Make the outputs of a checked brief, in memory.

    `typeset_all` typesets several pages at once; without it, this process typesets them one after
    the other. Raises BriefError where the brief has errors, where something to attach can't be
    attached, or where an output would name somebody who must not be named. Outputs that need no
    PDF are searched first: typesetting takes most of the time, and is spared where one is refused.
    """
    view = viewed(case)
    assert case.brief  # noqa: S101 - for mypy: `viewed` raises where there is no brief
    attached = attached_by(case, job)
    pages = {}
    if registry.need(job.kinds, "page"):
        pages = {
            template: rendered(case, view, template, job.look, job.bounds)
            for template in dict.fromkeys(job.templates)
        }
    over = case.second
    second = (over.brief, over.evidence) if over and over.brief else None
    basis = Basis(case.brief, view, case.evidence, pages, second=second, kind=case.kind)
    # The HTML is made and searched even where only a PDF is asked for. A PDF is searched line by
    # line, so a name that is broken over two lines is found only in the HTML.
    asked = registry.outputs([*job.kinds, *(["html"] if pages else [])])
    early = [each for each in asked if "pdf" not in each.needs]
    made = list(_artefacts(job, early, basis))
    beside = annexes_beside(case, job)
    leaving = [*map(_leaving, made), *map(leaving_annex, beside)]
    refuse_named(case, job.look, [leaving_names(job), *leaving])
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
    return Built([*artefacts, *beside], in_order([*case.diagnostics, *chain.from_iterable(said)]))


def _artefacts(job: Job, wanted: Sequence[Output], basis: Basis) -> Iterator[Artefact]:
    """Make the outputs `wanted`: first those made once a brief, then those of each template."""
    for template in ("", *dict.fromkeys(job.templates)):
        for each in wanted:
            # A `Checked` may come without evidence; then an output of it has nothing to say.
            is_left_out = "evidence" in each.needs and basis.evidence is None
            if is_left_out or each.is_of_template != bool(template):
                continue
            made = each.make(replace(basis, template=template))
            name = each.file(job.name, template)
            yield Artefact(name, made.data, made.pages, each.name, template)


def _typeset_here(
    pages: Sequence[str], styles: tuple[Path, ...], attached: tuple[Attached, ...]
) -> list[Pdf]:
    from briefgen.typeset import typeset_here

    return [typeset_here(page, styles, attached) for page in pages]


def _leaving(artefact: Artefact) -> Leaving:
    return registry.output(artefact.kind).leaving(artefact.data, artefact.template)


def leaving_names(job: Job) -> Leaving:
    """Give the parts of a job's file names to the search for names.

    Names of shipped templates are left out: those words are briefgen's own, not the user's.
    """
    own = [job.name, *(name for name in job.templates if name not in SHIPPED)]
    return Leaving("", lambda: of_names(own))


def refuse_named(case: Checked, look: Look, leaving: Iterable[Leaving]) -> None:
    """Search outputs for the names of people who must not be named.

    Raises BriefError where one is found. A brief that forbids no name isn't searched.
    """
    if case.brief is None or not unnamed_of(case.brief):
        return
    from briefgen.outputs.leaving import search
    from briefgen.outputs.leaving.origin import Asked

    with case.timings.of("check"), within(SECONDS, "Checking"):
        asked = Asked(case.document, case.brief, case.folder, look, case.allowed)
        if (over := case.second) and over.brief:
            second = Asked(over.document, over.brief, over.folder, look, over.allowed)
            asked = replace(asked, second=second)
        search.refuse_named(asked, leaving)


def attached_by(case: Checked, job: Job) -> tuple[Attached, ...]:
    """Make the files that each PDF of a job carries inside; none where the job makes no PDF.

    Raises BriefError where one of them must not leave, such as YAML that names a hidden speaker.
    """
    if case.brief is None or not registry.need(job.kinds, "pdf"):
        return ()
    found = [attachments.attachment(name) for name in job.attach]
    files = [each.files(case.document, case.brief, case.evidence, job.name) for each in found]
    if (over := case.second) and over.brief:
        name = f"{job.name}.{over.brief.language}"
        files += [each.files(over.document, over.brief, over.evidence, name) for each in found]
    return tuple(chain.from_iterable(files))


def about_pages(case: Checked, template: str, pdf: Pdf) -> list[Diagnostic]:
    """List the findings that only a typeset PDF shows.

    Findings that a comment in the brief allows, or that the settings turn off, are left out.
    """
    found = chain(_page_findings(case, template, pdf), past_pages(case, template, pdf))
    return as_severe(settle_late(case.document, found, case.off), case.kind)


def _page_findings(case: Checked, template: str, pdf: Pdf) -> Iterator[Diagnostic]:
    """Find a card that doesn't fit, a first page that runs over, and words outside of a page."""
    if not pdf.fits:
        message = f"The {template} doesn't fit on its page, in the smallest type."
        hint = "Shorten points, or drop some."
        yield finding("page-overrun", message, case.document.key_span(("agenda",)), hint)
    # Without any of them nothing follows the first page.
    behind = next((name for name in BEHIND_COVER if name in pdf.anchors), "")
    if pdf.anchors.get(behind, 1) + pdf.above.get(behind, 0.0) > 2 + NEAR:
        message = "The first page runs over to a second."
        hint = "Shorten the bottom line, the objectives of the brief, or those of its items."
        yield finding("page-overrun", message, case.document.key_span(("bottom_line",)), hint)
    yield from _outside(case, template, pdf)
    yield from (finding("style-ignored", said) for said in pdf.warnings)


def _outside(case: Checked, template: str, pdf: Pdf) -> Iterator[Diagnostic]:
    """Find words outside of a page, each in the text of the brief in which it was typed."""
    if not pdf.outside or case.brief is None:
        return
    over = case.second
    if over is None or over.brief is None:
        yield from outside_of_page(case.document, case.brief, template, pdf.outside)
        return
    prefix = prefix_of(over.brief.language)
    first = [each for each in pdf.outside if not each.anchor.startswith(prefix)]
    second = [
        replace(each, anchor=each.anchor.removeprefix(prefix))
        for each in pdf.outside
        if each.anchor.startswith(prefix)
    ]
    yield from outside_of_page(case.document, case.brief, template, first)
    yield from outside_of_page(over.document, over.brief, template, second)
