"""Know the name of the file with a brief's text in its second language.

Apart from `second`, which only papers in two languages need.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.files import bytes_of
from briefgen.ground.regexes import regex

if TYPE_CHECKING:
    from briefgen.load.document import Document
    from briefgen.model import Brief

# What the name of a second text has before its ending. What else could stand there is asked of the
# brief: `model.languages` knows tags better, but a brief that is known to be clean needs no model.
TAG = regex(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")
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


def brief_of(path: Path) -> Path:
    """Find the brief of which a file is the second text; give any other path as it is."""
    stem, _, tag = path.stem.rpartition(".")
    if not (stem and TAG.match(tag)):
        return path
    brief = path.with_name(f"{stem}{path.suffix}")
    try:
        return brief if second_typed(bytes_of(brief), brief.name) == path.name else path
    except OSError:
        return path


def second_text_alone(document: Document, folder: Path) -> Diagnostic | None:
    """Make the finding about a second text that is taken for a brief; None for anything else."""
    path = Path(document.file)
    stem, _, tag = path.stem.rpartition(".")
    brief = folder / f"{stem}{path.suffix}"
    is_one = isinstance(document.data, dict) and "briefgen" not in document.data
    if not (is_one and stem and TAG.match(tag) and brief.is_file()):
        return None
    message = f"This is the text of {brief.name} in another language, and no brief of its own."
    hint = f"`briefgen check {brief.name}` checks both."
    return finding("missing-field", message, document.value_span(()), hint)
