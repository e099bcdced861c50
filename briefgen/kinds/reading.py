"""Read a `kind.yaml`, and tell all that is wrong with it at once, as of a brief."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from pydantic_core import ValidationError

from briefgen.ground.bounds import within
from briefgen.ground.diagnostics import Diagnostic, finding, in_order
from briefgen.ground.errors import ConfigError
from briefgen.ground.folder import FileFault, inside, read_file
from briefgen.kinds import faults
from briefgen.kinds.file import KindFile
from briefgen.kinds.misnamed import misnamed
from briefgen.kinds.paper_kind import FILE, PaperKind
from briefgen.load.document import Document
from briefgen.load.reader import load

# A kind has some dozens of lines.
MOST_BYTES = 256 * 1024
SECONDS = 20
# The most faults that are told at once.
MOST_FAULTS = 50


def document_of(root: Path, at: str) -> Document:
    """Load the file of a kind that is `at` a path below a folder of templates.

    Raises ConfigError where it can't be read, or where a link leads out of that folder.
    """
    file = root / at / FILE
    try:
        data = read_file(inside(root, f"{at}/{FILE}"), str(file), FileFault, MOST_BYTES)
    except (FileFault, OSError) as fault:
        said = fault.strerror if isinstance(fault, OSError) else str(fault)
        raise ConfigError(f"The kind {file} can't be read: {said}") from fault
    with within(SECONDS, "Reading a kind"):
        return load(data, str(file))


def base_typed(document: Document) -> str:
    """Find the kind that a kind extends, as it is typed; empty where it extends none."""
    typed = document.data.get("extends") if isinstance(document.data, dict) else None
    return str(typed) if isinstance(typed, str) else ""


def typed_in(
    document: Document,
    templates: Collection[str],
    base: PaperKind | None,
    found: Iterable[Diagnostic] = (),
) -> KindFile:
    """Read what is typed in the file of a kind. Raises ConfigError with all its faults.

    `templates` are those that there are for its outputs, and `base` is the kind that it extends;
    without it, nobody asks whether names of fields lead somewhere.
    `found` are faults that are known already.
    """
    with within(SECONDS, "Reading a kind"):
        every = [*document.problems, *found]
        typed = None
        if document.data:
            typed, in_form = _validated(document)
            every += [*in_form, *_in_names(document, templates, base)]
        elif not every:
            span = document.value_span(())
            every = [finding("bad-kind", "There is no kind in this file.", span)]
    if every or typed is None:
        raise ConfigError(f"{document.file} is wrong.", in_order(every)[:MOST_FAULTS])
    return typed


def _validated(document: Document) -> tuple[KindFile | None, list[Diagnostic]]:
    try:
        return KindFile.model_validate(document.data), []
    except ValidationError as error:
        errors = error.errors(include_url=False)
        return None, list(faults.in_form(document, errors, KindFile))


def _in_names(
    document: Document, templates: Collection[str], base: PaperKind | None
) -> Iterator[Diagnostic]:
    """Find the names in a kind that stand for nothing."""
    yield from faults.without_name(document)
    yield from faults.in_parts(document)
    yield from faults.in_outputs(document, templates)
    yield from faults.in_rules(document)
    if base is not None:
        yield from misnamed(document, base)
