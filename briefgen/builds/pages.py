"""One brief a stage at a time, for who shows it or asks for one page of it: nothing is written.

The preview gives up a build when a newer save is there. So `go_on` is called between the stages;
what it raises ends the work.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.builds import making, pipeline
from briefgen.builds.job import Job
from briefgen.builds.pipeline import Checked, Timings
from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.files import read
from briefgen.load.document import Document
from briefgen.outputs import registry
from briefgen.settings.files import settings_for
from briefgen.settings.options import Options
from briefgen.settings.resolver import resolve

if TYPE_CHECKING:
    from briefgen.builds.making import TypesetAll
    from briefgen.typeset import Pdf
    from briefgen.view import View

GoOn = Callable[[], None]


def document_of(path: Path) -> Document:
    """Load the document in a file. FilesError where it can't be read."""
    return pipeline.loaded(read(path), str(path), Timings())


def checked_document(document: Document, folder: Path, options: Options) -> Checked:
    """Check a document as a brief of that folder. ConfigError where its settings are wrong."""
    return pipeline.checked(document, folder, resolve(options, settings_for(folder), folder))


def page_of(document: Document, folder: Path, template: str, options: Options) -> str:
    """Render one page of a document, searched for everybody who must not be named.

    BriefError where the brief has findings that stop a build, or the page names somebody.
    """
    resolved = resolve(options, settings_for(folder), folder)
    case = pipeline.checked(document, folder, resolved)
    view = pipeline.viewed(case)
    # Only the page: the names of files are for the caller to choose.
    page = pipeline.rendered(case, view, template, resolved.look, resolved.bounds)
    leaving = registry.output("html").leaving(page.encode(), template)
    making.refuse_named(case, resolved.look, [leaving])
    return page


def checked_of(job: Job, go_on: GoOn = lambda: None) -> Checked:
    """Load and check the brief of a job, as it is in its file now."""
    timings = Timings()
    document = pipeline.loaded(read(job.path), job.file, timings)
    go_on()
    return pipeline.checked(document, job.folder, job.resolved, timings)


def pages_of(case: Checked, job: Job, go_on: GoOn = lambda: None) -> tuple[View, dict[str, str]]:
    """View a checked brief and render the page of each template, searched for names.

    BriefError also where the source is to be attached to a PDF, and can't be: a preview says so as
    a build does, though it makes no file.
    """
    making.attached_by(case, job)
    go_on()
    view = pipeline.viewed(case)
    pages: dict[str, str] = {}
    for template in job.templates:
        go_on()
        pages[template] = pipeline.rendered(case, view, template, job.look, job.bounds)
    html = registry.output("html")
    leaving = (html.leaving(page.encode(), template) for template, page in pages.items())
    making.refuse_named(case, job.look, [making.leaving_names(job), *leaving])
    return view, pages


def paper_of(
    case: Checked, job: Job, template: str, page: str, typeset_all: TypesetAll
) -> tuple[Pdf, list[Diagnostic]]:
    """Typeset one page, and find what only its paper shows.

    EngineError where it can't be typeset, BriefError where it names somebody who must not be named.
    """
    with case.timings.of("typeset"):
        attached = making.attached_by(case, job)
        (pdf,) = typeset_all([page], job.look.folders, attached)
    leaving = registry.output("pdf").leaving(pdf.data, template)
    making.refuse_named(case, job.look, [leaving])
    return pdf, list(making.about_pages(case, template, pdf))
