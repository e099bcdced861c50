"""The other direction: from a text that was read to quotes for a brief."""

from __future__ import annotations

from pathlib import Path

from briefgen.errors import FilesError
from briefgen.files import read


def quotes_in(file: Path) -> str:
    """The quotations in a file, as YAML ready to paste. FilesError where it can't be read."""
    from briefgen.evidence.capture import CaptureFault, understood
    from briefgen.evidence.quotations import quotations
    from briefgen.evidence.quotations_yaml import as_yaml

    try:
        text = understood(read(file), file.name).text
    except CaptureFault as fault:
        raise FilesError(f"{fault} {fault.hint}".strip()) from fault
    return as_yaml(quotations(text), file.name)
