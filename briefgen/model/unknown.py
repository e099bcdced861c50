"""Say what was meant by a field that the format doesn't know: another field, a value, or a text.

YAML makes a field of any words with a colon behind them, so an unknown field is as often a sentence
as a misspelling.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, get_args

from briefgen.ground.diagnostics import Diagnostic, Edit, finding
from briefgen.ground.span import Path, Span
from briefgen.ground.suggest import MOST_LISTED, is_another_word_for, listed, nearest, sure
from briefgen.load.document import Document
from briefgen.load.yamltext import LONGEST, WHOLE, advice, in_marks, quoting
from briefgen.model.fields import entry_at, home_of, keys_of


def unknown_field(document: Document, path: Path) -> Diagnostic:
    """Make the finding about a field that the format doesn't have; its hint says what was meant."""
    owner, name, edit = entry_at(path[:-1]), str(path[-1]), None
    place = document.key_span(path)
    if value := _value_named(path):
        hint = _hint_for_value(document, path, *value)
        end = document.value_span(path)
        if end.line == place.line:
            place = replace(place, end_line=end.end_line, end_column=end.end_column)
    elif behind := _field_before_colon(document, path):
        hint = f"Put a space after the colon: `{behind}: {name[len(behind) + 1 :]}`"
        edit = _spaced(document, place, behind)
    elif _is_text(document, path):
        hint = _hint_for_text(document, path)
        edit = _quoted(document, path)
    elif found := _field_meant(document, path):
        hint = f"Did you mean `{found}`?"
        given = document.value(document.typed(path[:-1]))
        certain = sure(name, [key for key in keys_of(owner) if key not in given])
        edit = document.retyped(place, found if found == certain else "")
    elif home := home_of(name):
        hint = f"`{name}` is a field of {home.word().lower()}."
    else:
        many = len(keys_of(owner)) > MOST_LISTED
        hint = f"One of {listed(keys_of(owner), name)}{': see `briefgen schema`' if many else ''}."
    message = f"`{name}` is not a field of {owner.word().lower()}."
    return finding("unknown-field", message, place, hint, edit=edit)


def taken_for(document: Document, path: Path) -> str:
    """Get the field that was meant by an unknown one at a path; empty where none was.

    Where a text was read as a field, that is the field that a lone text stands for.
    """
    if _is_text(document, path) or _value_named(path):
        return entry_at(path[:-1]).short_key()
    return _field_meant(document, path)


def _value_named(path: Path) -> tuple[str, str] | None:
    """Find the field whose value was typed as a field, and the value: `avoid: Any figure.`."""
    owner, typed = entry_at(path[:-1]), str(path[-1]).replace("_", " ").casefold()
    # Of a point and of a line for the press, whose values read like fields: avoid, after.
    for name in ("kind", "use") if owner.short else ():
        field = owner.model_fields.get(name)
        if field and typed in _literals(field.annotation):
            return name, typed
    return None


def _literals(annotation: Any) -> set[str]:
    """List the words that an annotation allows, however deep."""
    parts = get_args(annotation)
    return {part for part in parts if isinstance(part, str)}.union(*map(_literals, parts))


def _hint_for_value(document: Document, path: Path, field: str, value: str) -> str:
    """Write the hint how `avoid: Any figure.` is typed.

    The hint repeats the text if that is short, and if the entry has no other field.
    """
    given = document.value(document.typed(path[:-1]))
    text = given[path[-1]]
    if isinstance(text, str) and len(given) == 1 and len(text) <= LONGEST and "\n" not in text:
        return f"Put this in its place: {{{field}: {value}, text: {in_marks(text)}}}"
    return f"Type `{field}: {value}`, and the words behind `text:` on a line of their own."


