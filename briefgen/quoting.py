"""The other direction: from a text that was read to quotes for a brief."""

from __future__ import annotations

from pathlib import Path

from briefgen.errors import FilesError


def quotes_in(file: Path) -> str:
    """The quotations in a file, as YAML ready to paste. FilesError where it can't be read."""
    from briefgen.evidence.capture import CaptureFault, read_capture
    from briefgen.evidence.quotations import as_yaml, quotations

    try:
        text = read_capture(file.parent, file.name).text
    except CaptureFault as fault:
        raise FilesError(f"{fault} {fault.hint}".strip()) from fault
    return as_yaml(quotations(text), file.name)
