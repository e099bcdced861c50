"""A document becomes a `Brief`, or a finding for each thing that stops it, at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from briefgen.ground.diagnostics import Diagnostic, Edit, edit_to, finding
from briefgen.ground.span import Path
from briefgen.ground.suggest import (
    MOST_LISTED,
    did_you_mean,
    is_another_word_for,
    listed,
    nearest,
    sure,
)
from briefgen.load.document import Document
from briefgen.load.yamltext import LONGEST, WHOLE, advice, in_marks
from briefgen.model import Brief, Entry, zones
from briefgen.model.entry import kind_of
from briefgen.model.scalars import zone_names

# Letters and offsets, which say nothing about summer time: CEST, UTC+2, +01:00.
ABBREVIATION = re.compile(r"(?:[A-Z]{1,5}|(?:UTC|GMT)?\s?[-+\u2212]\d{1,2}(?::?\d{2})?)\Z")
# The fields of a meeting that say which zone is meant.
BESIDE = ("place", "date")
# What stands between two ids in the place of a list.
SEVERAL = re.compile(r"[,;/&]|\s(?:and|und|et|и|y)\s")
# The fields of people, parties and sources by which an entry without an id starts.
FIELDS = {"name", "title", "role", "described_as", "party", "publisher", "author", "url"}
# As many faults are told at once: who mends them sees the others.
MOST = 500
# The fields that hold ids, and where what they name is listed.
REFERS = {
    "principal": ("people",),
    "lead": ("people",),
    "speaker": ("people",),
    "with": ("people", "parties"),
    "party": ("parties",),
    "positions": ("parties",),
    "meeting": ("programme",),
    "source": ("sources",),
    "sources": ("sources",),
}


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
        found = _told_once(document, error.errors(include_url=False, include_input=True)[:MOST])
        return None, [_diagnostic(document, fault) for fault in found]


def _told_once(document: Document, faults: list[Any]) -> list[Any]:
    """The faults, without those that only follow from another one.

    A list counts for pydantic only the entries that are right, so that one with a fault can seem
    empty; and a misspelt field is missing as well.
    """
    faults = [fault for fault in faults if fault["type"] != "too_short" or not fault["input"]]
    meant = set()
    for fault in faults:
        if fault["type"] == "extra_forbidden":
            path = fault["loc"]
            is_text = _is_text(document, path) or _value_named(path)
            name = entry_at(path[:-1]).short if is_text else _meant(document, path)
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
    hint = _ids_hint(document, path, fault["input"]) if kind == "dict_type" else ""
    return finding("wrong-type", _expected(kind, fault["input"]), document.value_span(path), hint)


def _ids_hint(document: Document, path: Path, given: Any) -> str:
    """How a group of ids is typed, where a list or a text stands in its place."""
    if path[-1] == "positions":
        parties = [str(key) for _, key in _names_in(document.data.get("parties"))]
        return f"Start each with the id of its party, as in `{(parties or ['them'])[-1]}: …`."
    if not isinstance(given, list):
        return "Each has an id of your choice before it, on a line of its own."
    keys = [list(each) for each in given if isinstance(each, dict)]
    if len(keys) == len(given) and all(len(each) == 1 and each[0] not in FIELDS for each in keys):
        return "Delete the dashes."
    return "Put an id of your choice and a colon in the place of each dash, as in `lund: …`."


def _own(document: Document, path: Path, rule: str, context: Any, fault: Any) -> Diagnostic:
    """A fault of the model's own types, which carries its rule, sentence and hint."""
    hint, meant = context["hint"], context["meant"]
    key = fault["loc"][-1:] == ("[key]",)
    if fault["input"] is None:
        return _empty(document, path)
    if rule == "bad-zone":
        hint = _zone_hint(str(fault["input"]), *(_beside(document, path, each) for each in BESIDE))
    elif rule == "wrong-type" and isinstance(fault["input"], (list, dict)):
        hint = _text_hint(document, path, fault["input"]) or hint
    elif path[-1:] == ("end",) and "minutes" in hint:
        hint = "Type the end alone, such as 14:00."
    elif rule == "bad-id":
        hint = _id_hint(document, path[:-1] if key else path, str(fault["input"])) or hint
        names = _names_for(document, path)
        meant = sure(str(fault["input"]), names.values(), names)
    if key:
        return finding(rule, context["message"], document.key_span(path), hint)
    span, edit = document.value_span(path), _edit(document, path, meant)
    return finding(rule, context["message"], span, hint, edit=edit)


