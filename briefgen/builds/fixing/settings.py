"""Mend a file of settings, if it is the user's own and part of the same work."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from briefgen.builds.fixing.briefs import MendedFile
from briefgen.builds.fixing.mending import mended
from briefgen.builds.fixing.reading import Reading
from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.errors import ConfigError
from briefgen.ground.owner import is_foreign
from briefgen.ground.regexes import regex
from briefgen.settings.files import settings_of
from briefgen.settings.keys import NAMES

LINE_END = regex("\n")
REPOSITORY = ".git"


def mended_settings(data: bytes, file: Path) -> MendedFile:
    """Make the certain edits of a file of settings. Nothing is written.

    Raises UnicodeDecodeError where it isn't UTF-8.
    """

    def read(text: str) -> Reading:
        return _reading(text, file)

    result = mended(read(data.decode()), read)
    return MendedFile(str(file), data, result.reading.text.encode(), result.mends)


def _reading(text: str, file: Path) -> Reading:
    found: tuple[Diagnostic, ...] = ()
    try:
        settings_of(file, text)
    except ConfigError as error:
        found = error.findings
    starts = (0, *(end.end() for end in LINE_END.finditer(text)))
    is_read = all(each.rule != "toml-syntax" for each in found)
    return Reading(str(file), text, found, starts, is_read, stops=bool(found))


def is_about_settings(found: Diagnostic) -> bool:
    """Tell whether a finding with an edit is about a file of settings."""
    return found.edit is not None and Path(found.edit.span.file).name in NAMES


def why_left(file: Path, folder: Path) -> str:
    """Say why a file of settings isn't the user's to change from a brief's folder, in a sentence.

    Empty where it may be mended: it belongs to the user, and stands in the same repository as the
    brief, or in no repository and not above both the brief and the current folder.
    """
    if is_foreign(file):
        return f"{file} belongs to another user, so it is left as it is."
    at, around = _real(file.parent), _around(folder)
    if any(at.is_relative_to(each) for each in around):
        return ""
    return f"{file} lies outside of the repository, so it is left as it is."


def _around(folder: Path) -> Iterator[Path]:
    """Give the folders below which settings may be mended for a brief in a folder."""
    here = _real(folder)
    top = next((at for at in (here, *here.parents) if (at / REPOSITORY).exists()), None)
    yield top or here
    if top is None and here.is_relative_to(_real(Path())):
        yield _real(Path())


def _real(path: Path) -> Path:
    # Not `Path.resolve`, which raises RuntimeError of links that lead in a circle.
    return Path(os.path.realpath(path))
