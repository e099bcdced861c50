"""What can be attached to PDFs, by its name for `--attach`.

Each attachment is a module of this folder, where it is found, and defines an `ATTACHMENT`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from briefgen.ground.errors import ConfigError
from briefgen.ground.modules import defined_in
from briefgen.ground.records import record

if TYPE_CHECKING:
    from briefgen.evidence.gather import Evidence
    from briefgen.load.document import Document
    from briefgen.model import Brief
    from briefgen.typeset.finish import Attached

    Files = Callable[[Document, Brief, Evidence | None, str], tuple[Attached, ...]]


@record
class Attachment:
    """Something that can be attached to PDFs: its name, its words in the help, and its files.

    `files` makes the files of a brief, from the document, the typed brief, the evidence, and the
    name with which the brief's outputs begin. It raises BriefError if one must not be given out.
    """

    name: str
    about: str
    files: Files


@cache
def _attachments() -> dict[str, Attachment]:
    """List the attachments by their names."""
    found: list[Attachment] = defined_in(sys.modules[__name__], "ATTACHMENT")
    return {each.name: each for each in found}


def names() -> tuple[str, ...]:
    """List the names of the attachments."""
    return tuple(_attachments())


def help_text() -> str:
    """Write the help for `--attach`: each attachment and what it is, in one line."""
    return "; ".join(f"{each.name}: {each.about}" for each in _attachments().values())


def attachment(name: str) -> Attachment:
    """Find the attachment of that name. Raises ConfigError if there is none."""
    try:
        return _attachments()[name]
    except KeyError:
        from briefgen.ground.suggest import did_you_mean

        hint = did_you_mean(name, names())
        raise ConfigError(f"There is no attachment `{name}`. {hint}".strip()) from None