def _edit(document: Document, path: Path, meant: str) -> Edit | None:
    """The edit that types one value in the place of another; none where a list or group stands."""
    mark = document.marks.get(document.typed(path))
    return edit_to(meant, mark.value) if mark and mark.close is None else None


def _text_hint(document: Document, path: Path, given: Any) -> str:
    """How a text is typed of which YAML made a list or a group: `[Draft]`, `- - Costs`."""
    mark = document.marks.get(path)
    start = document.text[mark.start : mark.start + 1] if mark else ""
    if isinstance(given, list) and len(given) > 1 and start == "-":
        if path[-1] in ("background", "bottom_line"):
            return "Put `|` behind the field's name: then the list is a part of its text."
        return "One alone can stand here: make one of them."
    if mark and start in ("[", "{"):
        if _field_of(path) in REFERS:
            return "Delete the brackets."
        return advice(document.lines, mark.value.line, mark.value.column - 1)
    if start == "-" and isinstance(given, list) and len(given) == 1 and not _is_group(path):
        is_entry = isinstance(path[-1], int)
        return "Delete one of the two dashes." if is_entry else "Delete the dash."
    return ""


def _is_group(path: Path) -> bool:
    """Whether a thing with fields stands at a path that a text alone can't stand for: press."""
    kind = entry_at(path)
    return kind is not entry_at(path[:-1]) and not kind.short


def _field_of(path: Path) -> str:
    return str(next((step for step in reversed(path) if isinstance(step, str)), ""))


def _zone_hint(name: str, place: str, day: str) -> str:
    """The zone that was meant, by its name, the city at its end, its letters, or the place."""
    if ABBREVIATION.match(name):
        meant = [zones.of_place(place)] if zones.of_place(place) else zones.of_letters(name)
        meant = meant or zones.of_offset_typed(name, day) or ["Europe/Moscow"]
        return f"Type a name such as {', or '.join(f'`{zone}`' for zone in meant[:3])}."
    cities = {zone.rsplit("/", 1)[-1]: zone for zone in sorted(zone_names()) if "/" in zone}
    found = nearest(name, zone_names(), cities) or nearest(name.rsplit("/", 1)[-1], cities)
    found = cities.get(found, found)
    return f"Did you mean `{found}`?" if found else "Type a name such as `Europe/Moscow`."


def _beside(document: Document, path: Path, field: str) -> str:
    """The text of another field of the same group; empty where it has none."""
    group = document.value(document.typed(path[:-1]))
    return str(group.get(field) or "") if isinstance(group, dict) else ""


def _id_hint(document: Document, path: Path, typed: str) -> str:
    """The id that was meant where a name was typed; an empty text where no id is referred to."""
    field = _field_of(path)
    if field not in REFERS or (len(path) == 1 and field != "principal"):
        return ""
    names = _names_for(document, path)
    typed_ids = [each.strip() for each in SEVERAL.split(typed)]
    several = [nearest(each, names.values(), names) for each in typed_ids]
    # One that isn't there is told next; a name such as `Lund, Per` is one alone.
    is_list = all(several) or (any(several) and not any(" " in each for each in typed_ids))
    if field in ("with", "sources") and len(several) > 1 and is_list:
        ids = [found or each for found, each in zip(several, typed_ids, strict=True)]
        return f"Type `[{', '.join(ids)}]`."
    found = nearest(typed, names.values(), names)
    return f"Did you mean `{found}`?" if found else f"Type the id of one in `{REFERS[field][0]}`."


