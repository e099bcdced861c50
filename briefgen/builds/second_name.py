"""Know the name of the file with a brief's text in its second language.

Apart from `second`, which only papers in two languages need.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.regexes import regex
from briefgen.model.languages import LANGUAGE

if TYPE_CHECKING:
    from briefgen.load.document import Document
    from briefgen.model import Brief

# The second of two languages, as a brief that isn't loaded has it: on one line or below each other.
SECOND = regex(
    r"""(?m)^(["']?)language\1[ \t]*:\s*(?:\[\s*|-[ ]+)["']?[\w-]+["']?\s*"""
    r"""(?:,\s*|-[ ]+)["']?([\w-]+)"""
)


def second_typed(data: bytes, file: str) -> str:
    """Find the name of the file with a second text by the brief's bytes; empty where it has none.

    `file` is that of the brief.
    """
    found = SECOND.search(data.decode("utf-8", "replace"))
    path = Path(file)
    return f"{path.stem}.{found[2]}{path.suffix}" if found else ""


def second_file(file: str, brief: Brief) -> str:
    """Give the name of the file with the second text of a brief; empty where there is none.

    `file` is that of the brief: of `visit.yaml` it is `visit.fr-CA.yaml`.
    """
    path = Path(file)
    if len(brief.languages) < 2 or file == "<stdin>":
        return ""
    return f"{path.stem}.{brief.languages[1]}{path.suffix}"


def second_text_alone(document: Document, folder: Path) -> Diagnostic | None:
    """Make the finding about a second text that is taken for a brief; None for anything else."""
    path = Path(document.file)
    stem, _, tag = path.stem.rpartition(".")
    brief = folder / f"{stem}{path.suffix}"
    is_one = isinstance(document.data, dict) and "briefgen" not in document.data
    if not (is_one and stem and LANGUAGE.match(tag) and brief.is_file()):
        return None
    message = f"This is the text of {brief.name} in another language, and no brief of its own."
    hint = f"`briefgen check {brief.name}` checks both."
    return finding("missing-field", message, document.value_span(()), hint)
