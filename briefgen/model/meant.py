"""Say what was meant by a value that the model refuses: an id, a zone, a text, a group of ids.

`scalars` sees the value alone. Here the rest of the document tells what was meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from briefgen.ground.regexes import regex
from briefgen.ground.span import Path
from briefgen.ground.suggest import nearest
from briefgen.load.document import Document
from briefgen.load.yamltext import advice
from briefgen.model import zones
from briefgen.model.fields import entry_at
from briefgen.model.scalars import zone_names

# Abbreviations and offsets, which don't say when summer time is: CEST, UTC+2, +01:00.
ABBREVIATION = regex(r"(?:[A-Z]{1,5}|(?:UTC|GMT)?\s?[-+\u2212]\d{1,2}(?::?\d{2})?)\Z")
# Signs and words that people type between two ids where a list is wanted.
SEVERAL = regex(r"[,;/&]|\s(?:and|und|et|и|y)\s")
# Fields of people, parties and sources. Where a lone key is one of them, it is no id.
FIELDS = {"name", "title", "role", "described_as", "party", "publisher", "author", "url"}
# Texts in which a list is as likely as a paragraph.
WITH_LISTS = {"background", "bottom_line", "answer", "say", "biography"}
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


def ids_hint(document: Document, path: Path, given: Any) -> str:
    """Say how entries with ids are typed, where a list or a text stands in their place."""
    if path[-1] == "positions":
        parties = [str(key) for _, key in names_in(document.data.get("parties"))]
        return f"Start each with the id of its party, as in `{(parties or ['them'])[-1]}: …`."
    if not isinstance(given, list):
        return "Each has an id of your choice before it, on a line of its own."
    keys = [list(each) for each in given if isinstance(each, dict)]
    if len(keys) == len(given) and all(len(each) == 1 and each[0] not in FIELDS for each in keys):
        return "Delete the dashes."
    return "Put an id of your choice and a colon in the place of each dash, as in `lund: …`."


def has_lists(path: Path) -> bool:
    """Tell whether the text of a field may have lists in it, as a background may."""
    is_read_out = path[0] == "remarks" and path[-1] == "text"
    return path[-1] in WITH_LISTS or path[0] == "sections" or is_read_out


def text_hint(document: Document, path: Path, given: Any) -> str:
    """Say how a text is typed that YAML read as a list or group: `[Draft]`, `- - Costs`."""
    mark = document.marks.get(document.typed(path))
    start = document.text[mark.start : mark.start + 1] if mark else ""
    if isinstance(given, list) and len(given) > 1 and start == "-":
        if has_lists(path):
            return "Put `|` behind the field's name: then the list is a part of its text."
        return "One alone can stand here: make one of them."
    if mark and start in ("[", "{"):
        if field_of(path) in REFERS:
            return "Delete the brackets."
        return advice(document.lines, mark.value.line, mark.value.column - 1)
    kind = entry_at(path)
    needs_fields = kind is not entry_at(path[:-1]) and not kind.short  # as press does
    if start == "-" and isinstance(given, list) and len(given) == 1 and not needs_fields:
        is_entry = isinstance(path[-1], int)
        return "Delete one of the two dashes." if is_entry else "Delete the dash."
    return ""


def zone_hint(document: Document, path: Path, name: str) -> str:
    """Say which zone was meant, by its name, the city in it, its letters, or the place."""
    if ABBREVIATION.match(name):
        group = document.value(document.typed(path[:-1]))
        beside = group if isinstance(group, dict) else {}
        place, day = (str(beside.get(field) or "") for field in ("place", "date"))
        meant = [zones.of_place(place)] if zones.of_place(place) else zones.of_letters(name)
        # Where nothing is known, any name shows how one is typed.
        meant = meant or zones.of_offset_typed(name, day) or ["Europe/Moscow"]
        return f"Type a name such as {', or '.join(f'`{zone}`' for zone in meant[:3])}."
    cities = {zone.rsplit("/", 1)[-1]: zone for zone in sorted(zone_names()) if "/" in zone}
    found = nearest(name, zone_names(), cities) or nearest(name.rsplit("/", 1)[-1], cities)
    found = cities.get(found, found)
    return f"Did you mean `{found}`?" if found else "Type a name such as `Europe/Moscow`."


def id_hint(document: Document, path: Path, typed: str) -> str:
    """Say which id was meant where a name was typed; empty where the field refers to none."""
    field = field_of(path)
    # At the top of a brief, `parties` and others are groups; only `principal` holds an id there.
    if field not in REFERS or (len(path) == 1 and field != "principal"):
        return ""
    names = names_for(document, path)
    typed_ids = [each.strip() for each in SEVERAL.split(typed)]
    several = [nearest(each, names.values(), names) for each in typed_ids]
    # Some may be unknown ids, which the next check points out; but `Lund, Per` is a single name.
    is_list = all(several) or (any(several) and not any(" " in each for each in typed_ids))
    if field in ("with", "sources") and len(several) > 1 and is_list:
        ids = [found or each for found, each in zip(several, typed_ids, strict=True)]
        return f"Type `[{', '.join(ids)}]`."
    found = nearest(typed, names.values(), names)
    return f"Did you mean `{found}`?" if found else f"Type the id of one in `{REFERS[field][0]}`."


def names_for(document: Document, path: Path) -> dict[str, str]:
    """List the names of everything that the field at a path can refer to, each with its id."""
    groups = REFERS.get(field_of(path), ())
    return dict(pair for group in groups for pair in names_in(document.data.get(group)))


def field_of(path: Path) -> str:
    """Give the name of the last field on a path, without indexes behind it."""
    return str(next((step for step in reversed(path) if isinstance(step, str)), ""))


def names_in(group: Any) -> Iterator[tuple[str, str]]:
    """Yield the names of the people, parties, sources or meetings of a group, each with its id."""
    if isinstance(group, list):
        group = {each["id"]: each for each in group if isinstance(each, dict) and "id" in each}
    for key, thing in group.items() if isinstance(group, Mapping) else ():
        name = thing.get("name") or thing.get("title") if isinstance(thing, dict) else thing
        yield (name if isinstance(name, str) else str(key)), str(key)
