"""Offer the stages as Python functions: load, check, render, typeset, and build for all of them."""

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
from briefgen.ground.errors import BriefError, ConfigError
from briefgen.load.document import Document
from briefgen.settings.options import Options

if TYPE_CHECKING:
    from briefgen.builds.fixing.briefs import MendedFile
    from briefgen.kinds import PaperKind
    from briefgen.typeset import Pdf

PathLike = str | os.PathLike[str]


def load(path: PathLike) -> Document:
    """Load the document in a file: its values, and the place of each.

    Syntax errors aren't raised: they are findings, in the document's `problems`. Raises FilesError
    where the file can't be read.
    """
    return pages.document_of(pathlib.Path(path))


def check(
    document: Document,
    folder: PathLike | None = None,
    off: Sequence[str] | None = None,
    *,
    strict: bool | None = None,
) -> Checked:
    """Check a document, and give its findings as `diagnostics`, in the order of the file.

    `errors` of the result are the findings that stop a build; with `strict`, they include the
    warnings. `folder` holds the captures and pictures; by default it is the folder of the
    document's file. `off` names the rules to turn off. Without `off` or `strict`, the settings
    beside the brief decide. They also name the style, and thereby the fonts. Raises ConfigError
    where the settings are wrong.
    """
    options = Options(off=None if off is None else tuple(off), strict=strict)
    return pages.checked_document(document, _folder(document, folder), options)


def fix(path: PathLike, *, write: bool = True) -> MendedFile:
    """Mend a brief in the ways that can only be meant; give its bytes `before` and `after`.

    `mends` of the result says what was changed, as `check --fix` does. The settings beside the
    brief hold, and stay as they are. With `write` false, nothing is written. Raises FilesError
    where the file can't be read or written, or was saved meanwhile; ConfigError where the settings
    are wrong.
    """
    from briefgen.builds.fixing.fix import fixed

    return fixed(job_of(pathlib.Path(path), Options(), "check"), writes=write)


def render(  # noqa: PLR0913 - each has its default
    document: Document,
    template: str = "packet",
    *,
    style: str | None = None,
    paper: str | None = None,
    size: str | None = None,
    folder: PathLike | None = None,
    strict: bool | None = None,
) -> str:
    """Render a document to HTML, as one self-contained file.

    Where an argument isn't given, the settings beside the brief hold. Raises BriefError where the
    brief has errors (with `strict`: or warnings), or where the page would name somebody who must
    not be named; TemplateError where a template has a fault; ConfigError where the settings, the
    style, the paper or the size are wrong.
    """
    # An empty text counts as not given, for callers that pass on the fields of a form.
    options = Options(style=style or None, paper=paper or None, size=size or None, strict=strict)
    return pages.page_of(document, _folder(document, folder), template, options)


def typeset(html: str, styles: Sequence[PathLike] = ()) -> Pdf:
    """Typeset a rendered page: `data` of the result is the PDF, `pages` the number of its pages.

    `styles` are folders of your own whose fonts the page may use. Raises EngineError where Pango is
    missing, where the page asks for a file or an address outside of itself, or where a part of it
    can't be typeset.
    """
    from briefgen.typeset import typeset_here

    return typeset_here(html, tuple(pathlib.Path(at) for at in styles))


def build(  # noqa: PLR0913 - each has its default
    path: PathLike,
    *,
    output: PathLike | None = None,
    templates: Sequence[str] | None = None,
    to: Sequence[str] | None = None,
    style: str | None = None,
    paper: str | None = None,
    size: str | None = None,
    attach: Sequence[str] | None = None,
    strict: bool | None = None,
) -> list[pathlib.Path]:
    """Build a brief, by default packet and card as HTML and PDF; give the paths of the files.

    With `attach=["source"]`, each PDF carries the brief itself. With `strict`, warnings stop the
    build like errors. Where an argument isn't given, the settings beside the brief hold. If a stage
    fails, nothing is written, and its subclass of BriefgenError is raised.
    """
    options = Options(
        style=style or None,
        paper=paper or None,
        size=size or None,
        templates=tuple(templates or ()) or None,
        to=tuple(to or ()) or None,
        output=pathlib.Path(output) if output else None,
        attach=None if attach is None else tuple(attach),
        strict=strict,
    )
    (made,) = run([job_of(pathlib.Path(path), options)])
    # Running a job raises nothing: it puts errors into the outcome, as the command line needs them.
    if made.fault:
        raise made.fault
    if made.stops:
        raise BriefError(f"{path} has errors.", in_order(made.diagnostics))
    return list(made.written)


def kinds(folder: PathLike = ".") -> tuple[PaperKind, ...]:
    """List the kinds of paper for briefs in a folder: briefgen's, then the user's own.

    Raises ConfigError where the settings are wrong, or where kinds of the user's have faults.
    """
    from briefgen.builds.kinds_there import kinds_there

    there = kinds_there(pathlib.Path(folder))
    if there.faults:
        raise ConfigError("Kinds of paper have faults.", there.faults)
    return there.kinds


def _folder(document: Document, folder: PathLike | None) -> pathlib.Path:
    return pathlib.Path(folder) if folder is not None else pathlib.Path(document.file).parent
