"""The stages as functions for Python: from a path to a document, findings, HTML and PDF."""

from __future__ import annotations

import os
import pathlib
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.builds import making, pipeline
from briefgen.builds.pipeline import Checked, Timings
from briefgen.builds.typesetting import typesetting
from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.errors import BriefError, ConfigError
from briefgen.ground.files import read
from briefgen.ground.folder import FileFault, inside
from briefgen.load.document import Document
from briefgen.look import Look
from briefgen.outputs import registry
from briefgen.settings.files import Settings, look_of, settings_for

if TYPE_CHECKING:
    from briefgen.typeset import Pdf

PathLike = str | os.PathLike[str]


def load(path: PathLike) -> Document:
    """The document in a file: its values and the place of each. FilesError where it can't be read.

    What is malformed in it is in `problems`.
    """
    return pipeline.loaded(read(pathlib.Path(path)), str(path), Timings())


def check(
    document: Document,
    folder: PathLike | None = None,
    off: Sequence[str] | None = None,
    *,
    strict: bool | None = None,
) -> Checked:
    """All that is wrong with a document: `diagnostics`, in the order of the file, and the `brief`.

    `folder` is where its pictures are, by default that of its file; `off` names rules not asked.
    `errors` are the findings that stop a build: with `strict` warnings too. Settings beside the
    brief hold where these two are not given, and say the fonts; ConfigError where they are wrong.
    """
    at = _folder(document, folder)
    settings = settings_for(at)
    if off is not None:
        settings = replace(settings, off=tuple(off))
    return _checked(document, at, settings, look_of(settings, at), strict=strict)


def render(  # noqa: PLR0913 - each has its default
    document: Document,
    template: str = "packet",
    *,
    style: str | None = None,
    paper: str | None = None,
    folder: PathLike | None = None,
    strict: bool | None = None,
) -> str:
    """The HTML of a document, one self-contained file.

    Settings beside the brief hold for what isn't given. BriefError where the brief has errors (with
    `strict`: or warnings), or the page would name somebody who must not be named; TemplateError
    where a template has a fault.
    """
    at = _folder(document, folder)
    settings = settings_for(at)
    look = look_of(settings, at, style, paper)
    case = _checked(document, at, settings, look, strict=strict)
    page = pipeline.rendered(case, pipeline.viewed(case), template, look, settings.bounds)
    leaving = registry.output("html").leaving(page.encode(), template)
    making.refuse_named(case, look, [leaving])
    return page


def typeset(html: str, styles: Sequence[PathLike] = ()) -> Pdf:
    """The PDF of a rendered page: `data` is its bytes, `pages` their number.

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
    """The paths of the files built from a brief, by default packet and card as HTML and PDF.

    With `attach=["source"]` each PDF carries the brief itself; with `strict` warnings stop it as
    well. Settings beside the brief hold for what isn't given. Raises a BriefgenError of the stage
    that failed; then nothing was written.
    """
    from briefgen.builds import manifest

    at = pathlib.Path(path)
    settings = settings_for(at.parent)
    look = look_of(settings, at.parent, style, paper)
    case = _checked(load(at), at.parent, settings, look, strict=strict)
    _refuse(at, case.diagnostics, case)
    wanted = tuple(templates or settings.template or ("packet", "card"))
    kinds = tuple(to or settings.to or ("html", "pdf"))
    carried = tuple(settings.attach if attach is None else attach)
    job = pipeline.Job(at.stem, wanted, kinds, look, attach=carried, bounds=settings.bounds)
    start = manifest.started(case, settings, look, carried)
    with typesetting(job) as typeset_all:
        result = making.built(case, job, typeset_all)
    _refuse(at, result.diagnostics, case)
    return manifest.keep(start, result.artefacts, output_of(output, settings))


def _checked(
    document: Document,
    folder: pathlib.Path,
    settings: Settings,
    look: Look,
    *,
    strict: bool | None,
) -> Checked:
    """A document, checked as asked, or else as the settings say."""
    is_strict = bool(settings.strict) if strict is None else strict
    return pipeline.checked(document, folder, settings.off, look=look, strict=is_strict)


def _refuse(path: pathlib.Path, found: Sequence[Diagnostic], case: Checked) -> None:
    """BriefError where one of the findings stops a build."""
    if pipeline.stopping(found, strict=case.strict):
        raise BriefError(f"{path} has errors.", found)


def output_of(asked: PathLike | None, settings: Settings) -> pathlib.Path:
    """The folder for the files: the one asked for, else that of the settings, else `build`.

    ConfigError where nobody asked for it, and it is a link that leads elsewhere.
    """
    if asked:
        return pathlib.Path(asked)
    at = settings.output or pathlib.Path("build")
    try:
        inside(at.parent, at.name)
    except FileFault as fault:
        message = f"The folder {at} is a link that leads elsewhere. Name it with --output."
        raise ConfigError(message) from fault
    return at


def _folder(document: Document, folder: PathLike | None) -> pathlib.Path:
    return pathlib.Path(folder) if folder is not None else pathlib.Path(document.file).parent
