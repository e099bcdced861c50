"""The stages as functions for Python: from a path to a document, findings, HTML and PDF."""

from __future__ import annotations

import os
import pathlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefgen.builds import pages
from briefgen.builds.pipeline import Checked
from briefgen.builds.plan import job_of
from briefgen.builds.run import run
from briefgen.ground.diagnostics import in_order
from briefgen.ground.errors import BriefError
from briefgen.load.document import Document
from briefgen.settings.options import Options

if TYPE_CHECKING:
    from briefgen.typeset import Pdf

PathLike = str | os.PathLike[str]


def load(path: PathLike) -> Document:
    """Load the document in a file: its values and the place of each.

    What is malformed in it is in `problems`. FilesError where the file can't be read.
    """
    return pages.document_of(pathlib.Path(path))


def check(
    document: Document,
    folder: PathLike | None = None,
    off: Sequence[str] | None = None,
    *,
    strict: bool | None = None,
) -> Checked:
    """Find all that is wrong with a document: `diagnostics`, in the order of the file.

    `folder` is where its pictures are, by default that of its file; `off` names rules not asked.
    `errors` are the findings that stop a build: with `strict` warnings too. Settings beside the
    brief hold where these two are not given, and say the fonts; ConfigError where they are wrong.
    """
    options = Options(off=None if off is None else tuple(off), strict=strict)
    return pages.checked_document(document, _folder(document, folder), options)


def render(  # noqa: PLR0913 - each has its default
    document: Document,
    template: str = "packet",
    *,
    style: str | None = None,
    paper: str | None = None,
    folder: PathLike | None = None,
    strict: bool | None = None,
) -> str:
    """Render the HTML of a document, one self-contained file.

    Settings beside the brief hold for what isn't given. BriefError where the brief has errors (with
    `strict`: or warnings), or the page would name somebody who must not be named; TemplateError
    where a template has a fault.
    """
    options = Options(style=style or None, paper=paper or None, strict=strict)
    return pages.page_of(document, _folder(document, folder), template, options)


def typeset(html: str, styles: Sequence[PathLike] = ()) -> Pdf:
    """Typeset a rendered page: `data` is the bytes of the PDF, `pages` how many it has.

    `styles` are folders of your own whose fonts it may use. EngineError where Pango is missing, or
    the page asks for something that it doesn't hold.
    """
    from briefgen.typeset import typeset as typeset_page

    return typeset_page(html, tuple(pathlib.Path(at) for at in styles))


def build(  # noqa: PLR0913 - each has its default
    path: PathLike,
    *,
    output: PathLike | None = None,
    templates: Sequence[str] | None = None,
    to: Sequence[str] | None = None,
    style: str | None = None,
    paper: str | None = None,
    attach: Sequence[str] | None = None,
    strict: bool | None = None,
) -> list[pathlib.Path]:
    """Build a brief, by default packet and card as HTML and PDF; give the paths of the files.

    With `attach=["source"]` each PDF carries the brief itself; with `strict` warnings stop it as
    well. Settings beside the brief hold for what isn't given. Raises a BriefgenError of the stage
    that failed; then nothing was written.
    """
    options = Options(
        style=style or None,
        paper=paper or None,
        templates=tuple(templates or ()) or None,
        to=tuple(to or ()) or None,
        output=pathlib.Path(output) if output else None,
        attach=None if attach is None else tuple(attach),
        strict=strict,
    )
    (made,) = run([job_of(pathlib.Path(path), options)])
    if made.fault:
        raise made.fault
    if made.stops:
        raise BriefError(f"{path} has errors.", in_order(made.diagnostics))
    return list(made.written)


def _folder(document: Document, folder: PathLike | None) -> pathlib.Path:
    return pathlib.Path(folder) if folder is not None else pathlib.Path(document.file).parent
