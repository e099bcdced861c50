"""Run the stages of one brief one at a time, for the preview and the Python API.

Nothing is written. The preview drops a build as soon as the brief is saved again: between the
stages these functions call `go_on`, and whatever it raises ends the work.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.builds import making, pipeline
from briefgen.builds.annexes import annexes_beside, leaving_annex
from briefgen.builds.job import Job
from briefgen.builds.pipeline import Checked
from briefgen.builds.timings import Timings
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
    """Load the document in a file. Raises FilesError where the file can't be read."""
    return pipeline.loaded(read(path), str(path), Timings())


def checked_document(document: Document, folder: Path, options: Options) -> Checked:
    """Check a document as if it stood in `folder`, with the settings that hold there.

    Raises ConfigError where these settings are wrong.
    """
    return pipeline.checked(document, folder, resolve(options, settings_for(folder), folder))


def page_of(document: Document, folder: Path, template: str, options: Options) -> str:
    """Render the HTML of a document by one template, searched for people who must not be named.

    Raises BriefError where the brief has findings that stop a build, or where the page names such
    a person.
    """
    resolved = resolve(options, settings_for(folder), folder)
    case = pipeline.checked(document, folder, resolved)
    view = pipeline.viewed(case)
    # Names of files aren't searched here: the caller decides where the page is saved.
    page = pipeline.rendered(case, view, template, resolved.look, resolved.bounds)
    leaving = registry.output("html").leaving(page.encode(), template)
    making.refuse_named(case, resolved.look, [leaving])
    return page


def checked_of(job: Job, go_on: GoOn = lambda: None) -> Checked:
    """Load and check the brief of a job from its file, which is read now."""
    timings = Timings()
    document = pipeline.loaded(read(job.path), job.file, timings)
    go_on()
    return pipeline.checked(document, job.folder, job.resolved, timings)


def pages_of(case: Checked, job: Job, go_on: GoOn = lambda: None) -> tuple[View, dict[str, str]]:
    """Make the view of a checked brief and the HTML of each template, searched for names.

    Raises BriefError where a page or an output's name names somebody who must not be named, or
    where the source can't be attached to a PDF. The preview makes no file to attach, but shows the
    same errors as a build.
    """
    making.attached_by(case, job)  # only for its error
    go_on()
    view = pipeline.viewed(case)
    pages: dict[str, str] = {}
    for template in job.templates:
        go_on()
        pages[template] = pipeline.rendered(case, view, template, job.look, job.bounds)
    html = registry.output("html")
    leaving = [html.leaving(page.encode(), template) for template, page in pages.items()]
    leaving += map(leaving_annex, annexes_beside(case, job))
    making.refuse_named(case, job.look, [making.leaving_names(job), *leaving])
    return view, pages


def paper_of(
    case: Checked, job: Job, template: str, page: str, typeset_all: TypesetAll
) -> tuple[Pdf, list[Diagnostic]]:
    """Typeset one page; give the PDF, and the findings that only a typeset page shows.

    Raises EngineError where the page can't be typeset, and BriefError where the PDF names somebody
    who must not be named.
    """
    with case.timings.of("typeset"):
        attached = making.attached_by(case, job)
        (pdf,) = typeset_all([page], job.look.folders, attached)
    leaving = registry.output("pdf").leaving(pdf.data, template)
    making.refuse_named(case, job.look, [leaving])
    return pdf, list(making.about_pages(case, template, pdf))
