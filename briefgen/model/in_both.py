"""Know which texts of a brief have to be in each of its two languages, and which are the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_origin

from briefgen.model.entry import Entry
from briefgen.model.fields import (
    entries_in,
    field_named,
    fields_of,
    groups_of_texts,
    is_words,
    keys_of,
)
from briefgen.model.sources import Source

# Texts that are the same in every language, or may be: names, numbers, addresses. They may be typed
# again where they differ, as names do in another script. By class, the keys.
SAME = {
    "Brief": {"number", "serial"},
    "Clearance": {"person"},
    "Owner": {"contact"},
    "Person": {"name", "also_called", "native_name", "say", "staff_contact", "picture"},
    "Meeting": {"contact"},
    "Item": {"number", "paper"},
    "Quote": {"text", "prefix", "suffix", "carried_by", "translated_from"},
    "Figure": {"file"},
    "Action": {"number"},
    "Contact": {"name", "phone", "email"},
    "Annex": {"tab"},
}
# The copy of an annex is passed on once, whatever language a page is in.
FIXED = {"Annex": {"file"}}
# What is no text, and may be another one in each language: a quote can be read in two sources. Of a
# source that is all, since it may have an edition in each.
OWN = {"Quote": {"source", "sources", "translated_from"}}


def name_of(kind: type[Entry], key: str) -> str:
    """Find the name of the field that is typed under a key; empty where there is none."""
    return next((name for name, typed, _ in fields_of(kind) if typed == key), "")


def is_same(kind: type[Entry], key: str) -> bool:
    """Tell whether a text may be the same in both languages, and then needn't be typed twice."""
    return kind is Source or key in SAME.get(kind.__name__, ())


def is_own(kind: type[Entry], key: str) -> bool:
    """Tell whether a field may differ between the languages, though it is no text."""
    return kind is Source or key in OWN.get(kind.__name__, ())


def holds_words(kind: type[Entry], key: str) -> bool:
    """Tell whether a field holds words that are printed as they are typed: a text, or several."""
    name = name_of(kind, key)
    return bool(name) and is_words(kind, name) and key not in FIXED.get(kind.__name__, ())


def is_printed_group(kind: type[Entry], key: str) -> bool:
    """Tell whether a field holds a group whose keys are printed, as those of facts."""
    return name_of(kind, key) in groups_of_texts(kind)


def asks_for_text(kind: type[Entry], key: str, value: Any, people: Mapping[str, Any]) -> bool:
    """Tell whether what a field of a brief holds has to be in both languages, or a part of it.

    A name that is the id of one of `people` has not.
    """
    each = field_named(kind, key)
    if each is None or is_same(kind, key):
        return False
    inner = next(entries_in(each.annotation), None)
    if inner is None:
        is_person = isinstance(value, str) and value in people
        return holds_words(kind, key) and not is_person
    if is_printed_group(kind, key):
        return True
    held = [value]
    if get_origin(each.annotation) is dict and isinstance(value, dict):
        held = list(value.values())
    elif isinstance(value, list):
        held = value
    return any(has_text(inner, entry, people) for entry in held)


def has_text(kind: type[Entry], value: Any, people: Mapping[str, Any]) -> bool:
    """Tell whether an entry of a brief has a text that has to be in both languages."""
    return any(
        held is not None and key in keys_of(kind) and asks_for_text(kind, key, held, people)
        for key, held in long_form(kind, value).items()
    )


def long_form(kind: type[Entry], value: Any) -> dict[str, Any]:
    """Give what was typed of an entry in its long form; empty for what is no entry."""
    if isinstance(value, dict):
        return value
    return {kind.short_key(): value} if kind.short and value is not None else {}