def _names_for(document: Document, path: Path) -> dict[str, str]:
    """The names of what the field at a path can refer to, each with its id."""
    groups = REFERS.get(_field_of(path), ())
    return dict(pair for group in groups for pair in _names_in(document.data.get(group)))


def _names_in(group: Any) -> Iterator[tuple[str, str]]:
    """The names of the people, parties, sources or meetings of a document, each with its id."""
    if isinstance(group, list):
        group = {each["id"]: each for each in group if isinstance(each, dict) and "id" in each}
    for key, thing in group.items() if isinstance(group, Mapping) else ():
        name = thing.get("name") or thing.get("title") if isinstance(thing, dict) else thing
        yield (name if isinstance(name, str) else str(key)), str(key)


def _empty(document: Document, path: Path) -> Diagnostic:
    message = f"`{path[-1]}` is empty." if isinstance(path[-1], str) else "This entry is empty."
    hint = "What belongs to it stands below, two columns further in."
    hint = _cut_hint(document, path) or hint
    return finding("missing-field", message, document.key_span(path), hint)


def _cut_hint(document: Document, path: Path) -> str:
    """How a text is typed that starts with a #, of which YAML made a comment; else nothing."""
    line = document.key_span(path).line
    cut = re.match(r"[^#]*(?<=\s)(?=#\w)", document.lines[line - 1])
    return advice(document.lines, line, cut.end()) if cut else ""


def _missing(document: Document, path: Path) -> Diagnostic:
    owner = entry_at(path[:-1])
    name = str(path[-1])
    if path in document.marks:
        hint = _cut_hint(document, path)
        return finding("missing-field", f"`{name}` is empty.", document.key_span(path), hint)
    field = next((f for n, f in owner.model_fields.items() if (f.alias or n) == name), None)
    about = (field.description or "").split(". ")[0].rstrip(".") if field else ""
    hint = f"Add `{name}:` ({about[:1].lower()}{about[1:]})."
    if name == "briefgen":
        hint = "Add `briefgen: 1`, the version of the format."
    span = document.key_span(path[:-1]) if path[:-1] else document.value_span(())
    return finding("missing-field", f"{owner.word()} needs `{name}`.", span, hint)


def _unknown_field(document: Document, path: Path) -> Diagnostic:
    owner = entry_at(path[:-1])
    name, edit = str(path[-1]), None
    place = document.key_span(path)
    if value := _value_named(path):
        hint = _as_value(document, path, *value)
        end = document.value_span(path)
        if end.line == place.line:
            place = replace(place, end_line=end.end_line, end_column=end.end_column)
    elif _is_text(document, path):
        hint = _whole(document, path)
    elif found := _meant(document, path):
        hint = f"Did you mean `{found}`?"
        given = document.value(document.typed(path[:-1]))
        certain = sure(name, [key for key in _keys(owner) if key not in given])
        edit = edit_to(found if found == certain else "", place)
    elif home := _home_of(name):
        hint = f"`{name}` is a field of {home.word().lower()}."
    else:
        many = len(_keys(owner)) > MOST_LISTED
        hint = f"One of {listed(_keys(owner), name)}{': see `briefgen schema`' if many else ''}."
    message = f"`{name}` is not a field of {owner.word().lower()}."
    return finding("unknown-field", message, place, hint, edit=edit)


def _value_named(path: Path) -> tuple[str, str] | None:
    """The field of a value that was typed as a field, and the value: `avoid: Any figure.`."""
    owner, typed = entry_at(path[:-1]), str(path[-1]).replace("_", " ").casefold()
    for name in ("kind", "use") if owner.short else ():
        field = owner.model_fields.get(name)
        if field and typed in _literals(field.annotation):
            return name, typed
    return None


