"""Find names in a kind of paper that lead to no field or word of a paper, and odd limits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.span import Path
from briefgen.kinds.limits import EXAMPLE, NONE, UNITS, WHOLE, limit_of
from briefgen.kinds.names import fault_of_name, keys_named
from briefgen.kinds.owned import faults_in
from briefgen.kinds.paper_kind import PaperKind
from briefgen.kinds.parts import FRONT, PARTS, SECTIONS
from briefgen.load.document import Document

LIKE_THAT = "A section stands in `parts`, or has its whole name here: `sections.{}`."


def misnamed(document: Document, base: PaperKind) -> Iterator[Diagnostic]:
    """Yield the faults of `needs`, `labels` and `limits`; `base` is the kind that is extended."""
    if not isinstance(document.data, dict):
        return
    typed = document.data
    sections = (*_sections(typed), *base.sections)
    outputs = (*_texts(typed.get("outputs")), *base.outputs)
    for at, name in enumerate(_texts(typed.get("needs"))):
        if hint := fault_of_name(name, sections):
            message = f"There is no field `{name}` that a paper could need."
            hint = hint if hint.startswith("Did") else LIKE_THAT.format(name)
            yield finding("bad-kind", message, document.value_span(("needs", at)), hint)
    for path, message, hint in faults_in(dict(_group(typed.get("labels"))), sections):
        way = LIKE_THAT.format(path[-1]) if hint.startswith("One") else hint
        yield finding("bad-kind", message, document.key_span(("labels", *path)), way)
    for name, of in _group(typed.get("columns")):
        field = str(of.get("of") or "") if isinstance(of, dict) else str(of)
        if field and (hint := fault_of_name(field, sections)):
            place = document.key_span(("columns", name))
            yield finding("bad-kind", f"There is no field `{field}` for a column.", place, hint)
    for name, values in _group(typed.get("limits")):
        yield from _of_limits(document, name, _texts(values), (*sections, *outputs))


def _sections(typed: dict[str, Any]) -> tuple[str, ...]:
    """List the sections that a kind names, in its parts or with their whole name elsewhere."""
    parts = _texts(typed.get("parts"))
    labels = [name for name, _ in _group(typed.get("labels"))]
    named = [*_texts(typed.get("needs")), *labels]
    plain = [name.removeprefix(SECTIONS) for name in parts if name not in PARTS]
    whole = [name.removeprefix(SECTIONS) for name in named if name.startswith(SECTIONS)]
    return tuple(dict.fromkeys([*plain, *whole]))


def _of_limits(
    document: Document, name: str, values: tuple[str, ...], known: tuple[str, ...]
) -> Iterator[Diagnostic]:
    """Find a limit about something that isn't there, or that can't be counted."""
    path: Path = ("limits", name)
    if name not in (*WHOLE, *PARTS, *known) and (hint := fault_of_name(name, known)):
        message = f"There is no part or field `{name}` to be limited."
        yield finding("bad-kind", message, document.key_span(path), hint)
        return
    for at, value in enumerate(values):
        place, limit = document.value_span((*path, at)), limit_of(name, value)
        if value == NONE:
            continue
        if limit is None:
            yield finding("bad-kind", f"`{value}` is no limit.", place, EXAMPLE)
        elif limit.unit not in ("", *UNITS):
            message = f"`{limit.unit}` can't be counted of `{name}`."
            yield finding("bad-kind", message, place, EXAMPLE)
        elif limit.unit == "pages" and limit.part and not _has_pages(name, known):
            message = f"`{name}` has no pages of its own."
            yield finding("bad-kind", message, place, "Limit its `words` or `lines`.")


def _has_pages(name: str, known: tuple[str, ...]) -> bool:
    """Tell whether pages can be counted: of a part behind the cover, a section, or an output."""
    is_part = name in PARTS and name not in FRONT
    return is_part or name in known or keys_named(name, known)[0] == "sections"


def _texts(typed: Any) -> tuple[str, ...]:
    """Give the texts of a list, or the one that is typed without a list."""
    each = typed if isinstance(typed, list) else [typed]
    return tuple(str(text) for text in each if isinstance(text, str))


def _group(typed: Any) -> list[tuple[str, Any]]:
    return [(str(key), value) for key, value in typed.items()] if isinstance(typed, dict) else []
