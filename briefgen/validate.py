"""A document becomes a `Brief`, or a diagnostic for each thing that stops it, at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from briefgen.diagnostics import Diagnostic, finding
from briefgen.load import Document
from briefgen.model import Brief, Entry
from briefgen.model.entry import kind_of
from briefgen.model.scalars import zone_names
from briefgen.source import Path
from briefgen.suggest import did_you_mean, nearest

# Letters and offsets, which say nothing about summer time: CEST, UTC+2, +01:00.
ABBREVIATION = re.compile(r"(?:[A-Z]{1,5}|(?:UTC|GMT)?\s?[-+\u2212]\d{1,2}(?::?\d{2})?)\Z")


def validate(document: Document) -> tuple[Brief | None, list[Diagnostic]]:
    """The brief of a document, with all that is wrong; None where it isn't a brief."""
    if (
        any(problem.rule != "duplicate-key" for problem in document.problems)
        and document.data is None
    ):
        return None, []
    if not document.data:
        hint = "`briefgen new` writes one to start from."
        span = document.value_span(())
        return None, [finding("missing-field", "There is no brief in this file.", span, hint)]
    try:
        return Brief.model_validate(document.data), []
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=True)
        return None, [_diagnostic(document, fault) for fault in _told_once(found)]


def _told_once(faults: list[Any]) -> list[Any]:
    """The faults, without those that only follow from another one.

    A list counts for pydantic only the entries that are right, so that one with a fault can seem
    empty; and a misspelt field is missing as well.
    """
    faults = [fault for fault in faults if fault["type"] != "too_short" or not fault["input"]]
    meant = set()
    for fault in faults:
        if fault["type"] == "extra_forbidden":
            path, owner = fault["loc"], _entry_at(fault["loc"][:-1])
            name = owner.short if " " in str(path[-1]) else nearest(str(path[-1]), _keys(owner))
            meant.add((*path[:-1], name))
    return [fault for fault in faults if fault["type"] != "missing" or fault["loc"] not in meant]


def _diagnostic(document: Document, fault: Any) -> Diagnostic:
    path: Path = tuple(step for step in fault["loc"] if step != "[key]")
    kind, context = fault["type"], fault.get("ctx", {})
    if kind == "missing":
        return _missing(document, path)
    if kind == "extra_forbidden":
        return _unknown_field(document, path)
    if kind == "literal_error":
        return _unknown_value(document, path, str(fault["input"]), context["expected"])
    if kind == "too_short":
        message = f"`{path[-1]}` is empty."
        hint = "An agenda has at least one item."
        return finding("missing-field", message, document.key_span(path), hint)
    if "message" in context:
        return _own(document, path, kind, context, fault)
    return finding("wrong-type", _expected(kind, fault["input"]), document.value_span(path))


def _own(document: Document, path: Path, rule: str, context: Any, fault: Any) -> Diagnostic:
    """A fault of the model's own types, which carries its rule, sentence and hint."""
    hint = context["hint"]
    if rule == "bad-zone":
        hint = _zone_hint(str(fault["input"]))
    key = fault["loc"][-1:] == ("[key]",)
    span = document.key_span(path) if key else document.value_span(path)
    return finding(rule, context["message"], span, hint)


def _zone_hint(name: str) -> str:
    """The zone that was meant, by its name or by the city at its end."""
    if ABBREVIATION.match(name):
        return "Type a name such as Europe/Moscow."
    cities = {zone.rsplit("/", 1)[-1]: zone for zone in sorted(zone_names()) if "/" in zone}
    found = nearest(name, zone_names(), cities) or nearest(name.rsplit("/", 1)[-1], cities)
    found = cities.get(found, found)
    return f"Did you mean `{found}`?" if found else "Type a name such as Europe/Moscow."


def _missing(document: Document, path: Path) -> Diagnostic:
    owner = _entry_at(path[:-1])
    name = str(path[-1])
    if path in document.marks:
        return finding("missing-field", f"`{name}` is empty.", document.key_span(path))
    field = next((f for n, f in owner.model_fields.items() if (f.alias or n) == name), None)
    about = (field.description or "").split(". ")[0].rstrip(".") if field else ""
    hint = f"Add `{name}:` ({about[:1].lower()}{about[1:]})."
    if name == "briefgen":
        hint = "Add `briefgen: 1`, the version of the format."
    span = document.key_span(path[:-1]) if path[:-1] else document.value_span(())
    return finding("missing-field", f"{owner.word()} needs `{name}`.", span, hint)


def _unknown_field(document: Document, path: Path) -> Diagnostic:
    owner = _entry_at(path[:-1])
    name = str(path[-1])
    hint = did_you_mean(name, _keys(owner))
    if " " in name:
        hint = "If this is a part of a text, put the whole text in quotation marks."
    elif not hint.startswith("Did") and (home := _home_of(name)):
        hint = f"`{name}` is a field of {home.word().lower()}."
    message = f"`{name}` is not a field of {owner.word().lower()}."
    return finding("unknown-field", message, document.key_span(path), hint)


def _unknown_value(document: Document, path: Path, typed: str, expected: str) -> Diagnostic:
    values = [value.strip("' ") for value in expected.replace(" or ", ", ").split(",")]
    message = f"`{typed}` is not a value of `{path[-1]}`."
    hint = did_you_mean(typed, values)
    if hint.startswith("Did"):
        hint += f" It is one of {', '.join(f'`{value}`' for value in values)}."
    return finding("unknown-value", message, document.value_span(path), hint)


def _expected(kind: str, value: Any) -> str:
    wanted = {
        "tuple_type": "a list (`- …`, a line for each)",
        "list_type": "a list (`- …`, a line for each)",
        "dict_type": "a group of `name: value` lines",
        "bool_type": "true or false",
        "bool_parsing": "true or false",
    }.get(kind, "something else")
    return f"This has to be {wanted}, not {kind_of(value)}."


def _keys(kind: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in kind.model_fields.items()]


def _entry_at(path: Path) -> type[Entry]:
    """The class of the entry at a path of the format."""
    kind: type[Entry] = Brief
    for step in path:
        if not isinstance(step, str):
            continue
        field = next((f for n, f in kind.model_fields.items() if (f.alias or n) == step), None)
        if field is not None:
            kind = next(_entries_in(field.annotation), kind)
    return kind


def _entries_in(annotation: Any) -> Iterator[type[Entry]]:
    """The classes of entries that an annotation names, however deep."""
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        yield annotation
    for part in get_args(annotation):
        yield from _entries_in(part)


def _home_of(name: str) -> type[Entry] | None:
    """The class that does have a field of that name."""
    return next((kind for kind in _all_entries(Brief, set()) if name in _keys(kind)), None)


def _all_entries(kind: type[Entry], seen: set[type[Entry]]) -> Iterator[type[Entry]]:
    if kind not in seen:
        seen.add(kind)
        yield kind
        for field in kind.model_fields.values():
            for inner in _entries_in(field.annotation):
                yield from _all_entries(inner, seen)
