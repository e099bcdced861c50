"""What can go along inside a PDF, by its name for `--attach`: one module each, found by being here.

Each defines an `ATTACHMENT`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefgen.ground.errors import ConfigError
from briefgen.ground.modules import defined_in

if TYPE_CHECKING:
    from briefgen.evidence.gather import Evidence
    from briefgen.load.document import Document
    from briefgen.model import Brief
    from briefgen.typeset.finish import Attached

    Files = Callable[[Document, Brief, Evidence | None, str], tuple[Attached, ...]]


@dataclass(frozen=True, slots=True)
class Attachment:
    """One thing that PDFs can carry: its name, what the help says of it, and how it is made.

    `files` gives the files from the document, its brief, the evidence, and the name that the
    outputs have. BriefError where one must not leave.
    """

    name: str
    about: str
    files: Files


@cache
def _attachments() -> dict[str, Attachment]:
    found: list[Attachment] = defined_in(sys.modules[__name__], "ATTACHMENT")
    return {each.name: each for each in found}


def names() -> tuple[str, ...]:
    """List the names of what can be attached."""
    return tuple(_attachments())


def help_text() -> str:
    """Say in a line what each of them is."""
    return "; ".join(f"{each.name}: {each.about}" for each in _attachments().values())


def attachment(name: str) -> Attachment:
    """Find what is attached by that name. ConfigError where there is nothing."""
    try:
        return _attachments()[name]
    except KeyError:
        from briefgen.ground.suggest import did_you_mean

        hint = did_you_mean(name, names())
        raise ConfigError(f"There is no attachment `{name}`. {hint}".strip()) from None