def _is_text(document: Document, path: Path) -> bool:
    """Tell whether what seems a field starts a text: `Costs: they fall`, `{name}`, `Agreed:`."""
    name, keys = str(path[-1]), keys_of(entry_at(path[:-1]))
    if name.lower() in keys or not document.is_typed(path):
        return False
    if " " in name.strip() and not _field_meant(document, path):
        return True
    owner = document.typed(path[:-1])
    given, mark = document.value(owner), document.marks.get(owner)
    if mark is not None and document.text[mark.start : mark.start + 1] == "{":
        return given.get(name) is None and not _field_meant(document, path)
    return len(given) == 1 and bool(entry_at(path[:-1]).short) and not name[:1].islower()


def _field_before_colon(document: Document, path: Path) -> str:
    """Find the field in a key that holds its value as well, as `{name:Per Lund}`; else empty."""
    field, _, rest = str(path[-1]).partition(":")
    given = document.value(document.typed(path[:-1]))
    is_field = field in keys_of(entry_at(path[:-1])) and field not in given
    return (
        field if is_field and rest and not rest.startswith("//") and given[path[-1]] is None else ""
    )


def _spaced(document: Document, place: Span, field: str) -> Edit | None:
    """Make the edit that puts a space behind the colon of a field's name."""
    start = document.offsets(place)[0]
    end = start + len(field) + 1
    is_plain = document.text[start:end] == f"{field}:"
    return Edit(document.span(end, end), " ") if is_plain else None


def _quoted(document: Document, path: Path) -> Edit | None:
    """Make the edit that puts an entry into quotation marks whose colon made a field of it.

    Only where the entry has nothing else, and no field is near: then it can only be a text.
    """
    owner, name = entry_at(path[:-1]), str(path[-1])
    given, key = document.value(document.typed(path[:-1])), document.key_span(path)
    group, lines = document.marks.get(path[:-1]), document.lines
    is_one = (
        isinstance(given, dict) and len(given) == 1 and owner.short and path[:-1] in document.marks
    )
    is_entry = isinstance(path[-2], int) if len(path) > 1 else False
    if group is None or not is_one or not is_entry or document.text[group.start] in "{[":
        return None
    if (
        (nearest(name, keys_of(owner)) and name[0] not in "“„«‘‹")
        or isinstance(given[path[-1]], (list, dict))
        or owner.short == "title"
    ):
        return None
    start = len(re.sub(r"\?\s+\Z", "", lines[key.line - 1][: key.column - 1]))
    return quoting(lines, key.line, start).edit(document.file, key.line)


def _hint_for_text(document: Document, path: Path) -> str:
    """Write the hint to put a text into quotation marks that YAML read as a field."""
    key, group = document.key_span(path), document.marks.get(document.typed(path[:-1]))
    lines, start = document.lines, key.column - 1
    # `? Costs` is YAML's other way of typing a key; the question mark belongs to the text.
    start = len(re.sub(r"\?\s+\Z", "", lines[key.line - 1][:start]))
    hint = advice(lines, key.line, start)
    if group and document.text[group.start : group.start + 1] == "{":
        before = re.match(r".*[:\[{]\s+", lines[key.line - 1][:start])
        hint = advice(lines, group.value.line, group.value.column - 1)
        if len(document.value(document.typed(path[:-1]))) > 1:
            text = lines[key.line - 1][before.end() if before else start : key.end_column - 1]
            hint = f"{WHOLE}: {in_marks(text)}"
    return f"If this is a part of a text, {hint[0].lower()}{hint[1:]}"


def _field_meant(document: Document, path: Path) -> str:
    """Find the field that was meant at a path, if possible one that isn't typed there yet.

    A key of more words than the field's name is a text with a colon in it, and means no field.
    """
    name, keys = str(path[-1]), keys_of(entry_at(path[:-1]))
    given = document.value(document.typed(path[:-1]))
    found = nearest(name, keys)
    if found in given:
        found = nearest(name, [key for key in keys if key not in given]) or found
    is_short = len(name.split()) <= len(found.split("_"))
    return found if is_short or is_another_word_for(name, found) else ""