def _literals(annotation: Any) -> set[str]:
    """The words that an annotation allows, however deep."""
    parts = get_args(annotation)
    return {part for part in parts if isinstance(part, str)}.union(*map(_literals, parts))


def _as_value(document: Document, path: Path, field: str, value: str) -> str:
    """The hint how `avoid: Any figure.` is typed; the text itself where it is alone and short."""
    given = document.value(document.typed(path[:-1]))
    text = given[path[-1]]
    if isinstance(text, str) and len(given) == 1 and len(text) <= LONGEST and "\n" not in text:
        return f"Put this in its place: {{{field}: {value}, text: {in_marks(text)}}}"
    return f"Type `{field}: {value}`, and the words behind `text:` on a line of their own."


def _is_text(document: Document, path: Path) -> bool:
    """Whether what seems a field starts a text: `Costs: they fall`, `{name}`, `Agreed:`."""
    name, keys = str(path[-1]), _keys(entry_at(path[:-1]))
    if name.lower() in keys or not document.marks.get(path):
        return False
    if " " in name.strip() and not _meant(document, path):
        return True
    given, mark = document.value(document.typed(path[:-1])), document.marks.get(path[:-1])
    if mark is not None and document.text[mark.start : mark.start + 1] == "{":
        return given.get(name) is None and not _meant(document, path)
    return len(given) == 1 and bool(entry_at(path[:-1]).short) and not name[:1].islower()


def _whole(document: Document, path: Path) -> str:
    """The hint to put the text into quotation marks of which YAML made a field."""
    key, group = document.key_span(path), document.marks.get(path[:-1])
    lines, start = document.lines, key.column - 1
    start = len(re.sub(r"\?\s+\Z", "", lines[key.line - 1][:start]))
    hint = advice(lines, key.line, start)
    if group and document.text[group.start : group.start + 1] == "{":
        before = re.match(r".*[:\[{]\s+", lines[key.line - 1][:start])
        hint = advice(lines, group.value.line, group.value.column - 1)
        if len(document.value(document.typed(path[:-1]))) > 1:
            text = lines[key.line - 1][before.end() if before else start : key.end_column - 1]
            hint = f"{WHOLE}: {in_marks(text)}"
    return f"If this is a part of a text, {hint[0].lower()}{hint[1:]}"


def _meant(document: Document, path: Path) -> str:
    """The field that was meant at a path, one that isn't there yet if there is one.

    What has more words than the field's name is a text with a colon in it.
    """
    name, keys = str(path[-1]), _keys(entry_at(path[:-1]))
    given = document.value(document.typed(path[:-1]))
    found = nearest(name, keys)
    if found in given:
        found = nearest(name, [key for key in keys if key not in given]) or found
    is_short = len(name.split()) <= len(found.split("_"))
    return found if is_short or is_another_word_for(name, found) else ""


def _unknown_value(document: Document, path: Path, typed: str, expected: str) -> Diagnostic:
    values = [value.strip("' ") for value in expected.replace(" or ", ", ").split(",")]
    message = f"`{typed}` is not a value of `{path[-1]}`."
    hint = did_you_mean(typed, values)
    if hint.startswith("Did"):
        hint += f" It is one of {', '.join(f'`{value}`' for value in values)}."
    span, edit = document.value_span(path), _edit(document, path, sure(typed, values))
    return finding("unknown-value", message, span, hint, edit=edit)


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


def entry_at(path: Path) -> type[Entry]:
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
    return next((kind for kind in _kinds() if name in _keys(kind)), None)


@cache
def _kinds() -> tuple[type[Entry], ...]:
    return tuple(_all_entries(Brief, set()))


def _all_entries(kind: type[Entry], seen: set[type[Entry]]) -> Iterator[type[Entry]]:
    if kind not in seen:
        seen.add(kind)
        yield kind
        for field in kind.model_fields.values():
            for inner in _entries_in(field.annotation):
                yield from _all_entries(inner, seen)
